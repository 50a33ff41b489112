"""A world with a later year: what releases of that year state, and the rest carried from 2023."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.world.accounts import Accounts, accounts_of
from tests.world.later_releases import with_gdp, write_later_baci

from marchland.world import load_world
from marchland.world.build.make import build
from marchland.world.build.post_soviet import renewed_accounts
from marchland.world.build.post_soviet.actor_inputs import actor_inputs
from marchland.world.build.post_soviet.indicators import population
from marchland.world.build.post_soviet.input_structure import input_structure
from marchland.world.build.post_soviet.production import with_energy_range
from marchland.world.build.post_soviet.releases_given import given
from marchland.world.build.post_soviet.renewed_goods import carried_reexports, carried_trade

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from marchland.world import World
    from marchland.world.build.recipe import Row

YEAR, GROWTH = 2024, 1.1
OF_GDP = 1e-6


def flow(best: float, exporter: str = "KAZ", importer: str = "CHN") -> Row:
    ends: Row = {"low": best / 1.2, "best": best, "high": best * 1.2}
    return {"exporter": exporter, "importer": importer, "sector": "metals", **ends, "estimated": False, "source": "a"}


def test_a_carried_flow_moves_with_the_gdp_of_both_sides_and_is_less_certain() -> None:
    growth = {"KAZ": 4.0, "CHN": 1.0}
    near, far = (carried_trade([flow(100.0)], growth, year)["KAZ", "CHN", "metals"] for year in (2024, 2026))
    assert near.best == far.best == pytest.approx(200)
    assert 1.2 < near.high / near.best < far.high / far.best
    assert near.estimated
    assert near.source == "a;carried_forward;world_bank_gdp"


def test_sales_at_home_are_no_trade_between_actors() -> None:
    assert carried_trade([flow(100.0, "KAZ", "KAZ")], {"KAZ": 1.0}, YEAR) == {}


def passing(best: float, *, recorded: bool) -> Row:
    way: Row = {"origin": "DEU", "via": "KAZ", "destination": "RUS", "sector": "machinery", "recorded": recorded}
    return {"year": 2023, **way, "low": best / 2, "best": best, "high": best * 2, "estimated": True, "source": "a"}


@pytest.mark.parametrize(("recorded", "expected"), [(True, 30.0), (False, 120.0)])
def test_what_passes_keeps_its_share_of_the_flows_that_it_is_part_of(recorded: bool, expected: float) -> None:
    earlier = {("DEU", "KAZ", "machinery"): 100.0, ("KAZ", "RUS", "machinery"): 80.0}
    later = {("DEU", "KAZ", "machinery"): 200.0, ("KAZ", "RUS", "machinery"): 40.0}
    [row] = carried_reexports([passing(60.0, recorded=recorded)], earlier, later, YEAR)
    assert (row["year"], row["best"]) == (YEAR, expected)
    assert float(row["high"] or 0) / expected > 2


def test_nothing_passes_where_a_flow_has_ended() -> None:
    earlier = {("DEU", "KAZ", "machinery"): 100.0, ("KAZ", "RUS", "machinery"): 80.0}
    later = {("DEU", "KAZ", "machinery"): 200.0}
    assert carried_reexports([passing(60.0, recorded=True)], earlier, later, YEAR) == []


@pytest.mark.reference
def test_people_of_the_last_year_stand_for_a_year_that_nobody_has_counted(reference: Path) -> None:
    people = population(reference, (2024, 2026))
    last, carried = people["KAZ", 2024], people["KAZ", 2026]
    assert carried.best == last.best
    assert carried.high > last.high
    assert (last.estimated, carried.estimated) == (False, True)


@pytest.mark.reference
@pytest.mark.parametrize(("of", "factor"), [(2024, 1.0), (2025, 1.1)])
def test_input_shares_are_those_of_official_tables_that_are_nearer(
    reference: Path, world: World, monkeypatch: pytest.MonkeyPatch, of: int, factor: float
) -> None:
    structure = input_structure(reference)
    structure = replace(structure, shares=structure.shares * 0.5)
    later = replace(given(reference), icio_years=(of,), years=(2017, 2023, YEAR))
    monkeypatch.setattr(renewed_accounts, "given", lambda *_: later)
    monkeypatch.setattr(renewed_accounts, "input_structure", lambda *_: structure)
    old: dict[str, list[Row]] = {
        table: [dict(row) for row in world.at(year=2023)[table].rows()] for table in ("trade", "input_shares")
    }
    _, inputs = renewed_accounts.expected_accounts(reference, old, {}, dict.fromkeys(world.actors, 1.0), YEAR)
    made, measured = inputs["KAZ"], with_energy_range(actor_inputs(structure, YEAR))["KAZ"]
    np.testing.assert_array_equal(made.best, measured.best)
    np.testing.assert_allclose(made.low, measured.low / factor)
    # Those of the year itself are no estimates.
    assert made.estimated == (of != YEAR)


@pytest.fixture(scope="module")
def renewed(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return the built-in world with 2024, of which BACI holds a few pairs."""
    folder = tmp_path_factory.mktemp("later")
    releases = write_later_baci(with_gdp(reference, folder / "releases", year=YEAR, growth=GROWTH))
    return load_world(build("post-soviet", releases, folder / "world", year=YEAR).folder)


@pytest.fixture(scope="module")
def accounts(renewed: World) -> Accounts:
    return accounts_of(renewed, YEAR)


def trade(world: World, year: int, exporter: str, importer: str) -> Mapping[str, Mapping[str, object]]:
    found = world.at(year=year)["trade"].where(exporter=exporter, importer=importer)
    return {str(row["sector"]): row for row in found.rows()}


@pytest.mark.reference
@pytest.mark.slow
def test_the_later_year_is_the_base_year_and_every_table_of_years_holds_it(renewed: World) -> None:
    assert renewed.package.base_year == YEAR
    for table in ("trade", "reexports", "input_shares", "remittances", "migrants"):
        assert renewed.years(table) == (2017, 2023, YEAR)


@pytest.mark.reference
@pytest.mark.slow
def test_figures_of_baci_are_those_of_the_later_year(renewed: World) -> None:
    sold = trade(renewed, YEAR, "RUS", "ARM")
    stated = {sector: row["best"] for sector, row in sold.items() if row["source"] == "baci_v202501_2024"}
    assert stated == {"agriculture": 200.0, "gas": 500.0, "crude": 0.1, "oil_products": 0.09}
    assert not any(sold[sector]["estimated"] for sector in stated)
    # Of the other goods BACI states nothing, which is nothing; services are no goods.
    assert set(sold) == {*stated, "services"}
    assert trade(renewed, YEAR, "ARM", "RUS")["food"]["best"] == 150


@pytest.mark.reference
@pytest.mark.slow
def test_a_pair_that_baci_does_not_hold_is_carried_from_2023_and_says_so(renewed: World) -> None:
    before, after = (trade(renewed, year, "KAZ", "CHN") for year in (2023, YEAR))
    assert set(before) == set(after)
    for sector, row in after.items():
        old = before[sector]
        assert row["best"] == pytest.approx(GROWTH * float(str(old["best"])), rel=1e-4)
        assert row["estimated"]
        assert "carried_forward" in str(row["source"]).split(";")
        width, earlier = (float(str(r["high"])) / float(str(r["low"])) for r in (row, old))
        assert width > earlier


@pytest.mark.reference
@pytest.mark.slow
def test_the_years_before_stay_what_they_are(renewed: World) -> None:
    shipped = load_world()
    for table in ("trade", "reexports", "input_shares", "remittances", "migrants"):
        before, after = (
            set((world.root / f"{table}.csv").read_text(encoding="utf-8").splitlines()) for world in (shipped, renewed)
        )
        assert before <= after


@pytest.mark.reference
@pytest.mark.slow
def test_the_accounts_of_the_later_year_agree(accounts: Accounts) -> None:
    assert accounts.least_flow >= 0
    added = ((1 - accounts.shares.sum(axis=2)) * accounts.output).sum(axis=1)
    assert np.abs(added / accounts.gdp - 1).max() < OF_GDP
    assert accounts.shares.sum(axis=2).max() < 0.97
    final = accounts.use - np.einsum("ik,ikl->il", accounts.output, accounts.shares)
    assert (final >= 0.001 * accounts.use - OF_GDP * accounts.gdp[:, None]).all()
    balance = (accounts.use - accounts.output).sum(axis=1)
    assert np.abs((final.sum(axis=1) - accounts.gdp - balance) / accounts.gdp).max() < OF_GDP
    gap = accounts.output.sum(axis=0) - accounts.use.sum(axis=0)
    assert np.abs(gap).max() < OF_GDP * accounts.gdp.sum()
