"""Trade between the actors, fuels kept apart from all other goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.actors import ACTORS, REST, STATES
from marchland.world.build.post_soviet.figure import Figure
from marchland.world.build.post_soviet.fuel_trade import LEADING_SOURCE, fuel_shares, product_shares, raw_fuel_shares
from marchland.world.build.post_soviet.iranian_oil import iranian_oil
from marchland.world.build.post_soviet.recorded_trade import YEARS, recorded_trade
from marchland.world.build.post_soviet.trade_holes import filled_trade

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.recorded_trade import RecordedTrade
    from marchland.world.build.post_soviet.trade_holes import FilledTrade

    Matrix = NDArray[np.float64]
    Matrices = tuple[Matrix, Matrix, Matrix]

Flow = tuple[int, str, str, str]
GOODS, FUELS = "goods", "fuels"
SMALLEST = 0.001
_CLEARLY_MORE = 0.15
# Most of their partners outside the list (Iraq above all) do not report either.
_THIN, _THIN_WIDER = ("IRN", "AFG"), 3.0
# BACI's raw materials lack Russian gas and crude to these importers: the OECD's share of fuels is used instead.
_BY_SHARE = ((2023, "BLR"), (2023, "TUR"), (2017, "TUR"))
# 26 bcm at 275 USD per 1,000 m3, in the records of neither side.
_TURKISH_GAS = 26 * 275.0


def goods_trade(reference: Path, gdp: dict[tuple[str, int], Figure]) -> dict[Flow, Figure]:
    """Return the flows of goods and fuels between actors.

    Parameters
    ----------
    reference
        folder of the reference data
    gdp
        MUSD by actor and year

    Returns
    -------
    MUSD by (year, exporter, importer, sector); a pair of which nothing is known is not there
    """
    recorded = recorded_trade(reference)
    filled = filled_trade(reference, recorded, gdp)
    flows: dict[Flow, Figure] = {}
    for year in YEARS:
        shares = product_shares(reference, recorded, filled.best, year)
        doubt = raw_fuel_shares(reference, recorded.countries, year)
        for figures, sector in (
            (_goods(recorded, filled, shares, doubt, year), GOODS),
            (_fuels(recorded, filled, shares, year), FUELS),
        ):
            flows.update(_between_actors(recorded, filled, figures, year, sector))
    for year, importer in _BY_SHARE:
        _split_by_share(reference, recorded, filled, flows, year, importer)
    for (exporter, importer), figure in iranian_oil(reference, flows[2023, REST, "CHN", FUELS]).items():
        flows[2023, exporter, importer, FUELS] = figure
    return flows


def _goods(recorded: RecordedTrade, filled: FilledTrade, shares: Matrix, doubt: Matrix, year: int) -> Matrices:
    """Take the oil products off; their share is known within a factor of about one and a half.

    Where the OECD's tables have clearly more coal, crude and gas in a flow than BACI states, the low end follows them.
    Where crude oil was revalued the high end keeps BACI's reading.
    """
    total = filled.best[year] + recorded.fuels[year]
    doubted = doubt * total - recorded.fuels[year] > _CLEARLY_MORE * total
    low = filled.low[year] * (1 - np.minimum(1.5 * shares, 0.9))
    by_doubt = np.where(doubted, total * (1 - np.minimum(doubt, 0.95)) * (1 - shares), low)
    high = filled.high[year] * (1 - 0.5 * shares) + recorded.revalued[year]
    return np.fmin(low, by_doubt), filled.best[year] * (1 - shares), high


def _fuels(recorded: RecordedTrade, filled: FilledTrade, shares: Matrix, year: int) -> Matrices:
    raw, products = recorded.fuels[year], np.nan_to_num(filled.best[year]) * shares
    return (raw - recorded.revalued[year]) / 1.15 + products / 2, raw + products, raw * 1.15 + 2 * products


def _between_actors(
    recorded: RecordedTrade,
    filled: FilledTrade,
    figures: Matrices,
    year: int,
    sector: str,
) -> dict[Flow, Figure]:
    rest = [k for k, code in enumerate(recorded.countries) if code not in STATES]
    members = {code: [recorded.at(code)] for code in STATES} | {REST: rest}
    result: dict[Flow, Figure] = {}
    for exporter in ACTORS:
        for importer in ACTORS:
            if exporter == importer:
                continue
            block = np.ix_(members[exporter], members[importer])
            low, best, high = (float(np.nansum(m[block])) for m in figures)
            if best < SMALLEST:
                continue
            thin = REST in {exporter, importer} and bool({exporter, importer} & set(_THIN))
            unsure = figures[1] - (recorded.fuels[year] if sector == FUELS else 0.0)
            guessed = float(np.nansum(np.where(filled.estimated[year][block], unsure[block], 0.0)))
            guessed += float(recorded.revalued[year][block].sum())
            result[year, exporter, importer, sector] = Figure(
                low=low,
                best=best,
                high=_THIN_WIDER * high if thin else high,
                estimated=thin or guessed > 0.2 * best,
                source=_source(recorded, filled, members[exporter], members[importer], year),
            )
    return result


def _source(recorded: RecordedTrade, filled: FilledTrade, exporters: list[int], importers: list[int], year: int) -> str:
    ids: list[str] = []
    if len(exporters) == len(importers) == 1:
        ids = filled.sources[year].get((exporters[0], importers[0]), f"baci_{year}").split(";")
    else:
        ids = [f"baci_{year}"]
    if recorded.fuels[year][np.ix_(exporters, importers)].sum() > 0:
        ids.append("baci_materials")
    outside = {"AZE", "ARM", "GEO", "UZB", "KGZ", "TJK", "TKM", "MDA", "IRN", "AFG", "MNG", "SRB"}
    involved = {recorded.countries[k] for k in (exporters[0], importers[0])}
    ids.append("oecd_icio")
    if involved & outside:
        ids.append("cia_factbook")
    if len(exporters) == len(importers) == 1:
        pair = recorded.countries[exporters[0]], recorded.countries[importers[0]]
        ids += [LEADING_SOURCE[pair]] if pair in LEADING_SOURCE else []
    return ";".join(dict.fromkeys(ids))


def _split_by_share(
    reference: Path,
    recorded: RecordedTrade,
    filled: FilledTrade,
    flows: dict[Flow, Figure],
    year: int,
    importer: str,
) -> None:
    cell = recorded.at("RUS"), recorded.at(importer)
    total = float(filled.best[year][cell] + recorded.fuels[year][cell])
    width = float(filled.high[year][cell] / filled.best[year][cell])
    share = fuel_shares(reference, year, "RUS", importer)
    gas = _TURKISH_GAS if (year, importer) == (2023, "TUR") else 0.0
    ids = [*filled.sources[year].get(cell, f"baci_{year}").split(";"), "oecd_icio"]
    with_gas = [*ids, "money_turkstream_2022", "tashkent_times_gas_2023"] if gas else ids
    flows[year, "RUS", importer, GOODS] = Figure(
        low=total / width * (1 - 1.3 * share),
        best=total * (1 - share),
        high=total * width * (1 - 0.7 * share),
        estimated=True,
        source=";".join(dict.fromkeys(ids)),
    )
    flows[year, "RUS", importer, FUELS] = Figure(
        low=total / width * 0.7 * share,
        best=total * share + gas,
        high=total * width * 1.3 * share + 1.2 * gas,
        estimated=True,
        source=";".join(dict.fromkeys(with_gas)),
    )
