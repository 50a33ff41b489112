from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from tests.levers.pipeline_world import pipeline_world

from marchland.errors import MarchlandError, MissingData, ScenarioError, UnknownName
from marchland.levers import Lever, Scenario, pipes_held, pipes_of, shut_pipes
from marchland.levers.carrying import carriers
from marchland.world import World, load_world

if TYPE_CHECKING:
    from pathlib import Path

SINCE = ",2000-01-01,,made_up"


@pytest.fixture
def piped(tmp_path: Path) -> World:
    return load_world(pipeline_world(tmp_path / "piped")).at()


def lever(**given: Any) -> Lever:  # noqa: ANN401 - whatever a lever takes
    return Lever(**{"actor": "BBB", "action": "close", "object": "pipe gas_ba"} | given)


def rights(world: World, actor: str, pipe: str) -> list[str]:
    return [hold.right for hold in pipes_held(world, actor).get(pipe, ())]


def test_a_pipe_is_territory_of_both_its_ends_and_a_hub_at_sea_is_nobodys(piped: World) -> None:
    assert set(pipes_held(piped, "CCC")) == {"gas_north", "gas_dear", "gas_new", "oil_ca"}
    assert set(pipes_held(piped, "BBB")) == {"gas_north", "gas_ba", "gas_ab", "gas_sea"}
    assert rights(piped, "BBB", "gas_sea") == ["territory"]


def test_who_operates_a_pipe_abroad_holds_it(piped: World) -> None:
    assert rights(piped, "AAA", "gas_north") == ["operation"]
    assert set(pipes_held(piped, "AB")) == set(piped["pipes"]["pipe"].tolist())


def test_half_of_a_pipe_decides_a_smaller_part_does_not(tmp_path: Path) -> None:
    half = load_world(pipeline_world(tmp_path / "half", controls=f"CCC,gas_ba,ownership,0.5{SINCE}")).at()
    less = load_world(pipeline_world(tmp_path / "less", controls=f"CCC,gas_ba,ownership,0.49{SINCE}")).at()
    assert rights(half, "CCC", "gas_ba") == ["ownership"]
    assert rights(less, "CCC", "gas_ba") == []


def test_armed_forces_and_the_ground_itself_give_a_hold(tmp_path: Path) -> None:
    folder = pipeline_world(
        tmp_path / "held",
        controls=f"CCC,gas_ba,security,{SINCE}",
        states="hub_a,controller,CCC,,,,2000-01-01,,made_up",
    )
    world = load_world(folder).at()
    assert rights(world, "CCC", "gas_ba") == ["territory", "security"]
    assert rights(world, "AAA", "gas_ba") == []


def test_pipes_are_named_one_by_one_by_hub_or_by_who_controls_them(piped: World) -> None:
    assert pipes_of(piped, lever()) == ("gas_ba",)
    assert pipes_of(piped, lever(object="pipe hub_b")) == ("gas_north", "gas_ba", "gas_ab", "gas_sea")
    assert pipes_of(piped, lever(actor="CCC", object="pipe CCC")) == ("gas_north", "gas_dear", "oil_ca")
    assert pipes_of(piped, lever(actor="CCC", object="pipe CCC", commodity="oil")) == ("oil_ca",)
    assert pipes_of(piped, lever(actor="CCC", action="build", object="pipe CCC")) == ("gas_new",)


def test_with_a_partner_those_only_that_may_carry_its_supply(piped: World) -> None:
    assert pipes_of(piped, lever(object="pipe BBB for AAA")) == ("gas_north", "gas_ba")
    assert pipes_of(piped, lever(actor="CCC", object="pipe CCC for BBB")) == ("gas_north",)


def test_a_way_carries_nothing_that_is_dear_or_passes_a_market_twice(piped: World) -> None:
    may = carriers(piped, "AAA", "gas", shut_pipes(piped))
    assert {pipe: (carried.dearer, [sale.best for sale in carried.sales]) for pipe, carried in may.items()} == {
        "gas_north": (0, [4]),
        "gas_ba": (0, [4]),
    }


def test_what_is_shut_carries_nothing_and_others_take_its_place(piped: World) -> None:
    assert set(carriers(piped, "AAA", "gas", frozenset({"gas_new", "gas_ba"}))) == {"gas_dear"}
    assert carriers(piped, "AAA", "gas", frozenset({"gas_new", "gas_ba", "gas_dear"})) == {}


def test_the_day_decides_what_is_open(tmp_path: Path) -> None:
    later = load_world(pipeline_world(tmp_path / "later")).at(day=dt.date(2024, 7, 1), year=2023)
    assert shut_pipes(later) == {"gas_new", "gas_ba"}
    with pytest.raises(ScenarioError, match=r"gas_ba is shut already on 2024-07-01"):
        pipes_of(later, lever())
    assert pipes_of(later, lever(action="open")) == ("gas_ba",)


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"object": "pipe gas_bb"}, UnknownName, r"pipe 'gas_bb' is not known; did you mean gas_ba"),
        (
            {"actor": "CCC"},
            ScenarioError,
            r"CCC does not control gas_ba; it is held by BBB \(territory\); AAA \(territory\): name one of them",
        ),
        ({"actor": "AAA", "object": "pipe gas_sea"}, ScenarioError, r"AAA does not control gas_sea; it is held by BBB"),
        ({"actor": "AAA", "object": "pipe hub_b"}, ScenarioError, r"AAA does not control gas_sea"),
        ({"action": "open"}, ScenarioError, r"gas_ba is open already on 2023-12-31"),
        ({"actor": "CCC", "object": "pipe gas_new"}, ScenarioError, r"gas_new is shut already on 2023-12-31"),
        ({"commodity": "oil"}, ScenarioError, r"close pipe gas_ba \(oil\): no oil pipe there"),
        (
            {"object": "pipe gas_ab for AAA"},
            ScenarioError,
            r"gas_ab carries no supply of AAA in 2023; its supply may come by gas_ba, gas_north, oil_ca",
        ),
        ({"actor": "CCC", "action": "cut", "object": "gas to ADA"}, UnknownName, r"actor 'ADA' is not known"),
        (
            {"actor": "AAA", "action": "cut", "object": "gas to CCC"},
            MissingData,
            r"no data on gas from AAA to CCC in 2023; in this world CCC buys no gas",
        ),
        (
            {"actor": "AAA", "action": "embargo", "object": "oil from BBB"},
            MissingData,
            r"no data on oil from BBB to AAA in 2023; in this world AAA buys oil from CCC",
        ),
        (
            {"action": "reprice", "object": "gas to AAA", "size": 300},
            ScenarioError,
            r"gas from BBB to AAA is zero in 2023: the lever would touch nothing; in this world AAA buys gas from CCC",
        ),
    ],
)
def test_a_lever_on_what_cannot_be_touched_is_refused(
    piped: World, given: dict[str, Any], error: type[MarchlandError], message: str
) -> None:
    with pytest.raises(error, match=message):
        Scenario(name="x", levers=(lever(**given),)).check(piped)


@pytest.mark.parametrize(
    "given",
    [
        {"actor": "CCC", "action": "cut", "object": "gas to AAA"},
        {"actor": "AAA", "action": "embargo", "object": "gas from CCC"},
        {"actor": "CCC", "action": "reprice", "object": "oil to AB", "size": 500},
        {"actor": "BBB", "action": "supply", "object": "gas to AAA", "size": 1},
        {"actor": "AAA", "action": "supply", "object": "gas", "size": 1},
        {"actor": "AAA", "action": "toll", "object": "pipe gas_north", "size": 20},
    ],
)
def test_what_can_be_touched_passes(piped: World, given: dict[str, Any]) -> None:
    Scenario(name="x", levers=(lever(**given),)).check(piped)


def test_a_date_before_the_first_figure_is_told(tmp_path: Path) -> None:
    folder = pipeline_world(tmp_path / "early", trade="2017,AAA,BBB,goods,,40,,,no,made_up")
    early = load_world(folder).at(year=2017)
    cut = lever(actor="CCC", action="cut", object="gas to AAA")
    with pytest.raises(MissingData, match=r"no figure of who sells gas to whom in 2017 or before; start from a later"):
        Scenario(name="x", levers=(cut,)).check(early)
    close = lever(object="pipe BBB for AAA")
    with pytest.raises(MissingData, match=r"no figure of who sells gas or oil .* or leave out 'for AAA'"):
        Scenario(name="x", levers=(close,)).check(early)


def test_a_world_without_pipes_says_so(small: World) -> None:
    with pytest.raises(ScenarioError, match=r"this world has no pipes; list hubs in places.csv and pipes in pipes.csv"):
        pipes_of(small.at(), lever())
    with pytest.raises(MissingData, match=r"no figure of who sells gas to whom in 2023 or before"):
        Scenario(name="x", levers=(lever(action="cut", object="gas to AAA"),)).check(small)
