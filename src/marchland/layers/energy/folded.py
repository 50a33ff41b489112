"""Stiff sales that come by one way are columns of their own: neither a row nor a second column is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.energy.programme import Columns, Programme
    from marchland.layers.energy.ways import Ways

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]


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
    def rows(self) -> Numbers:
        """Rows of the programme that nothing is left of."""
        return self.programme.stiff_row[self.lone]

    def inside(self, v: Figures) -> Figures:
        """Return columns of the programme as columns of this one."""
        return v[self.kept]

    def outside(self, v: Figures, p: Figures) -> tuple[Figures, Figures]:
        """Return columns and multipliers of this programme as those of the whole one."""
        problem = self.programme
        whole, p = np.zeros(self.kept.size + int(self.lone.sum())), p.copy()
        whole[self.kept] = v
        whole[self.sale] = whole[self.way]
        _, _, _, d, c, _ = problem.fixed
        sales = problem.fixed[0].size - 1 - self.lone.size + np.flatnonzero(self.lone)
        p[self.rows] = p[problem.stiff_served[self.lone]] - c[sales] - d[sales] * whole[sales]
        return whole, p


def folded(problem: Programme, ways: Ways) -> Folded:
    """Return the columns over some ways, as few as do."""
    start, row, coefficient, d, c, u = problem.of(ways)
    pairs, fixed = problem.stiff_row.size, problem.fixed[0].size - 1
    at = problem.stiff_at[problem.seller_at[ways.seller], ways.buyer]
    lone = np.bincount(at[at >= 0], minlength=pairs) <= 1
    way = np.flatnonzero((at >= 0) & np.append(lone, False)[at])
    sale, columns = fixed - pairs + at[way], fixed + way
    serves = np.arange(problem.b.size)
    serves[problem.stiff_row[lone]] = problem.stiff_served[lone]
    row[start[fixed] :] = serves[row[start[fixed] :]]
    d[columns] = d[sale]
    c[columns] += c[sale]
    stays = np.ones(c.size, dtype=bool)
    stays[fixed - pairs + np.flatnonzero(lone)] = False
    length = np.diff(start)
    entries, first = np.repeat(stays, length), np.zeros(int(stays.sum()) + 1, dtype=np.int64)
    np.cumsum(length[stays], out=first[1:])
    return Folded(
        programme=problem,
        columns=(first, row[entries], coefficient[entries], d[stays], c[stays], u[stays]),
        kept=np.flatnonzero(stays),
        lone=lone,
        sale=sale,
        way=columns,
    )
