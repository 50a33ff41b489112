"""The routes that a path-size logit chooses from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.layers.freight.search import path_sizes, potentials, routes_of
from marchland.layers.freight.spread_search import onward_of, spread_of
from marchland.layers.freight.validation import InvalidNetwork, figures, positions, require

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from marchland.layers.freight.demand import Demand
    from marchland.layers.freight.network import Network

BAND = 5.0
"""Routes up to so many times the dispersion dearer than a pair's cheapest are in (less than 1 % of its weight each)."""

WIDEST = 10.0
"""The same at most, for routes by other holders' ground that would carry what is not little."""

MOST = 50
"""Routes of a pair that are kept, the cheapest ones, unless a caller says otherwise."""

LABELS = 1 << 18
"""Partial routes of a pair that a search looks at before it is content with the routes that it has."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RouteSet:
    """Routes of `P` pairs, `R` of them, those of a pair side by side and, from a search, cheapest first.

    Parameters
    ----------
    pair_start
        (P + 1,) the routes of pair p are `pair_start[p]` to `pair_start[p + 1]`
    start
        (R + 1,) the links of route r are `links[start[r]:start[r + 1]]`
    links
        positions of links, from origin to destination
    path_size
        (R,) path-size factors (equation 5), lengths being the class's cost on the empty network
    reach
        (P,) USD per tonne: every loopless route that costs less, at the costs of the last search, is in; inf = no way
    """

    pair_start: NDArray[np.int64]
    start: NDArray[np.int64]
    links: NDArray[np.int32]
    path_size: NDArray[np.float64]
    reach: NDArray[np.float64]

    @property
    def n_pairs(self) -> int:
        """Number of pairs."""
        return int(self.pair_start.size) - 1

    @property
    def n_routes(self) -> int:
        """Number of routes of all pairs together."""
        return int(self.start.size) - 1

    @property
    def pair(self) -> NDArray[np.int64]:
        """(R,) the pair of each route."""
        return np.repeat(np.arange(self.n_pairs), np.diff(self.pair_start))


def route_set(
    network: Network,
    demand: Demand,
    *,
    dispersion: ArrayLike,
    hours: ArrayLike | None = None,
    most: int = MOST,
    alike: float | None = None,
    least: float | None = None,
) -> RouteSet:
    """Return all loopless routes within 5 x dispersion of each pair's cheapest, at most the `most` cheapest of a pair.

    Where many links run side by side a pair has thousands of routes that differ in trifles, and the cheapest ones go
    all the same way. With `alike` the routes are those that differ. They are sought among the cheapest routes through
    each link that do not come back to a place, and kept in the order of cost: first each that passes a holder whom none
    before it passes, or goes around one whom all before it pass; then, up to `most`, each that passes another set of
    holders; then, up to `most`, each that shares no more than this part of its cost with any that is kept.

    Parameters
    ----------
    network
        `L` links, `K` classes
    demand
        `P` pairs; one whose origin is its destination gets a route without links
    dispersion
        USD per tonne, above zero: one number or (P,)
    hours
        (L,) time on the links; default with the preload alone
    most
        routes kept of a pair; with `alike` 62 at most, and those that the holders ask for come on top
    alike
        part of a route's cost, above 0 and to 1, from which on it is taken for another one; None = all routes
    least
        volume that is not little, with `alike`: routes that the holders ask for may cost so much more than the cheapest
        that this would still take them, from 5 to 10 x dispersion; default 5 x dispersion

    Raises
    ------
    InvalidNetwork
        where the demand does not fit the network, a dispersion or `least` is not above zero, `most` is below one, or
        `alike` no share
    """
    theta = scales(network, demand, dispersion)
    if most < 1:
        raise InvalidNetwork(f"most is {most}; at least one route of a pair is kept")
    if alike is not None and not 0 < alike <= 1:
        raise InvalidNetwork(f"alike is {alike:g}; it is a share, above 0 and to 1")
    if least is not None and not least > 0:
        raise InvalidNetwork(f"least is {least:g}; it is a volume above zero")
    time = hours_at(network, 0.0) if hours is None else hours_given(network, hours)
    every = np.arange(demand.n_pairs)
    return searched(network, demand, every, theta, class_cost(network, time), most, alike, least)


def searched(
    network: Network,
    demand: Demand,
    pairs: NDArray[np.int64],
    theta: NDArray[np.float64],
    cost: NDArray[np.float64],
    most: int,
    alike: float | None = None,
    least: float | None = None,
) -> RouteSet:
    """Return the routes of some pairs at given costs (K, L); `theta` is of all pairs; the rest as in `route_set`."""
    origin, destination, commodity = (a[pairs] for a in (demand.origin, demand.destination, classes(demand)))
    goals, group = np.unique(commodity * network.n_nodes + destination, return_inverse=True)
    potential = costs_ahead(network, goals, cost)
    out_start, out = by_node(network.tail, network.n_nodes)
    band = BAND * theta[pairs]
    if alike is None:
        pair_start, start, links, reach = routes_of(
            origin, destination, commodity, group, potential, band, most, LABELS, cost, network.head,
            out_start, out, network.through,
        )  # fmt: skip
    else:
        starts, first = np.unique(commodity * network.n_nodes + origin, return_inverse=True)
        behind = costs_behind(network, starts, cost)
        into_start, into = by_node(network.head, network.n_nodes)
        sites = np.arange(network.n_nodes) if network.sites is None else network.sites
        wide = band
        if least is not None:
            streams = np.log(np.maximum(demand.volume[pairs], np.finfo(float).tiny) / least)
            wide = np.clip(streams, BAND, WIDEST) * theta[pairs]
        pair_start, start, links, reach = spread_of(
            origin, destination, commodity, group, first, potential, behind, band, wide, most, alike, cost,
            network.tail, network.head,
            onward_of(goals, potential, cost, network.head, out_start, out, network.through),
            onward_of(starts, behind, cost, network.tail, into_start, into, network.through),
            network.through, sites, grounds(network),
        )  # fmt: skip
    start = start[: pair_start[-1] + 1].copy()
    links = links[: start[-1]].copy()
    factor, _ = path_sizes(pair_start, start, links, commodity, class_cost(network, network.free_flow_cost))
    return RouteSet(pair_start=pair_start, start=start, links=links, path_size=factor, reach=reach)


def grounds(network: Network) -> NDArray[np.uint64]:
    """Return who holds the ground of each link, (L, words): one bit a holder."""
    held = np.zeros((network.n_links, 0), dtype=bool) if network.holders is None else network.holders
    words = -(-held.shape[1] // 64)
    bits = np.zeros((network.n_links, 64 * words), dtype=np.uint8)
    bits[:, : held.shape[1]] = held
    return np.packbits(bits, axis=1).view(np.uint64).reshape(network.n_links, words)


def costs_ahead(network: Network, goals: NDArray[np.int64], cost: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the cost from every node to each goal (class x nodes + destination), (goals, nodes); inf = no way."""
    into_start, into = by_node(network.head, network.n_nodes)
    found = np.full((goals.size, network.n_nodes), np.inf)
    keys, items = np.empty(network.n_links + 2), np.empty(network.n_links + 2, dtype=np.int64)
    nodes = network.n_nodes
    potentials(
        goals % nodes, goals // nodes, cost, network.tail, into_start, into, network.through, keys, items, found
    )  # fmt: skip
    return found


def costs_behind(network: Network, starts: NDArray[np.int64], cost: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the cost from each start (class x nodes + origin) to every node, (starts, nodes); inf = no way."""
    out_start, out = by_node(network.tail, network.n_nodes)
    found = np.full((starts.size, network.n_nodes), np.inf)
    keys, items = np.empty(network.n_links + 2), np.empty(network.n_links + 2, dtype=np.int64)
    nodes = network.n_nodes
    potentials(
        starts % nodes, starts // nodes, cost, network.head, out_start, out, network.through, keys, items, found
    )  # fmt: skip
    return found


def by_node(ends: NDArray[np.int64], nodes: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the links at each node, side by side, and where those of each node begin."""
    begin = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(ends, minlength=nodes), out=begin[1:])
    return begin, np.argsort(ends, kind="stable")


def classes(demand: Demand) -> NDArray[np.int64]:
    """Return the class of each pair."""
    return np.zeros(demand.n_pairs, dtype=np.int64) if demand.commodity is None else demand.commodity


def class_cost(network: Network, hours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the cost of each link for each class, (K, L), in USD per tonne (equation 1)."""
    worth: Any = network.value_of_time
    return np.ascontiguousarray(network.fixed_cost.reshape(-1, network.n_links) + worth[:, None] * hours)


def hours_at(network: Network, flow: ArrayLike) -> NDArray[np.float64]:
    """Return the time on each link at a flow, (L,), in hours (equation 2)."""
    ratio = (np.asarray(flow) + network.preload) / network.capacity
    return np.asarray(network.free_flow_cost * (1 + network.alpha * ratio**network.beta))


def hours_given(network: Network, hours: ArrayLike) -> NDArray[np.float64]:
    """Return hours (L,) that a caller gave, checked."""
    time = figures("hours", hours, (network.n_links,))
    require("hours", time, (time >= 0) & np.isfinite(time), "hours are zero or more")
    return time


def scales(network: Network, demand: Demand, dispersion: ArrayLike) -> NDArray[np.float64]:
    """Return the dispersion of each pair, (P,), after checking it and that the demand fits the network.

    Raises
    ------
    InvalidNetwork
        naming the pair
    """
    pairs = (demand.n_pairs,)
    positions("origin", demand.origin, pairs, network.n_nodes)
    positions("destination", demand.destination, pairs, network.n_nodes)
    positions("commodity", classes(demand), pairs, network.n_classes)
    given = np.asarray(dispersion)
    theta = figures("dispersion", np.atleast_1d(given), pairs if given.ndim else (1,))
    require("dispersion", theta, (theta > 0) & np.isfinite(theta), "path-size logit needs a dispersion above zero")
    return np.array(np.broadcast_to(theta, pairs))
