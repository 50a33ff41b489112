"""Routes of a pair in order of cost, compiled.

Best-first search over partial routes, led by the exact cost from every node to the destination (Hart, Nilsson &
Raphael 1968): complete routes come out cheapest first, so that a search that is stopped has found the cheapest ones. A
node that stands on the partial route already is not entered again: routes are loopless.
"""

# ruff: noqa: C901, PLR0912, PLR0915

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Small = NDArray[np.int32]
    Flags = NDArray[np.bool_]


def _pushed(keys: Figures, items: Numbers, size: int, key: float, item: int) -> int:
    """Put an item on a heap (least key first, then the latest); return the new size."""
    at = size
    while at > 0:
        up = (at - 1) >> 1
        if keys[up] < key or (keys[up] == key and items[up] >= item):
            break
        keys[at], items[at] = keys[up], items[up]
        at = up
    keys[at], items[at] = key, item
    return size + 1


pushed: Callable[..., Any] = numba.njit(cache=True)(_pushed)


def _popped(keys: Figures, items: Numbers, size: int) -> int:
    """Take the first item off a heap; return the new size."""
    size -= 1
    key, item = keys[size], items[size]
    at = 0
    while True:
        down = 2 * at + 1
        if down >= size:
            break
        other = down + 1
        if other < size and (keys[other] < keys[down] or (keys[other] == keys[down] and items[other] > items[down])):
            down = other
        if key < keys[down] or (key == keys[down] and item >= items[down]):
            break
        keys[at], items[at] = keys[down], items[down]
        at = down
    keys[at], items[at] = key, item
    return size


popped: Callable[..., Any] = numba.njit(cache=True)(_popped)


def _potentials(
    destination: Numbers,
    commodity: Numbers,
    cost: Figures,
    tail: Numbers,
    into_start: Numbers,
    into: Numbers,
    through: Flags,
    keys: Figures,
    items: Numbers,
    found: Figures,
) -> None:
    """Write the cost from every node to each destination into `found` (groups, nodes), all inf before (Dijkstra)."""
    for group in range(destination.size):
        best, price, goal = found[group], cost[commodity[group]], destination[group]
        best[goal] = 0.0
        size = pushed(keys, items, 0, 0.0, goal)
        while size > 0:
            far, node = keys[0], items[0]
            size = popped(keys, items, size)
            if far > best[node] or (node != goal and not through[node]):
                continue
            for at in range(into_start[node], into_start[node + 1]):
                link = into[at]
                total = far + price[link]
                if total < best[tail[link]]:
                    best[tail[link]] = total
                    size = pushed(keys, items, size, total, tail[link])


potentials: Callable[..., Any] = numba.njit(cache=True)(_potentials)


def _routes(
    origin: Numbers,
    destination: Numbers,
    commodity: Numbers,
    group: Numbers,
    potential: Figures,
    band: Figures,
    most: int,
    most_labels: int,
    cost: Figures,
    head: Numbers,
    out_start: Numbers,
    out: Numbers,
    through: Flags,
) -> tuple[Numbers, Numbers, Small, Figures]:
    """Return routes of each pair that cost at most `band` more than its cheapest: pair_start, start, links, reach.

    `start` and `links` may be longer than what is in use. Figures are copied one by one: that compiles sooner.
    """
    pairs = origin.size
    pair_start = np.zeros(pairs + 1, dtype=np.int64)
    reach = np.empty(pairs)
    start = np.zeros(4 * pairs + 2, dtype=np.int64)
    links = np.empty(64 * pairs + 64, dtype=np.int32)
    routes, used = 0, 0
    mark = np.zeros(out_start.size - 1, dtype=np.int64)
    stamp = 0
    room = 1024
    node = np.empty(room, dtype=np.int32)
    via = np.empty(room, dtype=np.int32)
    parent = np.empty(room, dtype=np.int32)
    gone = np.empty(room)
    keys = np.empty(room)
    items = np.empty(room, dtype=np.int64)
    for pair in range(pairs):
        ahead, price, goal = potential[group[pair]], cost[commodity[pair]], destination[pair]
        cheapest = ahead[origin[pair]]
        reach[pair] = np.inf
        found = 0
        if np.isfinite(cheapest):
            bound = cheapest + band[pair]
            # what rounding may move a sum of costs by
            bound += 1e-12 * bound
            reach[pair] = bound
            node[0], via[0], parent[0], gone[0] = origin[pair], -1, -1, 0.0
            labels = 1
            size = pushed(keys, items, 0, cheapest, 0)
            stopped = False
            while size > 0 and not stopped:
                if found >= most:
                    reach[pair] = keys[0]
                    break
                current = items[0]
                least = keys[0]
                size = popped(keys, items, size)
                stamp += 1
                at = current
                while at >= 0:
                    mark[node[at]] = stamp
                    at = parent[at]
                while True:
                    here = node[current]
                    if here == goal:
                        length = 0
                        at = current
                        while parent[at] >= 0:
                            length += 1
                            at = parent[at]
                        if used + length > links.size:
                            longer = np.empty(2 * (used + length), dtype=np.int32)
                            for i in range(used):
                                longer[i] = links[i]
                            links = longer
                        if routes + 2 > start.size:
                            more = np.zeros(2 * start.size, dtype=np.int64)
                            for i in range(start.size):
                                more[i] = start[i]
                            start = more
                        used += length
                        at = current
                        slot = used
                        while parent[at] >= 0:
                            slot -= 1
                            links[slot] = via[at]
                            at = parent[at]
                        routes += 1
                        found += 1
                        start[routes] = used
                        break
                    degree = out_start[here + 1] - out_start[here]
                    if labels + degree > room:
                        if room >= most_labels:
                            reach[pair] = least
                            stopped = True
                            break
                        room = 4 * (room + degree)
                        bigger = np.empty(room, dtype=np.int32)
                        for i in range(labels):
                            bigger[i] = node[i]
                        node = bigger
                        bigger = np.empty(room, dtype=np.int32)
                        for i in range(labels):
                            bigger[i] = via[i]
                        via = bigger
                        bigger = np.empty(room, dtype=np.int32)
                        for i in range(labels):
                            bigger[i] = parent[i]
                        parent = bigger
                        wider = np.empty(room)
                        for i in range(labels):
                            wider[i] = gone[i]
                        gone = wider
                        wider = np.empty(room)
                        for i in range(size):
                            wider[i] = keys[i]
                        keys = wider
                        taller = np.empty(room, dtype=np.int64)
                        for i in range(size):
                            taller[i] = items[i]
                        items = taller
                    best = -1
                    lowest = np.inf
                    for at in range(out_start[here], out_start[here + 1]):
                        link = out[at]
                        there = head[link]
                        if mark[there] == stamp or (there != goal and not through[there]):
                            continue
                        sofar = gone[current] + price[link]
                        total = sofar + ahead[there]
                        if not total <= bound:
                            continue
                        node[labels], via[labels], parent[labels], gone[labels] = there, link, current, sofar
                        if total < lowest:
                            if best >= 0:
                                size = pushed(keys, items, size, lowest, best)
                            best, lowest = labels, total
                        else:
                            size = pushed(keys, items, size, total, labels)
                        labels += 1
                    if best < 0:
                        break
                    if size > 0 and keys[0] < lowest:
                        size = pushed(keys, items, size, lowest, best)
                        break
                    # the partial route goes on along the cheapest link; nothing on the heap is cheaper
                    mark[node[best]] = stamp
                    current, least = best, lowest
        pair_start[pair + 1] = routes
    return pair_start, start, links, reach


routes_of: Callable[..., Any] = numba.njit(cache=True)(_routes)


def _path_sizes(
    pair_start: Numbers, start: Numbers, links: Small, commodity: Numbers, length: Figures
) -> tuple[Figures, Figures]:
    """Return path-size factor (equation 5) and length of each route; where lengths are zero, links count alike."""
    factor = np.ones(start.size - 1)
    total = np.zeros(start.size - 1)
    users = np.zeros(length.shape[1], dtype=np.int64)
    for pair in range(pair_start.size - 1):
        first, last = pair_start[pair], pair_start[pair + 1]
        size = length[commodity[pair]]
        for at in range(start[first], start[last]):
            users[links[at]] += 1
        for route in range(first, last):
            count = start[route + 1] - start[route]
            shared, alike, whole = 0.0, 0.0, 0.0
            for at in range(start[route], start[route + 1]):
                whole += size[links[at]]
                shared += size[links[at]] / users[links[at]]
                alike += 1.0 / users[links[at]]
            total[route] = whole
            if whole > 0:
                factor[route] = shared / whole
            elif count > 0:
                factor[route] = alike / count
        for at in range(start[first], start[last]):
            users[links[at]] = 0
    return factor, total


path_sizes: Callable[..., Any] = numba.njit(cache=True)(_path_sizes)
