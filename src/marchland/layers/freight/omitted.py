"""A bound on what is left out of a route set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import coo_array, eye_array
from scipy.sparse.linalg import splu

from marchland.layers.freight.loading import route_costs
from marchland.layers.freight.route_set import class_cost, classes, costs_ahead, hours_given, scales

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from marchland.layers.freight.demand import Demand
    from marchland.layers.freight.network import Network
    from marchland.layers.freight.route_set import RouteSet

    Figures = NDArray[np.float64]

WORK = 20_000
"""Sparse solves x nodes up to which an equilibrium bounds what it leaves out."""


def omitted_share(
    network: Network, demand: Demand, routes: RouteSet, *, dispersion: ArrayLike, hours: ArrayLike
) -> Figures:
    """Return for each pair a bound on the share that loopless routes left out would take, (P,).

    Walks that end when they first reach the destination weigh W = ((I - M)^-1 m)[origin], M[i, j] = exp(-c / theta)
    over the links from i to j that may be passed, m those that reach the destination (Akamatsu 1996). As a path-size
    factor is at most one, the routes left out weigh X = W - (the sum of exp(-c / theta) over routes in) at most, and
    take at most X / (X + what the routes in weigh). The factors of the routes in are held. Where the series does not
    converge, walks in circles weighing without end, the bound is 1; it is 0 where a pair has no way.

    Parameters
    ----------
    network, demand, routes, dispersion
        as for `logit_equilibrium`
    hours
        (L,) at which costs are taken

    Raises
    ------
    InvalidNetwork
        where the demand does not fit the network, or hours or a dispersion make no sense

    References
    ----------
    Akamatsu, T. (1996), Cyclic flows, Markov process and stochastic traffic assignment, Transportation Research 30B:
    369-386.
    """
    theta = scales(network, demand, dispersion)
    cost = class_cost(network, hours_given(network, hours))
    origin, destination, commodity = demand.origin, demand.destination, classes(demand)
    goals, group = np.unique(commodity * network.n_nodes + destination, return_inverse=True)
    potential = costs_ahead(network, goals, cost)
    pair = routes.pair
    paid = route_costs(routes.pair_start, routes.start, routes.links, commodity, cost)
    least = potential[group, origin]
    weight = np.zeros(routes.n_routes)
    allowed = np.isfinite(paid)
    weight[allowed] = np.exp((least[pair[allowed]] - paid[allowed]) / theta[pair[allowed]])
    inside = np.bincount(pair, weights=weight, minlength=demand.n_pairs)
    counted = np.bincount(pair, weights=weight * routes.path_size, minlength=demand.n_pairs)
    bound = np.zeros(demand.n_pairs)
    keys, which = np.unique(np.column_stack([group, theta]), axis=0, return_inverse=True)
    for at, (of, scale) in enumerate(keys):
        pairs = np.flatnonzero(which == at)
        pairs = pairs[(origin[pairs] != destination[pairs]) & np.isfinite(least[pairs])]
        if pairs.size:
            goal = goals[int(of)]
            walks = _walks(network, cost[goal // network.n_nodes], potential[int(of)], goal % network.n_nodes, scale)
            if walks is None:
                bound[pairs] = 1.0
            else:
                left = np.maximum(walks[origin[pairs]] - inside[pairs], 0.0)
                bound[pairs] = left / np.maximum(left + counted[pairs], np.finfo(float).tiny)
    return bound


def largest_omitted(network: Network, demand: Demand, routes: RouteSet, theta: Figures, hours: Figures) -> float:
    """Return the largest bound over pairs, or 1 where to find it would take long."""
    if not demand.n_pairs:
        return 0.0
    groups = np.column_stack([classes(demand), demand.destination, theta])
    at_least = np.unique(demand.destination).size
    if at_least * network.n_nodes > WORK or len(np.unique(groups, axis=0)) * network.n_nodes > WORK:
        return 1.0
    return float(omitted_share(network, demand, routes, dispersion=theta, hours=hours).max())


def _walks(network: Network, cost: Figures, ahead: Figures, goal: int, theta: float) -> Figures | None:
    """Return the weight of all walks from each node, the cheapest weighing 1; None where they weigh without end."""
    tail, head = network.tail, network.head
    through: Any = network.through
    use = np.isfinite(cost) & np.isfinite(ahead[tail]) & np.isfinite(ahead[head]) & (tail != goal)
    tail, head = tail[use], head[use]
    weight = np.exp(-np.maximum(cost[use] + ahead[head] - ahead[tail], 0.0) / theta)
    passed = head != goal
    inner = passed & through[head]
    nodes = network.n_nodes
    matrix = coo_array((weight[inner], (tail[inner], head[inner])), shape=(nodes, nodes))
    last = np.bincount(tail[~passed], weights=weight[~passed], minlength=nodes)
    try:
        factors = splu((eye_array(nodes) - matrix).tocsc())
    except RuntimeError:  # exactly singular
        return None
    # (I - M) x = 1 with x >= 0 proves that the series converges: I - M is then an M-matrix
    proof, found = factors.solve(np.ones(nodes)), factors.solve(last)
    if not (np.isfinite(proof).all() and proof.min() >= 0):
        return None
    return np.asarray(found)
