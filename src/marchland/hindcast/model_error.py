"""Model error: how far off the models are where their parameters are right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

POINTS = 100
"""Equally likely values of the error that each draw is dressed with."""
STEP = 61
"""Of two errors the second one's value beside the first one's k-th is, in draw d, its (61 (k + d) mod 100)-th: pairs
that are spread evenly in each draw, and are all pairs in 100 draws."""


@dataclass(frozen=True, kw_only=True)
class ModelError:
    """What the ranges of the parameters leave out: the discrepancy between the models and what is seen.

    What is seen of an effect is the models' effect and an error (Kennedy & O'Hagan 2001), Student's t with a
    spread of two parts (Rocke & Lorenzato 1995): one that is there where the models say that nothing happens, and one
    that grows with the effect. Effects are symmetric changes, see `symmetric_change`. It is one for all layers: too few
    outcomes are from before 2015 to tell layers apart.

    Parameters
    ----------
    additive
        spread of the error of an effect of nothing, as a symmetric change
    relative
        spread as a part of the effect; both are joined as the root of the sum of squares
    freedom
        degrees of freedom of the t: the number of episodes that it was fitted to, for outcomes of one episode share
        what the models got wrong
    typical
        size of effect that it was fitted to, root mean square of symmetric changes
    outcomes, episodes
        how many it was fitted to
    """

    additive: float
    relative: float
    freedom: int
    typical: float
    outcomes: int
    episodes: int

    @property
    def of_a_loss(self) -> float:
        """The spread as a part of the figure, for losses: that of an effect of the size that it was fitted to."""
        own = self.additive / self.typical if self.typical > 0 else 0.0
        return float(np.hypot(self.relative, own))

    def of_effects(self, effects: Array) -> Array:
        """Return effects dressed with the error, (draws,) to (draws x POINTS,): symmetric changes, as yet unbounded."""
        spread = np.hypot(self.additive, self.relative * effects)
        return np.ravel(effects[:, None] + spread[:, None] * self._deviates())

    def of_figures(self, figures: Array) -> Array:
        """Return losses, or what adds up to them, dressed with the error, (draws,) to (draws x POINTS,).

        The error is a part of the figure, of either sign: a loss may be none, or a gain.
        """
        return np.ravel(figures[:, None] * (1 + self.of_a_loss * self._deviates()))

    def range_of(self, figures: Array) -> tuple[float, float]:
        """Return the 5th and 95th percentile of losses with the error; never inside that of the draws alone.

        Parameters
        ----------
        figures
            (draws,), one or more
        """
        low, high = np.quantile(figures, (0.05, 0.95))
        if self.of_a_loss == 0:
            return float(low), float(high)
        return hull(float(low), float(high), self.of_figures(figures))

    def range_of_difference(self, first: Array, second: Array) -> tuple[float, float]:
        """Return the 5th and 95th percentile of second less first, the models erring in the two independently.

        Where they err by the same part in both, that of the difference is `range_of(second - first)`.

        Parameters
        ----------
        first, second
            (draws,) losses, draw by draw, one or more
        """
        low, high = np.quantile(second - first, (0.05, 0.95))
        if self.of_a_loss == 0:
            return float(low), float(high)
        here = self.of_a_loss * self._deviates()
        there = here[STEP * np.add.outer(np.arange(len(first)), np.arange(POINTS)) % POINTS]
        apart = second[:, None] * (1 + here) - first[:, None] * (1 + there)
        return hull(float(low), float(high), np.ravel(apart))

    def _deviates(self) -> Array:
        from scipy.stats import t

        found: Array = t.ppf((np.arange(POINTS) + 0.5) / POINTS, self.freedom)
        return found


def hull(low: float, high: float, dressed: Array) -> tuple[float, float]:
    """Return the 5th and 95th percentile of a dressed sample, at least as wide as the range that it started from."""
    least, most = np.quantile(dressed, (0.05, 0.95))
    return float(min(low, least)), float(max(high, most))
