"""The certificate of a user equilibrium, from its flows alone, compiled."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from marchland.layers.freight.cheapest import cheapest
from marchland.layers.freight.exchange import priced

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Links = NDArray[np.int32]


def _certified(
    groups: Whole, origin: Whole, commodity: Whole, destination: Whole, leaving: Whole, head: Whole, through: Flags,
    fixed: Array, worth: Array, hours: Array, first: Whole, chain: tuple[Whole, Whole, Whole, Links, Array],
    cheapest_cost: Array, price: Array,
) -> float:  # fmt: skip
    """Return the relative gap, and write every pair's cheapest cost and every route's cost.

    All pairs are looked up afresh, those without volume too. Parameters as in `one_round`; `cheapest_cost` (P,) and
    `price` (R,) are written.

    Returns
    -------
    gap
        (cost of all - what it would be if all took a cheapest route) / cost of all; 0 where nothing costs anything
    """
    following, begin, end, links, taken = chain
    nodes = through.size
    reach, via = np.empty(nodes), np.empty(nodes, np.int64)
    heap, place = np.empty(nodes, np.int64), np.empty(nodes, np.int64)
    wanted = np.zeros(nodes, np.bool_)
    spent = saved = 0.0
    for g in range(groups.size - 1):
        missing = np.int64(0)  # the literal would compile `cheapest` twice
        for p in range(groups[g], groups[g + 1]):
            wanted[destination[p]] = True
            missing += 1
        money, hourly = fixed[commodity[g]], worth[commodity[g]]
        cheapest(origin[g], wanted, missing, leaving, head, through, money, hourly, hours, reach, via, heap, place)
        for p in range(groups[g], groups[g + 1]):
            wanted[destination[p]] = False
            cheapest_cost[p] = reach[destination[p]]
            if first[p] >= 0 and cheapest_cost[p] < math.inf:
                priced(first[p], following, begin, end, links, money, hourly, hours, price)
                route = first[p]
                while route >= 0:
                    spent += taken[route] * price[route]
                    saved += taken[route] * (price[route] - cheapest_cost[p])
                    route = following[route]
    return saved / spent if spent > 0.0 else 0.0


certified: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_certified)
