"""What goods in transit and tolls bring to whom: transfers with a named receiver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from marchland.bridge.freight_change import Toll
    from marchland.bridge.freight_choice import RouteTable
    from marchland.bridge.freight_network import FreightNetwork

    Array = NDArray[np.float64]
    Positions = NDArray[np.int64]


def transit_paid(
    network: FreightNetwork, routes: RouteTable, flow: Array, money: Array, exporter: Positions, importer: Positions
) -> Array:
    """Return what goods of others pay for passing what each actor runs, (N,) USD a year.

    Parameters
    ----------
    routes
        of `P` pairs
    flow
        (R,) tonnes a year of each route
    money
        (C, ways) USD per tonne by class, without tolls
    exporter, importer
        (P,) actors of each pair: what they run themselves is no transit
    """
    earns = network.ways.earns
    actors = earns.shape[1]
    way, route = _entries(network, routes, flow)
    pair = routes.pair[route]
    paid = flow[route] * money[routes.commodity[pair], way]
    found = np.zeros(actors)
    order = np.argsort(-earns, axis=1, kind="stable")
    for rank in range(int((earns > 0).sum(axis=1).max(initial=0))):
        who = order[way, rank]
        foreign = (who != exporter[pair]) & (who != importer[pair])
        found += np.bincount(who, paid * earns[way, who] * foreign, actors)
    return found


def tolls_paid(network: FreightNetwork, routes: RouteTable, flow: Array, tolls: Iterable[Toll], actors: int) -> Array:
    """Return what tolls bring to each actor, (N,) USD a year: the toll times the tonnes that still pass."""
    found = np.zeros(actors)
    way, route = _entries(network, routes, flow)
    commodity = routes.commodity[routes.pair[route]]
    for toll in tolls:
        paid = float((flow[route] * toll.usd_per_tonne[commodity, way]).sum())
        found[toll.receivers] += paid / len(toll.receivers)
    return found


def way_flows(network: FreightNetwork, routes: RouteTable, flow: Array) -> Array:
    """Return the tonnes a year on each way, (ways,), both directions together."""
    way, route = _entries(network, routes, flow)
    return np.asarray(np.bincount(way, flow[route], len(network.ways.links)), dtype=np.float64)


def _entries(network: FreightNetwork, routes: RouteTable, flow: Array) -> tuple[Positions, Positions]:
    """Return way and route of each link of the routes that are taken, links that are no way left out."""
    way = network.way[routes.links]
    kept = (way >= 0) & (flow[routes.route] > 0)
    return way[kept], routes.route[kept]
