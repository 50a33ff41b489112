"""What a closed, opened or dearer link changes, on the union of routes."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from marchland.layers.freight import Demand, InvalidNetwork, Network, closing, compared, logit_equilibrium, prepare

if TYPE_CHECKING:
    from marchland.layers.freight.route_set import RouteSet


def drawn(seed: int, congested: bool) -> tuple[Any, Any]:
    """A random network of seven nodes and two classes, some links shut, every pair asking for something."""
    draw = np.random.default_rng(seed)
    links = int(draw.integers(8, 26))
    tail, head = draw.integers(0, 7, links), draw.integers(0, 7, links)
    fixed = draw.uniform(0, 5, (2, links))
    fixed[draw.uniform(size=(2, links)) < 0.1] = np.inf
    network = Network(
        7, tail, head, fixed, draw.uniform(0, 2, links),
        draw.uniform(2, 9, links) if congested else np.full(links, np.inf),
        0.3, 3.0, draw.uniform(0, 1, links), np.array([0.5, 2.0]), draw.uniform(size=7) < 0.9,
    )  # fmt: skip
    pairs = [(o, d, k) for k in range(2) for o in range(7) for d in range(7)]
    o, d, k = (np.array(x) for x in zip(*pairs, strict=True))
    return network, Demand(o, d, draw.uniform(0, 0.5, o.size), k)


def shut(network: Any, links: Any) -> Any:  # noqa: ANN401
    fixed = network.fixed_cost.copy()
    fixed[:, links] = np.inf
    return replace(network, fixed_cost=fixed)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), few=st.booleans())
def test_without_congestion_closing_never_lowers_and_opening_never_raises_a_cost(seed: int, few: bool) -> None:
    network, demand = drawn(seed, congested=False)
    link = seed % network.n_links
    less = shut(network, [link])
    theta = np.random.default_rng(seed).uniform(0.3, 2, demand.n_pairs)
    most = 2 if few else 1000
    closed = compared(network, less, demand, dispersion=theta, most=most)
    opened = compared(less, network, demand, dispersion=theta, most=most)
    one = closing(prepare(network, demand, dispersion=theta, most=most), [link])
    for before, after in (
        (closed.base.od_cost, closed.changed.od_cost),
        (opened.changed.od_cost, opened.base.od_cost),
        (one.base.od_cost, one.changed.od_cost),
    ):
        served = np.isfinite(after)
        assert np.isfinite(before[served]).all()
        assert (after[served] - before[served] >= -1e-12 * np.abs(before[served])).all()
    assert opened.base.od_cost == pytest.approx(closed.changed.od_cost, rel=1e-12)


def ways(routes: RouteSet) -> list[set[tuple[int, ...]]]:
    """Return the links of the routes of each pair."""
    links = [tuple(routes.links[i:j].tolist()) for i, j in itertools.pairwise(routes.start.tolist())]
    return [set(links[i:j]) for i, j in itertools.pairwise(routes.pair_start.tolist())]


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_one_closure_of_many_is_what_a_comparison_on_its_routes_gives(seed: int) -> None:
    network, demand = drawn(seed, congested=True)
    links = [seed % network.n_links, (seed + 3) % network.n_links]
    ready = prepare(network, demand, dispersion=0.8, gap=1e-9)
    quick = closing(ready, links)
    slow = compared(network, shut(network, links), demand, dispersion=0.8, gap=1e-9, base=ready.base)
    unlike = np.setdiff1d(np.arange(demand.n_pairs), quick.affected)
    # pairs that cannot take the links lose nothing but by the traffic of others
    assert np.array_equal(np.isinf(quick.changed.od_cost), np.isinf(slow.changed.od_cost))
    assert not np.isinf(quick.changed.od_cost[unlike]).any() or np.isinf(quick.base.od_cost[unlike]).any()
    # `closing` does not look for routes that pay only because others moved, `compared` does: where none do, they agree.
    on_its_own = [*quick.affected.tolist(), *unlike.tolist()]
    sets = [*ways(quick.routes), *(ways(ready.routes)[pair] for pair in unlike.tolist())]
    assume(sets == [ways(slow.routes)[pair] for pair in on_its_own])
    some = np.isfinite(slow.changed.od_cost)
    assert quick.changed.od_cost[some] == pytest.approx(slow.changed.od_cost[some], abs=0.02)
    assert quick.changed.unserved.tolist() == slow.changed.unserved.tolist()
    assert quick.base.class_flow.sum(axis=0) == pytest.approx(quick.base.flow)
    assert not quick.changed.flow[links].any()


def test_nothing_changed_changes_nothing() -> None:
    network, demand = drawn(5, congested=True)
    ready = prepare(network, demand, dispersion=0.8, gap=1e-9)
    for found in (compared(network, network, demand, dispersion=0.8, gap=1e-9), closing(ready, [])):
        some = np.isfinite(found.base.od_cost)
        assert found.changed.od_cost[some] == pytest.approx(found.base.od_cost[some], rel=1e-9)
        assert found.base.od_cost[some] == pytest.approx(ready.base.od_cost[some], rel=1e-8)
        assert found.changed.flow == pytest.approx(found.base.flow, abs=1e-8)


def test_shutting_everything_leaves_everything_unserved() -> None:
    network, demand = drawn(5, congested=True)
    ready = prepare(network, demand, dispersion=0.8)
    found = closing(ready, range(network.n_links))
    away = demand.origin != demand.destination
    assert found.changed.unserved[away].tolist() == demand.volume[away].tolist()
    assert not found.changed.flow.any()
    assert found.base.flow == pytest.approx(ready.base.flow, abs=1e-3)


def test_a_toll_is_never_welcome_without_congestion_and_a_lower_one_never_harms() -> None:
    network, demand = drawn(11, congested=False)
    dear = replace(network, fixed_cost=network.fixed_cost + 0.7 * (np.arange(network.n_links) % 3 == 0))
    found = compared(network, dear, demand, dispersion=0.8)
    some = np.isfinite(found.base.od_cost)
    assert (found.changed.od_cost[some] >= found.base.od_cost[some] - 1e-12).all()
    assert (found.changed.od_cost[some] > found.base.od_cost[some] + 1e-3).any()


def test_braess_a_new_link_may_make_all_worse_off_with_congestion() -> None:
    #      1        0-1 and 2-3 take x / 10 hours, 0-2 and 1-3 take 1.5, the new 1-2 nothing to speak of:
    #    /   \      without it 20 tonnes take 1 + 1.5 hours, with it they take 2 x 1.5
    #   0     3
    #    \   /
    #      2
    network = Network(
        4, [0, 2, 0, 1, 1], [1, 3, 2, 3, 2], np.zeros(5), np.array([1e-6, 1e-6, 1.5, 1.5, 1e-6]),
        np.array([1e-5, 1e-5, np.inf, np.inf, np.inf]), 1.0, 1.0,
    )  # fmt: skip
    demand = Demand([0], [3], [20.0])  # type: ignore[arg-type]
    without = replace(network, fixed_cost=np.array([0, 0, 0, 0, np.inf]))
    found = compared(without, network, demand, dispersion=0.01)
    assert found.base.od_cost[0] == pytest.approx(2.5, abs=0.02)
    assert found.changed.od_cost[0] == pytest.approx(3.0, abs=0.1)


def test_networks_with_other_links_and_foreign_bases_are_refused() -> None:
    network, demand = drawn(5, congested=False)
    other, _ = drawn(6, congested=False)
    with pytest.raises(InvalidNetwork, match="fixed cost inf"):
        compared(network, other, demand, dispersion=1)
    few = Demand(demand.origin[:3], demand.destination[:3], demand.volume[:3])
    with pytest.raises(InvalidNetwork, match="no equilibrium of this demand"):
        compared(network, network, demand, dispersion=1, base=logit_equilibrium(network, few, dispersion=1))
    with pytest.raises(InvalidNetwork, match="links"):
        closing(prepare(network, demand, dispersion=1), [network.n_links])
