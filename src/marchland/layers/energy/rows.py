"""The rows of a market's programme, and who may sell to whom, compiled."""

# ruff: noqa: C901, PLR0912

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Truths = NDArray[np.bool_]
    Pairs = tuple[Numbers, Figures, Figures, Truths]
    Sales = tuple[Numbers, Numbers, Numbers, Numbers, Numbers]


def _agreed(
    order: Numbers, seller: Numbers, buyer: Numbers, minimum: Figures, maximum: Figures, resale: Truths
) -> Pairs:
    """Return the pairs under contract, (P, 2), in order; the sums of their bounds, and whether any may be resold."""
    pair, count = np.empty((seller.size, 2), dtype=np.int64), 0
    least, most, resold = np.zeros(seller.size), np.zeros(seller.size), np.zeros(seller.size, dtype=np.bool_)
    for k in order:
        if count == 0 or pair[count - 1, 0] != seller[k] or pair[count - 1, 1] != buyer[k]:
            pair[count, 0], pair[count, 1] = seller[k], buyer[k]
            count += 1
        least[count - 1] += minimum[k]
        most[count - 1] += maximum[k]
        resold[count - 1] |= resale[k]
    return pair[:count], least[:count], most[:count], resold[:count]


agreed: Callable[..., Any] = numba.njit(cache=True)(_agreed)


def _sales(
    sellers: Numbers, seller_at: Numbers, uses: Truths, pair: Numbers, most: Figures, resold: Truths, barred: Truths,
    stiffness: Figures,
) -> tuple[Truths, Numbers, Numbers]:  # fmt: skip
    """Return (S, N) who may sell to whom, (T, 2) sales with a stiff wedge, and (S, N) their positions, -1 = none.

    A resale replaces plain sales; a pair that may trade nothing is none.
    """
    firms, nodes = sellers.size, uses.size
    sold, stiff_at, count = np.empty((firms, nodes), dtype=np.bool_), np.full((firms, nodes), -1, dtype=np.int64), 0
    for s in range(firms):
        for b in range(nodes):
            sold[s, b] = uses[b]
    for k in range(most.size):
        s, b = seller_at[pair[k, 0]], pair[k, 1]
        sold[s, b] = (sold[s, b] or resold[k]) and most[k] > 0.0
    for s in range(firms):
        for b in range(nodes):
            if barred.size and barred[sellers[s], b]:
                sold[s, b] = False
            if sold[s, b] and stiffness[sellers[s], b] != 0.0:
                stiff_at[s, b] = count
                count += 1
    stiff = np.empty((count, 2), dtype=np.int64)
    for s in range(firms):
        for b in range(nodes):
            if stiff_at[s, b] >= 0:
                stiff[stiff_at[s, b], 0], stiff[stiff_at[s, b], 1] = sellers[s], b
    return sold, stiff, stiff_at


sales: Callable[..., Any] = numba.njit(cache=True)(_sales)


def _rows(
    uses: Truths, sellers: Numbers, pair: Numbers, least: Figures, most: Figures, resold: Truths, sold: Truths,
    stiff_at: Numbers, seller_at: Numbers, capacity: Figures, stiff: int, quantity: float,
) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers, Numbers, Numbers, Numbers, int, Figures]:  # fmt: skip
    """Return the rows of users, sellers, minima, maxima, stiff sales and arcs, what sales serve, and right-hand sides.

    Rows that touch few others come first: the matrix of the multipliers then fills up least.
    """
    nodes, pairs, firms = uses.size, least.size, sellers.size
    user_row, seller_row = np.full(nodes, -1, dtype=np.int64), np.full(nodes, -1, dtype=np.int64)
    least_row, most_row = np.full(pairs, -1, dtype=np.int64), np.full(pairs, -1, dtype=np.int64)
    arc_row, rows = np.full(capacity.size, -1, dtype=np.int64), 0
    b = np.zeros(nodes + 2 * pairs + stiff + nodes + capacity.size)
    for n in range(nodes):
        if uses[n]:
            user_row[n], rows = rows, rows + 1
    for k in range(pairs):
        if least[k] > 0.0:
            b[rows] = -least[k] / quantity
            least_row[k], rows = rows, rows + 1
    for k in range(pairs):
        if 0.0 < most[k] < np.inf:
            b[rows] = most[k] / quantity
            most_row[k], rows = rows, rows + 1
    stiff_row = np.arange(rows, rows + stiff)
    rows += stiff
    for n in range(nodes):
        if seller_at[n] >= 0:
            seller_row[n], rows = rows, rows + 1
    arcs_from = rows
    for arc in range(capacity.size):
        if 0.0 < capacity[arc] < np.inf:
            b[rows] = capacity[arc] / quantity
            arc_row[arc], rows = rows, rows + 1
    served, target = np.empty((firms, nodes), dtype=np.int64), np.empty((firms, nodes), dtype=np.int64)
    for s in range(firms):
        for n in range(nodes):
            served[s, n] = user_row[n] if sold[s, n] else -1
    for k in range(pairs):
        s, n = seller_at[pair[k, 0]], pair[k, 1]
        if resold[k] and sold[s, n]:
            served[s, n] = seller_row[n]
    for s in range(firms):
        for n in range(nodes):
            target[s, n] = stiff_row[stiff_at[s, n]] if stiff_at[s, n] >= 0 else served[s, n]
    return user_row, seller_row, least_row, most_row, stiff_row, arc_row, served, target, arcs_from, b[:rows]


rows: Callable[..., Any] = numba.njit(cache=True)(_rows)


def _placed(
    pair: Numbers, seller_at: Numbers, stiff: Numbers, stiff_at: Numbers, served: Numbers, sellers: Numbers,
    wedge: Figures, margin: Figures, money: float,
) -> tuple[Numbers, Numbers, Numbers, Numbers, Figures]:  # fmt: skip
    """Return where contracts and stiff sales stand, -1 = nowhere: (S, N) pairs, (P,) sales, (T,) pairs; and two more.

    These are (T,) the rows that stiff sales serve, and (S, N) wedge and margin over the price unit, 0 where a stiff
    sale carries them.
    """
    pair_at = np.full(stiff_at.shape, -1, dtype=np.int64)
    pair_stiff, held = np.empty(pair.shape[0], dtype=np.int64), np.full(stiff.shape[0], -1, dtype=np.int64)
    for k in range(pair.shape[0]):
        s, n = seller_at[pair[k, 0]], pair[k, 1]
        pair_at[s, n], pair_stiff[k] = k, stiff_at[s, n]
        if pair_stiff[k] >= 0:
            held[pair_stiff[k]] = k
    stiff_served, premium = np.empty(stiff.shape[0], dtype=np.int64), np.empty(stiff_at.shape)
    for k in range(stiff.shape[0]):
        stiff_served[k] = served[seller_at[stiff[k, 0]], stiff[k, 1]]
    for s in range(sellers.size):
        for n in range(stiff_at.shape[1]):
            i = sellers[s]
            premium[s, n] = (wedge[i, n] + margin[i, n]) / money if stiff_at[s, n] < 0 else 0.0
    return pair_at, pair_stiff, held, stiff_served, premium


placed: Callable[..., Any] = numba.njit(cache=True)(_placed)


def _tight(
    start: Numbers, row: Numbers, coefficient: Figures, b: Figures, v: Figures, p: Figures, part: float, first: int,
    none: Numbers,
) -> Numbers:  # fmt: skip
    """Return all rows before `first`, and those with a multiplier or less than a part of b left; none of `none`."""
    left, looks = b.copy(), np.ones(b.size, dtype=np.bool_)
    for j in range(v.size):
        for at in range(start[j], start[j + 1]):
            left[row[at]] -= coefficient[at] * v[j]
    for k in range(first, b.size):
        looks[k] = p[k] > 0.0 or left[k] < part * b[k]
    for k in range(none.size):
        looks[none[k]] = False
    works, count = np.empty(b.size, dtype=np.int64), 0
    for k in range(b.size):
        if looks[k]:
            works[count] = k
            count += 1
    return works[:count]


tight: Callable[..., Any] = numba.njit(cache=True)(_tight)


def _dearest(users: int, user_row: Numbers, node: Numbers, rationing: Figures, money: float) -> Figures:
    """Return (U,) the most that a unit is worth to the users of a node."""
    most = np.zeros(users)
    for k in range(node.size):
        most[user_row[node[k]]] = max(most[user_row[node[k]]], rationing[k] / money)
    return most


dearest_of: Callable[..., Any] = numba.njit(cache=True)(_dearest)
