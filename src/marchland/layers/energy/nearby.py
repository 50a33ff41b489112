"""A solution as the first guess of another market, compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.layers.energy.programme import Programme
    from marchland.layers.energy.solved import Solved
    from marchland.layers.energy.ways import Ways

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Table = tuple[NDArray[Any], ...]

ALL = 1 - 1e-9
"""Share of a bound from which it is reached."""


def nearby(problem: Programme, before: Solved) -> tuple[Ways, Figures, Figures]:
    """Return ways, columns and multipliers of a solution for another programme; 0 where a row or column is new.

    Rows of tables are matched by node and by their order at the node, contracts and stiff sales by their pair.
    """
    old, ways = before.programme, before.ways
    market, base = problem.market, old.market
    kept = still_there(
        (ways.seller, ways.buyer, ways.start, ways.arc), problem.seller_at, problem.target, problem.charge
    )
    sales = places(problem.stiff, old.stiff)
    contracts = places(problem.pair, old.pair)
    p = multipliers(
        before.p * (old.price_unit / problem.price_unit),
        problem.b.size,
        (problem.user_row, problem.seller_row, problem.arc_row),
        (old.user_row, old.seller_row, old.arc_row),
        (contracts, problem.least_row, problem.most_row, old.least_row, old.most_row),
        (sales, problem.stiff_row, old.stiff_row),
    )
    v = quantities(
        before.v,
        old.quantity_unit / problem.quantity_unit,
        problem.fixed[5],
        old.fixed[5],
        (market.supply.node, market.demand.node, market.storage.node),
        (base.supply.node, base.demand.node, base.storage.node),
        len(market.nodes),
        sales,
        old.stiff_row.size,
        kept,
    )
    return (ways if kept.all() else ways.part(kept)), v, p


def _still_there(ways: Table, seller_at: Numbers, target: Numbers, charge: Figures) -> NDArray[np.bool_]:
    """Return which ways are sales in another market too, over arcs that are open there."""
    seller, buyer, start, arc = ways
    kept = np.zeros(seller.size, dtype=np.bool_)
    for way in range(seller.size):
        firm = seller_at[seller[way]]
        kept[way] = firm >= 0 and target[firm, buyer[way]] >= 0
        for at in range(start[way], start[way + 1]):
            kept[way] &= charge[arc[at]] < np.inf
    return kept


still_there: Callable[..., Any] = numba.njit(cache=True)(_still_there)


def _places(pairs: Numbers, among: Numbers) -> Numbers:
    """Return where pairs stand among others, -1 = not there; both in order."""
    found, at = np.full(pairs.shape[0], -1, dtype=np.int64), 0
    for k in range(pairs.shape[0]):
        one, two = pairs[k, 0], pairs[k, 1]
        while at < among.shape[0] and (among[at, 0] < one or (among[at, 0] == one and among[at, 1] < two)):
            at += 1
        if at < among.shape[0] and among[at, 0] == one and among[at, 1] == two:
            found[k] = at
    return found


places: Callable[..., Any] = numba.njit(cache=True)(_places)


def _same(new: Numbers, old: Numbers, nodes: int) -> Numbers:
    """Return where rows of a table stand in another one, by node and by their order at the node, -1 = not there."""
    following, last, first = np.full(old.size, -1, np.int64), np.full(nodes, -1, np.int64), np.full(nodes, -1, np.int64)
    for k in range(old.size):
        if last[old[k]] >= 0:
            following[last[old[k]]] = k
        else:
            first[old[k]] = k
        last[old[k]] = k
    at = np.empty(new.size, dtype=np.int64)
    for k in range(new.size):
        at[k] = first[new[k]]
        if at[k] >= 0:
            first[new[k]] = following[at[k]]
    return at


same: Callable[..., Any] = numba.njit(cache=True)(_same)


def _multipliers(before: Figures, rows: int, new: Table, old: Table, contracts: Table, stiff: Table) -> Figures:
    """Return the multipliers of a solution for the rows of another programme."""
    p = np.zeros(rows)
    for one, other in zip(new, old):  # noqa: B905 - what is compiled knows no strict
        for k in range(min(one.size, other.size)):
            if one[k] >= 0 and other[k] >= 0:
                p[one[k]] = before[other[k]]
    at, least, most, old_least, old_most = contracts
    for k in range(at.size):
        if at[k] >= 0:
            if least[k] >= 0 and old_least[at[k]] >= 0:
                p[least[k]] = before[old_least[at[k]]]
            if most[k] >= 0 and old_most[at[k]] >= 0:
                p[most[k]] = before[old_most[at[k]]]
    at, row, old_row = stiff
    for k in range(at.size):
        if at[k] >= 0:
            p[row[k]] = before[old_row[at[k]]]
    return p


multipliers: Callable[..., Any] = numba.njit(cache=True)(_multipliers)


def _quantities(
    before: Figures, unit: float, most: Figures, full: Figures, new: Table, old: Table, nodes: int, sales: Numbers,
    old_sales: int, kept: NDArray[np.bool_],
) -> Figures:  # fmt: skip
    """Return the columns of a solution for another programme; what was used or made to the last unit is so again."""
    fixed, old_fixed = most.size, full.size
    v, j, first = np.zeros(fixed + kept.sum()), 0, 0
    for table in (0, 1, 1, 2):
        at = same(new[table], old[table], nodes)
        for k in range(at.size):
            if at[k] >= 0:
                amount, bound = before[first + at[k]], full[first + at[k]]
                v[j + k] = most[j + k] if amount >= bound * ALL else min(amount * unit, most[j + k])
        j, first = j + at.size, first + old[table].size
    for k in range(sales.size):
        if sales[k] >= 0:
            v[fixed - sales.size + k] = before[old_fixed - old_sales + sales[k]] * unit
    j = fixed
    for way in range(kept.size):
        if kept[way]:
            v[j] = before[old_fixed + way] * unit
            j += 1
    return v


quantities: Callable[..., Any] = numba.njit(cache=True)(_quantities)
