from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.freight_world import freight_world
from tests.small_world import small_world

from marchland.errors import MissingData, UnknownName
from marchland.leverage.bypass import bypass_values
from marchland.leverage.gatekeeping import Gatekeeping, gatekeeping
from marchland.levers import opened, projects
from marchland.world import World, load_world

if TYPE_CHECKING:
    from pathlib import Path

EVERYBODY = ("AAA", "BBB", "CCC")


@pytest.fixture(scope="module")
def gates(carried: World) -> Gatekeeping:
    return gatekeeping(carried, EVERYBODY, EVERYBODY, draws=8)


def test_who_lies_between_two_others_is_passed_and_who_lies_behind_is_not(gates: Gatekeeping) -> None:
    # Goods of AAA reach CCC by the railway or through BBB; nothing between AAA and BBB need pass CCC.
    (gate,) = gates.of("AAA")
    assert gate.gatekeeper == "BBB"
    assert 0 < gate.value.low <= gate.value.best <= gate.value.high < 1
    assert 0 < gate.tonnes.low <= gate.tonnes.best <= gate.tonnes.high < 1


def test_shares_are_of_trade_with_others_than_the_gatekeeper(gates: Gatekeeping) -> None:
    (gate,) = gates.of("AAA")
    used = max(way.tonnes for way in gate.ways)
    assert used <= gate.tonnes.best * gates.tonnes["AAA"] + 1e-6
    assert {way.link for way in gate.ways} <= {"road_a1_b1", "rail_b1_c1", "road_b1_c1", "port_b1", "terminal_b1"}


def test_what_has_another_way_is_no_captive_and_pays_for_the_detour(tmp_path: Path) -> None:
    # With a terminal at c1 the railway from a1 and the road beyond it reach all of CCC without BBB; a2, from which 0.3
    # of trade comes, has but the road, which meets the railway in BBB first.
    folder = freight_world(tmp_path / "world")
    with (folder / "links.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (terminal,) = (row for row in rows if row["link"] == "terminal_b1")
    with (folder / "links.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(terminal)).writerow(terminal | {"link": "terminal_c1", "tail": "c1", "head": "c1"})
    (gate,) = gatekeeping(load_world(folder), ["AAA"], ["BBB"], draws=0).of("AAA")
    assert gate.captive_value == pytest.approx(0.3)
    assert gate.value.best > 0.3
    assert gate.detour > 0


def test_without_the_railway_all_that_passes_is_captive(carried: World) -> None:
    links = carried["links"]
    alone = replace(carried, tables=dict(carried.tables) | {"links": links.take(links["link"] != "rail_a1_c1")})
    states = alone["states"]
    alone = replace(alone, tables=dict(alone.tables) | {"states": states.take(states["object"] != "rail_a1_c1")})
    (gate,) = gatekeeping(alone, ["AAA"], ["BBB"], draws=0).of("AAA")
    assert gate.value.best == pytest.approx(1)
    assert gate.captive_value == pytest.approx(1)
    assert np.isnan(gate.detour)
    assert np.isnan(gate.value.low)


def test_opening_a_way_around_lowers_the_hold_of_who_is_passed(carried: World) -> None:
    found = bypass_values(carried, ["AAA"], EVERYBODY)
    (bypass,) = found.found
    assert bypass.project.links == ("rail_a2_c1",)
    assert bypass.project.unbuilt
    assert bypass.saved > 0
    assert bypass.used > 0
    shift = bypass.shifts[0]
    assert shift.gatekeeper == "BBB"
    assert shift.value < 0
    assert shift.value == pytest.approx(_held(opened(carried.at(), ["rail_a2_c1"])) - _held(carried))


def test_lifting_a_refusal_is_worth_what_its_transit_saves(tmp_path: Path) -> None:
    folder = freight_world(tmp_path / "world")
    with (folder / "states.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("BBB,refuses,AAA,,,,2000-01-01,,made_up\n")
    world = load_world(folder)
    (refusal,) = (project for project in projects(world.at()) if project.refusal)
    (bypass,) = bypass_values(world, ["AAA"], EVERYBODY, draws=0, wanted=[refusal]).found
    assert bypass.project.name.endswith("'s transit for " + world.name("AAA"))
    assert bypass.used > 0
    (shift,) = bypass.shifts
    assert (shift.gatekeeper, shift.before) == ("BBB", None)
    assert shift.value > 0


def _held(world: World) -> float:
    (gate,) = gatekeeping(world, ["AAA"], ["BBB"], draws=0).of("AAA")
    return gate.value.best


def test_the_same_draws_give_the_same_ranges(carried: World, gates: Gatekeeping) -> None:
    assert repr(gatekeeping(carried, EVERYBODY, EVERYBODY, draws=8).gates) == repr(gates.gates)


def test_a_world_without_links_and_an_unknown_gatekeeper_are_told(carried: World, tmp_path: Path) -> None:
    with pytest.raises(MissingData, match="has no links; add the tables places, links"):
        gatekeeping(load_world(small_world(tmp_path / "world")), ["AAA"])
    with pytest.raises(UnknownName, match="DDD"):
        gatekeeping(carried, ["AAA"], ["DDD"])
