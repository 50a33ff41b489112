"""Pairs whose loads are taken to be linear in hours: those that a closure does not touch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.layers.freight.choice import Choice

    Figures = NDArray[np.float64]
    Rough = NDArray[np.float32]
    Numbers = NDArray[np.int64]
    Small = NDArray[np.int32]

MOST_HELD = 2_000
"""Links up to which covariances are held: their number squared is kept."""
HARDLY = 1e-4
"""Slope x variance of a link's load up to which it is taken not to answer hours at all."""
TILE = 32
"""Rows and columns of a matrix that are looked at side by side."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Tangent:
    """Loads of some pairs near the hours at which they are known; takes the place of their `Choice`.

    Parameters
    ----------
    links
        (H,) positions among the varying links of those whose hours move a share, ascending
    covariance
        (H, H) how far the load of one falls for an hour on the other
    hours, loads
        (V,) the hours, and the pairs' loads at them
    spent
        hours that these loads are worth
    """

    links: Numbers
    covariance: Rough
    hours: Figures
    loads: Figures
    spent: float

    @property
    def counted(self) -> NDArray[np.bool_]:
        """(0,) no share is looked at."""
        return np.zeros(0, dtype=bool)

    def load(self, hours: Figures, flow: Figures) -> tuple[float, Figures, Figures]:
        """Add loads at the varying links' hours to `flow`; return hours spent, and neither shares nor costs."""
        change = hours - self.hours
        fall = np.zeros(self.links.size)
        times(self.covariance, change[self.links], fall)
        flow += self.loads
        flow[self.links] -= fall
        spent = self.spent + float(self.loads @ change) - 0.5 * float(fall @ change[self.links])
        return spent, np.zeros(0), np.zeros(0)

    def turn(self, share: Figures, change: Figures, out: Figures) -> float:  # noqa: ARG002
        """Add to `out` how far loads fall when hours rise by `change`; return zero, as no share is looked at."""
        fall = np.zeros(self.links.size)
        times(self.covariance, change[self.links], fall)
        out[self.links] += fall
        return 0.0

    def vary(self, share: Figures, variance: Figures) -> None:  # noqa: ARG002
        """Add to `variance` (V,) how far each link's load falls for an hour on it alone."""
        variance[self.links] += np.diagonal(self.covariance)

    def covary(self, share: Figures, place: Small, whole: Figures) -> None:  # noqa: ARG002
        """Add to `whole` (S, S), once for every two links, how far the load of one falls for an hour on the other."""
        chosen(self.covariance, place[self.links], whole)

    def less(self, choice: Choice, share: Figures) -> Tangent:
        """Return the tangent without some of its pairs, which have these shares at its hours."""
        loads = np.zeros(self.loads.size)
        spent, _, _ = choice.load(self.hours, loads)
        return replace(self.bent((choice, share, -1.0)), loads=self.loads - loads, spent=self.spent - spent)

    def bent(self, *parts: tuple[Choice, Figures, float]) -> Tangent:
        """Return the tangent with the covariances of some pairs at some shares so many times more."""
        place = np.full(self.loads.size, -1, dtype=np.int32)
        place[self.links] = np.arange(self.links.size)
        more = np.zeros(self.covariance.shape)
        for choice, share, often in parts:
            choice.covary(share, place, more, often)
        covariance = self.covariance.copy()
        mirrored(more, covariance)
        return replace(self, covariance=covariance)

    def at(self, hours: Figures, loads: Figures, spent: float) -> Tangent:
        """Return the same covariances at other hours."""
        return replace(self, hours=hours, loads=loads, spent=spent)


def tangent(
    choice: Choice, share: Figures, slope: Figures, hours: Figures, loads: Figures, spent: float
) -> Tangent | None:
    """Return the tangent of a choice at shares, hours and loads that agree; None where it has too many links."""
    variance = np.zeros(hours.size)
    choice.vary(share, variance)
    links = np.flatnonzero(slope * variance > HARDLY)
    if links.size > MOST_HELD:
        return None
    none = np.zeros((links.size, links.size), dtype=np.float32)
    return Tangent(links=links, covariance=none, hours=hours, loads=loads, spent=spent).bent((choice, share, 1.0))


def _mirrored(half: Figures, matrix: Rough) -> None:
    """Add figures for every two links, each at either of two places, to a symmetric matrix."""
    size = half.shape[0]
    for left in range(0, size, TILE):
        for top in range(left, size, TILE):
            for i in range(top, min(top + TILE, size)):
                for j in range(left, min(left + TILE, i)):
                    more = half[i, j] + half[j, i]
                    if more != 0.0:
                        matrix[i, j] += more
                        matrix[j, i] += more
    for i in range(size):
        matrix[i, i] += half[i, i]


mirrored: Callable[..., Any] = numba.njit(cache=True)(_mirrored)


def _times(matrix: Rough, change: Figures, product: Figures) -> None:
    """Add the product of a symmetric matrix and a vector to `product`; rows of zeros cost nothing."""
    for i in range(change.size):
        more = change[i]
        if more != 0.0:
            row = matrix[i]
            for j in range(product.size):
                product[j] += more * row[j]


times: Callable[..., Any] = numba.njit(cache=True)(_times)


def _chosen(matrix: Rough, place: Small, whole: Figures) -> None:
    """Add the lower half of a matrix to `whole`, at the places of its links; -1 = has none."""
    for i in range(place.size):
        if place[i] >= 0:
            row, own = whole[place[i]], matrix[i]
            for j in range(i + 1):
                if place[j] >= 0:
                    row[place[j]] += own[j]


chosen: Callable[..., Any] = numba.njit(cache=True)(_chosen)
