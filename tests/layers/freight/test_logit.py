"""The path-size logit against closed forms, and what must hold of any of its equilibria."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from marchland.errors import SolverError
from marchland.layers.freight import Demand, InvalidNetwork, Network, equilibrium, logit_equilibrium, route_set


def lines(tail: list[int], head: list[int], cost: list[float], **more: Any) -> Network:  # noqa: ANN401
    """Links that cost money only, where nothing else is said."""
    figures = {
        "free_flow_cost": np.zeros(len(tail)),
        "capacity": np.full(len(tail), np.inf),
        "alpha": 0.15,
        "beta": 4.0,
    }
    return Network(max(tail + head) + 1, tail, head, cost, **{**figures, **more})


def carried(origin: list[int], destination: list[int], volume: list[float], commodity: Any = None) -> Demand:  # noqa: ANN401
    return Demand(origin, destination, volume, commodity)  # type: ignore[arg-type]


def congested(seed: int = 3, classes: int = 2) -> tuple[Any, Any]:
    """A ring of eight nodes with chords, congested."""
    draw = np.random.default_rng(seed)
    there = [(i, (i + 1) % 8) for i in range(8)] + [(0, 4), (1, 5), (2, 6), (3, 7)]
    tail, head = (np.array([e[i] for e in there] + [e[1 - i] for e in there]) for i in (0, 1))
    links = tail.size
    network = Network(
        8, tail, head, draw.uniform(1, 3, (classes, links)), draw.uniform(1, 2, links), draw.uniform(4, 9, links),
        np.full(links, 0.5), draw.uniform(1, 4, links), draw.uniform(0, 2, links), np.linspace(0.5, 2, classes),
    )  # fmt: skip
    pairs = [(o, d, k) for k in range(classes) for o in range(8) for d in range(8) if o != d]
    o, d, k = (np.array(x) for x in zip(*pairs, strict=True))
    return network, Demand(o, d, draw.uniform(0.1, 0.6, len(pairs)), k)


def test_two_routes_share_as_the_logit_says() -> None:
    found = logit_equilibrium(lines([0, 0], [1, 1], [1, 2]), carried([0], [1], [10]), dispersion=0.5)
    share = 1 / (1 + np.exp(-2))
    assert found.flow == pytest.approx([10 * share, 10 * (1 - share)])
    assert found.od_cost[0] == pytest.approx(-0.5 * np.log(np.exp(-2) + np.exp(-4)))
    assert found.omitted == 0


@pytest.mark.parametrize("shared", [0.0, 0.5, 0.9, 1.0])
def test_routes_that_overlap_have_the_textbook_path_sizes(shared: float) -> None:
    #      +--- 1 ---+        all three routes cost 1; two of them share the first `shared` of it
    #   0 -+- s - 2 =+= 1     so they count 1 - s / 2 each (Ben-Akiva & Bierlaire 1999, section 2.6)
    network = lines([0, 0, 2, 2], [1, 2, 1, 1], [1, shared, 1 - shared, 1 - shared])
    found = logit_equilibrium(network, carried([0], [1], [1]), dispersion=1)
    assert sorted(found.routes.path_size) == pytest.approx(sorted([1, 1 - shared / 2, 1 - shared / 2]))
    assert found.flow[0] == pytest.approx(1 / (3 - shared))


def test_what_leaves_origins_arrives_and_nothing_is_lost_between() -> None:
    network, demand = congested()
    found = logit_equilibrium(network, demand, dispersion=0.4)
    for k in range(2):
        of = demand.commodity == k
        net = np.bincount(network.tail, found.class_flow[k], 8) - np.bincount(network.head, found.class_flow[k], 8)
        given = np.bincount(demand.origin[of], demand.volume[of], 8)
        given -= np.bincount(demand.destination[of], demand.volume[of], 8)
        assert net == pytest.approx(given, abs=1e-12)
    assert np.bincount(found.routes.pair, found.routes.flow) == pytest.approx(demand.volume, rel=1e-12)
    assert found.class_flow.sum(axis=0) == pytest.approx(found.flow, rel=1e-12)
    assert found.gap <= 1e-4


@pytest.mark.parametrize("given", ["one for all", "by pair"])
def test_the_fixed_point_holds_when_it_is_worked_out_by_hand(given: str) -> None:
    network, demand = congested()
    theta = 0.4 if given == "one for all" else np.random.default_rng(1).uniform(0.2, 1, demand.n_pairs)
    found = logit_equilibrium(network, demand, dispersion=theta, gap=1e-9)
    hours = network.free_flow_cost * (
        1 + network.alpha * ((found.flow + network.preload) / network.capacity) ** network.beta
    )
    assert found.hours == pytest.approx(hours, rel=1e-12)
    cost = network.fixed_cost + network.value_of_time[:, None] * hours
    length = network.fixed_cost + network.value_of_time[:, None] * network.free_flow_cost
    routes = found.routes
    flow = np.zeros(network.n_links)
    for pair in range(demand.n_pairs):
        k, scale = demand.commodity[pair], np.broadcast_to(theta, demand.n_pairs)[pair]
        own = [routes.links[routes.start[r] : routes.start[r + 1]] for r in np.flatnonzero(routes.pair == pair)]
        used = np.bincount(np.concatenate(own), minlength=network.n_links)
        size = np.array([sum(length[k, a] / used[a] for a in r) / length[k, r].sum() for r in own])
        paid = np.array([cost[k, r].sum() for r in own])
        weight = size * np.exp(-paid / scale)
        assert found.od_cost[pair] == pytest.approx(-scale * np.log(weight.sum()), rel=1e-9)
        share = weight / weight.sum()
        assert routes.flow[routes.pair == pair] == pytest.approx(demand.volume[pair] * share, abs=1e-8)
        for r, part in zip(own, share, strict=True):
            flow[r] += demand.volume[pair] * part
    assert found.flow == pytest.approx(flow, abs=1e-7)


def test_all_loopless_routes_of_the_band_are_in() -> None:
    network, demand = congested()
    theta, cost = 0.4, network.fixed_cost + network.value_of_time[:, None] * network.free_flow_cost
    found = route_set(network, demand, dispersion=theta, hours=network.free_flow_cost, most=10_000)
    for pair in range(0, demand.n_pairs, 7):
        ways, k = [], demand.commodity[pair]
        open_ways: list[tuple[list[int], list[int]]] = [([int(demand.origin[pair])], [])]
        while open_ways:
            nodes, links = open_ways.pop()
            if nodes[-1] == demand.destination[pair]:
                ways.append(tuple(links))
                continue
            further = [a for a in np.flatnonzero(network.tail == nodes[-1]) if network.head[a] not in nodes]
            open_ways += [([*nodes, int(network.head[a])], [*links, int(a)]) for a in further]
        paid = {w: cost[k, list(w)].sum() for w in ways}
        wanted = {w for w in ways if paid[w] <= min(paid.values()) + 5 * theta}
        rows = range(found.pair_start[pair], found.pair_start[pair + 1])
        got = [tuple(found.links[found.start[r] : found.start[r + 1]].tolist()) for r in rows]
        assert len(got) == len(set(got))
        assert set(got) == wanted
        assert [paid[w] for w in got] == sorted(paid[w] for w in got)


def test_the_cheapest_are_kept_where_there_are_more_than_asked_for() -> None:
    network, demand = congested()
    every = route_set(network, demand, dispersion=0.4, most=10_000)
    few = route_set(network, demand, dispersion=0.4, most=3)
    for pair in range(demand.n_pairs):
        first, short = every.pair_start[pair], few.pair_start[pair]
        count = few.pair_start[pair + 1] - short
        assert count == min(3, every.pair_start[pair + 1] - first)
        for r in range(count):
            whole = every.links[every.start[first + r] : every.start[first + r + 1]]
            assert np.array_equal(whole, few.links[few.start[short + r] : few.start[short + r + 1]])


def test_a_zone_is_not_passed() -> None:
    network = lines([0, 1, 0], [1, 2, 2], [1, 1, 9], through=[True, False, True])
    found = logit_equilibrium(network, carried([0, 0, 1], [2, 1, 2], [1, 1, 1]), dispersion=3)
    assert found.flow == pytest.approx([1, 1, 1])
    assert found.od_cost == pytest.approx([9, 1, 1])


def test_scaling_demand_preload_and_capacity_together_changes_nothing() -> None:
    network, demand = congested()
    large = Network(
        8, network.tail, network.head, network.fixed_cost, network.free_flow_cost, 1000 * network.capacity,
        network.alpha, network.beta, 1000 * network.preload, network.value_of_time,
    )  # fmt: skip
    one = logit_equilibrium(network, demand, dispersion=0.4, gap=1e-10)
    two = logit_equilibrium(
        large,
        Demand(demand.origin, demand.destination, 1000 * demand.volume, demand.commodity),
        dispersion=0.4,
        gap=1e-10,
    )
    assert two.flow == pytest.approx(1000 * one.flow, rel=1e-7)
    assert two.od_cost == pytest.approx(one.od_cost, rel=1e-8)


def test_splitting_a_link_in_two_changes_nothing() -> None:
    network, demand = congested()
    half = np.ones(network.n_links + 1)
    half[[0, -1]] = 0.5
    tail, head = np.append(network.tail, 8), np.append(network.head, network.head[0])
    head[0] = 8
    fixed, free, capacity, beta, preload = (
        np.append(a, a[..., :1], axis=-1)
        for a in (network.fixed_cost, network.free_flow_cost, network.capacity, network.beta, network.preload)
    )
    split = Network(9, tail, head, fixed * half, free * half, capacity, 0.5, beta, preload, network.value_of_time)
    one = logit_equilibrium(network, demand, dispersion=0.4, gap=1e-10)
    two = logit_equilibrium(split, demand, dispersion=0.4, gap=1e-10)
    assert two.od_cost == pytest.approx(one.od_cost, rel=1e-8)
    assert two.flow[:-1] == pytest.approx(one.flow, rel=1e-7)


def test_a_copy_of_a_corridors_link_adds_no_more_than_path_sizes_allow() -> None:
    def corridor(short: float, copies: int) -> float:
        network = lines(
            [0, 0, 2, *[0] * (copies - 1)],
            [1, 2, 1, *[2] * (copies - 1)],
            [2, short, 2 - short, *[short] * (copies - 1)],
        )
        return 1 - float(logit_equilibrium(network, carried([0], [1], [1]), dispersion=0.7).flow[0])

    alone = corridor(0.5, 1)
    assert alone == pytest.approx(0.5)
    for short in (0.01, 0.5, 1.99):
        # n copies of a part s of the corridor's length count 1 + (n - 1) s as much as one corridor, not n times
        for copies in (2, 5):
            odds = 1 + (copies - 1) * short / 2
            assert corridor(short, copies) == pytest.approx(odds / (1 + odds))


@pytest.mark.parametrize("load", [0.1, 1.0, 30.0])
def test_small_dispersion_gives_wardrops_equilibrium(load: float) -> None:
    # two ways, 1 + x^4 and 2 + x^2 hours: all take the first up to x = 1, above it both take as long
    network = lines(
        [0, 0], [1, 1], [0, 0], free_flow_cost=[1.0, 2.0], capacity=[1.0, 1.0], alpha=[1.0, 0.5], beta=[4.0, 2.0]
    )
    found = logit_equilibrium(network, carried([0], [1], [load]), dispersion=1e-3)
    if load < 1:
        assert found.flow == pytest.approx([load, 0], abs=1e-9)
    else:
        x = float(
            np.real(
                next(
                    r
                    for r in np.roots([1, 0, -1, 2 * load, -1 - load**2])
                    if abs(r.imag) < 1e-9 and 0 < r.real < load + 1
                )
            )
        )
        assert found.flow[0] == pytest.approx(x, rel=3e-3)
        assert found.od_cost[0] == pytest.approx(1 + x**4, rel=5e-3)


def test_heavy_overload_is_still_solved() -> None:
    network, demand = congested()
    heavy = Demand(demand.origin, demand.destination, 4 * demand.volume, demand.commodity)
    assert logit_equilibrium(network, heavy, dispersion=0.4, gap=1e-6).gap <= 1e-6


def test_no_way_is_unserved() -> None:
    network = lines([0, 1], [1, 2], [1, np.inf])
    found = logit_equilibrium(network, carried([0, 0, 2], [1, 2, 2], [3, 4, 5]), dispersion=1)
    assert found.unserved.tolist() == [0, 4, 0]
    assert found.od_cost.tolist() == [1, np.inf, 0]
    assert found.flow.tolist() == [3, 0]


def test_everything_shut_or_nothing_to_carry() -> None:
    shut = logit_equilibrium(lines([0, 1], [1, 0], [np.inf, np.inf]), carried([0, 1], [1, 0], [3, 4]), dispersion=1)
    assert shut.unserved.tolist() == [3, 4]
    assert not shut.flow.any()
    assert shut.routes.flow.size == 0
    none = logit_equilibrium(lines([0], [1], [1]), Demand([], [], []), dispersion=1)  # type: ignore[arg-type]
    assert not none.flow.any()


def test_the_bound_on_what_is_left_out_holds() -> None:
    network, _ = congested()
    one = carried([0], [3], [1], [0])
    few = route_set(network, one, dispersion=0.8, most=2)
    every = logit_equilibrium(network, one, dispersion=0.8, most=10_000)
    short = logit_equilibrium(network, one, dispersion=0.8, routes=few)
    left = every.routes.flow[2:].sum()
    assert 0 < left < short.omitted < 1
    assert every.omitted < 0.05


@pytest.mark.parametrize(
    ("dispersion", "says"),
    [
        (-1.0, "above zero"),
        (0.0, "above zero"),
        (np.nan, "above zero"),
        ([1.0, 1.0, 1.0], r"shape \(3,\)"),
        ("x", "number"),
    ],
)
def test_bad_dispersions_are_named(dispersion: Any, says: str) -> None:  # noqa: ANN401
    with pytest.raises(InvalidNetwork, match=says):
        logit_equilibrium(lines([0], [1], [1]), carried([0, 0], [1, 0], [1, 1]), dispersion=dispersion)


def test_bad_routes_gaps_and_nodes_are_named() -> None:
    network, demand = lines([0, 1], [1, 2], [1, 1]), carried([0], [2], [1])
    routes = route_set(network, demand, dispersion=1)
    with pytest.raises(InvalidNetwork, match="does not lead"):
        logit_equilibrium(network, carried([0], [1], [1]), dispersion=1, routes=routes)
    with pytest.raises(InvalidNetwork, match="of 1 pairs"):
        logit_equilibrium(network, carried([0, 0], [2, 1], [1, 1]), dispersion=1, routes=routes)
    with pytest.raises(InvalidNetwork, match="gap"):
        logit_equilibrium(network, demand, dispersion=1, gap=0)
    with pytest.raises(InvalidNetwork, match="destination"):
        logit_equilibrium(network, carried([0], [7], [1]), dispersion=1)
    with pytest.raises(InvalidNetwork, match="hours"):
        logit_equilibrium(network, demand, dispersion=1, start=[1.0, np.nan])
    with pytest.raises(InvalidNetwork, match="most"):
        route_set(network, demand, dispersion=1, most=0)


def test_a_gap_that_rounding_hides_is_an_error_and_not_half_a_result() -> None:
    network, demand = congested()
    with pytest.raises(SolverError, match="ask for a larger gap"):
        logit_equilibrium(network, demand, dispersion=0.01, gap=1e-300)


def test_the_front_door_hands_over_what_has_a_dispersion() -> None:
    network, demand = congested()
    one, two = (
        equilibrium(network, demand, dispersion=0.4),
        logit_equilibrium(network, demand, dispersion=0.4, gap=1e-6),
    )
    assert np.array_equal(one.flow, two.flow)
    assert one.gap <= 1e-6


def test_the_same_question_gets_the_same_bits() -> None:
    network, demand = congested()
    one, two = (logit_equilibrium(network, demand, dispersion=0.4) for _ in range(2))
    assert np.array_equal(one.od_cost, two.od_cost)
    assert np.array_equal(one.routes.flow, two.routes.flow)


def test_a_start_near_the_solution_is_left_quickly() -> None:
    network, demand = congested()
    routes = route_set(network, demand, dispersion=0.4)
    far = logit_equilibrium(network, demand, dispersion=0.4, gap=1e-8, routes=routes)
    near = logit_equilibrium(network, demand, dispersion=0.4, gap=1e-4, routes=routes, start=far.hours)
    assert near.iterations < far.iterations
    assert near.flow == pytest.approx(far.flow, abs=1e-3)
