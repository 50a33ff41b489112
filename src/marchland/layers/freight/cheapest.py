"""Cheapest routes from one node to many, compiled (Dijkstra 1959, with a binary heap)."""

# ruff: noqa: C901, PLR0912, PLR0915

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numba

from marchland.layers.freight.delay import INNER

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

SETTLED = -2


def _cheapest(
    origin: int,
    wanted: Flags,
    missing: int,
    leaving: Whole,
    head: Whole,
    through: Flags,
    fixed: Array,
    worth: float,
    hours: Array,
    reach: Array,
    via: Whole,
    heap: Whole,
    place: Whole,
) -> None:
    """Write what it costs to reach every wanted node, and the link by which it is reached.

    Of ways that cost the same to the last bit the one found first is kept: the same network gives the same tree.

    Parameters
    ----------
    origin
        where routes start; it may be a node that is not passed
    wanted, missing
        (nodes,) the nodes asked for, and how many they are: the search ends with the last of them
    leaving, head
        (nodes + 1,) where the links that leave a node begin; (L,) where they lead, links in the order of their tails
    through
        (nodes,) False = not passed
    fixed, worth, hours
        (L,) money, the value of time, (L,) hours: a link costs fixed + worth hours; inf = not allowed
    reach, via
        (nodes,) out: cost, inf = no way; the last link of the cheapest way, -1 = none. Only wanted nodes are sure
    heap, place
        (nodes,) workspace
    """
    reach[:] = math.inf
    via[:] = -1
    place[:] = -1
    reach[origin] = 0.0
    heap[0] = origin
    place[origin] = 0
    size = 1
    while size > 0:
        node = heap[0]
        place[node] = SETTLED
        size -= 1
        if size > 0:  # the last one sinks from the top
            last = heap[size]
            far = reach[last]
            at = 0
            below = 1
            while below < size:
                if below + 1 < size and reach[heap[below + 1]] < reach[heap[below]]:
                    below += 1
                if reach[heap[below]] >= far:
                    break
                heap[at] = heap[below]
                place[heap[at]] = at
                at = below
                below = 2 * at + 1
            heap[at] = last
            place[last] = at
        if wanted[node]:
            missing -= 1
            if missing == 0:
                return
        if not through[node] and node != origin:
            continue
        for a in range(leaving[node], leaving[node + 1]):
            to = head[a]
            if place[to] == SETTLED:
                continue
            far = reach[node] + (fixed[a] + worth * hours[a])
            if far < reach[to]:
                reach[to] = far
                via[to] = a
                at = place[to]
                if at < 0:
                    at = size
                    size += 1
                while at > 0:
                    above = (at - 1) // 2
                    if reach[heap[above]] <= far:
                        break
                    heap[at] = heap[above]
                    place[heap[at]] = at
                    at = above
                heap[at] = to
                place[to] = at


cheapest: Callable[..., Any] = numba.njit(**INNER)(_cheapest)
