"""Parts of route sets: the routes of some pairs, and the pairs whose routes use a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from marchland.layers.freight.route_set import RouteSet

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Small = NDArray[np.int32]


def _passing(pair_start: Numbers, start: Numbers, links: Small, n_links: int) -> tuple[Numbers, Small]:
    """Return the pairs that have a route over each link, side by side, and where those of each link begin."""
    begin = np.zeros(n_links + 1, dtype=np.int64)
    seen = np.full(n_links, -1, dtype=np.int64)
    for pair in range(pair_start.size - 1):
        for at in range(start[pair_start[pair]], start[pair_start[pair + 1]]):
            if seen[links[at]] != pair:
                seen[links[at]] = pair
                begin[links[at] + 1] += 1
    for link in range(n_links):
        begin[link + 1] += begin[link]
    slot = np.empty(n_links, dtype=np.int64)
    for link in range(n_links):
        slot[link] = begin[link]
    pairs = np.empty(begin[-1], dtype=np.int32)
    for link in range(n_links):
        seen[link] = -1
    for pair in range(pair_start.size - 1):
        for at in range(start[pair_start[pair]], start[pair_start[pair + 1]]):
            link = links[at]
            if seen[link] != pair:
                seen[link] = pair
                pairs[slot[link]] = pair
                slot[link] += 1
    return begin, pairs


passing: Callable[..., Any] = numba.njit(cache=True)(_passing)


def part(routes: RouteSet, pairs: Numbers) -> RouteSet:
    """Return the routes of some pairs, in the order given."""
    pair_start, of = gathered(routes.pair_start, pairs)
    start, at = gathered(routes.start, of)
    return RouteSet(
        pair_start=pair_start,
        start=start,
        links=routes.links[at],
        path_size=routes.path_size[of],
        reach=routes.reach[pairs],
    )


def spread(routes: RouteSet, at: Numbers, reach: NDArray[np.float64]) -> RouteSet:
    """Return a route set of as many pairs as `reach`, those at `at` having these routes and the others none."""
    counts = np.zeros(reach.size, dtype=np.int64)
    counts[at] = np.diff(routes.pair_start)
    far = reach.copy()
    far[at] = routes.reach
    return RouteSet(
        pair_start=np.concatenate([[0], np.cumsum(counts)]),
        start=routes.start,
        links=routes.links,
        path_size=routes.path_size,
        reach=far,
    )


def gathered(begin: Numbers, taken: Numbers) -> tuple[Numbers, Numbers]:
    """Return where the rows taken begin once they stand side by side, and the positions of what they hold."""
    counts = begin[taken + 1] - begin[taken]
    start = np.concatenate([[0], np.cumsum(counts)])
    return start, np.arange(start[-1]) + np.repeat(begin[taken] - start[:-1], counts)
