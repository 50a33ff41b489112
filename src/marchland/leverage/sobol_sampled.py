"""A Sobol sample of the leverage of a pair: its indices, and what is not in the sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.factors import deviates
from marchland.errors import SolverError
from marchland.leverage.parts_apart import distinct
from marchland.leverage.screened import told
from marchland.leverage.sobol import sobol_indices, sobol_sample

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.leverage.parts_apart import Parts
    from marchland.leverage.screened import Screened, Told
    from marchland.leverage.sobol import Indices

CHECKED = 32
"""Points at which it is measured what the factors left out, and single cells, add."""
FEWEST = 16
"""Blocks below which a share says nothing."""


@dataclass(frozen=True, kw_only=True, eq=False)
class SobolSample:
    """What the sample says.

    Parameters
    ----------
    indices
        first and total shares of the factors of the sample, and its variance
    drawn, z
        (2 x blocks,) leverage at the independent points, and (2 x blocks, factors of the sample) their deviates
    left_out, cells
        shares of the whole variance that the factors left out, and the noise of single cells, add
    evaluations
        number of times that a part was solved
    failed
        why blocks are missing
    residual
        largest certificate
    """

    indices: Indices
    drawn: NDArray[np.float64]
    z: NDArray[np.float64]
    left_out: float
    cells: float
    evaluations: int
    failed: tuple[str, ...]
    residual: float


def sobol_sampled(
    parts: Parts, moved: Screened, draws: int, seed: int, *, jobs: int = 1, progress: Told | None = None
) -> SobolSample:
    """Compute the leverage at the points of the sample, and what is not in it at the first ones.

    Parameters
    ----------
    parts, moved
        what makes up the leverage, and what moves it
    draws, seed
        number of blocks, a power of two, and what makes them
    jobs, progress
        number of processes; told the step, how much of it is done, and of how much

    Raises
    ------
    SolverError
        where too few blocks give a solution
    """
    columns, factors = list(moved.sampled), parts.task.base.factors
    points = sobol_sample(len(columns), draws, seed) if columns else np.zeros((2 * draws, 0))
    z = np.zeros((len(points), len(factors)))
    z[:, columns] = points
    flat, evaluations, residual, reasons = _leverage_at(parts, moved, z, jobs, progress)
    value = flat.reshape(draws, -1)
    whole = np.asarray(~np.isnan(value).any(axis=1))
    if whole.sum() < min(FEWEST, draws):
        raise SolverError(f"only {whole.sum()} of {draws} blocks of the sample could be solved: {reasons[0]}")
    indices = sobol_indices(value[whole].ravel(), len(columns), seed)
    blocks = points.reshape(draws, len(columns) + 2, len(columns))
    z = z.reshape(draws, -1, len(factors))[:, 0]
    first = np.flatnonzero(whole)[:CHECKED]
    rest = [*moved.slight, *moved.still]
    other = z[first].copy()
    other[:, rest] = deviates(factors, len(first), seed)[:, rest]
    left, total = "what is left out", 2 * len(first)
    out = parts.at(other, jobs=jobs, progress=told(progress, left, total))
    noisy = parts.at(z[first], seed=seed, cells=True, jobs=jobs, progress=told(progress, left, total, len(first)))
    added = [float(np.nanmean((found.leverage - value[first, 0]) ** 2)) for found in (out, noisy)]
    everything = indices.variance + sum(added)
    return SobolSample(
        indices=indices,
        drawn=value[whole][:, [0, -1]].ravel(),
        z=blocks[whole][:, [0, -1]].reshape(2 * int(whole.sum()), len(columns)),
        left_out=added[0] / everything if everything > 0 else 0.0,
        cells=added[1] / everything if everything > 0 else 0.0,
        evaluations=evaluations + 2 * len(first) * len(parts),
        failed=tuple(reasons),
        residual=max(residual, out.residual, noisy.residual),
    )


def _leverage_at(
    parts: Parts, moved: Screened, z: NDArray[np.float64], jobs: int, progress: Told | None
) -> tuple[NDArray[np.float64], int, float, tuple[str, ...]]:
    """Return (points,) leverage, nan where not solved; how many solves, the largest certificate, reasons."""
    apart = [distinct(z, sorted(own)) for own in moved.of_part]
    total, before = sum(len(points) for points, _ in apart), 0
    loss, gdp, residual = np.zeros(len(z)), np.zeros(0), 0.0
    reasons: list[str] = []
    for part, (points, which) in enumerate(apart):
        found = parts.only(part).at(points, jobs=jobs, progress=told(progress, "sample", total, before))
        loss += found.loss[which, 0]
        gdp = found.gdp[which] if part == 0 else gdp
        residual = max(residual, found.residual)
        reasons += found.reasons
        before += len(points)
    return loss / gdp, total, residual, tuple(reasons)
