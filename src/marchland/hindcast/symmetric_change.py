"""Changes as parts of the mean of before and after, so that growing and shrinking by the same factor count the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

MOST = 1.98
"""Largest symmetric change that is turned back into a ratio: one of 199."""


def symmetric_change(ratio: ArrayLike) -> Array:
    """Return 2 (r - 1) / (r + 1) of ratios of after to before: -2 where nothing is left, 2 where all of it is new.

    It is the logarithm of the ratio up to third order, and unlike it has a value at zero (Tornqvist, Vartia & Vartia
    1985; Davis, Haltiwanger & Schuh 1996, chapter 2).

    Parameters
    ----------
    ratio
        after over before, any shape; below 0 is read as 0
    """
    r = np.maximum(np.asarray(ratio, dtype=np.float64), 0.0)
    found: Array = 2 * (r - 1) / (r + 1)
    return found


def ratio_of(change: ArrayLike) -> Array:
    """Return the ratio of after to before of symmetric changes, any shape; beyond -2 is nothing, beyond 1.98 is 199."""
    c = np.clip(np.asarray(change, dtype=np.float64), -2.0, MOST)
    found: Array = (2 + c) / (2 - c)
    return found
