"""Several classes against a general solver of the potential of Beckmann, McGuire & Winsten (1956) in hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, minimize
from tests.layers.freight.networks import hours_at

from marchland.layers.freight import Demand, Network, equilibrium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

#       0 ---- 1 ---- 2      each link both ways, 0 - 3 and 4 - 2 dear and fast, 3 - 1 closed to class 2
#       |      |      |
#       3 ---- 4 -----+
ENDS = np.array([(0, 1), (1, 2), (0, 3), (3, 4), (1, 4), (4, 2), (3, 1)])


def network(seed: int) -> Network:
    rng = np.random.default_rng(seed)
    tail, head = np.concatenate([ENDS, ENDS[:, ::-1]]).T
    fixed = rng.uniform(0, 8, (3, tail.size))
    fixed[2, [6, 13]] = np.inf
    return Network(
        5,
        tail,
        head,
        fixed,
        rng.uniform(1, 6, tail.size),
        rng.uniform(4, 12, tail.size),
        alpha=rng.uniform(0.1, 1, tail.size),
        beta=rng.choice([1.0, 2.3, 4.0], tail.size),
        preload=rng.choice([0.0, 2.0], tail.size),
        value_of_time=np.array([0.5, 1.0, 3.0]),
    )


def demand(seed: int) -> Demand:
    rng = np.random.default_rng(seed)
    pairs = [(o, d, k) for o in (0, 3) for d in (2, 1) for k in range(3)]
    origin, destination, commodity = np.array(pairs).T
    return Demand(origin, destination, rng.uniform(2, 8, len(pairs)), commodity)


def simple_routes(net: Network, k: int, origin: int, destination: int) -> Iterator[list[int]]:
    open_links = np.flatnonzero(np.isfinite(net.fixed_cost[k]))

    def onwards(node: int, route: list[int], seen: set[int]) -> Iterator[list[int]]:
        if node == destination:
            yield route
            return
        for a in open_links[net.tail[open_links] == node]:
            if net.head[a] not in seen:
                yield from onwards(int(net.head[a]), [*route, int(a)], seen | {int(net.head[a])})

    return onwards(origin, [], {origin})


def potential(net: Network, flow: Array, money: float) -> float:
    load, empty = (flow + np.asarray(net.preload)) / net.capacity, np.asarray(net.preload) / net.capacity
    power = np.asarray(net.beta) + 1
    delays = np.asarray(net.alpha) * net.capacity / power * (load**power - empty**power)
    return float((net.free_flow_cost * (flow + delays)).sum() + money)


@pytest.mark.parametrize("seed", range(6))
def test_three_classes(seed: int) -> None:
    net, asked = network(seed), demand(seed)
    commodity, worth = np.asarray(asked.commodity), np.asarray(net.value_of_time)
    owner, incidence, money = [], [], []
    for p in range(asked.n_pairs):
        k = int(commodity[p])
        for route in simple_routes(net, k, int(asked.origin[p]), int(asked.destination[p])):
            owner.append(p)
            incidence.append(np.isin(np.arange(net.n_links), route).astype(float))
            money.append(net.fixed_cost[k, route].sum() / worth[k])
    uses, price = np.array(incidence), np.array(money)
    of_pair = (np.array(owner) == np.arange(asked.n_pairs)[:, None]).astype(float)

    def value(x: Array) -> float:
        return potential(net, x @ uses, float(price @ x))

    def slope(x: Array) -> Array:
        return np.asarray(uses @ hours_at(net, x @ uses) + price)

    plain = minimize(
        value,
        (asked.volume / of_pair.sum(axis=1)) @ of_pair,
        jac=slope,
        bounds=Bounds(0, np.inf),
        constraints=LinearConstraint(of_pair, asked.volume, asked.volume),
        method="SLSQP",
        options={"ftol": 1e-9},
    )
    assert plain.success
    found = equilibrium(net, asked, gap=1e-11)
    open_cost = np.where(np.isfinite(net.fixed_cost), net.fixed_cost, 0)
    spent = float((found.class_flow * open_cost / worth[:, None]).sum())
    assert potential(net, found.flow, spent) <= value(plain.x) + 1e-9 * abs(value(plain.x))
    assert potential(net, found.flow, spent) == pytest.approx(value(plain.x), rel=1e-6)
    assert found.flow == pytest.approx(plain.x @ uses, abs=0.02)
