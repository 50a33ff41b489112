"""From places and two-way links to directed links."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.bridge.freight.base import cheapest_costs
from marchland.bridge.freight.network import FreightNetwork, freight_network

if TYPE_CHECKING:
    from marchland.world import Table, World


@pytest.fixture(scope="module")
def network(carried: World) -> FreightNetwork:
    return freight_network(carried.at())


def cheapest(network: FreightNetwork, origin: str, destination: str, *shut: str) -> float:
    """Return what containers pay from place to place on open ways, USD a tonne, without those that are shut."""
    ways = network.ways
    money = np.where(ways.open & ~np.isin(ways.links, shut), ways.money.best, np.inf)
    places = [place for _, place in network.zones]
    ends = np.array([network.leaves[places.index(origin)]]), np.array([network.arrives[places.index(destination)]])
    return float(cheapest_costs(network, network.spread(money), *ends)[0])


def test_costs_add_up_along_the_cheapest_way(network: FreightNetwork) -> None:
    assert cheapest(network, "a1", "c1") == pytest.approx(12)
    assert cheapest(network, "a1", "c1", "rail_a1_c1") == pytest.approx(16 + 3 + 14)
    assert cheapest(network, "a1", "c1", "rail_a1_c1", "terminal_b1", "port_b1") == pytest.approx(16 + 34)


def test_every_way_is_passed_in_both_directions_at_the_same_cost(network: FreightNetwork) -> None:
    for one, two in (("a1", "c2"), ("a2", "b1"), ("b1", "c2")):
        assert cheapest(network, one, two) == pytest.approx(cheapest(network, two, one))


def test_a_zone_reaches_the_water_through_its_port_only(network: FreightNetwork) -> None:
    assert cheapest(network, "b1", "c2") == pytest.approx(6 + 1 + 1 + 6)
    assert cheapest(network, "b1", "c2", "port_c2") == pytest.approx(34 + 25)


def test_nothing_changes_mode_before_it_has_moved(network: FreightNetwork) -> None:
    bogies = network.directed(["gauge_c1"])
    from_zones = np.isin(network.tail[bogies], network.head[np.isin(network.tail, network.leaves)])
    assert not from_zones.any()


def test_nothing_passes_through_a_zone(network: FreightNetwork) -> None:
    assert not np.isin(network.leaves, network.head).any()
    assert not np.isin(network.arrives, network.tail).any()


def test_a_planned_way_is_shut_and_a_dated_figure_stands_for_the_links_own(network: FreightNetwork) -> None:
    ways = network.ways
    assert [link for link, is_open in zip(ways.links, ways.open, strict=True) if not is_open] == ["rail_a2_c1"]
    road = ways.links.index("road_b1_c1")
    assert (ways.money.low[road], ways.money.best[road], ways.money.high[road]) == (30, 34, 40)


def test_no_capacity_is_no_limit_and_millions_are_tonnes(network: FreightNetwork) -> None:
    ways = network.ways
    assert ways.capacity.best[ways.links.index("rail_a1_c1")] == 150_000
    assert np.isnan(ways.capacity.best[ways.links.index("road_c1_c2")])


def test_a_border_is_run_by_both_sides_and_the_sea_by_nobody(network: FreightNetwork) -> None:
    ways = network.ways
    assert ways.owners[ways.links.index("road_a1_b1")] == (0, 1)
    assert ways.earns[ways.links.index("road_a1_b1")].tolist() == [0.5, 0.5, 0]
    assert ways.owners[ways.links.index("sea_b1_open_sea")] == ()
    assert not ways.earns[ways.links.index("sea_b1_open_sea")].any()


def test_who_operates_a_way_earns_and_who_decides_on_the_ground_owns(carried: World) -> None:
    world = carried.at()
    row = {"object": "rail_a1_c1", "attribute": "operator", "text": "BBB"}
    taken = {"object": "a1", "attribute": "controller", "text": "CCC"}
    ways = freight_network(_with(world, row, taken)).ways
    assert ways.earns[ways.links.index("rail_a1_c1")].tolist() == [0, 1, 0]
    assert ways.owners[ways.links.index("rail_a1_c1")] == (2,)
    assert ways.owners[ways.links.index("road_a1_a2")] == (0, 2)


def test_a_place_that_is_not_open_shuts_all_its_ways(carried: World) -> None:
    world = carried.at()
    ways = freight_network(_with(world, {"object": "b1", "attribute": "status", "text": "closed"})).ways
    shut = {link for link, is_open in zip(ways.links, ways.open, strict=True) if not is_open}
    assert shut == {link for link in ways.links if "b1" in link} | {"rail_a2_c1"}


def _with(world: World, *states: dict[str, str]) -> World:
    """Return the world with more states that hold."""
    table = world["states"]
    given: Table = table.take(np.zeros(len(states), dtype=np.int64))
    columns = {name: np.array(values) for name, values in given.columns.items()}
    for name in ("object", "attribute", "text"):
        columns[name] = np.array([state[name] for state in states])
    for name in ("low", "best", "high"):
        columns[name] = np.full(len(states), np.nan)
    both = {name: np.concatenate([table[name], columns[name]]) for name in table.columns}
    return replace(world, tables={**world.tables, "states": replace(table, columns=both)})
