"""How the fixed point of loads and hours bends, on the links where it does: a matrix and its factor.

With D the slopes of hours and Q the covariances of routes, a Newton step solves (I + Q D) d = v(T(f)) - f (see
`marchland.layers.freight.fixed_point`). On links where D Q is next to nothing a step is what the loads say; on the
others the matrix is written down and factored, after which a step costs next to nothing.
"""

# ruff: noqa: C901

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from marchland.layers.freight.choice import Choice
    from marchland.layers.freight.tangent import Tangent

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Small = NDArray[np.int32]
    Flags = NDArray[np.bool_]

FLAT = 0.01
"""Slope x variance of a link's load up to which a step is what the loads say; the next step mends what that leaves."""
MOST_LINKS = 1_000
"""Links up to which the matrix is written down: its factor takes their number cubed."""
WIDTH = 4
"""Columns that are factored at a time."""
RARE = 1e-4
"""Shares of routes below it are left out of the matrix."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Curvature:
    """Newton steps from one point, good for points nearby.

    Parameters
    ----------
    links
        (S,) positions among the varying links of those that bend
    root
        (S,) square root of the slope of hours
    factor
        (S, S) lower Cholesky factor of I + root Q root
    """

    links: Numbers
    root: Figures
    factor: Figures

    def step(self, residual: Figures) -> Figures:
        """Return the step (V,) where loads less flow are `residual` (V,)."""
        found = residual.copy()
        right = self.root * residual[self.links]
        substituted(self.factor, right)
        found[self.links] = right / self.root
        return found


def curvature(choices: Sequence[Choice | Tangent], share: Sequence[Figures], slope: Figures) -> Curvature | None:
    """Return the curvature where routes have the shares and hours the slopes (V,) given.

    None where too many links bend, or hours rise too steeply for it to be factored.
    """
    variance = np.zeros(slope.size)
    for c, taken in zip(choices, share, strict=True):
        c.vary(taken, variance)
    links = np.flatnonzero(slope * variance > FLAT)
    if links.size > MOST_LINKS:
        return None
    place = np.full(slope.size, -1, dtype=np.int32)
    place[links] = np.arange(links.size)
    whole = np.zeros((links.size, links.size))
    for c, taken in zip(choices, share, strict=True):
        c.covary(taken, place, whole)
    root = np.sqrt(slope[links])
    weighted(whole, root)
    return Curvature(links=links, root=root, factor=whole) if factored(whole) else None


def _variances(
    volume: Figures, theta: Figures, worth: Figures, skip: Flags, first: Numbers, core_start: Numbers, core: Small,
    share: Figures, variance: Figures,
) -> None:  # fmt: skip
    """Add to `variance` (V,) how far each link's load falls for an hour on it alone."""
    taken = np.zeros(variance.size)
    for pair in range(volume.size):
        begin, end = first[pair], first[pair + 1]
        if skip[pair] or end - begin < 2 or volume[pair] <= 0.0:
            continue
        weight = volume[pair] * worth[pair] / theta[pair]
        for route in range(begin, end):
            for at in range(core_start[route], core_start[route + 1]):
                taken[core[at]] += share[route]
        for at in range(core_start[begin], core_start[end]):
            part = taken[core[at]]
            if part > 0.0:
                variance[core[at]] += weight * part * max(1.0 - part, 0.0)
                taken[core[at]] = 0.0


variances: Callable[..., Any] = numba.njit(cache=True)(_variances)


def _covariances(
    volume: Figures, theta: Figures, worth: Figures, skip: Flags, first: Numbers, core_start: Numbers, core: Small,
    share: Figures, place: Small, whole: Figures, often: float,
) -> None:  # fmt: skip
    """Add to `whole` (S, S), once for every two links, so often how far one's load falls for an hour on the other."""
    size = whole.shape[0]
    taken, met, mine = np.zeros(size), np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    for pair in range(volume.size):
        begin, end = first[pair], first[pair + 1]
        if skip[pair] or end - begin < 2 or volume[pair] <= 0.0:
            continue
        weight = often * volume[pair] * worth[pair] / theta[pair]
        count = 0
        for route in range(begin, end):
            if share[route] < RARE:
                continue
            length = 0
            for at in range(core_start[route], core_start[route + 1]):
                link = place[core[at]]
                if link >= 0:
                    if taken[link] == 0.0:
                        met[count] = link
                        count += 1
                    taken[link] += share[route]
                    mine[length] = link
                    length += 1
            amount = weight * share[route]
            for i in range(length):
                row = whole[mine[i]]
                for j in range(i + 1):
                    row[mine[j]] += amount
        for i in range(count):
            row, amount = whole[met[i]], weight * taken[met[i]]
            for j in range(i + 1):
                row[met[j]] -= amount * taken[met[j]]
        for i in range(count):
            taken[met[i]] = 0.0


covariances: Callable[..., Any] = numba.njit(cache=True)(_covariances)


def _weighted(whole: Figures, root: Figures) -> None:
    """Turn covariances, each of which stands at either of two places, into the lower half of I + root Q root."""
    for i in range(root.size):
        row, weight = whole[i], root[i]
        for j in range(i):
            row[j] = (row[j] + whole[j, i]) * weight * root[j]
        row[i] = 1.0 + row[i] * weight * weight


weighted: Callable[..., Any] = numba.njit(cache=True)(_weighted)


def _factored(matrix: Figures) -> bool:
    """Turn the lower half of a positive definite matrix into its Cholesky factor; False where it is not.

    Four columns at a time, in one thread and one order of sums: LAPACK's takes as many threads as there are cores,
    which wait for each other where others work too.
    """
    size = matrix.shape[0]
    panel = np.zeros((WIDTH, size))
    for first in range(0, size, WIDTH):
        last = min(first + WIDTH, size)
        for k in range(first, last):
            pivot = matrix[k, k]
            if not (pivot > 0.0 and pivot < np.inf):
                return False
            pivot = np.sqrt(pivot)
            column = panel[k - first]
            matrix[k, k] = pivot
            for i in range(k + 1, size):
                matrix[i, k] /= pivot
                column[i] = matrix[i, k]
            for j in range(k + 1, last):
                for i in range(j, size):
                    matrix[i, j] -= column[i] * column[j]
        a, b, c, d = panel[0], panel[1], panel[2], panel[3]
        for i in range(last, size):
            row = matrix[i]
            p, q, r, s = a[i], b[i], c[i], d[i]
            for j in range(last, i + 1):
                row[j] -= p * a[j] + q * b[j] + r * c[j] + s * d[j]
    return True


factored: Callable[..., Any] = numba.njit(cache=True)(_factored)


def _substituted(factor: Figures, right: Figures) -> None:
    """Put the solution of (factor factor') x = right in the place of `right`."""
    for i in range(right.size):
        own = factor[i]
        left = right[i]
        for k in range(i):
            left -= own[k] * right[k]
        right[i] = left / own[i]
    for i in range(right.size - 1, -1, -1):
        own = factor[i]
        right[i] /= own[i]
        for k in range(i):
            right[k] -= own[k] * right[i]


substituted: Callable[..., Any] = numba.njit(cache=True)(_substituted)
