"""What a contract, a pipe or a partner's answer takes away from the leverage of a sender."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import baseline, central
from marchland.engine import LAYERS
from marchland.errors import CannotClear, MarchlandError, ScenarioError, SolverError
from marchland.leverage.bundles import Bundle
from marchland.leverage.diversification import WORTH_LISTING, Diversification, Diversifications, ranked
from marchland.leverage.losses import TARGET, TOGETHER, BundlesTask
from marchland.leverage.sampled import sampled
from marchland.leverage.shared_draws import shared_draws
from marchland.leverage.tried import tried_against

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.leverage.result import Leverage, Pair
    from marchland.levers import Lever

    Array = NDArray[np.float64]


def answers_worth(result: Leverage, pair: Pair, *, draws: int = 0, jobs: int = 1) -> Diversifications:
    """Return what contracts, pipes and answers of partners take away from a pair's leverage, one at a time.

    Each is solved together with those levers of the bundle that counts which it can soften, and by itself: what it
    brings by itself is no part of what it takes away. What the bundle costs without it is known from the leverage, at
    best values and in its draws. Those that matter at best values are solved in draws.

    Parameters
    ----------
    result, pair
        leverage, and the pair of it
    draws, jobs
        number of draws, the first ones of the leverage, and of processes

    Raises
    ------
    MarchlandError
        where the leverage has fewer draws
    SolverError
        where no draw can be solved
    """
    asked = len(result.z) + len(result.failed)
    if not 0 <= draws <= asked:
        raise MarchlandError(
            f"draws {draws}: what an answer is worth is told in draws of the leverage; give 0 to {asked}"
        )
    if pair.chosen is None:
        return Diversifications()
    base, counts = baseline(result.world, result.horizon), pair.options[pair.chosen]
    without, without_drawn = pair.leverage
    worth, nothing = list["tuple[_Tried, float]"](), list["tuple[Lever, ...]"]()
    failed = list["tuple[tuple[Lever, ...], str]"]()
    for kind, answer in tried_against(base.world, pair, counts.bundle.levers, days=result.days):
        tried = _Tried.against(counts.bundle.levers, kind, answer)
        try:
            solved = _task(base, pair, [tried])(central(base.factors))
        except (CannotClear, ScenarioError, SolverError) as error:
            failed.append((answer, str(error)))
            continue
        taken = float(tried.worth(counts.best[TARGET], solved.loss[:, TARGET].sum(axis=1))) / pair.target_gdp
        if taken < WORTH_LISTING:
            nothing.append(answer)
        else:
            worth.append((tried, taken))
    here, drawn = _drawn(base, result, pair, [tried for tried, _ in worth], draws, jobs)
    found = [
        Diversification(
            kind=tried.kind,
            option=tried.answer,
            target=pair.target,
            sender=pair.sender,
            without=without,
            left=without - taken,
            without_drawn=without_drawn[here],
            left_drawn=without_drawn[here] - in_draws,
        )
        for (tried, taken), in_draws in zip(worth, drawn, strict=True)
    ]
    return Diversifications(found=ranked(found), without_effect=tuple(nothing), failed=tuple(failed))


@dataclass(frozen=True, kw_only=True)
class _Tried:
    """An answer, the levers that are solved together with it, and the positions of the layers that both are solved in.

    What the other levers of the bundle cost it leaves as it is.
    """

    kind: str
    answer: tuple[Lever, ...]
    levers: tuple[Lever, ...]
    layers: tuple[int, ...]

    @classmethod
    def against(cls, levers: Sequence[Lever], kind: str, answer: tuple[Lever, ...]) -> _Tried:
        """Return an answer beside those levers of a bundle that it can soften."""
        of_answer = {lever.rule.layer for lever in answer}
        layers = [layer for group in TOGETHER if of_answer & set(group) for layer in group]
        return cls(
            kind=kind,
            answer=answer,
            levers=tuple(lever for lever in levers if lever.rule.layer in layers),
            layers=tuple(LAYERS.index(layer) for layer in layers),
        )

    @property
    def bundles(self) -> tuple[Bundle, Bundle]:
        """The levers with the answer, and the answer alone."""
        together, alone = (
            Bundle(kind="joined", levers=own, size=1.0) for own in (self.levers + self.answer, self.answer)
        )
        return together, alone

    def worth(self, without: Array, solved: Array) -> Array:
        """Return what the answer takes away, USD.

        Parameters
        ----------
        without
            (layers, ...) USD that the whole bundle costs the target
        solved
            (2, ...) USD that it loses by the two bundles
        """
        return np.asarray(without[list(self.layers)].sum(axis=0) - (solved[0] - solved[1]))


def _task(base: Baseline, pair: Pair, tried: Sequence[_Tried]) -> BundlesTask:
    bundles = tuple(bundle for one in tried for bundle in one.bundles)
    return BundlesTask(base=base, bundles=bundles, parties=((pair.sender, pair.target),) * len(bundles))


def _drawn(
    base: Baseline, result: Leverage, pair: Pair, tried: Sequence[_Tried], draws: int, jobs: int
) -> tuple[NDArray[np.int64], list[Array]]:
    """Return which draws of the leverage were solved here too, and for each answer (draws,) its worth in them."""
    if not draws or not tried or pair.chosen is None:
        return np.zeros(0, dtype=np.int64), [np.zeros(0) for _ in tried]
    (found,) = sampled([_task(base, pair, tried)], draws, result.seed, jobs=jobs, progress=None)
    here, there = shared_draws(result, found)
    known = pair.options[pair.chosen].drawn[TARGET][:, here]
    losses = np.array([found.loss[k][TARGET].sum(axis=0)[there] for k in range(2 * len(tried))])
    gdp = pair.target_gdp_drawn[here]
    return here, [one.worth(known, losses[2 * k : 2 * k + 2]) / gdp for k, one in enumerate(tried)]
