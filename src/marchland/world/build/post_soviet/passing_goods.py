"""Goods that only pass through an actor: what the growth of trade shows and consumption cannot hold.

Through Kyrgyzstan from China: recorded imports less what the country can hold. What it can hold is Tajikistan's
imports from China per unit of GDP at best, Kazakhstan's at least, and what Kyrgyz customs register (2023) or a third
more than the best (2017) at most. The rest goes to Russia, Kazakhstan and Uzbekistan in proportion to GDP over
distance. Kyrgyz records do not count it as exports.

Through Armenia: Russian gold to the Emirates and Hong Kong, of which BACI states both legs. Through Armenia and
Kazakhstan to Russia in 2023: what exports to Russia exceed those of 2017 grown with GDP, three quarters at best, from
the origins whose exports to the country grew beyond GDP. Through Kyrgyzstan to Russia in 2023: six tenths of that
growth for Western and East Asian origins and Türkiye, which its exports do not show.

Through Georgia in 2023: cars. What Georgia's records of exports exceed its partners' records of goods made there, up
to the cars that Georgia exports, from the origins whose exports to Georgia grew beyond GDP.

Left out for want of a record that shows them: through the Emirates, Türkiye, Belarus and Uzbekistan to Russia, and
Georgian cars to Armenia, whose customs already record their origin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from marchland.world.build.post_soviet.actors import EUROPEAN_UNION, REST
from marchland.world.build.post_soviet.figure import Figure
from marchland.world.build.post_soviet.goods_trade import GOODS
from marchland.world.build.post_soviet.recorded_trade import recorded_trade

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.post_soviet.goods_trade import Flow

Passage = tuple[int, str, str, str, bool]
Passing = dict[Passage, Figure]
Economies = dict[tuple[str, int], Figure]

_KYRGYZ_CUSTOMS_2023 = 5400.0
_GOLD = 710812
_GEORGIAN_CARS_2023 = 2130.0
_OVERLAND = ("RUS", "KAZ", "UZB")
_WESTERN = (*EUROPEAN_UNION, "USA", "GBR", "CHE", "JPN", "KOR")
_BEFORE, _AFTER = 2017, 2023
_MOST_OF_A_FLOW = 0.9


def passing_goods(reference: Path, flows: dict[Flow, Figure], gdp: Economies) -> Passing:
    """Return goods that pass, MUSD by (year, origin, via, destination, recorded).

    Parameters
    ----------
    reference
        folder of the reference data
    flows
        MUSD by (year, exporter, importer, sector)
    gdp
        MUSD by (actor, year)
    """
    passing: Passing = {}
    for year in (_BEFORE, _AFTER):
        passing |= _through_kyrgyzstan(reference, flows, gdp, year)
    passing |= _gold_through_armenia(reference)
    passing |= _recorded_to_russia(flows, gdp, "ARM", (*_WESTERN, "CHN", REST), "armstat_trade;baci_2017;baci_2023")
    passing |= _recorded_to_russia(flows, gdp, "KAZ", (*_WESTERN, "CHN", "TUR"), "baci_2017;baci_2023")
    for origin in (*_WESTERN, "TUR"):
        excess = _excess(flows, gdp, origin, "KGZ")
        if excess > 1:
            key = (_AFTER, origin, "KGZ", "RUS", False)
            passing[key] = _share_of(excess, 0.25, 0.6, 0.95, "baci_2017;baci_2023;world_bank_gdp")
    return passing | _cars_through_georgia(reference, flows, gdp)


def netted(flows: dict[Flow, Figure], passing: Passing) -> dict[Flow, float]:
    """Return the best values of the flows of goods from where they are made to where they are used.

    Parameters
    ----------
    flows, passing
        MUSD, as returned by `goods_trade` and `passing_goods`
    """
    net = {key: figure.best for key, figure in flows.items()}
    for (year, origin, via, destination, recorded), figure in passing.items():
        net[year, origin, via, GOODS] -= figure.best
        direct = (year, origin, destination, GOODS)
        net[direct] = net.get(direct, 0.0) + figure.best
        if recorded:
            net[year, via, destination, GOODS] -= figure.best
    return net


def _best(flows: dict[Flow, Figure], year: int, exporter: str, importer: str) -> float:
    figure = flows.get((year, exporter, importer, GOODS))
    return figure.best if figure else 0.0


def _excess(flows: dict[Flow, Figure], gdp: Economies, exporter: str, importer: str, home: str = "") -> float:
    """Return by how much a flow of 2023 exceeds that of 2017 grown with the GDP of `home` (the importer)."""
    economy = home or importer
    growth = gdp[economy, _AFTER].best / gdp[economy, _BEFORE].best
    return max(_best(flows, _AFTER, exporter, importer) - growth * _best(flows, _BEFORE, exporter, importer), 0.0)


def _share_of(amount: float, low: float, best: float, high: float, source: str) -> Figure:
    return Figure(low=low * amount, best=best * amount, high=high * amount, estimated=True, source=source)


def _through_kyrgyzstan(reference: Path, flows: dict[Flow, Figure], gdp: Economies, year: int) -> Passing:
    recorded = flows[year, "CHN", "KGZ", GOODS]
    economy = gdp["KGZ", year].best
    ratio = {peer: _best(flows, year, "CHN", peer) / gdp[peer, year].best for peer in ("KAZ", "TJK")}
    held = ratio["TJK"] * economy
    most_held = _KYRGYZ_CUSTOMS_2023 if year == _AFTER else 1.35 * held
    stated = "timesca_kyrgyz_2023" if year == _AFTER else "kg24_kyrgyz_2016"
    low = max(recorded.low - most_held, 0.2 * (recorded.best - held))
    best, high = recorded.best - held, recorded.best - ratio["KAZ"] * economy
    table = pd.read_csv(reference / "gravity" / "dist_cepii.csv.gz")
    table = table[table["iso_o"] == "KGZ"].set_index("iso_d")
    pull = {to: gdp[to, year].best / float(pd.to_numeric(table["distcap"])[to]) for to in _OVERLAND}
    total = sum(pull.values())
    source = f"baci_{year};{stated};world_bank_gdp;cepii_geodist"
    return {
        (year, "CHN", "KGZ", to, False): Figure(
            low=0.7 * low * pull[to] / total,
            best=best * pull[to] / total,
            high=high * pull[to] / total,
            estimated=True,
            source=source,
        )
        for to in _OVERLAND
    }


def _gold_through_armenia(reference: Path) -> Passing:
    table = pd.read_csv(reference / "flows" / "baci_raw_materials_2012_2024.csv.gz", keep_default_na=False)
    gold = table[(table["hs92"] == _GOLD) & (table["year"] == _AFTER)].set_index(["exporter", "importer"])
    value = gold["value_kusd"] / 1e3
    onward = {"ARE": float(value["ARM", "ARE"]), REST: float(value["ARM", "HKG"])}
    passed = min(float(value["RUS", "ARM"]), sum(onward.values())) / sum(onward.values())
    return {
        (_AFTER, "RUS", "ARM", to, True): _share_of(passed * amount, 0.6, 1.0, 1.2, "baci_materials;armstat_trade")
        for to, amount in onward.items()
    }


def _recorded_to_russia(
    flows: dict[Flow, Figure], gdp: Economies, via: str, origins: tuple[str, ...], source: str
) -> Passing:
    onward = _excess(flows, gdp, via, "RUS", via)
    inward = {origin: _excess(flows, gdp, origin, via) for origin in origins}
    total = sum(inward.values())
    scale = min(onward, _MOST_OF_A_FLOW * total) / total
    return {
        (_AFTER, origin, via, "RUS", True): _share_of(scale * amount, 0.3, 0.75, 1.1, f"{source};world_bank_gdp")
        for origin, amount in inward.items()
        if scale * amount > 1
    }


def _cars_through_georgia(reference: Path, flows: dict[Flow, Figure], gdp: Economies) -> Passing:
    recorded = recorded_trade(reference)
    mirror = recorded.totals[_AFTER][recorded.at("GEO")]
    gap = {to: _best(flows, _AFTER, "GEO", to) - float(mirror[recorded.at(to)]) for to in ("AZE", "KAZ", "KGZ")}
    inward = {origin: _excess(flows, gdp, origin, "GEO") for origin in ("USA", "DEU", "JPN")}
    total = min(_GEORGIAN_CARS_2023, sum(gap.values()), _MOST_OF_A_FLOW * sum(inward.values()))
    source = "civil_geostat_2023;baci_2017;baci_2023"
    return {
        (_AFTER, origin, "GEO", to, True): _share_of(
            total * amount / sum(inward.values()) * part / sum(gap.values()), 0.4, 0.85, 1.15, source
        )
        for origin, amount in inward.items()
        for to, part in gap.items()
    }
