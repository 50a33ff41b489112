"""Small networks for tests of freight, drawn by seed, and the conditions of an equilibrium checked without its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.freight import Assignment, Demand, Network

if TYPE_CHECKING:
    from numpy.typing import NDArray


def drawn(seed: int, *, classes: int = 1, congested: bool = True) -> tuple[Network, Demand]:
    """Return a network of a few nodes with all that may stand in one, and a demand on it."""
    rng = np.random.default_rng(seed)
    nodes = int(rng.integers(3, 9))
    links = int(rng.integers(nodes, 4 * nodes))
    fixed = np.round(rng.uniform(0, 5, (classes, links)), 1)
    fixed[rng.random((classes, links)) < 0.2] = 0
    fixed[rng.random((classes, links)) < 0.1] = np.inf
    free = np.round(rng.uniform(0, 3, links), 1)
    free[rng.random(links) < 0.2] = 0
    capacity = rng.uniform(1, 20, links)
    capacity[rng.random(links) < 0.2] = np.inf
    pairs = int(rng.integers(1, 3 * nodes))
    keys = np.unique(rng.integers(0, [nodes, nodes, classes], (pairs, 3)), axis=0)
    volume = rng.uniform(0, 10, len(keys))
    volume[rng.random(len(keys)) < 0.1] = 0
    network = Network(
        nodes,
        rng.integers(0, nodes, links),
        rng.integers(0, nodes, links),
        fixed if classes > 1 else fixed[0],
        free,
        capacity if congested else np.full(links, np.inf),
        rng.choice([0.0, 0.15, 1.0], links),
        rng.choice([0.0, 0.5, 1.0, 2.5, 4.0, 7.0], links),
        preload=rng.choice([0.0, 3.0], links),
        value_of_time=rng.uniform(0.2, 5, classes),
        through=rng.random(nodes) > 0.2,
    )
    return network, Demand(keys[:, 0], keys[:, 1], volume, keys[:, 2])


def hours_at(network: Network, flow: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return equation (2) as it stands."""
    load = (flow + np.asarray(network.preload)) / network.capacity
    return np.asarray(network.free_flow_cost * (1 + np.asarray(network.alpha) * load ** np.asarray(network.beta)))


def cheapest_costs(network: Network, cost: NDArray[np.float64], origin: int) -> NDArray[np.float64]:
    """Return what every node costs to reach, by going over all links until nothing falls (Bellman & Ford)."""
    through = np.asarray(network.through)
    reach = np.full(network.n_nodes, np.inf)
    reach[origin] = 0
    for _ in range(network.n_nodes):
        for a in range(network.n_links):
            if through[network.tail[a]] or network.tail[a] == origin:
                reach[network.head[a]] = min(reach[network.head[a]], reach[network.tail[a]] + cost[a])
    return reach


def assert_equilibrium(network: Network, demand: Demand, found: Assignment, gap: float) -> None:
    """Check every condition of a user equilibrium."""
    routes, commodity = found.routes, np.asarray(demand.commodity)
    scale = max(demand.volume.sum(), 1e-300)
    flow = np.zeros((network.n_classes, network.n_links))
    served = np.zeros(demand.n_pairs)
    spent = least = 0.0
    cost = network.fixed_cost.reshape(network.n_classes, -1)
    cost = cost + np.asarray(network.value_of_time)[:, None] * hours_at(network, found.flow)
    np.testing.assert_allclose(found.hours, hours_at(network, found.flow), rtol=1e-12)
    np.testing.assert_allclose(np.atleast_2d(found.cost), cost, rtol=1e-12)
    assert (np.diff(routes.pair) >= 0).all()
    assert (routes.flow > 0).all()
    for r in range(routes.flow.size):
        p = int(routes.pair[r])
        links = routes.links[routes.start[r] : routes.start[r + 1]]
        passed = [*network.tail[links], network.head[links[-1]]]
        assert passed[0] == demand.origin[p]
        assert passed[-1] == demand.destination[p]
        assert (network.head[links[:-1]] == network.tail[links[1:]]).all()
        assert len(set(passed)) == len(passed), "a route has no loops"
        assert np.asarray(network.through)[passed[1:-1]].all(), "zones are not passed"
        assert np.isclose(routes.cost[r], cost[commodity[p], links].sum(), rtol=1e-12, atol=0)
        flow[commodity[p], links] += routes.flow[r]
        served[p] += routes.flow[r]
        spent += routes.flow[r] * routes.cost[r]
        least += routes.flow[r] * found.od_cost[p]
    np.testing.assert_allclose(found.class_flow, flow, atol=1e-12 * scale)
    np.testing.assert_allclose(found.flow, flow.sum(axis=0), atol=1e-12 * scale)
    for p in range(demand.n_pairs):
        reach = cheapest_costs(network, cost[commodity[p]], int(demand.origin[p]))[demand.destination[p]]
        assert np.isclose(found.od_cost[p], reach, rtol=1e-12, atol=0)
        alone = demand.origin[p] == demand.destination[p]
        assert np.isclose(served[p] + found.unserved[p], 0 if alone else demand.volume[p], rtol=1e-9, atol=0)
        assert found.unserved[p] == (demand.volume[p] if np.isinf(reach) else 0)
    assert found.gap <= gap
    assert spent - least <= (gap + 1e-13) * spent
