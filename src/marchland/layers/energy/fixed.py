"""The columns of a market's programme that are no ways, compiled."""

# ruff: noqa: C901

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Table = tuple[NDArray[Any], ...]
    Columns = tuple[Numbers, Numbers, Figures, Figures, Figures, Figures]

SHORTFALL = 1e3
"""What a unit missing under a contract's minimum costs, in the largest price of the market; more than any price."""


def _fixed(
    supply: Table, demand: Table, storage: Table, rows: Table, sales: Table, terms: Table, quantity: float,
    money: float,
) -> Columns:  # fmt: skip
    """Return start, row, coefficient, D, c, u: supply, demand twice, stores, shortfalls under contracts, stiff sales.

    A stiff sale takes from its ways and gives to the row that it serves. A contract holds the sale and not its ways:
    else a minimum is met by what arrives and is not sold, where a sale is worth less than its wedge.
    """
    block_node, marginal_cost, slope, capacity = supply
    user_node, rationing, choke, steepness, rationed, answering = demand
    store_node, worth, most = storage
    user_row, seller_row, least_row, most_row = rows
    pair, sale_row, served, held = sales
    wedge, margin, stiffness, usual = terms
    blocks, users, stores, shorts, dearest = block_node.size, user_node.size, store_node.size, 0, 1.0
    for k in range(least_row.size):
        shorts += least_row[k] >= 0
    for k in range(users):
        dearest = max(dearest, rationing[k] / money)
    plain, unit = blocks + 2 * users + stores + shorts, quantity / money
    count = plain + sale_row.size
    start, row, gives = (
        np.zeros(count + 1, np.int64),
        np.empty(plain + 4 * sale_row.size, np.int64),
        np.empty(plain + 4 * sale_row.size),
    )
    d, c, u = np.zeros(count), np.empty(count), np.full(count, np.inf)
    for j in range(plain):
        start[j + 1] = j + 1
    j = 0
    for k in range(blocks):
        row[j], gives[j], d[j] = seller_row[block_node[k]], -1.0, slope[k] * unit
        c[j], u[j], j = marginal_cost[k] / money, capacity[k] / quantity, j + 1
    for k in range(users):
        row[j], gives[j], c[j], u[j] = user_row[user_node[k]], 1.0, -rationing[k] / money, rationed[k] / quantity
        j += 1
    for k in range(users):
        row[j], gives[j], d[j] = user_row[user_node[k]], 1.0, steepness[k] * unit
        c[j], u[j], j = -choke[k] / money, answering[k] / quantity, j + 1
    for k in range(stores):
        row[j], gives[j], c[j], u[j] = user_row[store_node[k]], -1.0, worth[k] / money, most[k] / quantity
        j += 1
    for k in range(least_row.size):
        if least_row[k] >= 0:
            row[j], gives[j], c[j], j = least_row[k], -1.0, SHORTFALL * dearest, j + 1
    used = j
    for k in range(sale_row.size):
        seller, buyer, bound = pair[k, 0], pair[k, 1], held[k]
        steep = stiffness[seller, buyer]
        d[j] = steep * unit
        c[j] = (wedge[seller, buyer] + margin[seller, buyer] - steep * usual[seller, buyer]) / money
        row[used], gives[used], row[used + 1], gives[used + 1] = sale_row[k], 1.0, served[k], -1.0
        used += 2
        if bound >= 0 and most_row[bound] >= 0:
            row[used], gives[used], used = most_row[bound], 1.0, used + 1
        if bound >= 0 and least_row[bound] >= 0:
            row[used], gives[used], used = least_row[bound], -1.0, used + 1
        start[j + 1], j = used, j + 1
    return start, row[:used], gives[:used], d, c, u


fixed: Callable[..., Any] = numba.njit(cache=True)(_fixed)
