"""From what the compiled code found to an assignment in the order of the network and the demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.freight.assignment import Assignment, Routes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.freight.arranged import Arranged
    from marchland.layers.freight.demand import Demand
    from marchland.layers.freight.network import Network


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """A user equilibrium with links and pairs in the order of `arranged`.

    Parameters
    ----------
    arranged
        the network and the demand
    flow, hours
        (L,) all classes together; time
    first
        (P,) first route of each pair, -1 = none; its others follow
    begin, end, links
        (R,), (R,) where a route stands in `links`
    taken, price
        (R,) volume; USD per tonne
    od_cost
        (P,) USD per tonne of the cheapest route, inf = no way
    gap, rounds
        the certificate; how many rounds were needed
    """

    arranged: Arranged
    flow: NDArray[np.float64]
    hours: NDArray[np.float64]
    first: NDArray[np.int64]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    links: NDArray[np.int32]
    taken: NDArray[np.float64]
    price: NDArray[np.float64]
    od_cost: NDArray[np.float64]
    gap: float
    rounds: int


def assignment(network: Network, demand: Demand, found: Found) -> Assignment:
    """Return the assignment that was found."""
    a = found.arranged
    flow, hours = (_back(values, a.links) for values in (found.flow, found.hours))
    od_cost = _back(found.od_cost, a.pairs)
    unserved = np.where(np.isinf(od_cost), demand.volume, 0.0)
    routes = _routes(found)
    classes = np.asarray(demand.commodity)[routes.pair]
    cell = np.repeat(classes, np.diff(routes.start)) * network.n_links + routes.links
    weights = np.repeat(routes.flow, np.diff(routes.start))
    class_flow = np.asarray(np.bincount(cell, weights, network.n_classes * network.n_links), dtype=np.float64)
    worth = np.asarray(network.value_of_time)
    cost = network.fixed_cost.reshape(network.n_classes, -1) + worth[:, None] * hours
    if network.n_classes == 1:
        cost = cost[0]
    class_flow = class_flow.reshape(network.n_classes, -1)
    for array in (flow, class_flow, cost, hours, od_cost, unserved):
        array.setflags(write=False)
    return Assignment(
        flow=flow,
        class_flow=class_flow,
        cost=cost,
        hours=hours,
        od_cost=od_cost,
        routes=routes,
        unserved=unserved,
        gap=found.gap,
        omitted=0.0,
        iterations=found.rounds,
    )


def _back(values: NDArray[np.float64], positions: NDArray[np.int64]) -> NDArray[np.float64]:
    array = np.empty(values.shape)
    array[positions] = values
    return array


def _routes(found: Found) -> Routes:
    """Return the routes that are used, pairs in the order of the demand, a pair's largest route first."""
    a = found.arranged
    with_routes = np.flatnonzero(found.first >= 0)
    many = np.diff(np.append(found.first[with_routes], found.taken.size))
    pair = np.repeat(a.pairs[with_routes], many)
    order = np.lexsort((-found.taken, pair))
    order = order[found.taken[order] > 0]
    length = (found.end - found.begin)[order]
    start = np.zeros(order.size + 1, dtype=np.int64)
    np.cumsum(length, out=start[1:])
    at = np.repeat(found.begin[order] - start[:-1], length) + np.arange(start[-1])
    routes = Routes(
        pair=pair[order],
        start=start,
        links=a.links[found.links[at]],
        flow=found.taken[order],
        cost=found.price[order],
        path_size=np.ones(order.size),
    )
    for array in vars(routes).values():
        array.setflags(write=False)
    return routes
