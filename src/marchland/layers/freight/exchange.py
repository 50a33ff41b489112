"""Moving one pair's volume to its cheapest route, compiled.

Gradient projection on route flows (Jayakrishnan et al. 1994, Transportation Research Record 1443), route by route with
costs renewed after each move: a Newton step on the links that two routes do not share, kept inside a bracket where it
overshoots, because delays of high or broken powers are far from quadratic.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numba

from marchland.layers.freight.delay import INNER, delay

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Links = NDArray[np.int32]

CLOSE = 0.1
"""Part of a difference of costs that a move may leave, or turn over."""
TRIALS = 60
STEEP = 1e90
"""From this slope on a Newton step says nothing: the first bit of flow on a link whose beta is below 1."""


def _priced(
    route: int, following: Whole, begin: Whole, end: Whole, links: Links, fixed: Array, worth: float, hours: Array,
    price: Array,
) -> int:  # fmt: skip
    """Write what a pair's routes cost, from its first one on, and return the cheapest.

    Costs are added up from the origin as `cheapest` does it: a route that it finds costs the same to the last bit.
    """
    best = route
    while route >= 0:
        cost = 0.0
        for i in range(begin[route], end[route]):
            cost += fixed[links[i]] + worth * hours[links[i]]
        price[route] = cost
        if cost < price[best]:
            best = route
        route = following[route]
    return best


def _apart(
    best: int, route: int, begin: Whole, end: Whole, links: Links, marks: Whole, moved: Whole
) -> tuple[int, int]:
    """Write the links of one route only to `moved`, the best one's first; return how many those are, and all."""
    for i in range(begin[route], end[route]):
        marks[links[i]] = 1
    size = 0
    for i in range(begin[best], end[best]):
        if marks[links[i]] == 1:
            marks[links[i]] = 0
        else:
            moved[size] = links[i]
            size += 1
    joining = size
    for i in range(begin[route], end[route]):
        if marks[links[i]] == 1:
            marks[links[i]] = 0
            moved[size] = links[i]
            size += 1
    return joining, size


def _evened(
    volume: float, joining: int, size: int, moved: Whole, fixed: Array, worth: float, laws: Array, flow: Array,
    hours: Array, slope: Array,
) -> float:  # fmt: skip
    """Move volume onto the first `joining` of the links in `moved` and off the others; return how much.

    It ends where both cost the same, but for a part `CLOSE` of the difference, or where all `volume` is moved.
    """
    dearer = 0.0
    steep = 0.0
    for i in range(size):
        cost = fixed[moved[i]] + worth * hours[moved[i]]
        dearer += -cost if i < joining else cost
        steep += slope[moved[i]]
    left = dearer
    low = 0.0
    high = volume
    at = 0.0
    whole = False  # whether moving all of it was tried
    for _ in range(TRIALS if left > 0.0 else 0):
        rise = worth * steep
        target = at + left / rise if 0.0 < rise < STEEP else (math.inf if left > 0.0 else -math.inf)
        if target >= high:
            target = 0.5 * (low + high) if whole else volume
            whole = True
        elif target <= low:
            target = 0.5 * (low + high)
        step = target - at
        at = target
        left = 0.0
        steep = 0.0
        for i in range(size):
            a = moved[i]
            flow[a] += step if i < joining else -step
            hours[a], slope[a] = delay(laws[a], flow[a])
            cost = fixed[a] + worth * hours[a]
            left += -cost if i < joining else cost
            steep += slope[a]
        if abs(left) <= CLOSE * dearer or (at >= volume and left >= 0.0) or high - low <= 1e-15 * volume:
            break
        if left > 0.0:
            low = at
        else:
            high = at
            whole = True
    return at


def _exchange(
    first: int, best: int, least: float, following: Whole, begin: Whole, end: Whole, links: Links, price: Array,
    taken: Array, fixed: Array, worth: float, laws: Array, flow: Array, hours: Array, slope: Array, marks: Whole,
    moved: Whole,
) -> int:  # fmt: skip
    """Move volume from each of a pair's routes to its best one; return the first route of those that are left.

    Parameters
    ----------
    first, best
        the pair's first route, and its cheapest one
    least
        share of its cost by which a route must be dearer for anything to move
    following
        (R,) next route of the same pair, -1 = none; routes left without volume are taken out of the chain
    begin, end, links
        (R,), (R,) where a route stands in `links`
    price, taken
        (R,) cost and volume
    fixed, worth, laws
        (L,) money, value of time, (L, 6) delays
    flow, hours, slope
        (L,) changed
    marks, moved
        (L,) all 0, and 0 again afterwards; (L,) workspace
    """
    before = -1
    route = first
    while route >= 0:
        after = following[route]
        gone = False
        if route != best and price[route] - price[best] > least * price[route]:
            joining, size = apart(best, route, begin, end, links, marks, moved)
            step = evened(taken[route], joining, size, moved, fixed, worth, laws, flow, hours, slope)
            gone = step >= taken[route]
            taken[best] += step
            taken[route] = 0.0 if gone else taken[route] - step
        if not gone:
            before = route
        elif before < 0:
            first = after
        else:
            following[before] = after
        route = after
    return first


apart: Callable[..., Any] = numba.njit(**INNER)(_apart)
evened: Callable[..., Any] = numba.njit(**INNER)(_evened)
priced: Callable[..., Any] = numba.njit(**INNER)(_priced)
exchange: Callable[..., Any] = numba.njit(**INNER)(_exchange)
