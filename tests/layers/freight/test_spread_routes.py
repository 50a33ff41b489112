"""Routes that differ: for each link the cheapest route that passes it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from marchland.layers.freight import Demand, InvalidNetwork, Network
from marchland.layers.freight.logit_equilibrium import logit_equilibrium
from marchland.layers.freight.route_set import RouteSet, route_set


def network_of(
    nodes: int,
    tail: list[int],
    head: list[int],
    cost: list[float],
    *,
    hours: float = 0.0,
    capacity: float = np.inf,
    zones: tuple[int, ...] = (),
) -> Network:
    through = np.ones(nodes, dtype=bool)
    through[list(zones)] = False
    ones = np.ones(len(tail))
    return Network(
        nodes,
        np.array(tail),
        np.array(head),
        np.array(cost),
        hours * ones,
        capacity * ones,
        0.15 * ones,
        4.0 * ones,
        through=through,
    )


def demand_of(origin: list[int], destination: list[int], volume: float = 1.0) -> Demand:
    return Demand(np.array(origin), np.array(destination), np.full(len(origin), volume))


def ladder(rungs: int, *, far: float) -> Network:
    """Return a road with a parallel track beside each of its stretches, and one way around, `far` USD in all.

    ::

        0 === 1 === 2 === ... === rungs     two links of 1.00 and 1.01 USD between neighbours
         \\____________________________/     the way around
    """
    tail = [i for i in range(rungs) for _ in range(2)] + [0]
    head = [i + 1 for i in range(rungs) for _ in range(2)] + [rungs]
    cost = [1.0, 1.01] * rungs + [far]
    return network_of(rungs + 1, tail, head, cost)


def found(network: Network, routes: RouteSet) -> list[float]:
    return sorted(
        float(network.fixed_cost[routes.links[a:b]].sum())
        for a, b in zip(routes.start[:-1], routes.start[1:], strict=True)
    )


def test_the_cheapest_fifty_of_a_ladder_hide_the_way_around_and_those_that_differ_do_not() -> None:
    network, demand = ladder(10, far=10.5), demand_of([0], [10], 1.0)
    cheapest = route_set(network, demand, dispersion=1.0, most=50)
    assert max(found(network, cheapest)) < 10.5
    spread = route_set(network, demand, dispersion=1.0, most=50, alike=0.8)
    assert found(network, spread) == pytest.approx([10.0, 10.5])


def test_each_link_within_the_band_is_passed_by_its_cheapest_route_where_none_is_taken_for_another() -> None:
    network, demand = ladder(6, far=6.4), demand_of([0], [6], 1.0)
    spread = route_set(network, demand, dispersion=1.0, alike=1.0)
    assert set(spread.links.tolist()) == set(range(network.n_links))
    assert found(network, spread) == pytest.approx([6.0, *[6.01] * 6, 6.4])


def test_routes_beyond_the_band_are_out() -> None:
    network, demand = ladder(4, far=12.0), demand_of([0], [4], 1.0)
    assert found(network, route_set(network, demand, dispersion=1.0, alike=0.5)) == pytest.approx([4.0])


def test_splitting_links_changes_no_route() -> None:
    # 0 -> 1 -> 3 and 0 -> 2 -> 3; then each link in two
    whole = network_of(4, [0, 1, 0, 2], [1, 3, 2, 3], [1.0, 2.0, 2.0, 1.5])
    halves = network_of(8, [0, 4, 1, 5, 0, 6, 2, 7], [4, 1, 5, 3, 6, 2, 7, 3], [0.5, 0.5, 1, 1, 1, 1, 0.75, 0.75])
    demand = demand_of([0], [3], 10.0)
    one, two = (logit_equilibrium(n, demand, dispersion=0.7, alike=0.8) for n in (whole, halves))
    assert one.od_cost == pytest.approx(two.od_cost)
    assert np.sort(one.routes.flow) == pytest.approx(np.sort(two.routes.flow))


def test_zones_are_not_passed_and_a_pair_without_a_way_has_no_route() -> None:
    network = network_of(4, [0, 1, 0, 2], [1, 3, 2, 3], [1.0, 1.0, 2.0, 2.0], zones=(1,))
    routes = route_set(network, demand_of([0, 3, 1], [3, 0, 3]), dispersion=5.0, alike=0.8)
    assert np.diff(routes.pair_start).tolist() == [1, 0, 1]
    assert routes.links.tolist() == [2, 3, 1]


def test_with_congestion_the_routes_are_those_of_all_links_too() -> None:
    network = network_of(3, [0, 1, 0], [1, 2, 2], [1.0, 1.0, 3.0], hours=1.0, capacity=5.0)
    demand = demand_of([0], [2], 12.0)
    every, spread = (logit_equilibrium(network, demand, dispersion=0.5, alike=a) for a in (None, 0.8))
    assert spread.flow == pytest.approx(every.flow, rel=1e-3)


def held_ladder(rungs: int, *, far: float) -> Network:
    """Return the ladder on the ground of holder 0, but for the way around, which is on that of holder 1."""
    network = ladder(rungs, far=far)
    holders = np.zeros((network.n_links, 2), dtype=bool)
    holders[:-1, 0] = holders[-1, 1] = True
    return replace(network, holders=holders)


def test_a_dear_way_over_other_ground_is_in_although_cheaper_ones_fill_the_set() -> None:
    demand = demand_of([0], [10], 1.0)
    options: dict[str, Any] = {"dispersion": 1.0, "most": 8, "alike": 1.0}
    assert max(found(ladder(10, far=14.0), route_set(ladder(10, far=14.0), demand, **options))) < 14.0
    network = held_ladder(10, far=14.0)
    routes = found(network, route_set(network, demand, **options))
    assert len(routes) == 8
    assert routes[-1] == pytest.approx(14.0)


def test_whoever_all_pass_can_be_gone_around_and_whoever_none_passes_can_be_passed() -> None:
    # 0 -> 1 -> 2: holder 0 has the first leg, and beside it runs one on nobody's ground; holder 1 has a second last leg
    network = network_of(3, [0, 0, 1, 1], [1, 1, 2, 2], [1.0, 3.0, 1.0, 2.0])
    holders = np.array([[1, 0], [0, 0], [0, 0], [0, 1]], dtype=bool)
    routes = route_set(replace(network, holders=holders), demand_of([0], [2]), dispersion=1.0, most=1, alike=0.1)
    ways = {tuple(routes.links[a:b].tolist()) for a, b in zip(routes.start[:-1], routes.start[1:], strict=True)}
    assert ways == {(0, 2), (1, 2), (0, 3)}
    assert route_set(network, demand_of([0], [2]), dispersion=1.0, most=1, alike=0.1).n_routes == 1


def test_large_streams_are_looked_at_farther_off() -> None:
    network = held_ladder(4, far=11.0)  # 7 USD dearer than the cheapest, with exp(-7) of its weight
    for volume, dearest in ((1000.0, 4.0), (1e4, 11.0)):
        routes = route_set(network, demand_of([0], [4], volume), dispersion=1.0, most=1, alike=0.5, least=1.0)
        assert max(found(network, routes)) == pytest.approx(dearest)


def test_a_route_does_not_come_back_to_a_place_it_has_left() -> None:
    # Rail 0 - 1 - 2 and road 3 - 4 beside it, 3 at the place of 0 and 4 at that of 1; handling at the second place
    # alone. Out by rail and back by road to the first place is no way to what lies beyond its road.
    tail, head = [5, 0, 1, 4, 3, 5], [0, 1, 4, 3, 6, 6]
    network = network_of(7, tail, head, [0.0, 1.0, 0.1, 1.0, 1.0, 1.0])
    options: dict[str, Any] = {"dispersion": 5.0, "most": 9, "alike": 1.0}
    free = found(network, route_set(network, demand_of([5], [6]), **options))
    assert free == pytest.approx([1.0, 3.1])
    placed = replace(network, sites=np.array([0, 1, 2, 0, 1, 5, 6]))
    assert found(placed, route_set(placed, demand_of([5], [6]), **options)) == pytest.approx([1.0])
    alone = replace(placed, fixed_cost=np.array([0.0, 1.0, 0.1, 1.0, 1.0, np.inf]))
    assert found(alone, route_set(alone, demand_of([5], [6]), **options)) == pytest.approx([3.1])


def test_a_least_volume_above_zero_is_asked_for() -> None:
    with pytest.raises(InvalidNetwork, match="least is 0"):
        route_set(ladder(2, far=3.0), demand_of([0], [2]), dispersion=1.0, alike=0.5, least=0.0)


@pytest.mark.parametrize("alike", [0.0, 1.5, -1.0])
def test_a_share_that_is_none_is_refused(alike: float) -> None:
    with pytest.raises(InvalidNetwork, match=r"alike is .* it is a share"):
        route_set(ladder(2, far=3.0), demand_of([0], [2], 1.0), dispersion=1.0, alike=alike)
