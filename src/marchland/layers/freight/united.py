"""The union of two route sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from marchland.layers.freight.route_set import RouteSet, class_cost, classes
from marchland.layers.freight.search import path_sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.layers.freight.demand import Demand
    from marchland.layers.freight.network import Network

    Numbers = NDArray[np.int64]
    Small = NDArray[np.int32]


def _missing(
    one_pair: Numbers, one_start: Numbers, one: Small, two_pair: Numbers, two_start: Numbers, two: Small
) -> NDArray[np.bool_]:
    """Return which routes of the second set the first does not hold."""
    missing = np.ones(two_start.size - 1, dtype=np.bool_)
    for pair in range(one_pair.size - 1):
        for route in range(two_pair[pair], two_pair[pair + 1]):
            begin = two_start[route]
            length = two_start[route + 1] - begin
            for other in range(one_pair[pair], one_pair[pair + 1]):
                at = one_start[other]
                if one_start[other + 1] - at != length:
                    continue
                same = 0
                # from the middle on, where routes of a pair differ most
                while (
                    same < length
                    and one[at + (same + length // 2) % length] == two[begin + (same + length // 2) % length]
                ):
                    same += 1
                if same == length:
                    missing[route] = False
                    break
    return missing


missing: Callable[..., Any] = numba.njit(cache=True)(_missing)


def _joined(
    one_pair: Numbers,
    one_start: Numbers,
    one: Small,
    two_pair: Numbers,
    two_start: Numbers,
    two: Small,
    wanted: NDArray[np.bool_],
) -> tuple[Numbers, Numbers, Small]:
    """Return the routes of the first set and the wanted ones of the second, pair by pair."""
    pair_start = np.zeros(one_pair.size, dtype=np.int64)
    start = np.zeros(one_start.size + two_start.size, dtype=np.int64)
    links = np.empty(one.size + two.size, dtype=np.int32)
    routes, used = 0, 0
    for pair in range(one_pair.size - 1):
        for route in range(one_pair[pair], one_pair[pair + 1]):
            for at in range(one_start[route], one_start[route + 1]):
                links[used] = one[at]
                used += 1
            routes += 1
            start[routes] = used
        for route in range(two_pair[pair], two_pair[pair + 1]):
            if wanted[route]:
                for at in range(two_start[route], two_start[route + 1]):
                    links[used] = two[at]
                    used += 1
                routes += 1
                start[routes] = used
        pair_start[pair + 1] = routes
    return pair_start, start, links


joined: Callable[..., Any] = numba.njit(cache=True)(_joined)


def united(
    one: RouteSet, two: RouteSet, demand: Demand, *networks: Network, pairs: NDArray[np.int64] | None = None
) -> RouteSet:
    """Return the union of two route sets of the same pairs, those of the first in front, with path-size factors on it.

    Parameters
    ----------
    one, two
        of all pairs of the demand, or of `pairs`
    demand
        what is carried
    networks
        one or more over the same links: a link's length is its least cost on the empty network among them, so that a
        link that one of them closes has the length that it has in the other
    pairs
        positions in the demand; default all
    """
    commodity = classes(demand) if pairs is None else classes(demand)[pairs]
    sets = (one.pair_start, one.start, one.links, two.pair_start, two.start, two.links)
    wanted = missing(*sets)
    if len(networks) == 1 and not wanted.any():
        return one
    pair_start, start, links = joined(*sets, wanted)
    start = start[: pair_start[-1] + 1].copy()
    links = links[: start[-1]].copy()
    length = np.minimum.reduce([class_cost(network, network.free_flow_cost) for network in networks])
    factor, _ = path_sizes(pair_start, start, links, commodity, length)
    return RouteSet(pair_start=pair_start, start=start, links=links, path_size=factor, reach=two.reach)


def narrowed(routes: RouteSet, wanted: NDArray[np.bool_], demand: Demand, network: Network) -> RouteSet:
    """Return the wanted (R,) of a demand's routes, with path-size factors on what is left."""
    lengths = np.diff(routes.start)
    pair_start = np.concatenate([[0], np.cumsum(np.bincount(routes.pair[wanted], minlength=routes.n_pairs))])
    start = np.concatenate([[0], np.cumsum(lengths[wanted])])
    links = routes.links[np.repeat(wanted, lengths)]
    factor, _ = path_sizes(pair_start, start, links, classes(demand), class_cost(network, network.free_flow_cost))
    return RouteSet(pair_start=pair_start, start=start, links=links, path_size=factor, reach=routes.reach)
