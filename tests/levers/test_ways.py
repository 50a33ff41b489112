from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from tests.world.small import add, write_small
from tests.world.small_freight import write_freight

from marchland.errors import ScenarioError, UnknownName
from marchland.levers import Lever, Scenario, holds_of, menu, shut, ways_of
from marchland.world import World, load_world

if TYPE_CHECKING:
    from pathlib import Path

SINCE = {"from": "2000-01-01", "source": "treaty"}
EST_LAND = {"rail_tallinn_valga", "rail_valga_riga", "road_tallinn_narva", "port_tallinn"}


def world_with(folder: Path, *rights: dict[str, str], day: dt.date = dt.date(2023, 12, 31)) -> World:
    write_freight(write_small(folder))
    for right in rights:
        add(folder, "controls", **SINCE | right)
    return load_world(folder).at(day=day, year=2023)


def lever(**given: Any) -> Lever:  # noqa: ANN401 - whatever a lever takes
    return Lever(**{"actor": "EST", "action": "close", "object": "way port_tallinn"} | given)


def test_a_border_link_is_in_the_hands_of_both_and_open_water_of_nobody(tmp_path: Path) -> None:
    world = world_with(tmp_path / "world")
    assert set(holds_of(world, "EST")) == EST_LAND
    assert set(holds_of(world, "LVA")) == {"rail_valga_riga", "port_riga"}
    assert set(holds_of(world, "EU")) == EST_LAND | {"port_riga"}


def test_who_operates_a_port_abroad_holds_it_and_a_small_owner_does_not(tmp_path: Path) -> None:
    runs = {"actor": "EST", "object": "port_riga", "right": "operation"}
    owns = {"actor": "LVA", "object": "port_tallinn", "right": "ownership", "share": "0.49"}
    world = world_with(tmp_path / "world", runs, owns)
    assert [hold.right for hold in holds_of(world, "EST")["port_riga"]] == ["operation"]
    assert "port_tallinn" not in holds_of(world, "LVA")


def test_what_decides_on_the_ground_goes_before_the_sovereign(tmp_path: Path) -> None:
    folder = tmp_path / "world"
    write_freight(write_small(folder))
    add(
        folder,
        "states",
        object="riga",
        attribute="controller",
        text="EST",
        **{"from": "2020-01-01", "source": "office"},
    )
    world = load_world(folder).at()
    assert "port_riga" in holds_of(world, "EST")
    assert "port_riga" not in holds_of(world, "LVA")


def test_a_place_that_is_suspended_shuts_its_links_on_that_day_only(tmp_path: Path) -> None:
    assert shut(world_with(tmp_path / "a")) == frozenset()
    later = load_world(tmp_path / "a").at(day=dt.date(2024, 3, 1), year=2024)
    assert shut(later) == {"road_tallinn_narva"}


def test_a_way_is_a_link_a_place_or_all_that_an_actor_controls(tmp_path: Path) -> None:
    world = world_with(tmp_path / "world")
    assert ways_of(world, lever()) == ("port_tallinn",)
    at_valga = lever(object="way valga for LVA")
    assert set(ways_of(world, at_valga)) == {"rail_tallinn_valga", "rail_valga_riga"}
    assert set(ways_of(world, lever(object="way EST for LVA"))) == EST_LAND


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"object": "way port_talinn"}, UnknownName, r"way 'port_talinn' is not known; did you mean port_tallinn\?"),
        ({"object": "way narva"}, ScenarioError, r"narva is closed already on 2024-03-01"),
        ({"action": "open"}, ScenarioError, r"port_tallinn is open already on 2024-03-01"),
        ({"commodity": "gold"}, UnknownName, r"commodity 'gold' is not known"),
    ],
)
def test_a_lever_on_a_way_that_cannot_be_touched_is_refused(
    tmp_path: Path, given: dict[str, Any], error: type[Exception], message: str
) -> None:
    world_with(tmp_path / "world")
    world = load_world(tmp_path / "world").at(day=dt.date(2024, 3, 1), year=2024)
    with pytest.raises(error, match=message):
        ways_of(world, lever(**given))
    with pytest.raises(error, match=message):
        Scenario(name="x", levers=(lever(**given),)).check(world)


def test_a_closed_place_can_be_opened(tmp_path: Path) -> None:
    world_with(tmp_path / "world")
    world = load_world(tmp_path / "world").at(day=dt.date(2024, 3, 1), year=2024)
    assert ways_of(world, lever(action="open", object="way narva")) == ("road_tallinn_narva",)


def test_the_menu_offers_a_way_only_to_who_has_a_right_and_whose_way_is_passed(tmp_path: Path) -> None:
    without = menu(world_with(tmp_path / "without"), "EST", "LVA")
    assert "way" not in {item.lever.what for item in without.items}
    assert [w.reason for w in without.withheld if w.action == "close"] == [
        "no cheapest way between Latvia and its other partners leads through what EST controls"
    ]
    folder = tmp_path / "with"
    write_freight(write_small(folder))
    add(
        folder,
        "controls",
        actor="EST",
        object="port_riga",
        right="operation",
        **{"from": "2000-01-01", "source": "treaty"},
    )
    with (folder / "trade.csv").open("a", encoding="utf-8") as trade:
        trade.write("2023,LVA,ROW,goods,,5000,,no,office\n")
    offered = menu(load_world(folder), "EST", "LVA")
    ways = [item for item in offered.items if item.lever.is_way]
    assert [item.lever.words for item in ways] == ["close way EST for LVA", "close way port_riga for LVA"]
    assert ways[0].best == ways[1].best == 5000
    assert "operation at port_riga" in ways[0].reason
    assert [item.lever for item in offered.whole if item.lever.is_way] == [ways[0].lever]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"object": "way"}, r"is not understood; write for instance .* 'way upper_lars for ARM'"),
        ({"action": "embargo"}, r"embargo cannot touch 'way port_tallinn'; it can touch"),
        ({"object": "goods from LVA"}, r"close cannot touch 'goods from LVA'; it can touch 'way PLACE' or 'way LINK'"),
        ({"size": 2}, r"size 2 of close is outside 0 to 1"),
        ({"sector": "goods"}, r"has no sectors; leave out sector"),
        ({"object": "way riga for EST"}, r"EST cannot pull a lever on itself"),
        ({"action": "embargo", "object": "goods from LVA", "commodity": "general"}, r"has no commodities"),
    ],
)
def test_what_does_not_go_together_is_no_lever(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        lever(**wrong)
