"""The economic tables of the built-in world agree with each other and with what is known of the region."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, Any, cast

import pytest

from marchland.world.build.post_soviet import actors, goods, indicators
from marchland.world.build.post_soviet.disputed_trade import disputed_trade
from marchland.world.build.post_soviet.figure import Figure
from marchland.world.build.post_soviet.goods_trade import FUELS, GOODS, goods_trade
from marchland.world.build.post_soviet.icio_flows import icio_flows
from marchland.world.build.post_soviet.input_structure import input_structure
from marchland.world.build.post_soviet.iranian_oil import iranian_oil
from marchland.world.build.post_soviet.recorded_trade import recorded_trade
from marchland.world.build.post_soviet.sector_evidence_fuel_split import fuel_split
from marchland.world.build.post_soviet.sector_evidence_known import known_parts
from marchland.world.build.post_soviet.sectors import CODES, FUEL_CODES, GOODS_CODES, SECTORS, SERVICES
from marchland.world.build.recipe import merge

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from marchland.world.build.post_soviet.goods_trade import Flow

    Row = dict[str, Any]
    Flows = dict[tuple[int, str, str, str], Row]

pytestmark = pytest.mark.reference

YEARS = (2017, 2023)
FIGURES = ("indicators", "trade", "reexports", "input_shares")
OUTSIDE = {"AZE", "ARM", "GEO", "UZB", "KGZ", "TJK", "TKM", "MDA", "IRN", "AFG", "MNG", "SRB"}


@pytest.fixture(scope="module")
def tables(reference: Path) -> dict[str, list[Row]]:
    merged = merge(part.tables(reference) for part in (actors, indicators, goods))
    return {name: [dict(row) for row in rows] for name, rows in merged.items()}


@pytest.fixture(scope="module")
def totals(reference: Path) -> dict[Flow, Figure]:
    """Totals of goods and of fuels by pair, before they are split."""
    return goods_trade(reference, indicators.gdp(reference))


@pytest.fixture(scope="module")
def trade(tables: dict[str, list[Row]]) -> Flows:
    return {(int(r["year"]), str(r["exporter"]), str(r["importer"]), str(r["sector"])): r for r in tables["trade"]}


@pytest.fixture(scope="module")
def net(tables: dict[str, list[Row]]) -> dict[tuple[int, str, str, str], float]:
    """Trade at best values once goods that only pass are taken out."""
    flows: dict[tuple[int, str, str, str], float] = defaultdict(float)
    for row in tables["trade"]:
        flows[int(row["year"]), str(row["exporter"]), str(row["importer"]), str(row["sector"])] = float(row["best"])
    for row in tables["reexports"]:
        year, sector, amount = int(row["year"]), str(row["sector"]), float(row["best"])
        origin, via, destination = (str(row[k]) for k in ("origin", "via", "destination"))
        flows[year, origin, via, sector] -= amount
        flows[year, origin, destination, sector] += amount
        if row["recorded"]:
            flows[year, via, destination, sector] -= amount
    return flows


def test_no_key_comes_twice(tables: dict[str, list[Row]]) -> None:
    keys = {
        "indicators": ("actor", "indicator", "year"),
        "trade": ("year", "exporter", "importer", "sector"),
        "reexports": ("year", "origin", "via", "destination", "sector"),
        "input_shares": ("year", "actor", "using", "supplying"),
        "sources": ("source",),
        "actors": ("actor",),
    }
    for name, columns in keys.items():
        seen = [tuple(row[c] for c in columns) for row in tables[name]]
        assert len(seen) == len(set(seen)), name


def test_ranges_are_ordered_and_never_of_zero_width(tables: dict[str, list[Row]]) -> None:
    for name in FIGURES:
        for row in tables[name]:
            best = float(row["best"])
            if row["low"] is None:
                assert row["high"] is None, (name, row)
            elif best > 0:
                assert 0 <= row["low"] < best < row["high"], (name, row)


def test_every_source_is_described_and_every_description_used(tables: dict[str, list[Row]]) -> None:
    used = {s for name in (*FIGURES, "sectors") for row in tables[name] for s in str(row["source"]).split(";")}
    used |= {s for row in tables["sectors"] for s in str(row.get("tonnes_source") or "").split(";") if s}
    assert used == {row["source"] for row in tables["sources"]}


def test_sectors_of_a_pair_add_up_to_its_totals(totals: dict[Flow, Figure], trade: Flows) -> None:
    sums: dict[tuple[int, str, str], float] = defaultdict(float)
    for (year, exporter, importer, sector), row in trade.items():
        if exporter != importer and sector != SERVICES:
            sums[year, exporter, importer] += float(row["best"])
    wanted: dict[tuple[int, str, str], float] = defaultdict(float)
    for (year, exporter, importer, _), figure in totals.items():
        wanted[year, exporter, importer] += figure.best
    assert sums.keys() == wanted.keys()
    for pair, value in wanted.items():
        assert sums[pair] == pytest.approx(value, rel=1e-4), pair


def test_a_range_is_never_narrower_than_that_of_its_pair(totals: dict[Flow, Figure], trade: Flows) -> None:
    for (year, exporter, importer, sector), row in trade.items():
        pair = totals.get((year, exporter, importer, GOODS))
        if exporter == importer or pair is None or sector not in GOODS_CODES or sector == "mining":
            continue
        given = float(row["high"]) / float(row["best"]) if row["high"] is not None else 1.15
        assert given > 0.98 * min(pair.high / pair.best, 30), row


def test_what_records_state_of_a_sector_is_in_it(reference: Path, totals: dict[Flow, Figure], trade: Flows) -> None:
    for year in YEARS:
        known = known_parts(reference, year)
        known = known[known["total"] == GOODS]
        of_pair = known.groupby(["exporter", "importer"])["musd"].sum()
        for row in cast("Iterable[Any]", known.itertuples()):
            pair = totals.get((year, row.exporter, row.importer, GOODS))
            # Parts that are more than the total of the pair leaves are scaled down with it.
            if pair is None or of_pair[row.exporter, row.importer] > 0.9 * pair.best or row.musd < 1:
                continue
            held = trade[year, row.exporter, row.importer, row.sector]
            assert float(held["best"]) > 0.999 * row.musd, row


def test_fuels_split_as_the_records_say(reference: Path, totals: dict[Flow, Figure], trade: Flows) -> None:
    for year in YEARS:
        for row in cast("Iterable[Any]", fuel_split(reference, year, totals).itertuples()):
            value = row.share * totals[year, row.exporter, row.importer, FUELS].best
            if value > 1 and row.sector != "mining":
                held = float(trade[year, row.exporter, row.importer, row.sector]["best"])
                assert held == pytest.approx(value, rel=1e-2), row


def test_pairs_with_tables_split_as_the_tables_do(reference: Path, trade: Flows) -> None:
    table = icio_flows(reference, 2023)
    place = {actor: i for i, actor in enumerate(actors.ACTORS)}
    codes = [code for code in GOODS_CODES if code != "mining"]
    # Pairs with a state of the region have parts that records state on top.
    for exporter, importer in (("DEU", "POL"), ("JPN", "KOR"), ("CHN", "USA"), ("TUR", "ROW")):
        stated = {c: table.flows[place[exporter], place[importer], CODES.index(c)] for c in codes}
        held = {c: float(trade[2023, exporter, importer, c]["best"]) for c in codes}
        for code in codes:
            assert held[code] / sum(held.values()) == pytest.approx(stated[code] / sum(stated.values()), rel=1e-3)


def test_every_cell_of_an_actor_without_tables_is_an_estimate(tables: dict[str, list[Row]]) -> None:
    for row in tables["trade"]:
        if {row["exporter"], row["importer"]} & OUTSIDE:
            assert row["estimated"], row
    for row in tables["input_shares"]:
        if row["actor"] in OUTSIDE:
            assert row["estimated"], row


def test_input_shares_of_a_year_that_they_were_not_measured_for_are_estimates(tables: dict[str, list[Row]]) -> None:
    own = [sector.code for sector in SECTORS if sector.layer == "trade"]
    held = {(r["year"], r["actor"], r["using"], r["supplying"]): r for r in tables["input_shares"]}
    for year in YEARS:
        for actor, using, supplying in product(actors.ACTORS, own, own):
            row = held[year, actor, using, supplying]
            assert row["estimated"] or year == 2023


def test_input_shares_of_the_tables_seldom_leave_their_range(reference: Path, tables: dict[str, list[Row]]) -> None:
    table = input_structure(reference)
    country = {code: i for i, code in enumerate(table.countries)}
    sector = {code: k for k, code in enumerate(CODES)}
    measured = [r for r in tables["input_shares"] if not r["estimated"] and r["best"] > 1e-3]
    assert len(measured) > 3000
    beyond = 0
    for row in measured:
        given = table.shares[country[row["actor"]], sector[row["using"]], sector[row["supplying"]]]
        beyond += not 1 / 1.11 < row["best"] / given < 1.11
    assert beyond < 0.02 * len(measured)


def test_taking_out_goods_that_pass_leaves_no_negative_flow(net: dict[tuple[int, str, str, str], float]) -> None:
    assert min(net.values()) >= 0


def test_cars_pass_through_georgia_and_gold_through_armenia(tables: dict[str, list[Row]]) -> None:
    sectors = defaultdict(set)
    for row in tables["reexports"]:
        sectors[row["via"], row["origin"]].add(row["sector"])
    assert {s for (via, _), held in sectors.items() if via == "GEO" for s in held} == {"vehicles"}
    assert sectors["ARM", "RUS"] == {"metals"}
    assert len(sectors["KGZ", "CHN"]) > 4


def test_every_pair_of_the_region_has_its_goods_but_those_that_no_source_knows(
    totals: dict[Flow, Figure],
) -> None:
    region = actors.STATES[:12]
    for year in YEARS:
        missing = {(a, b) for a in region for b in region if a != b and (year, a, b, GOODS) not in totals}
        assert missing <= {("AZE", "ARM"), ("ARM", "AZE"), ("TJK", "MDA"), ("TJK", "GEO")}
    for year in YEARS:
        pairs = len(actors.ACTORS) * (len(actors.ACTORS) - 1)
        assert sum((year, a, b, GOODS) in totals for a in actors.ACTORS for b in actors.ACTORS if a != b) > 0.97 * pairs


def test_gas_and_crude_are_told_apart(trade: Flows) -> None:
    for exporter, importer, most in (
        ("TKM", "CHN", "gas"),
        ("AZE", "ITA", "crude"),
        ("RUS", "IND", "crude"),
        ("AZE", "TUR", "gas"),
        ("RUS", "TUR", "gas"),
        ("KAZ", "ITA", "crude"),
    ):
        held = {
            s: float(trade[2023, exporter, importer, s]["best"])
            for s in CODES[:-1]
            if (2023, exporter, importer, s) in trade
        }
        assert max((s for s in FUEL_CODES if s in held), key=lambda s: held[s]) == most, (exporter, importer)


def test_a_flow_that_the_exporters_accounts_have_no_room_for_spans_both_sides_figures(
    reference: Path, totals: dict[Flow, Figure], trade: Flows
) -> None:
    recorded = recorded_trade(reference)
    without = {year: recorded.totals[year] - recorded.fuels[year] for year in YEARS}
    found = disputed_trade(reference, recorded, without)
    assert set(found) == {(recorded.at("KAZ"), recorded.at("GBR"))}
    row = totals[2023, "KAZ", "GBR", GOODS]
    assert row.low < 702 - 122 < row.best < 14_244 < row.high * 1.001  # Kazakh customs less crude; BACI
    assert row.estimated
    abroad = [r for (y, a, b, s), r in trade.items() if (y, a) == (2023, "KAZ") and b != "KAZ" and s != SERVICES]
    assert sum(float(r["best"]) for r in abroad) < 90_926  # Factbook, with services


def test_iranian_oil_to_china_is_there_and_counted_once(reference: Path, trade: Flows) -> None:
    oil = trade[2023, "IRN", "CHN", "crude"]
    assert oil["best"] / 365 / 1.05 == pytest.approx(72.64, rel=1e-3)  # USD a barrel
    assert oil["high"] / oil["low"] > 2
    assert oil["estimated"]
    recorded = Figure(low=200_000, best=250_000, high=300_000, estimated=False, source="baci_2023")
    rest = iranian_oil(reference, recorded)["ROW", "CHN"]
    assert recorded.best - oil["best"] < rest.best < recorded.best
    assert rest.low == pytest.approx(recorded.low - 19_080, abs=1)  # Malaysian crude in BACI, MUSD
    assert rest.high == recorded.high


def test_crude_that_looks_cheap_is_fuel_within_a_range_that_holds_both_readings(
    totals: dict[Flow, Figure],
) -> None:
    fuels, others = (totals[2023, "KAZ", "ITA", sector] for sector in (FUELS, GOODS))
    assert fuels.best > 10 * others.best
    assert fuels.low < 4060 < fuels.high  # BACI's coal and crude, MUSD
    assert others.low < 3786 < others.high  # what BACI then leaves
    assert fuels.estimated
    assert others.estimated


@pytest.mark.parametrize(
    ("year", "exporter", "importer"),
    [
        *((2023, *pair) for a in ("BLR", "GEO", "TJK", "TKM", "IRN") for pair in (("RUS", a), (a, "RUS"))),
        *((2023, *pair) for a in ("GEO", "TJK", "TKM", "IRN") for pair in (("BLR", a), (a, "BLR"))),
        *((2023, *pair) for a in ("TJK", "TKM") for pair in (("IRN", a), (a, "IRN"))),
        *((2023, *pair) for a in ("TJK", "TKM") for pair in (("GEO", a), (a, "GEO"))),
        (2023, "CHN", "GEO"),
        (2023, "UKR", "RUS"),
        (2017, "IRN", "ARM"),
        (2017, "CHN", "IRN"),
        (2017, "SRB", "RUS"),
        (2017, "DEU", "LUX"),
    ],
)
def test_filled_holes_are_marked_and_wide(trade: Flows, year: int, exporter: str, importer: str) -> None:
    rows = [trade[year, exporter, importer, s] for s in GOODS_CODES if (year, exporter, importer, s) in trade]
    assert rows, f"no row for {exporter} to {importer} in {year}"
    for row in rows:
        assert row["estimated"]
        assert row["high"] / row["low"] > 1.15


@pytest.mark.parametrize(
    ("exporter", "importer", "low", "high", "sectors"),
    [
        ("RUS", "BLR", 20_000, 26_500, ("goods", "fuels")),
        ("BLR", "RUS", 21_000, 28_000, ("goods", "fuels")),
        ("ARM", "RUS", 3_300, 3_600, ("goods",)),
        ("GEO", "RUS", 600, 700, ("goods", "fuels")),
        ("RUS", "GEO", 1_600, 1_900, ("goods", "fuels")),
        ("RUS", "KAZ", 15_000, 18_000, ("goods", "fuels")),
        ("KAZ", "RUS", 9_000, 11_000, ("goods", "fuels")),
        ("UKR", "RUS", 0, 10, ("goods", "fuels")),
    ],
)
def test_known_totals_of_2023(
    totals: dict[Flow, Figure],
    exporter: str,
    importer: str,
    low: float,
    high: float,
    sectors: tuple[str, ...],
) -> None:
    total = sum(totals[2023, exporter, importer, s].best for s in sectors if (2023, exporter, importer, s) in totals)
    assert low <= total <= high


def test_kyrgyzstan_keeps_less_from_china_than_a_third_of_its_gdp(
    tables: dict[str, list[Row]], net: dict[tuple[int, str, str, str], float]
) -> None:
    gdp = {(r["actor"], r["year"]): float(r["best"]) for r in tables["indicators"] if r["indicator"] == "gdp"}
    assert sum(net[2023, "CHN", "KGZ", s] for s in GOODS_CODES) < gdp["KGZ", 2023] / 3
