"""From low, best and high and a standard normal to a figure: two-piece lognormal, logit for shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Z95 = 1.6448536269514722
"""Standard normal deviate of the 95th percentile."""
LARGEST_FALL = 100.0
"""A low of zero is read as best / 100: a lognormal has no zero."""


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
    with np.errstate(divide="ignore", invalid="ignore"):
        up = np.log(high / best)
        down = np.log(np.minimum(best / low, LARGEST_FALL))
        value = best * np.exp(np.where(z > 0, up, down) * z / Z95)
    return np.where(best == 0, 0.0, value)


def share_at_deviate(
    low: NDArray[np.float64], best: NDArray[np.float64], high: NDArray[np.float64], z: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return shares of a two-piece logit-normal at standard normal deviates; they stay between 0 and 1."""
    edge = 1e-6
    inside = [np.clip(v, edge, 1 - edge) for v in (low, best, high)]
    odds = [v / (1 - v) for v in inside]
    value = at_deviate(odds[0], odds[1], odds[2], z)
    return np.where((best <= 0) | (best >= 1), best, value / (1 + value))
