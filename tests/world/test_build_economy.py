"""The economic tables of the built-in world agree with each other and with what is known of the region."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from marchland.world.build.post_soviet import actors, goods, indicators, production
from marchland.world.build.post_soviet.disputed_trade import disputed_trade
from marchland.world.build.post_soviet.figure import Figure
from marchland.world.build.post_soviet.iranian_oil import iranian_oil
from marchland.world.build.post_soviet.recorded_trade import recorded_trade
from marchland.world.build.recipe import merge

if TYPE_CHECKING:
    from pathlib import Path

    Row = dict[str, Any]

pytestmark = pytest.mark.reference

YEARS = (2017, 2023)
FIGURES = ("indicators", "trade", "reexports", "input_shares")


@pytest.fixture(scope="module")
def tables(reference: Path) -> dict[str, list[Row]]:
    merged = merge(part.tables(reference) for part in (actors, indicators, goods, production))
    return {name: [dict(row) for row in rows] for name, rows in merged.items()}


@pytest.fixture(scope="module")
def trade(tables: dict[str, list[Row]]) -> dict[tuple[int, str, str, str], Row]:
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
            assert 0 <= row["low"] <= row["best"] <= row["high"], (name, row)
            assert row["low"] < row["high"], (name, row)


def test_every_source_is_described_and_every_description_used(tables: dict[str, list[Row]]) -> None:
    used = {s for name in (*FIGURES, "sectors") for row in tables[name] for s in str(row["source"]).split(";")}
    assert used == {row["source"] for row in tables["sources"]}


def test_the_accounts_of_every_actor_agree(
    tables: dict[str, list[Row]], net: dict[tuple[int, str, str, str], float]
) -> None:
    shares = {(r["year"], r["actor"], r["using"], r["supplying"]): float(r["best"]) for r in tables["input_shares"]}
    gdp = {(r["actor"], r["year"]): float(r["best"]) for r in tables["indicators"] if r["indicator"] == "gdp"}
    out: dict[tuple[int, str, str], float] = defaultdict(float)
    into: dict[tuple[int, str, str], float] = defaultdict(float)
    for (year, exporter, importer, sector), value in net.items():
        out[year, exporter, sector] += value
        into[year, importer, sector] += value
    for year in YEARS:
        for actor in actors.ACTORS:
            made = {s: out[year, actor, s] for s in ("goods", "rest")}
            used = {s: sum(shares[year, actor, u, s] * made[u] for u in made) for s in made}
            added = sum(made[u] * (1 - sum(shares[year, actor, u, s] for s in made)) for u in made)
            net_fuels = out[year, actor, "fuels"] - into[year, actor, "fuels"]
            economy = gdp[actor, year]
            assert added == pytest.approx(max(economy - net_fuels, economy / 2), abs=1e-6 * economy), (actor, year)
            for sector in made:
                assert into[year, actor, sector] - used[sector] >= 0, (actor, year, sector)


def test_input_shares_of_a_year_that_they_were_not_measured_for_are_estimates_with_a_wider_range(
    tables: dict[str, list[Row]],
) -> None:
    held = {(r["year"], r["actor"], r["using"], r["supplying"]): r for r in tables["input_shares"]}
    assert len(held) == len(YEARS) * len(actors.ACTORS) * 4
    for (year, *cell), row in held.items():
        later = held[(2023, *cell)]
        assert row["best"] == later["best"]
        if year == 2017:
            assert row["estimated"]
            assert row["high"] / row["low"] > 1.2 * later["high"] / later["low"]


def test_taking_out_goods_that_pass_leaves_no_negative_flow(net: dict[tuple[int, str, str, str], float]) -> None:
    assert min(net.values()) >= 0


def test_services_are_not_traded_and_fuels_have_no_domestic_row(trade: dict[tuple[int, str, str, str], Row]) -> None:
    for _, exporter, importer, sector in trade:
        if sector == "rest":
            assert exporter == importer
        if sector == "fuels":
            assert exporter != importer


def test_every_pair_of_the_region_has_its_goods_but_those_that_no_source_knows(
    trade: dict[tuple[int, str, str, str], Row],
) -> None:
    region = actors.STATES[:12]
    for year in YEARS:
        missing = {(a, b) for a in region for b in region if a != b and (year, a, b, "goods") not in trade}
        assert missing <= {("AZE", "ARM"), ("ARM", "AZE"), ("TJK", "MDA"), ("TJK", "GEO")}
    for year in YEARS:
        pairs = len(actors.ACTORS) * (len(actors.ACTORS) - 1)
        assert (
            sum((year, a, b, "goods") in trade for a in actors.ACTORS for b in actors.ACTORS if a != b) > 0.97 * pairs
        )


def test_gas_and_crude_are_kept_out_of_goods(trade: dict[tuple[int, str, str, str], Row]) -> None:
    for exporter, importer in (("TKM", "CHN"), ("AZE", "ITA"), ("RUS", "IND"), ("AZE", "TUR")):
        assert trade[2023, exporter, importer, "fuels"]["best"] > 3 * trade[2023, exporter, importer, "goods"]["best"]


def test_a_flow_that_the_exporters_accounts_have_no_room_for_spans_both_sides_figures(
    reference: Path, trade: dict[tuple[int, str, str, str], Row]
) -> None:
    recorded = recorded_trade(reference)
    goods = {year: recorded.totals[year] - recorded.fuels[year] for year in YEARS}
    found = disputed_trade(reference, recorded, goods)
    assert set(found) == {(recorded.at("KAZ"), recorded.at("GBR"))}
    row = trade[2023, "KAZ", "GBR", "goods"]
    assert row["low"] < 702 - 122 < row["best"] < 14_244 < row["high"] * 1.001  # Kazakh customs less crude; BACI
    assert row["estimated"]
    abroad = [r for (y, a, b, _), r in trade.items() if (y, a) == (2023, "KAZ") and b != "KAZ"]
    assert sum(float(r["best"]) for r in abroad) < 90_926  # Factbook, with services


def test_iranian_oil_to_china_is_there_and_counted_once(
    reference: Path, trade: dict[tuple[int, str, str, str], Row]
) -> None:
    oil = trade[2023, "IRN", "CHN", "fuels"]
    assert oil["best"] / 365 / 1.05 == pytest.approx(72.64)  # USD a barrel
    assert oil["high"] / oil["low"] > 2
    assert oil["estimated"]
    recorded = Figure(low=200_000, best=250_000, high=300_000, estimated=False, source="baci_2023")
    rest = iranian_oil(reference, recorded)["ROW", "CHN"]
    assert recorded.best - oil["best"] < rest.best < recorded.best
    assert rest.low == pytest.approx(recorded.low - 19_080, abs=1)  # Malaysian crude in BACI, MUSD
    assert rest.high == recorded.high


def test_crude_that_looks_cheap_is_fuel_within_a_range_that_holds_both_readings(
    trade: dict[tuple[int, str, str, str], Row],
) -> None:
    fuels, goods = (trade[2023, "KAZ", "ITA", sector] for sector in ("fuels", "goods"))
    assert fuels["best"] > 10 * goods["best"]
    assert fuels["low"] < 4060 < fuels["high"]  # BACI's coal and crude, MUSD
    assert goods["low"] < 3786 < goods["high"]  # what BACI then leaves
    assert fuels["estimated"]
    assert goods["estimated"]


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
def test_filled_holes_are_marked_and_wide(
    trade: dict[tuple[int, str, str, str], Row], year: int, exporter: str, importer: str
) -> None:
    row = trade.get((year, exporter, importer, "goods"))
    if row is None:
        pytest.fail(f"no row for {exporter} to {importer} in {year}")
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
    trade: dict[tuple[int, str, str, str], Row],
    exporter: str,
    importer: str,
    low: float,
    high: float,
    sectors: tuple[str, ...],
) -> None:
    total = sum(
        float(trade[2023, exporter, importer, s]["best"]) for s in sectors if (2023, exporter, importer, s) in trade
    )
    assert low <= total <= high


def test_kyrgyzstan_keeps_less_from_china_than_a_third_of_its_gdp(
    tables: dict[str, list[Row]], net: dict[tuple[int, str, str, str], float]
) -> None:
    gdp = {(r["actor"], r["year"]): float(r["best"]) for r in tables["indicators"] if r["indicator"] == "gdp"}
    assert net[2023, "CHN", "KGZ", "goods"] < gdp["KGZ", 2023] / 3
