"""What the range of a figure comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.brief.model import Driver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FEWEST_DRAWS = 16
SMALLEST_SHARE = 0.05
MOST = 5
STANDARD_ERRORS = 3.0


def ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ranks of values along the first axis, centred and scaled to unit length; 0 where all are equal."""
    order = np.argsort(np.argsort(values, axis=0, kind="stable"), axis=0, kind="stable").astype(np.float64)
    order -= order.mean(axis=0)
    length = np.sqrt((order**2).sum(axis=0))
    return order / np.where(length > 0, length, 1.0)


def drivers_of(values: NDArray[np.float64], ranked: NDArray[np.float64], words: Sequence[str]) -> tuple[Driver, ...]:
    """Return the factors whose squared rank correlation (Spearman) with a figure is largest.

    A correlation that chance alone would give among so many factors is left out: one within three standard errors,
    1 / sqrt(draws - 1) each, of zero.

    Parameters
    ----------
    values
        (draws,) the figure
    ranked
        (draws, factors) the factors' deviates, as `ranks` returns them
    words
        (factors,) names for a reader
    """
    if len(values) < FEWEST_DRAWS or not np.ptp(values) > 0:
        return ()
    correlation = ranked.T @ ranks(values)
    order = np.argsort(-np.abs(correlation), kind="stable")[:MOST]
    return tuple(
        Driver(words=words[i], share=float(correlation[i] ** 2), sign=1 if correlation[i] > 0 else -1)
        for i in order.tolist()
        if correlation[i] ** 2 >= max(SMALLEST_SHARE, STANDARD_ERRORS**2 / (len(values) - 1))
    )
