"""Outcomes with the model error in their ranges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.hindcast.crps import crps
from marchland.hindcast.fitted_error import Residual, fitted_error
from marchland.hindcast.model_error import hull
from marchland.hindcast.symmetric_change import ratio_of, symmetric_change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from marchland.hindcast.episode import Observation
    from marchland.hindcast.model_error import ModelError
    from marchland.hindcast.record import Held, Scored

    Array = NDArray[np.float64]

NORMAL = 3.29
"""Standard deviations from the 5th to the 95th percentile of a normal distribution."""
CHANGES = ("change", "change_percent")
PARTS = ("share", "diverted")


@dataclass(frozen=True, kw_only=True)
class Widened:
    """The range of an outcome with the model error in it.

    Parameters
    ----------
    low, high
        5th and 95th percentile, in the unit of the observation
    inside
        whether that range meets the range of what was seen
    crps
        continuous ranked probability score, in the unit of the observation
    """

    low: float
    high: float
    inside: bool
    crps: float


def with_model_error(held: Sequence[Held]) -> tuple[tuple[Held, ...], ModelError | None]:
    """Fit the model error to the episodes that began before 2015 and put it into the ranges of all outcomes.

    An episode from before 2015 has in its own ranges the error that the others from before 2015 show, so that no
    outcome is held against an error that was fitted to it. Later ones move no fit.
    """
    residuals = [r for one in held if not one.test for scored in one.outcomes if (r := residual(scored)) is not None]
    error = fitted_error(residuals)
    done = []
    for one in held:
        own = error if one.test else fitted_error([r for r in residuals if r.episode != one.code])
        outcomes = tuple(
            replace(scored, widened=None if own is None else widened(scored, own)) for scored in one.outcomes
        )
        done.append(replace(one, outcomes=outcomes))
    return tuple(done), error


def residual(scored: Scored) -> Residual | None:
    """Return an outcome beside the models as symmetric changes; None where there is nothing that it is a change of."""
    seen, score, base = scored.seen, scored.score, scored.base
    if base is None:
        return None
    figures = (seen.low, seen.best, seen.high, score.low, score.median, score.high)
    seen_low, seen_best, seen_high, low, median, high = _effects(seen, figures, base).tolist()
    return Residual(
        episode=seen.episode,
        seen=seen_best,
        effect=median,
        doubt=float(np.hypot(seen_high - seen_low, high - low)) / NORMAL,
    )


def widened(scored: Scored, error: ModelError) -> Widened:
    """Return the range of an outcome with a model error.

    An amount stays above nothing and a part of a whole below it. Where there is nothing that it is a change of, the
    error is a part of the figure, as in losses.
    """
    seen, sample = scored.seen, np.array(scored.score.points)
    if scored.base is None:
        dressed = error.of_figures(sample)
    else:
        effects = error.of_effects(_effects(seen, sample, scored.base))
        dressed = _figures(seen, effects, scored.base)
    low, high = hull(scored.score.low, scored.score.high, dressed)
    return Widened(
        low=low,
        high=high,
        inside=low <= seen.high and high >= seen.low,
        crps=crps(dressed, seen.best),
    )


def _effects(seen: Observation, figures: ArrayLike, base: float) -> Array:
    """Return figures of an observation as symmetric changes."""
    parts = np.asarray(figures, dtype=np.float64) / base
    return symmetric_change(1 + parts if seen.measure in CHANGES else parts)


def _figures(seen: Observation, effects: Array, base: float) -> Array:
    """Return symmetric changes in the unit of an observation."""
    ratio = ratio_of(effects)
    if seen.measure in PARTS:
        return np.minimum(ratio, 1.0) * base
    return (ratio - 1 if seen.measure in CHANGES else ratio) * base
