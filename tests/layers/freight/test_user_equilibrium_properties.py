"""What holds of the user equilibrium of any network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.layers.freight.networks import assert_equilibrium, drawn

from marchland.layers.freight import equilibrium

SEEDS = st.integers(0, 2**32 - 1)
GAP = 1e-9


@given(seed=SEEDS, classes=st.integers(1, 3))
@settings(max_examples=120, deadline=None)
def test_every_condition_holds(seed: int, classes: int) -> None:
    network, demand = drawn(seed, classes=classes)
    assert_equilibrium(network, demand, equilibrium(network, demand, gap=GAP), GAP)


@given(seed=SEEDS, closed=st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_without_congestion_closing_a_link_lowers_no_cost(seed: int, closed: int) -> None:
    network, demand = drawn(seed, congested=False)
    fixed = network.fixed_cost.copy()
    fixed[closed % network.n_links] = np.inf
    before = equilibrium(network, demand)
    after = equilibrium(replace(network, fixed_cost=fixed), demand)
    assert (after.od_cost >= before.od_cost).all()
    assert (after.unserved >= before.unserved).all()


@given(seed=SEEDS, scale=st.floats(1e-4, 1e6))
@settings(max_examples=40, deadline=None)
def test_the_unit_of_volume_does_not_matter(seed: int, scale: float) -> None:
    network, demand = drawn(seed)
    one = equilibrium(network, demand, gap=GAP)
    scaled = replace(network, capacity=network.capacity * scale, preload=np.asarray(network.preload) * scale)
    other = equilibrium(scaled, replace(demand, volume=demand.volume * scale), gap=GAP)
    assert other.od_cost == pytest.approx(one.od_cost, rel=1e-4)
    assert other.unserved == pytest.approx(one.unserved * scale)


@given(seed=SEEDS, split=st.integers(0, 1000), share=st.floats(0.05, 0.95))
@settings(max_examples=40, deadline=None)
def test_splitting_a_link_changes_nothing(seed: int, split: int, share: float) -> None:
    network, demand = drawn(seed)
    at = split % network.n_links
    middle = network.n_nodes
    part = np.ones(network.n_links)
    part[at] = share
    rest = np.array([1 - share])

    def in_two(values: np.ndarray) -> np.ndarray:
        return np.append(values * part, values[[at]] * rest)

    again = {
        name: np.append(getattr(network, name), getattr(network, name)[at])
        for name in ("capacity", "alpha", "beta", "preload")
    }
    head = network.head.copy()
    head[at] = middle
    longer = replace(
        network,
        n_nodes=middle + 1,
        tail=np.append(network.tail, middle),
        head=np.append(head, network.head[at]),
        fixed_cost=in_two(network.fixed_cost),
        free_flow_cost=in_two(network.free_flow_cost),
        through=np.append(np.asarray(network.through), np.True_),
        **again,
    )
    one, other = equilibrium(network, demand, gap=GAP), equilibrium(longer, demand, gap=GAP)
    assert other.od_cost == pytest.approx(one.od_cost, rel=1e-4)
    assert other.flow[at] == other.flow[-1]


@given(seed=SEEDS)
@settings(max_examples=30, deadline=None)
def test_the_order_of_links_and_pairs_does_not_matter(seed: int) -> None:
    network, demand = drawn(seed, classes=2)
    rng = np.random.default_rng(seed)
    links, pairs = rng.permutation(network.n_links), rng.permutation(demand.n_pairs)
    by_link = ("tail", "head", "free_flow_cost", "capacity", "alpha", "beta", "preload")
    mixed = replace(
        network,
        fixed_cost=network.fixed_cost[:, links],
        **{name: getattr(network, name)[links] for name in by_link},
    )
    by_pair = ("origin", "destination", "volume", "commodity")
    asked = replace(demand, **{name: getattr(demand, name)[pairs] for name in by_pair})
    one, other = equilibrium(network, demand, gap=GAP), equilibrium(mixed, asked, gap=GAP)
    assert other.od_cost == pytest.approx(one.od_cost[pairs], rel=1e-4)


@given(seed=SEEDS)
@settings(max_examples=40, deadline=None)
def test_classes_alike_are_one_class(seed: int) -> None:
    network, demand = drawn(seed)
    twice = replace(
        network,
        fixed_cost=np.stack([network.fixed_cost] * 2),
        value_of_time=np.repeat(np.asarray(network.value_of_time), 2),
    )
    halves = replace(
        demand,
        origin=np.tile(demand.origin, 2),
        destination=np.tile(demand.destination, 2),
        volume=np.tile(demand.volume / 2, 2),
        commodity=np.repeat([0, 1], demand.n_pairs),
    )
    one, other = equilibrium(network, demand, gap=GAP), equilibrium(twice, halves, gap=GAP)
    assert other.od_cost == pytest.approx(np.tile(one.od_cost, 2), rel=1e-4)
