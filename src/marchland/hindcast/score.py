"""One outcome held against the models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.hindcast.crps import crps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.hindcast.episode import Observation

SIGNED = ("change", "change_percent")
"""Measures that have a sign: what went up or down."""
FACTOR = 2.0
NOTHING = 0.01
"""A median of less than this part of what was seen is no move, up or down."""
KEPT = 20
"""Equally likely figures of the draws that are kept."""


@dataclass(frozen=True, kw_only=True)
class Score:
    """What the models say of an outcome, and how far off they are.

    Parameters
    ----------
    best
        at best values
    low, median, high
        5th, 50th and 95th percentile of the draws; all figures in the unit of the observation
    draws
        number of draws that were solved
    inside
        whether the range of the draws meets the range of what was seen
    ratio
        median over what was seen; None where that is 0
    within_two
        whether that ratio lies between a half and two; None where what was seen may be 0
    sign
        whether the median has the sign of what was seen and is 1 % of it or more; where that may be 0, whether the
        median lies in its range; None where the measure has no sign
    crps
        continuous ranked probability score, in the unit of the observation
    points
        what the draws say in steps: their percentiles 2.5, 7.5, ... 97.5, each of which stands for a twentieth of them
    """

    best: float
    low: float
    median: float
    high: float
    draws: int
    inside: bool
    ratio: float | None
    within_two: bool | None
    sign: bool | None
    crps: float
    points: tuple[float, ...] = ()


def score(seen: Observation, best: float, sample: NDArray[np.float64]) -> Score:
    """Hold an outcome against the draws of its episode.

    Parameters
    ----------
    seen
        the outcome
    best
        the models' figure at best values
    sample
        (draws,) the models' figures, in the unit of the observation
    """
    low, median, high = (float(q) for q in np.quantile(sample, (0.05, 0.5, 0.95)))
    may_be_nothing = seen.low <= 0 <= seen.high
    ratio = median / seen.best if seen.best else None
    sign: bool | None = None
    if seen.measure in SIGNED:
        right = np.sign(median) == np.sign(seen.best) and abs(median) >= NOTHING * abs(seen.best)
        sign = seen.low <= median <= seen.high if may_be_nothing else bool(right)
    return Score(
        best=best,
        low=low,
        median=median,
        high=high,
        draws=len(sample),
        inside=low <= seen.high and high >= seen.low,
        ratio=ratio,
        within_two=None if may_be_nothing or ratio is None else 1 / FACTOR <= ratio <= FACTOR,
        sign=sign,
        crps=crps(sample, seen.best),
        points=tuple(float(q) for q in np.quantile(sample, (np.arange(KEPT) + 0.5) / KEPT)),
    )
