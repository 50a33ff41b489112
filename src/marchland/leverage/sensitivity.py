"""Global sensitivity: which named factors drive the leverage of a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import baseline
from marchland.engine import code_fingerprint, inputs_of
from marchland.errors import MarchlandError
from marchland.leverage.at_best import AtBest
from marchland.leverage.factor_shares import FactorShare, Sensitivity
from marchland.leverage.leverage_of import BUDGET, DAYS, check_budget, left_out_levers
from marchland.leverage.parts_apart import Parts
from marchland.leverage.screened import screened
from marchland.leverage.sobol import sobol_sample
from marchland.leverage.sobol_sampled import sobol_sampled
from marchland.levers import check_horizon, horizon_of, menu
from marchland.sweep import SEED, gaps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.leverage.screened import Screened, Told
    from marchland.leverage.sobol import Indices
    from marchland.levers import Horizon
    from marchland.world import World

DRAWS = 128
LEAST = 0.01
"""Share of what all factors move the leverage by, below which one is left out."""


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
    offered = menu(view, sender, target, days=days, narrow=False, ways=False, energy=energy)
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
    found = screened(parts, least, jobs=jobs, progress=progress)
    sampled = sobol_sampled(parts, found, draws, seed, jobs=jobs, progress=progress)
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


def _share(base: Baseline, moved: Screened, indices: Indices, k: int) -> FactorShare:
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
