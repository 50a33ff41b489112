"""Path-size logit over route sets, compiled: shares, loads, and how loads move with hours.

Only links whose hours vary with flow matter while an equilibrium is sought, and links that all routes of a pair
use move no share. So each route keeps its own varying links alone (its core), each pair those that its routes have in
common.
"""

# ruff: noqa: C901, PLR0912

from __future__ import annotations

import math
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


def _cores(
    pair_start: Numbers,
    start: Numbers,
    links: Small,
    commodity: Numbers,
    fixed: Figures,
    place: Small,
    skip: Flags,
) -> tuple[Numbers, Small, Figures, Numbers, Numbers, Numbers, Small, Figures]:
    """Return what pairs and routes have of varying links.

    Parameters
    ----------
    fixed
        (K, L) cost that does not vary; inf = not allowed: a route with such a link is left out
    place
        (L,) position among the varying links, -1 = does not vary

    Returns
    -------
    of pairs: common_start, common, common_cost; of routes left in: first (P + 1,), route, core_start, core, core_cost
    """
    pairs, routes = pair_start.size - 1, start.size - 1
    common_start = np.zeros(pairs + 1, dtype=np.int64)
    common = np.empty(links.size, dtype=np.int32)
    common_cost = np.zeros(pairs)
    first = np.zeros(pairs + 1, dtype=np.int64)
    route_of = np.empty(routes, dtype=np.int64)
    core_start = np.zeros(routes + 1, dtype=np.int64)
    core = np.empty(links.size, dtype=np.int32)
    core_cost = np.zeros(routes)
    users = np.zeros(place.size, dtype=np.int64)
    n_common, n_core, n_routes = 0, 0, 0
    for pair in range(pairs):
        price = fixed[commodity[pair]]
        if not skip[pair]:
            begin = n_routes
            for route in range(pair_start[pair], pair_start[pair + 1]):
                allowed = True
                for at in range(start[route], start[route + 1]):
                    if math.isinf(price[links[at]]):
                        allowed = False
                        break
                if allowed:
                    route_of[n_routes] = route
                    n_routes += 1
                    for at in range(start[route], start[route + 1]):
                        users[links[at]] += 1
            count = n_routes - begin
            for index in range(begin, n_routes):
                route = route_of[index]
                for at in range(start[route], start[route + 1]):
                    link = links[at]
                    if users[link] == count:
                        if index == begin:
                            common_cost[pair] += price[link]
                            if place[link] >= 0:
                                common[n_common] = place[link]
                                n_common += 1
                    else:
                        core_cost[index] += price[link]
                        if place[link] >= 0:
                            core[n_core] = place[link]
                            n_core += 1
                core_start[index + 1] = n_core
            for index in range(begin, n_routes):
                route = route_of[index]
                for at in range(start[route], start[route + 1]):
                    users[links[at]] = 0
        common_start[pair + 1] = n_common
        first[pair + 1] = n_routes
    return (
        common_start,
        common,
        common_cost,
        first,
        route_of,
        core_start,
        core,
        core_cost,
    )


cores: Callable[..., Any] = numba.njit(cache=True)(_cores)


def _loaded(
    volume: Figures,
    theta: Figures,
    worth: Figures,
    skip: Flags,
    common_start: Numbers,
    common: Small,
    common_cost: Figures,
    first: Numbers,
    core_start: Numbers,
    core: Small,
    core_cost: Figures,
    log_size: Figures,
    hours: Figures,
    flow: Figures,
    share: Figures,
    expected: Figures,
) -> float:
    """Add the loads at given hours to `flow`, write shares and expected costs; return the hours they are worth.

    Equations (4) and (6); the sum returned is that of volume x expected cost / value of time over pairs with a way.
    """
    total = 0.0
    for pair in range(volume.size):
        if skip[pair]:
            continue
        begin, end = first[pair], first[pair + 1]
        if begin == end:
            expected[pair] = np.inf
            continue
        amount, price, scale = volume[pair], worth[pair], theta[pair]
        spent = 0.0
        for at in range(common_start[pair], common_start[pair + 1]):
            spent += hours[common[at]]
            flow[common[at]] += amount
        cost = common_cost[pair] + price * spent
        highest = -np.inf
        for route in range(begin, end):
            spent = 0.0
            for at in range(core_start[route], core_start[route + 1]):
                spent += hours[core[at]]
            share[route] = log_size[route] - (core_cost[route] + price * spent) / scale
            highest = max(highest, share[route])
        whole = 0.0
        for route in range(begin, end):
            share[route] = math.exp(share[route] - highest)
            whole += share[route]
        cost -= scale * (highest + math.log(whole))
        for route in range(begin, end):
            share[route] /= whole
            part = amount * share[route]
            if part > 0.0:
                for at in range(core_start[route], core_start[route + 1]):
                    flow[core[at]] += part
        expected[pair] = cost
        total += amount * cost / price
    return total


loaded: Callable[..., Any] = numba.njit(cache=True)(_loaded)


def _turned(
    volume: Figures,
    theta: Figures,
    worth: Figures,
    skip: Flags,
    first: Numbers,
    core_start: Numbers,
    core: Small,
    share: Figures,
    change: Figures,
    turned: Figures,
) -> float:
    """Add to `turned` how far loads fall when hours rise by `change`; return a share's largest move (first order)."""
    largest = 0.0
    rise = np.empty(64)
    for pair in range(volume.size):
        begin, end = first[pair], first[pair + 1]
        if skip[pair] or end - begin < 2 or volume[pair] <= 0.0:
            continue
        if end - begin > rise.size:
            rise = np.empty(2 * (end - begin))
        mean = 0.0
        for route in range(begin, end):
            more = 0.0
            for at in range(core_start[route], core_start[route + 1]):
                more += change[core[at]]
            rise[route - begin] = more
            mean += share[route] * more
        sharpness = worth[pair] / theta[pair]
        for route in range(begin, end):
            move = sharpness * share[route] * (rise[route - begin] - mean)
            largest = max(largest, abs(move))
            move *= volume[pair]
            if move != 0.0:
                for at in range(core_start[route], core_start[route + 1]):
                    turned[core[at]] += move
    return largest


turned: Callable[..., Any] = numba.njit(cache=True)(_turned)


def _route_costs(pair_start: Numbers, start: Numbers, links: Small, commodity: Numbers, cost: Figures) -> Figures:
    """Return what each route costs, (R,), link by link in its order."""
    paid = np.zeros(start.size - 1)
    for pair in range(pair_start.size - 1):
        price = cost[commodity[pair]]
        for route in range(pair_start[pair], pair_start[pair + 1]):
            for at in range(start[route], start[route + 1]):
                paid[route] += price[links[at]]
    return paid


route_costs: Callable[..., Any] = numba.njit(cache=True)(_route_costs)


def _class_flows(
    pair_start: Numbers, start: Numbers, links: Small, commodity: Numbers, flow: Figures, by_class: Figures
) -> None:
    """Add the flows of routes (R,) to those of links by class (K, L)."""
    for pair in range(pair_start.size - 1):
        total = by_class[commodity[pair]]
        for route in range(pair_start[pair], pair_start[pair + 1]):
            if flow[route] > 0.0:
                for at in range(start[route], start[route + 1]):
                    total[links[at]] += flow[route]


class_flows: Callable[..., Any] = numba.njit(cache=True)(_class_flows)
