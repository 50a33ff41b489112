"""The columns that can move; stiff sales that come by one way are that way: no row or second column is needed."""

# ruff: noqa: C901, PLR0912

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

NOTHING = 1e-9
"""A bound, over the mean observed use, up to which a column cannot move."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Folded:
    """The columns over some ways; a stiff sale by one way is that way, and one without a way is none.

    Parameters
    ----------
    programme
        whose columns these are
    ways
        how many ways
    columns
        start, row, coefficient, D, c, u; without those of stiff sales that are folded, and those that cannot move
    kept
        their places among all columns
    lone
        (T,) whether a stiff sale has one way or none
    sale, way
        columns of stiff sales that are folded into a way, and of these ways
    """

    programme: Programme
    ways: int
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

    def outside(self, v: Figures, p: Figures, works: Numbers) -> tuple[Figures, Figures, Figures]:
        """Return columns and multipliers of the whole programme, and by how much it exceeds rows but `works`.

        Where nothing arrives any price above what a unit is worth would do: no price is above it.
        """
        problem = self.programme
        found: tuple[Figures, Figures, Figures] = unfold(
            v, p, self.kept, self.lone, (self.sale, self.way), self.ways, problem.fixed[3:5],
            (problem.stiff_row, problem.stiff_served), (problem.pair_stiff, problem.most_row, problem.least_row),
            problem.dearest, (*self.columns[:3], problem.b), (problem.arcs_from, works),
        )  # fmt: skip
        return found


def _unfold(
    v: Figures, p: Figures, kept: Numbers, lone: NDArray[np.bool_], folds: Table, ways: int, sums: Table, rows: Table,
    pairs: Table, dearest: Figures, columns: Table, looked: tuple[int, Numbers],
) -> tuple[Figures, Figures, Figures]:  # fmt: skip
    """Return all columns and multipliers: of a lone sale those of its way, and what a unit less of it would save.

    With them by how much rows are exceeded; -inf for those that were looked at.
    """
    sale, way = folds
    d, c = sums
    own, served = rows
    stiff, most_row, least_row = pairs
    start, row, coefficient, b = columns
    whole, held, every, over = np.zeros(c.size + ways), np.zeros(lone.size), np.empty(p.size), np.empty(p.size)
    for k in range(p.size):
        every[k], over[k] = (min(p[k], dearest[k]) if k < dearest.size else p[k]), -b[k]
    for j in range(kept.size):
        whole[kept[j]] = v[j]
        for at in range(start[j], start[j + 1]):
            over[row[at]] += coefficient[at] * v[j]
    for k in range(looked[0]):
        over[k] = -np.inf
    for k in range(looked[1].size):
        over[looked[1][k]] = -np.inf
    for k in range(sale.size):
        whole[sale[k]] = whole[way[k]]
    for k in range(stiff.size):
        if stiff[k] >= 0:
            if most_row[k] >= 0:
                held[stiff[k]] += every[most_row[k]]
            if least_row[k] >= 0:
                held[stiff[k]] -= every[least_row[k]]
    first = c.size - lone.size
    for k in range(lone.size):
        if lone[k]:
            every[own[k]] = every[served[k]] - held[k] - c[first + k] - d[first + k] * whole[first + k]
    return whole, every, over


unfold: Callable[..., Any] = numba.njit(cache=True)(_unfold)


def _fold(first: Table, ways: Table, at: Numbers, stiff_row: Numbers, served: Numbers, rows: int) -> Fold:
    """Return start, row, coefficient, D, c, u, kept, lone, sale and way.

    `first` and `ways` are start, row, coefficient, D, c, u of the columns that are no ways, and start, row,
    coefficient, c, u of the ways; `at` (W,) is the stiff sale of each way.
    """
    start, row, coefficient, d, c, u = first
    way_start, way_row, way_coefficient, way_c, way_u = ways
    pairs, fixed = stiff_row.size, c.size
    stiff = fixed - pairs
    ways_of, serves, lone = np.zeros(pairs, np.int64), np.empty(rows, np.int64), np.zeros(pairs, np.bool_)
    for k in range(rows):
        serves[k] = k
    for way in range(at.size):
        if at[way] >= 0:
            ways_of[at[way]] += 1
    for sale in range(pairs):
        lone[sale] = ways_of[sale] <= 1
        if lone[sale]:
            serves[stiff_row[sale]] = served[sale]
    most, entries = fixed + at.size, row.size + way_row.size
    begins, rows_, shares = np.zeros(most + 1, np.int64), np.empty(entries, np.int64), np.empty(entries)
    kept, sales, foldeds = np.empty(most, dtype=np.int64), np.empty(pairs, np.int64), np.empty(pairs, np.int64)
    own_d, own_c, own_u = np.empty(most), np.empty(most), np.empty(most)
    k, folds, used = 0, 0, 0
    for j in range(fixed):
        if u[j] <= NOTHING or (j >= stiff and lone[j - stiff]):
            continue
        kept[k], own_d[k], own_c[k], own_u[k] = j, d[j], c[j], u[j]
        for entry in range(start[j], start[j + 1]):
            rows_[used], shares[used] = row[entry], coefficient[entry]
            used += 1
        k += 1
        begins[k] = used
    for way in range(at.size):
        alone = at[way] >= 0 and lone[at[way]]
        if alone:
            sale = stiff + at[way]
            sales[folds], foldeds[folds] = sale, fixed + way
            folds += 1
        if way_u[way] <= NOTHING:
            continue
        kept[k], own_d[k], own_c[k], own_u[k] = fixed + way, 0.0, way_c[way], way_u[way]
        for entry in range(way_start[way], way_start[way + 1]):
            rows_[used], shares[used] = serves[way_row[entry]], way_coefficient[entry]
            used += 1
        if alone:
            own_d[k], own_c[k] = d[sale], way_c[way] + c[sale]
            # after its own row and the one that it serves: the bounds of its contract
            for entry in range(start[sale] + 2, start[sale + 1]):
                rows_[used], shares[used] = row[entry], coefficient[entry]
                used += 1
        k += 1
        begins[k] = used
    return (
        begins[: k + 1], rows_[:used], shares[:used], own_d[:k], own_c[:k], own_u[:k], kept[:k], lone, sales[:folds],
        foldeds[:folds],
    )  # fmt: skip


fold: Callable[..., Any] = numba.njit(cache=True)(_fold)


def folded(problem: Programme, ways: Ways) -> Folded:
    """Return the columns over some ways, as few as do."""
    at = problem.stiff_at[problem.seller_at[ways.seller], ways.buyer]
    *columns, kept, lone, sale, way = fold(
        problem.fixed, problem.of_ways(ways), at, problem.stiff_row, problem.stiff_served, problem.b.size
    )
    return Folded(programme=problem, ways=len(ways), columns=tuple(columns), kept=kept, lone=lone, sale=sale, way=way)
