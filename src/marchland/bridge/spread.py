"""From low, best and high and a standard normal to a figure: two-piece lognormal, logit for shares."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Z95 = 1.6448536269514722
"""Standard normal deviate of the 95th percentile."""
LARGEST_FALL = 100.0
"""A low of zero is read as best / 100: a lognormal has no zero."""
EDGE = 1e-6
"""Shares are read as no nearer than this to 0 and 1: a logit-normal has neither."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Range:
    """5th, 50th and 95th percentile of the same figures, all of one shape; nan = no data."""

    low: NDArray[np.float64]
    best: NDArray[np.float64]
    high: NDArray[np.float64]

    @cached_property
    def known(self) -> Range:
        """The same figures with 0 where there are no data."""
        return Range(low=np.nan_to_num(self.low), best=np.nan_to_num(self.best), high=np.nan_to_num(self.high))

    @cached_property
    def certain(self) -> bool:
        """Whether low, best and high are all the same."""
        best = np.nan_to_num(self.best)
        return bool((np.nan_to_num(self.low) == best).all() and (np.nan_to_num(self.high) == best).all())

    def at(self, z: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """Return the figures at standard normal deviates, as `at_deviate` does; logs are taken once for all draws."""
        up, down = self._logs
        # The figure moves with z at one slope above best and at another below; in place, as sweeps come here often.
        value = np.asarray(np.maximum(z, 0.0) * up)
        value += np.minimum(z, 0.0) * down
        np.exp(value, out=value)
        value *= self.best
        return value

    def share_at(self, z: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """Return the shares at standard normal deviates, as `share_at_deviate` does."""
        odds, fixed = self._odds
        value = odds.at(z)
        return np.where(fixed, self.best, value / (1 + value))

    @cached_property
    def _logs(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Log distance from best to high and from low to best, a standard deviate; 0 where best is 0."""
        with np.errstate(divide="ignore", invalid="ignore"):
            up = np.log(self.high / self.best) / Z95
            down = np.log(np.minimum(self.best / self.low, LARGEST_FALL)) / Z95
        nothing = self.best == 0
        return np.where(nothing, 0.0, up), np.where(nothing, 0.0, down)

    @cached_property
    def _odds(self) -> tuple[Range, NDArray[np.bool_]]:
        low, best, high = (np.clip(v, EDGE, 1 - EDGE) for v in (self.low, self.best, self.high))
        odds = Range(low=low / (1 - low), best=best / (1 - best), high=high / (1 - high))
        return odds, (self.best <= 0) | (self.best >= 1)


def at_deviate(
    low: NDArray[np.float64], best: NDArray[np.float64], high: NDArray[np.float64], z: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the figures of a two-piece lognormal at standard normal deviates.

    Parameters
    ----------
    low, best, high
        5th, 50th and 95th percentile, 0 or more; nan stays nan
    z
        deviates; 0 gives best, -1.645 low, 1.645 high
    """
    return Range(low=low, best=best, high=high).at(z)


def share_at_deviate(
    low: NDArray[np.float64], best: NDArray[np.float64], high: NDArray[np.float64], z: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return shares of a two-piece logit-normal at standard normal deviates; they stay between 0 and 1."""
    return Range(low=low, best=best, high=high).share_at(z)
