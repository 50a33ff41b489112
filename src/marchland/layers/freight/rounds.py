"""One round over all pairs, and sweeps over those that have a choice, compiled."""

# ruff: noqa: C901, PLR0912, PLR0915

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from marchland.layers.freight.cheapest import cheapest
from marchland.layers.freight.delay import INNER, delay
from marchland.layers.freight.exchange import exchange, priced

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Links = NDArray[np.int32]


SMALL = 0.5
"""Part of the aim of all that a pair may leave unsaved for its share."""


def _wider(array: Any) -> Any:  # noqa: ANN401 - of whatever type
    """Return a copy of an array with twice the room."""
    wide = np.empty(2 * array.size + 64, array.dtype)
    for i in range(array.size):  # a slice would take seconds to compile, for the text of its error
        wide[i] = array[i]
    return wide


def _round(
    groups: Whole, origin: Whole, commodity: Whole, destination: Whole, volume: Array, leaving: Whole, tail: Whole,
    head: Whole, through: Flags, fixed: Array, worth: Array, laws: Array, flow: Array, hours: Array, slope: Array,
    first: Whole, chain: tuple[Whole, Whole, Whole, Links, Array], least: float,
) -> tuple[tuple[Whole, Whole, Whole, Links, Array], float, float]:  # fmt: skip
    """Find every pair's cheapest route, add it where it is new, and move volume to it at once.

    A pair without a route gets all its volume on the first one found; where there is no way it stays without.

    Parameters
    ----------
    groups, origin, commodity
        (G + 1,) where the pairs of one origin and class begin; (G,); (G,)
    destination, volume
        (P,) pairs in the order of the groups
    leaving, tail, head, through
        the network, links in the order of their tails
    fixed, worth, laws
        (K, L) USD per tonne, (K,) value of time, (L, 6) delays
    flow, hours, slope
        (L,) changed
    first
        (P,) first route of each pair, -1 = none; changed
    chain
        the routes: next one of the pair, begin, end, links, volume
    least
        share of its cost by which a route must be dearer for anything to happen

    Returns
    -------
    chain, spent, saved
        the routes, the cost of all, and by how much less it would be on the cheapest routes, as seen on the way
    """
    following, begin, end, links, taken = chain
    nodes = through.size
    reach, via = np.empty(nodes), np.empty(nodes, np.int64)
    heap, place = np.empty(nodes, np.int64), np.empty(nodes, np.int64)
    wanted = np.zeros(nodes, np.bool_)
    marks, moved = np.zeros(flow.size, np.int64), np.empty(flow.size, np.int64)
    price = np.empty(following.size)
    routes, used = following.size, links.size
    spent = saved = 0.0
    for g in range(groups.size - 1):
        missing = np.int64(0)  # the literal would compile `cheapest` twice
        for p in range(groups[g], groups[g + 1]):
            if volume[p] > 0.0 and destination[p] != origin[g]:
                wanted[destination[p]] = True
                missing += 1
        if missing == 0:
            continue
        money, hourly = fixed[commodity[g]], worth[commodity[g]]
        cheapest(origin[g], wanted, missing, leaving, head, through, money, hourly, hours, reach, via, heap, place)
        for p in range(groups[g], groups[g + 1]):
            to = destination[p]
            if not wanted[to]:
                continue
            wanted[to] = False
            if reach[to] == math.inf:
                continue
            best = first[p]
            if best >= 0:
                best = priced(best, following, begin, end, links, money, hourly, hours, price)
                route = first[p]
                while route >= 0:
                    spent += taken[route] * price[route]
                    saved += taken[route] * (price[route] - reach[to])
                    route = following[route]
            if best < 0 or price[best] - reach[to] > least * reach[to]:
                length = 0
                node = to
                while node != origin[g]:
                    length += 1
                    node = tail[via[node]]
                if routes == following.size:
                    following, begin, end, taken, price = (
                        wider(following), wider(begin), wider(end), wider(taken), wider(price),
                    )  # fmt: skip
                while used + length > links.size:
                    links = wider(links)
                fresh = routes
                routes += 1
                begin[fresh] = used
                used += length
                end[fresh] = used
                node = to
                for i in range(used - 1, used - length - 1, -1):
                    links[i] = via[node]
                    node = tail[via[node]]
                price[fresh] = reach[to]
                taken[fresh] = 0.0
                following[fresh] = first[p]
                first[p] = fresh
                if best < 0:
                    taken[fresh] = volume[p]
                    for i in range(begin[fresh], end[fresh]):
                        a = links[i]
                        flow[a] += volume[p]
                        hours[a], slope[a] = delay(laws[a], flow[a])
                best = fresh
            if following[first[p]] >= 0:
                first[p] = exchange(
                    first[p], best, least, following, begin, end, links, price, taken, money, hourly, laws, flow,
                    hours, slope, marks, moved,
                )  # fmt: skip
    return (following[:routes], begin[:routes], end[:routes], links[:used], taken[:routes]), spent, saved


def _sweeps(
    groups: Whole, commodity: Whole, fixed: Array, worth: Array, laws: Array, flow: Array, hours: Array, slope: Array,
    first: Whole, chain: tuple[Whole, Whole, Whole, Links, Array], least: float, aim: float, most: int,
) -> int:  # fmt: skip
    """Move volume between known routes until that would save less than `aim`; return how many sweeps it took.

    Parameters
    ----------
    aim
        USD, or what cost and volume are in
    most
        sweeps at most; for the others see `one_round`
    """
    following, begin, end, links, taken = chain
    marks, moved = np.zeros(flow.size, np.int64), np.empty(flow.size, np.int64)
    price = np.empty(following.size)
    choices = 0
    for p in range(first.size):
        if first[p] >= 0 and following[first[p]] >= 0:
            choices += 1
    small = SMALL * aim / max(choices, 1)
    for sweep in range(most):
        saved = 0.0
        for g in range(groups.size - 1):
            money, hourly = fixed[commodity[g]], worth[commodity[g]]
            for p in range(groups[g], groups[g + 1]):
                if first[p] < 0 or following[first[p]] < 0:
                    continue
                best = priced(first[p], following, begin, end, links, money, hourly, hours, price)
                own = 0.0
                route = first[p]
                while route >= 0:
                    own += taken[route] * (price[route] - price[best])
                    route = following[route]
                saved += own
                if own <= small:
                    continue
                first[p] = exchange(
                    first[p], best, least, following, begin, end, links, price, taken, money, hourly, laws, flow,
                    hours, slope, marks, moved,
                )  # fmt: skip
        if saved <= aim:
            return sweep + 1
    return most


def _packed(
    volume: Array, first: Whole, chain: tuple[Whole, Whole, Whole, Links, Array], flow: Array
) -> tuple[Whole, Whole, Whole, Links, Array]:
    """Return the routes without those left, a pair's side by side, and write (L,) `flow` afresh.

    Volumes are made to add up to the pair's again: its largest one takes what rounding left.
    """
    following, begin, end, links, taken = chain
    routes = used = 0
    for p in range(first.size):
        route = first[p]
        while route >= 0:
            routes += 1
            used += end[route] - begin[route]
            route = following[route]
    after, start, stop = np.empty(routes, np.int64), np.empty(routes, np.int64), np.empty(routes, np.int64)
    kept, share = np.empty(used, np.int32), np.empty(routes)
    flow[:] = 0.0
    routes = used = 0
    for p in range(first.size):
        route = first[p]
        if route < 0:
            continue
        first[p] = routes
        largest = routes
        others = 0.0
        while route >= 0:
            start[routes] = used
            for i in range(begin[route], end[route]):
                kept[used] = links[i]
                used += 1
            stop[routes] = used
            share[routes] = taken[route]
            others += taken[route]
            if share[routes] > share[largest]:
                largest = routes
            after[routes] = routes + 1
            routes += 1
            route = following[route]
        after[routes - 1] = -1
        share[largest] += volume[p] - others
        for r in range(first[p], routes):
            for i in range(start[r], stop[r]):
                flow[kept[i]] += share[r]
    return after, start, stop, kept, share


wider: Callable[..., Any] = numba.njit(**INNER)(_wider)
one_round: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_round)
sweeps: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_sweeps)
packed: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_packed)
