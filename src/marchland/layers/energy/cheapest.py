"""The cheapest way of every seller to every node, losses compounded, compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]


def _cheapest(
    node: Numbers, price: Figures, charge: Figures, loss: Figures, head: Numbers, start: Numbers, out: Numbers
) -> tuple[Figures, Numbers]:
    """Return (S, N) the marginal cost of a unit of each seller at each node, and the arc that it comes by, -1 = none.

    A unit that enters an arc at the marginal cost m leaves it at (m + charge) / (1 - loss), equation (5); arcs of
    charge inf are shut. Label-correcting search (Bellman 1958; Ford 1956) with a queue; ties go to who came first.
    """
    nodes, gross = start.size - 1, np.empty(loss.size)
    for arc in range(loss.size):
        gross[arc] = 1.0 / (1.0 - loss[arc])
    cost = np.full((node.size, nodes), np.inf)
    via = np.full((node.size, nodes), -1, dtype=np.int64)
    queue = np.empty(nodes + 1, dtype=np.int64)
    waits = np.zeros(nodes, dtype=np.bool_)
    for seller in range(node.size):
        best = cost[seller]
        best[node[seller]] = price[seller]
        queue[0] = node[seller]
        first, size = 0, 1
        while size > 0:
            here = queue[first]
            first = first + 1 if first < nodes else 0
            size -= 1
            waits[here] = False
            for at in range(start[here], start[here + 1]):
                arc = out[at]
                there = head[arc]
                total = (best[here] + charge[arc]) * gross[arc]
                if total < best[there] and there != node[seller]:
                    best[there] = total
                    via[seller, there] = arc
                    if not waits[there]:
                        waits[there] = True
                        last = first + size
                        queue[last if last <= nodes else last - nodes - 1] = there
                        size += 1
    return cost, via


cheapest: Callable[..., Any] = numba.njit(cache=True)(_cheapest)


def _traced(sellers: Numbers, buyers: Numbers, node: Numbers, via: Numbers, tail: Numbers) -> tuple[Numbers, Numbers]:
    """Return the arcs of the ways that `via` holds from sellers to nodes, in order: start, arcs."""
    start = np.zeros(sellers.size + 1, dtype=np.int64)
    for way in range(sellers.size):
        here, length = buyers[way], 0
        while here != node[sellers[way]]:
            here = tail[via[sellers[way], here]]
            length += 1
        start[way + 1] = start[way] + length
    arcs = np.empty(start[-1], dtype=np.int64)
    for way in range(sellers.size):
        here, at = buyers[way], start[way + 1]
        while here != node[sellers[way]]:
            at -= 1
            arcs[at] = via[sellers[way], here]
            here = tail[arcs[at]]
    return start, arcs


traced: Callable[..., Any] = numba.njit(cache=True)(_traced)
