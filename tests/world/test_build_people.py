"""The people of the built-in world: totals agree with what publishers state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from marchland.world.build.post_soviet import migration, parameters, traffic
from marchland.world.build.post_soviet.energy.tables import energy_sources
from marchland.world.build.post_soviet.energy.written import read_written
from marchland.world.build.post_soviet.region import SPELLINGS
from marchland.world.build.post_soviet.stocks import gdp, inflow_shares

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build import recipe

pytestmark = pytest.mark.reference
Rows = list[dict[str, Any]]
Tables = dict[str, Rows]
HINDRANCES = {
    "trade_bound_share",
    "gas_new_seller",
    "oil_new_seller",
}  # what stands in the way at first, and less so with time


def plain(tables: recipe.Tables) -> Tables:
    """Return tables whose cells a test may compare without asking for their type."""
    return {name: [dict(row) for row in rows] for name, rows in tables.items()}


@pytest.fixture(scope="module")
def people(reference: Path) -> Tables:
    return plain(migration.tables(reference))


def received(people: Tables, origin: str, year: int, kind: str = "labour", host: str | None = None) -> float:
    return sum(
        float(row["best"])
        for row in people["remittances"]
        if (row["origin"], row["year"], row["kind"]) == (origin, year, kind) and host in {None, row["host"]}
    )


def test_every_figure_cites_a_source_that_is_listed(people: Tables, reference: Path) -> None:
    # What was fitted cites the observed traffic, and figures of gas and oil papers about them: those stand elsewhere.
    beside = {row["source"] for row in (*traffic.tables(reference)["sources"], *energy_sources(read_written()))}
    for tables, others in ((people, set()), (plain(parameters.tables(reference)), beside)):
        listed = {row["source"] for row in tables["sources"]}
        cited = {
            source
            for name, rows in tables.items()
            if name != "sources"
            for row in rows
            for source in str(row["source"]).split(";")
        }
        assert cited - others == listed - others
        assert all(str(row["url"]).startswith(("http", "docs/")) for row in tables["sources"])


@pytest.mark.parametrize("table", ["remittances", "migrants"])
def test_ranges_hold_the_best_value_and_nobody_hosts_himself(people: Tables, table: str) -> None:
    for row in people[table]:
        assert 0 < row["low"] <= row["best"] <= row["high"]
        assert row["host"] != row["origin"]
        assert {row["host"], row["origin"]} <= {*SPELLINGS, "ROW"}


@pytest.mark.parametrize("table", ["remittances", "migrants"])
def test_each_pair_stands_once(people: Tables, table: str) -> None:
    keys = [(row["year"], row["host"], row["origin"], row.get("kind")) for row in people[table]]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("origin", ["KGZ", "TJK", "UZB", "MDA", "UKR", "BLR", "ARM"])
def test_what_an_origin_received_in_2023_agrees_with_its_balance_of_payments(
    people: Tables, reference: Path, origin: str
) -> None:
    """Within a quarter of the published share of GDP: central banks count some channels that the share leaves out."""
    total = inflow_shares(reference, 2023)[origin] * gdp(reference, 2023)[origin]
    assert received(people, origin, 2023) == pytest.approx(total, rel=0.35 if origin == "UKR" else 0.25)


def test_the_central_banks_totals_are_met(people: Tables) -> None:
    assert received(people, "UKR", 2017) == pytest.approx(9331, rel=0.02)
    assert received(people, "UKR", 2023) == pytest.approx(11300, rel=0.02)
    assert received(people, "UZB", 2023, host="RUS") == 8580
    assert received(people, "ARM", 2023) == pytest.approx(1315.6, rel=0.05)


def test_armenia_gets_relocation_money_apart_from_wages(people: Tables) -> None:
    labour, relocation = (received(people, "ARM", 2023, kind, "RUS") for kind in ("labour", "relocation"))
    assert labour < 1000 < relocation
    assert labour + relocation == pytest.approx(3945.9, rel=0.03)
    assert not any(row["kind"] == "relocation" for row in people["remittances"] if row["year"] == 2017)


def test_no_data_gives_no_row(people: Tables) -> None:
    assert received(people, "TKM", 2017) == received(people, "TKM", 2023) == 0
    assert received(people, "IRN", 2023) == 0


def test_closed_channels_carry_nothing(people: Tables) -> None:
    pairs = {(row["year"], row["host"], row["origin"]) for row in people["remittances"]}
    assert (2023, "RUS", "UKR") not in pairs
    assert not {(year, *pair) for year in (2017, 2023) for pair in (("ARM", "AZE"), ("AZE", "ARM"))} & pairs


def test_workers_in_russia_are_counted_not_people_born_in_another_republic(people: Tables) -> None:
    workers = {row["origin"]: row["best"] for row in people["migrants"] if (row["year"], row["host"]) == (2023, "RUS")}
    assert workers["UZB"] > workers["TJK"] > workers["KGZ"] > workers["ARM"]
    assert 3e6 < sum(workers.values()) < 6.3e6  # 6.3 m foreign citizens of all ages at the end of 2024


def test_with_time_parameters_rise_and_what_stands_in_the_way_falls(reference: Path) -> None:
    values = {(row["parameter"], row["horizon"]): row for row in plain(parameters.tables(reference))["parameters"]}
    for row in values.values():
        assert row["low"] <= row["best"] <= row["high"]
        if row["unit"] == "share":
            assert 0 < row["low"] <= row["high"]
            assert row["high"] < 1 or row["low"] == 1  # a share that may be all is certain
    timed = {parameter for parameter, horizon in values if horizon == "quarter"}
    for parameter in timed:
        best = [values[parameter, horizon]["best"] for horizon in ("quarter", "year", "decade")]
        assert best == sorted(best, reverse=parameter in HINDRANCES)
