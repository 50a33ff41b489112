"""The continuous ranked probability score of a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def crps(sample: NDArray[np.float64], seen: float) -> float:
    """Return the continuous ranked probability score, in the unit of the figure; 0 is best.

    mean |x - y| - mean |x - x'| / 2 (Gneiting & Raftery 2007, equation 21), by way of the order of the sample; with one
    draw it is the error of that draw.

    Parameters
    ----------
    sample
        (draws,)
    seen
        what was seen
    """
    n = len(sample)
    ordered = np.sort(sample)
    weight = 2 * np.arange(1, n + 1) - n - 1
    return float(np.abs(ordered - seen).mean() - (weight @ ordered) / n**2)
