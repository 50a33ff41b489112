"""Routes of a pair that differ, compiled: for each link the cheapest route that passes it.

Single-via paths (Abraham, Delling, Goldberg & Werneck 2013, Alternative routes in road networks, ACM Journal of
Experimental Algorithmics 18): with the cost from the origin to every node and from every node to the destination, the
cheapest route through a link is known at once. A route that comes back to a place that it has left is none, unless the
cheapest of all does so. Of the others, in the order of cost, are kept

1. within the wide band the cheapest, and each that passes a holder's ground which none before it passes, or stays off
   the ground of a holder whom all before it pass: whoever could be passed is passed by one, whoever can be gone around
   is gone around by one;
2. within the band, up to `most`, those that pass another set of holders than all that are kept;
3. within the band, up to `most`, those that share no more than a part of their cost with each that is kept.

Where many links run side by side the cheapest fifty of all loopless routes differ in trifles; these do not.
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
    Words = NDArray[np.uint64]

MOST_KEPT = 62
"""Routes of a pair that can be told apart, one bit each."""


def _onward(
    groups: Numbers,
    reach: Figures,
    cost: Figures,
    far: Numbers,
    start: Numbers,
    by: Numbers,
    through: Flags,
) -> Small:
    """Return for each group and node the link that the cheapest route takes next, -1 = none, (G, N).

    A group is class * N + node where its routes end. `by` lists links by the node that they leave; `far` is their
    other end. Towards an origin all is turned round.
    """
    n_nodes = through.size
    onward = np.full((groups.size, n_nodes), -1, dtype=np.int32)
    for g in range(groups.size):
        goal, price = groups[g] % n_nodes, cost[groups[g] // n_nodes]
        for node in range(n_nodes):
            lowest = np.inf
            for at in range(start[node], start[node + 1]):
                link = by[at]
                total = reach[g, far[link]] + price[link]
                if total < lowest and (far[link] == goal or through[far[link]]):
                    onward[g, node] = link
                    lowest = total
    return onward


onward_of: Callable[..., Any] = numba.njit(cache=True)(_onward)


def _traced(
    via: int,
    here: int,
    goal: int,
    onward: Small,
    back_to: Small,
    tail: Numbers,
    head: Numbers,
    site: Numbers,
    mark: Numbers,
    left: Numbers,
    stamp: int,
    back: bool,
    path: Numbers,
) -> int:
    """Write the cheapest route through a link into `path`; return its length, 0 where it would pass a node twice.

    Unless it may come `back` the same holds of places. `mark` and `left` are stamped for nodes and places.
    """
    length = 0
    node = tail[via]
    mark[node] = left[site[node]] = stamp
    while node != here:
        best = back_to[node]
        if best < 0 or mark[tail[best]] == stamp:
            return 0
        if not back and site[tail[best]] != site[node] and left[site[tail[best]]] == stamp:
            return 0
        path[length] = best
        length += 1
        node = tail[best]
        mark[node] = left[site[node]] = stamp
    for i in range(length // 2):
        path[i], path[length - 1 - i] = path[length - 1 - i], path[i]
    path[length] = via
    length += 1
    node = head[via]
    if mark[node] == stamp:
        return 0
    if not back and site[node] != site[tail[via]] and left[site[node]] == stamp:
        return 0
    mark[node] = left[site[node]] = stamp
    while node != goal:
        best = onward[node]
        if best < 0 or mark[head[best]] == stamp:
            return 0
        if not back and site[head[best]] != site[node] and left[site[head[best]]] == stamp:
            return 0
        path[length] = best
        length += 1
        node = head[best]
        mark[node] = left[site[node]] = stamp
    return length


traced: Callable[..., Any] = numba.njit(cache=True)(_traced)


def _kept(
    size: int,
    near: int,
    pool_start: Numbers,
    pool: Small,
    passed: Words,
    most: int,
    alike: float,
    price: Figures,
    kept_in: Numbers,
    keep: Flags,
) -> int:
    """Mark which routes of a pool in order of cost are kept; return how many.

    The first `near` of them are within the band. `kept_in` is all zero before and after.
    """
    words = passed.shape[1]
    every, common = passed[0].copy(), passed[0].copy()
    chosen = np.zeros(MOST_KEPT, dtype=np.int64)
    keep[0] = True
    found = 1
    for route in range(1, size):
        keep[route] = False
        if found >= MOST_KEPT:
            continue
        for word in range(words):
            if passed[route, word] & ~every[word] or common[word] & ~passed[route, word]:
                keep[route] = True
        if keep[route]:
            chosen[found] = route
            found += 1
            for word in range(words):
                every[word] |= passed[route, word]
                common[word] &= passed[route, word]
    most = min(most, MOST_KEPT)
    for route in range(1, near):
        if found >= most:
            break
        if keep[route]:
            continue
        other = True
        # a dearer route of the same set may be kept already, and stands for it
        for k in range(found):
            same = True
            for word in range(words):
                same = same and passed[chosen[k], word] == passed[route, word]
            if same:
                other = False
                break
        if other:
            keep[route] = True
            chosen[found] = route
            found += 1
    if found >= most:
        return found
    shared = np.empty(MOST_KEPT)
    for k in range(found):
        for at in range(pool_start[chosen[k]], pool_start[chosen[k] + 1]):
            kept_in[pool[at]] |= 1 << k
    for route in range(1, near):
        if found >= most:
            break
        if keep[route]:
            continue
        shared[:found] = 0.0
        whole = 0.0
        for at in range(pool_start[route], pool_start[route + 1]):
            cost, bits = price[pool[at]], kept_in[pool[at]]
            whole += cost
            k = 0
            while bits:
                if bits & 1:
                    shared[k] += cost
                bits >>= 1
                k += 1
        if shared[:found].max() <= alike * whole:
            for at in range(pool_start[route], pool_start[route + 1]):
                kept_in[pool[at]] |= 1 << found
            keep[route] = True
            chosen[found] = route
            found += 1
    for k in range(found):
        for at in range(pool_start[chosen[k]], pool_start[chosen[k] + 1]):
            kept_in[pool[at]] = 0
    return found


kept: Callable[..., Any] = numba.njit(cache=True)(_kept)


def _spread(
    origin: Numbers,
    destination: Numbers,
    commodity: Numbers,
    goal_group: Numbers,
    start_group: Numbers,
    ahead_of: Figures,
    behind_of: Figures,
    band: Figures,
    wide: Figures,
    most: int,
    alike: float,
    cost: Figures,
    tail: Numbers,
    head: Numbers,
    onward: Small,
    back_to: Small,
    through: Flags,
    site: Numbers,
    ground: Words,
) -> tuple[Numbers, Numbers, Small, Figures]:
    """Return routes of each pair: pair_start, start, links, reach; `start` and `links` may be longer than in use."""
    pairs, n_links, n_nodes, words = origin.size, tail.size, through.size, ground.shape[1]
    pair_start = np.zeros(pairs + 1, dtype=np.int64)
    reach = np.empty(pairs)
    start = np.zeros(8 * pairs + 2, dtype=np.int64)
    links = np.empty(256 * pairs + 64, dtype=np.int32)
    routes, used = 0, 0
    seen = np.zeros(n_links, dtype=np.int64)
    mark = np.zeros(n_nodes, dtype=np.int64)
    left = np.zeros(n_nodes, dtype=np.int64)
    path = np.empty(n_nodes + 1, dtype=np.int64)
    kept_in = np.zeros(n_links, dtype=np.int64)
    candidates = np.empty(n_links, dtype=np.int64)
    values = np.empty(n_links)
    pool = np.empty(64 * n_links, dtype=np.int32)
    pool_start = np.zeros(n_links + 1, dtype=np.int64)
    passed = np.zeros((n_links + 1, words), dtype=np.uint64)
    keep = np.zeros(n_links + 1, dtype=np.bool_)
    stamp = 0
    for pair in range(pairs):
        ahead, behind, price = ahead_of[goal_group[pair]], behind_of[start_group[pair]], cost[commodity[pair]]
        here, goal = origin[pair], destination[pair]
        cheapest = ahead[here]
        reach[pair] = np.inf
        found = 0
        if np.isfinite(cheapest) and here == goal:
            pool_start[1] = 0
            keep[0] = True
            found = 1
        elif np.isfinite(cheapest):
            bound = (cheapest + wide[pair]) * (1 + 1e-12)
            narrow = (cheapest + band[pair]) * (1 + 1e-12)
            near = 0
            reach[pair] = cheapest
            size = 0
            nexts = onward[goal_group[pair]]
            for link in range(n_links):
                if nexts[tail[link]] == link and tail[link] != here:
                    continue  # the route through the link before it is the same
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
            for position in range(size):
                via = candidates[order[position]]
                if seen[via] == current:
                    continue
                stamp += 1
                length = traced(
                    via, here, goal, nexts, back_to[start_group[pair]], tail, head, site, mark, left,
                    stamp, found == 0, path,
                )  # fmt: skip
                if not length:
                    continue
                first = pool_start[found]
                if first + length > pool.size:
                    longer = np.empty(2 * (first + length), dtype=np.int32)
                    longer[:first] = pool[:first]
                    pool = longer
                for word in range(words):
                    passed[found, word] = 0
                for i in range(length):
                    link = path[i]
                    seen[link] = current
                    pool[first + i] = link
                    for word in range(words):
                        passed[found, word] |= ground[link, word]
                found += 1
                pool_start[found] = first + length
                if values[order[position]] <= narrow:
                    near = found
            if found:
                kept(found, near, pool_start, pool, passed, most, alike, price, kept_in, keep)
        for route in range(found):
            if not keep[route]:
                continue
            first, length = pool_start[route], pool_start[route + 1] - pool_start[route]
            if used + length > links.size:
                longer = np.empty(2 * (used + length), dtype=np.int32)
                longer[:used] = links[:used]
                links = longer
            if routes + 3 > start.size:
                more = np.zeros(2 * start.size, dtype=np.int64)
                more[: routes + 1] = start[: routes + 1]
                start = more
            links[used : used + length] = pool[first : first + length]
            used += length
            routes += 1
            start[routes] = used
        pair_start[pair + 1] = routes
    return pair_start, start, links, reach


spread_of: Callable[..., Any] = numba.njit(cache=True)(_spread)
