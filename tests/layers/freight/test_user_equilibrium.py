"""The user equilibrium in cases that can be solved by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.layers.freight.networks import assert_equilibrium

from marchland.errors import SolverError
from marchland.layers.freight import Demand, Network, equilibrium


def parallel(**changes: object) -> Network:
    """Two links from 0 to 1: one of 10 + v hours, one of 20 hours."""
    sound: dict[str, Any] = {
        "n_nodes": 2,
        "tail": np.array([0, 0]),
        "head": np.array([1, 1]),
        "fixed_cost": np.zeros(2),
        "free_flow_cost": np.array([10.0, 20.0]),
        "capacity": np.array([10.0, np.inf]),
        "alpha": np.ones(2),
        "beta": np.ones(2),
    }
    return Network(**(sound | changes))


def to_one(volume: float) -> Demand:
    return Demand(np.array([0]), np.array([1]), np.array([volume]))


@pytest.mark.parametrize(("volume", "first"), [(4.0, 4.0), (10.0, 10.0), (25.0, 10.0)])
def test_two_routes(volume: float, first: float) -> None:
    found = equilibrium(parallel(), to_one(volume), gap=1e-12)
    assert found.flow == pytest.approx([first, volume - first], abs=1e-9)
    assert found.od_cost == pytest.approx([10 + first])
    assert found.unserved == pytest.approx([0])
    assert found.omitted == 0


def test_a_preload_stands_in_the_way() -> None:
    found = equilibrium(parallel(preload=np.array([6.0, 50.0])), to_one(25.0), gap=1e-12)
    assert found.flow == pytest.approx([4, 21], abs=1e-9)
    assert found.hours == pytest.approx([20, 20])


def test_money_counts_in_hours_at_the_value_of_time() -> None:
    network = parallel(fixed_cost=np.array([0.0, 2.0]), value_of_time=np.array([0.5]))
    found = equilibrium(network, to_one(25.0), gap=1e-12)  # 0.5 (10 + v) = 2 + 0.5 x 20
    assert found.flow == pytest.approx([14, 11], abs=1e-9)
    assert found.cost == pytest.approx([12, 12])
    assert found.od_cost == pytest.approx([12])


def test_who_values_time_takes_the_fast_way() -> None:
    network = parallel(
        fixed_cost=np.array([[3.0, 0.0], [3.0, 0.0]]), capacity=np.full(2, np.inf), value_of_time=np.array([0.1, 1.0])
    )
    demand = Demand(np.array([0, 0]), np.array([1, 1]), np.array([5.0, 7.0]), np.array([0, 1]))
    found = equilibrium(network, demand)
    assert found.class_flow == pytest.approx(np.array([[0, 5], [7, 0]]))
    assert found.od_cost == pytest.approx([2, 13])
    assert found.cost.shape == (2, 2)


def test_a_class_goes_only_where_it_may() -> None:
    network = parallel(fixed_cost=np.array([[np.inf, 0.0], [0.0, np.inf]]), value_of_time=np.ones(2))
    demand = Demand(np.array([0, 0]), np.array([1, 1]), np.array([5.0, 30.0]), np.array([0, 1]))
    found = equilibrium(network, demand)
    assert found.class_flow == pytest.approx(np.array([[0, 5], [30, 0]]))
    assert found.od_cost == pytest.approx([20, 40])


@pytest.mark.parametrize("beta", [0.25, 0.5, 1.5, 4.0, 9.7, 30.0])
def test_delays_of_any_power(beta: float) -> None:
    network = parallel(capacity=np.array([7.0, 11.0]), beta=np.full(2, beta))
    demand = to_one(100.0)
    found = equilibrium(network, demand, gap=1e-12)
    assert_equilibrium(network, demand, found, 1e-12)
    assert found.hours[0] == pytest.approx(found.hours[1], rel=1e-10)


def test_a_constant_delay_is_one() -> None:
    flat = equilibrium(parallel(beta=np.zeros(2), alpha=np.array([1.0, 0.0])), to_one(25.0))
    assert flat.hours == pytest.approx([20, 20])
    flat = equilibrium(parallel(alpha=np.zeros(2)), to_one(25.0))
    assert flat.flow == pytest.approx([25, 0])


def test_zones_are_not_passed() -> None:
    """0 -> 1 -> 2 is cheap, 0 -> 3 -> 2 dear; 1 is a zone."""
    network = Network(
        4,
        np.array([0, 1, 0, 3]),
        np.array([1, 2, 3, 2]),
        np.array([1.0, 1.0, 5.0, 5.0]),
        np.zeros(4),
        np.full(4, np.inf),
        np.zeros(4),
        np.ones(4),
        through=np.array([True, False, True, True]),
    )
    demand = Demand(np.array([0, 0, 1]), np.array([2, 1, 2]), np.array([3.0, 4.0, 5.0]))
    found = equilibrium(network, demand)
    assert found.flow == pytest.approx([4, 5, 3, 3])
    assert found.od_cost == pytest.approx([10, 1, 1])


def test_what_has_no_way_is_unserved_and_the_rest_is_solved() -> None:
    network = parallel(n_nodes=3)
    demand = Demand(np.array([0, 1, 0]), np.array([1, 0, 2]), np.array([25.0, 4.0, 0.0]))
    found = equilibrium(network, demand, gap=1e-12)
    assert found.unserved == pytest.approx([0, 4, 0])
    assert found.od_cost == pytest.approx([20, np.inf, np.inf])
    assert found.flow == pytest.approx([10, 15])


def test_everything_shut() -> None:
    found = equilibrium(parallel(fixed_cost=np.full(2, np.inf)), to_one(25.0))
    assert found.unserved == pytest.approx([25])
    assert found.routes.flow.size == 0
    assert found.flow == pytest.approx([0, 0])
    assert found.gap == 0


def test_what_stays_where_it_is_costs_nothing() -> None:
    demand = Demand(np.array([0, 0]), np.array([0, 1]), np.array([9.0, 4.0]))
    found = equilibrium(parallel(), demand)
    assert found.od_cost == pytest.approx([0, 14])
    assert found.routes.pair.tolist() == [1]
    assert found.unserved == pytest.approx([0, 0])


def test_a_pair_without_volume_has_a_cost() -> None:
    found = equilibrium(parallel(), to_one(0.0))
    assert found.od_cost == pytest.approx([10])
    assert found.routes.flow.size == 0


def test_no_pairs_and_no_links() -> None:
    none = np.zeros(0, dtype=int)
    found = equilibrium(parallel(), Demand(none, none, np.zeros(0)))
    assert found.flow == pytest.approx([0, 0])
    assert found.hours == pytest.approx([10, 20])
    nothing = np.zeros(0)
    empty = Network(2, none, none, nothing, nothing, nothing, nothing, nothing)
    assert equilibrium(empty, to_one(1.0)).unserved == pytest.approx([1])


def test_a_circle_that_costs_nothing_is_not_gone_round() -> None:
    network = Network(
        3,
        np.array([0, 1, 1, 2]),
        np.array([1, 0, 2, 1]),
        np.zeros(4),
        np.zeros(4),
        np.full(4, 5.0),
        np.full(4, 0.15),
        np.full(4, 4.0),
    )
    demand = Demand(np.array([0, 2]), np.array([2, 0]), np.array([3.0, 4.0]))
    found = equilibrium(network, demand)
    assert found.flow == pytest.approx([3, 4, 3, 4])
    assert found.gap == 0


def test_routes_stand_in_the_order_of_the_demand_the_largest_first() -> None:
    network = parallel(n_nodes=3)
    demand = Demand(np.array([2, 0, 0]), np.array([1, 0, 1]), np.array([1.0, 2.0, 25.0]))
    routes = equilibrium(network, demand, gap=1e-12).routes
    assert routes.pair.tolist() == [2, 2]
    assert routes.start.tolist() == [0, 1, 2]
    assert routes.links.tolist() == [1, 0]
    assert routes.flow == pytest.approx([15, 10])
    assert routes.cost == pytest.approx([20, 20])
    assert routes.path_size.tolist() == [1, 1]


def test_the_same_input_gives_the_same_bits() -> None:
    network, demand = parallel(beta=np.array([2.7, 1.0]), capacity=np.array([3.0, 7.0])), to_one(19.0)
    one, other = equilibrium(network, demand), equilibrium(network, demand)
    assert one.flow.tobytes() == other.flow.tobytes()
    assert one.routes.flow.tobytes() == other.routes.flow.tobytes()


def test_results_cannot_be_written_to() -> None:
    found = equilibrium(parallel(), to_one(25.0))
    for array in (found.flow, found.class_flow, found.cost, found.hours, found.od_cost, found.routes.flow):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_a_gap_that_rounding_does_not_allow_is_an_error() -> None:
    rng = np.random.default_rng(1)
    nodes, links = 30, 200
    network = Network(
        nodes, rng.integers(0, nodes, links), rng.integers(0, nodes, links), rng.random(links), rng.random(links),
        rng.uniform(0.5, 2, links), np.ones(links), np.full(links, 4.0),
    )  # fmt: skip
    pairs = np.indices((nodes, nodes)).reshape(2, -1)
    demand = Demand(pairs[0], pairs[1], np.ones(nodes**2))
    with pytest.raises(SolverError, match=r"relative gap \S+ after \d+ rounds, allowed 1.0e-30; allow a wider gap"):
        equilibrium(network, demand, gap=1e-30)


def test_it_is_the_limit_of_a_small_dispersion() -> None:
    network, demand = parallel(), to_one(25.0)
    still = equilibrium(network, demand, gap=1e-10)
    far, near = (equilibrium(network, demand, dispersion=theta, gap=1e-8).flow - still.flow for theta in (0.5, 0.05))
    assert np.abs(near).max() < 0.2 * np.abs(far).max()
    assert near == pytest.approx([0, 0], abs=0.1)
