"""What the range of a figure comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from marchland.brief.model import Driver

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

FEWEST_DRAWS = 16
SMALLEST_SHARE = 0.05
MOST = 5
CHANCE = 0.01
"""Probability, about, that a figure names any driver that is none."""


def ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ranks of values along the first axis, centred and scaled to unit length; 0 where all are equal."""
    order = np.argsort(np.argsort(values, axis=0, kind="stable"), axis=0, kind="stable").astype(np.float64)
    order -= order.mean(axis=0)
    length = np.sqrt((order**2).sum(axis=0))
    return order / np.where(length > 0, length, 1.0)


def of_layers(
    ranked: NDArray[np.float64], factors: Sequence[Sequence[str]], layers: Iterable[str]
) -> NDArray[np.float64]:
    """Return the ranks with those of factors that cannot move any of the layers set to 0, so that none is a driver.

    Parameters
    ----------
    ranked
        (draws, factors) as `ranks` returns them
    factors
        (factors,) the layers that each can move
    layers
        that the figure is made of
    """
    wanted = set(layers)
    return ranked * np.array([not wanted.isdisjoint(own) for own in factors], dtype=np.float64)


def drivers_of(values: NDArray[np.float64], ranked: NDArray[np.float64], words: Sequence[str]) -> tuple[Driver, ...]:
    """Return the factors whose squared rank correlation (Spearman) with a figure is largest.

    A correlation that chance alone would give is left out: among all factors of the figure together, one that is none
    is named with a probability of about 1 % at most (Student's t of a correlation, Bonferroni's bound).

    Parameters
    ----------
    values
        (draws,) the figure
    ranked
        (draws, factors) the factors' deviates, as `ranks` returns them; 0 for factors that cannot be drivers
    words
        (factors,) names for a reader
    """
    if len(values) < FEWEST_DRAWS or not np.ptp(values) > 0:
        return ()
    correlation = ranked.T @ ranks(values)
    least = max(SMALLEST_SHARE, _by_chance(len(values), int(ranked.any(axis=0).sum())))
    order = np.argsort(-np.abs(correlation), kind="stable")[:MOST]
    return tuple(
        Driver(words=words[i], share=float(correlation[i] ** 2), sign=1 if correlation[i] > 0 else -1)
        for i in order.tolist()
        if correlation[i] ** 2 >= least
    )


def _by_chance(draws: int, factors: int) -> float:
    """Return the squared correlation that the largest of so many unrelated factors exceeds in 1 % of cases, at most."""
    t = float(stdtrit(draws - 2, 1 - CHANCE / (2 * max(factors, 1))))
    return t**2 / (draws - 2 + t**2)
