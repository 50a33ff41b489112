"""Global sensitivity: which named factors drive the leverage of a pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import baseline
from marchland.bridge.factors import deviates
from marchland.engine import code_fingerprint, inputs_of
from marchland.errors import MarchlandError, SolverError
from marchland.leverage.at_best import AtBest
from marchland.leverage.factor_shares import FactorShare, Sensitivity
from marchland.leverage.leverage_of import BUDGET, DAYS, check_budget, left_out_levers
from marchland.leverage.parts_apart import Parts, distinct
from marchland.leverage.sobol import Indices, sobol_indices, sobol_sample
from marchland.levers import check_horizon, horizon_of, menu
from marchland.sweep import SEED, gaps

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.levers import Horizon
    from marchland.world import World

    Told = Callable[[str, int, int], None]

DRAWS = 128
LEAST = 0.01
END = 1.6449
"""Deviate of the 95th percentile."""
NOTHING = 1e-9
"""A change below this share of a figure is none: what a solver leaves."""
CHECKED = 32
"""Points at which it is measured what the factors left out, and single cells, add."""
FEWEST = 16
"""Blocks below which a share says nothing."""


def sensitivity(
    world: World,
    sender: str,
    target: str,
    *,
    budget: float = BUDGET,
    horizon: Horizon | None = None,
    days: int = DAYS,
    draws: int = DRAWS,
    seed: int = SEED,
    energy: bool = True,
    least: float = LEAST,
    jobs: int = 1,
    progress: Told | None = None,
) -> Sensitivity:
    """Say which named factors drive the leverage of a pair: first and total Sobol indices with intervals.

    The bundle is chosen once, at best values. Then each factor alone is moved to its 5th and 95th percentile; those
    that move the leverage make up the sample, of draws x (factors + 2) points (Saltelli et al. 2010). What is solved
    apart (goods, money, gas, oil) is solved only where one of the factors that move it differs.

    Parameters
    ----------
    world
        a world of all years is taken at its base year
    sender, target
        codes of actors or blocs
    budget, horizon, days, energy
        as in `leverage_of`
    draws
        number of blocks of the sample, a power of two: each is a draw, the same with one factor after the other from
        another draw, and that other draw
    seed
        what makes the sample
    least
        a factor that alone moves the leverage by less than this share of what all do together (root of the sum of
        squares) is left out; 0 = only those that move nothing
    jobs
        number of processes; a script that asks for more than one needs `if __name__ == "__main__":`
    progress
        told the step, how much of it is done, and of how much

    Raises
    ------
    UnknownName, MissingData
        where an actor or a figure is missing
    MarchlandError
        where draws are no power of two, the pair overlaps, no bundle is within the budget, or SALib is missing
    SolverError
        where the best values give no solution, or too few blocks of the sample do
    """
    sobol_sample(1, draws, seed)  # what is wrong with the draws, or missing, is told before anything is solved
    check_budget(budget)
    if not 0 <= least < 1:
        raise MarchlandError(f"least {least} is no share; give 0 to below 1, for instance {LEAST}")
    base = baseline(world, check_horizon(horizon or horizon_of(days)))
    view = base.world
    if set(view.members(sender)) & set(view.members(target)):
        raise MarchlandError(f"sender and target overlap ({sender}, {target}); name two different actors")
    offered = menu(view, sender, target, days=days, narrow=False, energy=energy)
    if progress is not None:
        progress("levers at best values", 0, 1)
    at_best = AtBest.of(base, {(sender, target): offered}, budget)
    position = at_best.chosen[sender, target]
    if position is None:
        raise MarchlandError(
            f"{sender} has nothing that costs {target} anything within the budget of {budget:.2%} of its GDP, so that "
            f"there is nothing to explain; `marchland menu {sender} {target}` lists its levers"
        )
    bundle = dict(at_best.ranked[sender, target])[position]
    parts = Parts.of(base, sender, target, bundle)
    found = _moved(parts, least, jobs, progress)
    sampled = _sampled(parts, found, draws, seed, jobs, progress)
    ranked = np.argsort(-sampled.indices.total[1], kind="stable").tolist()
    return Sensitivity(
        world=view,
        sender=sender,
        target=target,
        bundle=bundle,
        budget=budget,
        horizon=base.horizon,
        days=days,
        shares=tuple(_share(base, found, sampled.indices, k) for k in ranked),
        slight=tuple(base.factors[i] for i in found.slight),
        still=tuple(base.factors[i] for i in found.still),
        least=least,
        leverage=_range(found.best, sampled.drawn),
        drawn=sampled.drawn,
        variance=sampled.indices.variance,
        left_out=sampled.left_out,
        cells=sampled.cells,
        z=sampled.z[:, ranked],
        inputs=inputs_of(base, bundle.levers),
        draws=draws,
        seed=seed,
        evaluations=found.evaluations + sampled.evaluations,
        failed=sampled.failed,
        residual=max(at_best.residual, found.residual, sampled.residual),
        gaps=(*left_out_levers(base, [item.lever for item in offered.items]), *gaps(base, {sender, target})),
        code=code_fingerprint(),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Moved:
    """What each factor alone moves at best values: positions of factors, and (factors,) leverage at both ends."""

    best: float
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    sampled: tuple[int, ...]
    slight: tuple[int, ...]
    still: tuple[int, ...]
    of_part: tuple[frozenset[int], ...]
    evaluations: int
    residual: float


@dataclass(frozen=True, kw_only=True, eq=False)
class _Sampled:
    """What the sample says."""

    indices: Indices
    drawn: NDArray[np.float64]
    z: NDArray[np.float64]
    left_out: float
    cells: float
    evaluations: int
    failed: tuple[str, ...]
    residual: float


def _told(progress: Told | None, step: str, total: int, before: int = 0) -> Callable[[int], None] | None:
    return None if progress is None else lambda done: progress(step, before + done, total)


def _moved(parts: Parts, least: float, jobs: int, progress: Told | None) -> _Moved:
    """Move each factor alone to both ends, and see what it moves."""
    n = len(parts.task.base.factors)
    z = np.concatenate((np.zeros((1, n)), -END * np.eye(n), END * np.eye(n)))
    found = parts.at(z, jobs=jobs, progress=_told(progress, "one factor at a time", len(z)))
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
    return _Moved(
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


def _sampled(parts: Parts, moved: _Moved, draws: int, seed: int, jobs: int, progress: Told | None) -> _Sampled:
    """Compute the leverage at the points of the sample, and what is not in it at the first ones."""
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
    out = parts.at(other, jobs=jobs, progress=_told(progress, left, total))
    noisy = parts.at(z[first], seed=seed, cells=True, jobs=jobs, progress=_told(progress, left, total, len(first)))
    added = [float(np.nanmean((found.leverage - value[first, 0]) ** 2)) for found in (out, noisy)]
    everything = indices.variance + sum(added)
    return _Sampled(
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
    parts: Parts, moved: _Moved, z: NDArray[np.float64], jobs: int, progress: Told | None
) -> tuple[NDArray[np.float64], int, float, tuple[str, ...]]:
    """Return (points,) leverage, nan where not solved; how many solves, the largest certificate, reasons."""
    apart = [distinct(z, sorted(own)) for own in moved.of_part]
    total, before = sum(len(points) for points, _ in apart), 0
    loss, gdp, residual = np.zeros(len(z)), np.zeros(0), 0.0
    reasons: list[str] = []
    for part, (points, which) in enumerate(apart):
        found = parts.only(part).at(points, jobs=jobs, progress=_told(progress, "sample", total, before))
        loss += found.loss[which, 0]
        gdp = found.gdp[which] if part == 0 else gdp
        residual = max(residual, found.residual)
        reasons += found.reasons
        before += len(points)
    return loss / gdp, total, residual, tuple(reasons)


def _share(base: Baseline, moved: _Moved, indices: Indices, k: int) -> FactorShare:
    """Return what the k-th factor of the sample has to do with the leverage."""
    return FactorShare(
        factor=base.factors[moved.sampled[k]],
        first=_three(indices.first[:, k]),
        total=_three(indices.total[:, k]),
        at_low=float(moved.low[moved.sampled[k]]),
        at_high=float(moved.high[moved.sampled[k]]),
    )


def _three(values: NDArray[np.float64]) -> tuple[float, float, float]:
    low, best, high = values.tolist()
    return low, best, high


def _range(best: float, drawn: NDArray[np.float64]) -> tuple[float, float, float]:
    low, high = np.quantile(drawn, (0.05, 0.95)).tolist()
    return low, best, high
