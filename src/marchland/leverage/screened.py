"""Which factors move the leverage of a pair at all: each alone at its 5th and 95th percentile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import SolverError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.leverage.parts_apart import Parts

    Told = Callable[[str, int, int], None]
    """Told the step, how much of it is done, and of how much."""

END = 1.6449
"""Deviate of the 95th percentile."""
NOTHING = 1e-9
"""A change below this share of a figure is none: what a solver leaves."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Screened:
    """What each factor alone moves, all else at best values.

    Parameters
    ----------
    best
        leverage at best values, share of the target's GDP
    low, high
        (factors,) leverage with the factor at its 5th and 95th percentile
    sampled, slight, still
        positions of the factors that move it, that move it by next to nothing, and that move nothing
    of_part
        for each part the positions of those of the sample that move it
    evaluations
        number of times that a part was solved
    residual
        largest certificate
    """

    best: float
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    sampled: tuple[int, ...]
    slight: tuple[int, ...]
    still: tuple[int, ...]
    of_part: tuple[frozenset[int], ...]
    evaluations: int
    residual: float


def told(progress: Told | None, step: str, total: int, before: int = 0) -> Callable[[int], None] | None:
    """Return what tells how much of a step is done; None where nobody asks."""
    return None if progress is None else lambda done: progress(step, before + done, total)


def screened(parts: Parts, least: float, *, jobs: int = 1, progress: Told | None = None) -> Screened:
    """Move each factor alone to both ends, and see what it moves.

    Parameters
    ----------
    parts
        what makes up the leverage
    least
        a factor that moves the leverage by less than this share of what all do together (root of the sum of squares) is
        slight
    jobs, progress
        number of processes; told the step, how much of it is done, and of how much

    Raises
    ------
    SolverError
        where a factor at one of its ends gives no solution
    """
    n = len(parts.task.base.factors)
    z = np.concatenate((np.zeros((1, n)), -END * np.eye(n), END * np.eye(n)))
    found = parts.at(z, jobs=jobs, progress=told(progress, "one factor at a time", len(z)))
    if np.isnan(found.gdp).any():
        raise SolverError(f"a factor alone at its 5th or 95th percentile gives no solution: {found.reasons[0]}")
    value = found.leverage
    change = np.abs(value[1:] - value[0]).reshape(2, n).max(axis=0)
    together = float(np.sqrt((change**2).sum()))
    moving = change > NOTHING * abs(value[0])
    in_sample = moving & (change >= least * together)
    by_part = np.abs(found.loss[1:] - found.loss[0]).reshape(2, n, len(parts)).max(axis=0)
    gdp = np.abs(found.gdp[1:] - found.gdp[0]).reshape(2, n).max(axis=0) > NOTHING * found.gdp[0]
    touches = by_part > NOTHING * np.abs(found.loss[0]).sum()
    touches[:, 0] |= gdp  # GDP is read off the first part
    return Screened(
        best=float(value[0]),
        low=value[1 : n + 1],
        high=value[n + 1 :],
        sampled=tuple(np.flatnonzero(in_sample).tolist()),
        slight=tuple(np.flatnonzero(moving & ~in_sample).tolist()),
        still=tuple(np.flatnonzero(~moving).tolist()),
        of_part=tuple(frozenset(np.flatnonzero(touches[:, p] & in_sample).tolist()) for p in range(len(parts))),
        evaluations=len(z) * len(parts),
        residual=found.residual,
    )
