"""The model error that past outcomes show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.hindcast.model_error import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

FEWEST = 3
"""Episodes without which nothing is fitted."""
LEAST_DOUBT = 0.005
"""No figure that was seen is better known than this, as a symmetric change."""
GRID = np.linspace(0.0, 2.0, 201)
"""Spreads among which the most likely ones are looked for."""


@dataclass(frozen=True, kw_only=True)
class Residual:
    """An outcome beside the models, as symmetric changes.

    Parameters
    ----------
    episode
        code
    seen
        the effect that was seen
    effect
        that of the models, their median
    doubt
        standard deviation of what is uncertain without any model error: of what was seen, and of the draws
    """

    episode: str
    seen: float
    effect: float
    doubt: float


def fitted_error(residuals: Sequence[Residual]) -> ModelError | None:
    """Return the most likely model error; None where the outcomes are of fewer than three episodes.

    Maximum likelihood on a grid of hundredths: seen - effect is Student's t with as many degrees of freedom as
    there are episodes and the spread sqrt(additive^2 + (relative effect)^2 + doubt^2).

    Parameters
    ----------
    residuals
        of the outcomes that may be fitted to, and of no others
    """
    episodes = len({one.episode for one in residuals})
    if episodes < FEWEST:
        return None
    effect = np.array([one.effect for one in residuals])
    error = np.array([one.seen for one in residuals]) - effect
    doubt = np.maximum([one.doubt for one in residuals], LEAST_DOUBT)
    grown = (GRID[:, None] * effect) ** 2 + doubt**2

    def likelihoods(additive: float) -> Array:
        """Return the logarithm of the likelihood of each relative spread beside one additive spread, (GRID,)."""
        spread = np.sqrt(additive**2 + grown)
        each = -np.log(spread) - (episodes + 1) / 2 * np.log1p((error / spread) ** 2 / episodes)
        whole: Array = each.sum(axis=-1)
        return whole

    likelihood = np.array([likelihoods(additive) for additive in GRID])
    additive, relative = (GRID[at] for at in np.unravel_index(int(likelihood.argmax()), likelihood.shape))
    return ModelError(
        additive=round(float(additive), 2),
        relative=round(float(relative), 2),
        freedom=episodes,
        typical=float(np.sqrt((effect**2).mean())),
        outcomes=len(residuals),
        episodes=episodes,
    )
