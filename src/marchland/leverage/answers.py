"""What a contract, a pipe or a partner's answer takes away from the leverage of a sender."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import baseline, central
from marchland.errors import CannotClear, ScenarioError, SolverError
from marchland.leverage.bundles import Bundle
from marchland.leverage.diversification import WORTH_LISTING, Diversification, Diversifications, ranked
from marchland.leverage.losses import TARGET, BundlesTask
from marchland.leverage.sampled import sampled
from marchland.leverage.tried import tried_against

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.leverage.result import Leverage, Pair
    from marchland.levers import Lever


def answers_worth(result: Leverage, pair: Pair, *, draws: int = 0, jobs: int = 1) -> Diversifications:
    """Return what contracts, pipes and answers of partners take away from a pair's leverage, one at a time.

    Each is solved together with the bundle that counts, and by itself: what it brings by itself is no part of what it
    takes away. Those that matter at best values are solved in draws.

    Parameters
    ----------
    result, pair
        leverage, and the pair of it
    draws, jobs
        number of draws and of processes

    Raises
    ------
    SolverError
        where the bundle that counts gives no solution
    """
    if pair.chosen is None:
        return Diversifications()
    base, held = baseline(result.world, result.horizon), pair.options[pair.chosen].bundle.levers
    without = float(pair.options[pair.chosen].best[TARGET].sum()) / pair.target_gdp
    worth, nothing = list["tuple[str, tuple[Lever, ...], float]"](), list["tuple[Lever, ...]"]()
    failed = list["tuple[tuple[Lever, ...], str]"]()
    for kind, answer in tried_against(base.world, pair, held, days=result.days):
        try:
            beside, alone = _shares(base, pair, _bundles(held, [answer])[1:])
        except (CannotClear, ScenarioError, SolverError) as error:
            failed.append((answer, str(error)))
            continue
        left = float(beside - alone)
        if without - left < WORTH_LISTING:
            nothing.append(answer)
        else:
            worth.append((kind, answer, left))
    drawn = _drawn(base, pair, held, [answer for _, answer, _ in worth], draws, result.seed, jobs)
    found = [
        Diversification(
            kind=kind,
            option=answer,
            target=pair.target,
            sender=pair.sender,
            without=without,
            left=left,
            without_drawn=drawn[0],
            left_drawn=drawn[1 + 2 * k] - drawn[2 + 2 * k],
        )
        for k, (kind, answer, left) in enumerate(worth)
    ]
    return Diversifications(found=ranked(found), without_effect=tuple(nothing), failed=tuple(failed))


def _bundles(held: tuple[Lever, ...], answers: list[tuple[Lever, ...]]) -> tuple[Bundle, ...]:
    """Return the levers as they are; and for each answer the levers with it, and it alone."""
    solved = (held, *(levers for answer in answers for levers in ((*held, *answer), answer)))
    return tuple(Bundle(kind="joined", levers=levers, size=1.0) for levers in solved)


def _task(base: Baseline, pair: Pair, bundles: tuple[Bundle, ...]) -> BundlesTask:
    return BundlesTask(base=base, bundles=bundles, parties=((pair.sender, pair.target),) * len(bundles))


def _shares(base: Baseline, pair: Pair, bundles: tuple[Bundle, ...]) -> NDArray[np.float64]:
    """Return (bundles,) losses of the target at best values, shares of its GDP."""
    losses = _task(base, pair, bundles)(central(base.factors))
    shares: NDArray[np.float64] = losses.loss[:, TARGET].sum(axis=-1) / losses.gdp[base.positions(pair.target)].sum()
    return shares


def _drawn(
    base: Baseline,
    pair: Pair,
    held: tuple[Lever, ...],
    answers: list[tuple[Lever, ...]],
    draws: int,
    seed: int,
    jobs: int,
) -> NDArray[np.float64]:
    """Return (bundles, draws) losses of the target, shares of its GDP."""
    bundles = _bundles(held, answers)
    if not draws or not answers:
        return np.zeros((len(bundles), 0))
    (found,) = sampled([_task(base, pair, bundles)], draws, seed, jobs=jobs, progress=None)
    gdp = found.gdp[base.positions(pair.target)].sum(axis=0)
    return np.array([found.loss[k][TARGET].sum(axis=0) / gdp for k in range(len(bundles))])
