"""Stiff sales that come by one way are columns of their own: neither a row nor a second column is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.layers.energy.fixed import Columns
    from marchland.layers.energy.programme import Programme
    from marchland.layers.energy.ways import Ways

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Table = tuple[NDArray[Any], ...]
    Fold = tuple[Numbers, Numbers, Figures, Figures, Figures, Figures, Numbers, NDArray[np.bool_], Numbers, Numbers]


@dataclass(frozen=True, kw_only=True, eq=False)
class Folded:
    """The columns over some ways; a stiff sale by one way is that way, and one without a way is none.

    Parameters
    ----------
    programme
        whose columns these are
    columns
        start, row, coefficient, D, c, u; without those of stiff sales that are folded
    kept
        their places among all columns
    lone
        (T,) whether a stiff sale has one way or none
    sale, way
        columns of stiff sales that are folded into a way, and of these ways
    """

    programme: Programme
    columns: Columns
    kept: Numbers
    lone: NDArray[np.bool_]
    sale: Numbers
    way: Numbers

    @property
    def sums(self) -> tuple[Figures, Figures, Figures]:
        """D, c and u."""
        return self.columns[3:]

    @property
    def rows(self) -> Numbers:
        """Rows of the programme that nothing is left of."""
        return self.programme.stiff_row[self.lone]

    def inside(self, v: Figures) -> Figures:
        """Return columns of the programme as columns of this one."""
        return v[self.kept]

    def outside(self, v: Figures, p: Figures) -> tuple[Figures, Figures]:
        """Return columns and multipliers of this programme as those of the whole one."""
        problem = self.programme
        found: tuple[Figures, Figures] = unfold(
            v, p, self.kept, self.lone, (self.sale, self.way), problem.fixed[0].size - 1, problem.fixed[3:5],
            (problem.stiff_row, problem.stiff_served), (problem.pair_stiff, problem.most_row, problem.least_row),
        )  # fmt: skip
        return found


def _unfold(
    v: Figures, p: Figures, kept: Numbers, lone: NDArray[np.bool_], folds: Table, fixed: int, sums: Table, rows: Table,
    pairs: Table,
) -> tuple[Figures, Figures]:  # fmt: skip
    """Return all columns and multipliers: of a lone sale those of its way, and what a unit less of it would save."""
    sale, way = folds
    d, c = sums
    own, served = rows
    stiff, most_row, least_row = pairs
    whole, held, every = np.zeros(kept.size + lone.sum()), np.zeros(lone.size), np.empty(p.size)
    for k in range(p.size):
        every[k] = p[k]
    for j in range(kept.size):
        whole[kept[j]] = v[j]
    for k in range(sale.size):
        whole[sale[k]] = whole[way[k]]
    for k in range(stiff.size):
        if stiff[k] >= 0:
            if most_row[k] >= 0:
                held[stiff[k]] += p[most_row[k]]
            if least_row[k] >= 0:
                held[stiff[k]] -= p[least_row[k]]
    first = fixed - lone.size
    for k in range(lone.size):
        if lone[k]:
            every[own[k]] = p[served[k]] - held[k] - c[first + k] - d[first + k] * whole[first + k]
    return whole, every


unfold: Callable[..., Any] = numba.njit(cache=True)(_unfold)


def _fold(
    start: Numbers, row: Numbers, coefficient: Figures, d: Figures, c: Figures, u: Figures, fixed: int, at: Numbers,
    stiff_row: Numbers, served: Numbers, rows: int,
) -> Fold:  # fmt: skip
    """Return start, row, coefficient, D, c, u, kept, lone, sale and way; `at` (W,) is the stiff sale of each way."""
    pairs, first = stiff_row.size, fixed - stiff_row.size
    ways_of, serves, lone = np.zeros(pairs, np.int64), np.empty(rows, np.int64), np.zeros(pairs, np.bool_)
    for k in range(rows):
        serves[k] = k
    for way in range(at.size):
        if at[way] >= 0:
            ways_of[at[way]] += 1
    count = c.size
    for sale in range(pairs):
        lone[sale] = ways_of[sale] <= 1
        if lone[sale]:
            serves[stiff_row[sale]] = served[sale]
            count -= 1
    begins, rows_, shares = np.zeros(count + 1, np.int64), np.empty(row.size, np.int64), np.empty(row.size)
    kept, sales, ways = np.empty(count, dtype=np.int64), np.empty(pairs, np.int64), np.empty(pairs, np.int64)
    own_d, own_c, own_u = np.empty(count), np.empty(count), np.empty(count)
    k, folds, used = 0, 0, 0
    for j in range(c.size):
        if first <= j < fixed and lone[j - first]:
            continue
        kept[k], own_d[k], own_c[k], own_u[k] = j, d[j], c[j], u[j]
        if j >= fixed and at[j - fixed] >= 0 and lone[at[j - fixed]]:
            sale = first + at[j - fixed]
            sales[folds], ways[folds] = sale, j
            folds += 1
            own_d[k], own_c[k] = d[sale], c[j] + c[sale]
        for entry in range(start[j], start[j + 1]):
            rows_[used] = serves[row[entry]] if j >= fixed else row[entry]
            shares[used] = coefficient[entry]
            used += 1
        if folds and ways[folds - 1] == j:
            # after its own row and the one that it serves: the bounds of its contract
            for entry in range(start[sales[folds - 1]] + 2, start[sales[folds - 1] + 1]):
                rows_[used], shares[used] = row[entry], coefficient[entry]
                used += 1
        k += 1
        begins[k] = used
    return begins, rows_[:used], shares[:used], own_d, own_c, own_u, kept, lone, sales[:folds], ways[:folds]


fold: Callable[..., Any] = numba.njit(cache=True)(_fold)


def folded(problem: Programme, ways: Ways) -> Folded:
    """Return the columns over some ways, as few as do."""
    at = problem.stiff_at[problem.seller_at[ways.seller], ways.buyer]
    fixed = problem.fixed[0].size - 1
    *columns, kept, lone, sale, way = fold(
        *problem.of(ways), fixed, at, problem.stiff_row, problem.stiff_served, problem.b.size
    )
    return Folded(programme=problem, columns=tuple(columns), kept=kept, lone=lone, sale=sale, way=way)
