"""Routes of a pair that differ, compiled: for each link the cheapest route that passes it.

Single-via paths (Abraham, Delling, Goldberg & Werneck 2013, Alternative routes in road networks, ACM Journal of
Experimental Algorithmics 18): with the cost from the origin to every node and from every node to the destination, the
cheapest route through a link is known at once. Of routes that share most of their cost the cheapest is kept. Where many
links run side by side the cheapest fifty of all loopless routes differ in trifles; these do not.
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

MOST_KEPT = 62
"""Routes of a pair that can be told apart, one bit each."""


def _spread(
    origin: Numbers,
    destination: Numbers,
    commodity: Numbers,
    goal_group: Numbers,
    start_group: Numbers,
    ahead_of: Figures,
    behind_of: Figures,
    band: Figures,
    most: int,
    alike: float,
    cost: Figures,
    tail: Numbers,
    head: Numbers,
    out_start: Numbers,
    out: Numbers,
    into_start: Numbers,
    into: Numbers,
    through: Flags,
) -> tuple[Numbers, Numbers, Small, Figures]:
    """Return routes of each pair: pair_start, start, links, reach; `start` and `links` may be longer than in use."""
    pairs, n_links, n_nodes = origin.size, tail.size, out_start.size - 1
    pair_start = np.zeros(pairs + 1, dtype=np.int64)
    reach = np.empty(pairs)
    start = np.zeros(8 * pairs + 2, dtype=np.int64)
    links = np.empty(256 * pairs + 64, dtype=np.int32)
    routes, used = 0, 0
    seen = np.zeros(n_links, dtype=np.int64)
    kept_in = np.zeros(n_links, dtype=np.int64)
    kept_stamp = np.zeros(n_links, dtype=np.int64)
    mark = np.zeros(n_nodes, dtype=np.int64)
    path = np.empty(n_nodes + 1, dtype=np.int64)
    shared = np.empty(MOST_KEPT + 1)
    candidates = np.empty(n_links, dtype=np.int64)
    values = np.empty(n_links)
    stamp = 0
    for pair in range(pairs):
        ahead, behind, price = ahead_of[goal_group[pair]], behind_of[start_group[pair]], cost[commodity[pair]]
        here, goal = origin[pair], destination[pair]
        cheapest = ahead[here]
        reach[pair] = np.inf
        if np.isfinite(cheapest):
            if here == goal:
                routes += 1
                if routes + 2 > start.size:
                    more = np.zeros(2 * start.size, dtype=np.int64)
                    more[:routes] = start[:routes]
                    start = more
                start[routes] = used
            else:
                bound = (cheapest + band[pair]) * (1 + 1e-12)
                reach[pair] = cheapest
                size = 0
                for link in range(n_links):
                    total = behind[tail[link]] + price[link] + ahead[head[link]]
                    if total <= bound:
                        a, b = tail[link], head[link]
                        if (a == here or through[a]) and (b == goal or through[b]):
                            candidates[size] = link
                            values[size] = total
                            size += 1
                order = np.argsort(values[:size], kind="mergesort")
                stamp += 1
                current = stamp
                found = 0
                for position in range(size):
                    if found >= most or found >= MOST_KEPT:
                        break
                    via = candidates[order[position]]
                    if seen[via] == current:
                        continue
                    # back to the origin along the cheapest way, then on to the destination
                    length = 0
                    node = tail[via]
                    sound = True
                    stamp += 1
                    mark[node] = stamp
                    while node != here:
                        best, lowest = -1, np.inf
                        for at in range(into_start[node], into_start[node + 1]):
                            link = into[at]
                            total = behind[tail[link]] + price[link]
                            if total < lowest and (tail[link] == here or through[tail[link]]):
                                best, lowest = link, total
                        if best < 0 or mark[tail[best]] == stamp:
                            sound = False
                            break
                        path[length] = best
                        length += 1
                        node = tail[best]
                        mark[node] = stamp
                    if not sound:
                        continue
                    for i in range(length // 2):
                        path[i], path[length - 1 - i] = path[length - 1 - i], path[i]
                    path[length] = via
                    length += 1
                    node = head[via]
                    if mark[node] == stamp:
                        continue
                    mark[node] = stamp
                    while node != goal:
                        best, lowest = -1, np.inf
                        for at in range(out_start[node], out_start[node + 1]):
                            link = out[at]
                            total = ahead[head[link]] + price[link]
                            if total < lowest and (head[link] == goal or through[head[link]]):
                                best, lowest = link, total
                        if best < 0 or mark[head[best]] == stamp:
                            sound = False
                            break
                        path[length] = best
                        length += 1
                        node = head[best]
                        mark[node] = stamp
                    if not sound:
                        continue
                    whole = 0.0
                    for k in range(found):
                        shared[k] = 0.0
                    for i in range(length):
                        link = path[i]
                        seen[link] = current
                        whole += price[link]
                        if kept_stamp[link] == current:
                            bits = kept_in[link]
                            for k in range(found):
                                if (bits >> k) & 1:
                                    shared[k] += price[link]
                    twin = False
                    for k in range(found):
                        if shared[k] > alike * whole:
                            twin = True
                            break
                    if twin:
                        continue
                    for i in range(length):
                        link = path[i]
                        if kept_stamp[link] != current:
                            kept_stamp[link] = current
                            kept_in[link] = 0
                        kept_in[link] |= 1 << found
                    found += 1
                    if used + length > links.size:
                        longer = np.empty(2 * (used + length), dtype=np.int32)
                        longer[:used] = links[:used]
                        links = longer
                    if routes + 3 > start.size:
                        more = np.zeros(2 * start.size, dtype=np.int64)
                        more[: routes + 1] = start[: routes + 1]
                        start = more
                    for i in range(length):
                        links[used + i] = path[i]
                    used += length
                    routes += 1
                    start[routes] = used
        pair_start[pair + 1] = routes
    return pair_start, start, links, reach


spread_of: Callable[..., Any] = numba.njit(cache=True)(_spread)
