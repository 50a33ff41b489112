"""A mix of sectors that holds what is known and spreads the rest as evidence suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.sector_evidence import NON_ENERGY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

# Known parts never take more than this of a pair; what a file of raw materials does not show is mostly not there.
_MOST, _MINING_UNSEEN = 0.97, 0.4
# No cell of a pair is nought for certain.
_LEAST = 0.0005
_ROUNDS = 200


def rest_of(mix: Array, known: Array, total: float) -> Array:
    """Return the mix of what is not known, so that known and rest together come as near to `mix` as they can.

    Parameters
    ----------
    mix
        (9,) shares of all goods of the pair
    known
        (9,) MUSD
    total
        MUSD of the pair

    Returns
    -------
    (9,) shares that add up to 1
    """
    left = np.maximum(mix * total - known, _LEAST * mix * total)
    left[NON_ENERGY.index("mining")] *= _MINING_UNSEEN
    left += _LEAST * left.sum()
    return np.asarray(left / left.sum(), dtype=np.float64)


def within(known: Array, total: float) -> Array:
    """Return the known parts, brought down where they are more than nearly all of the pair's total."""
    most = _MOST * total
    return known * min(1.0, most / known.sum()) if known.sum() > 0 else known


def fitted(seed: Array, rows: Array, columns: Array) -> Array:
    """Return the matrix nearest to a seed that has the given sums (iterative proportional fitting).

    Parameters
    ----------
    seed
        (P, 9) positive weights
    rows, columns
        (P,) and (9,) sums to reach, of the same total; not below 0

    Returns
    -------
    (P, 9); rows add up exactly, columns to what the last round left
    """
    matrix = seed * (rows / seed.sum(axis=1))[:, None]
    for _ in range(_ROUNDS):
        sums = matrix.sum(axis=0)
        matrix = matrix * np.divide(columns, sums, out=np.ones_like(sums), where=sums > 0)
        sums = matrix.sum(axis=1)
        matrix = matrix * np.divide(rows, sums, out=np.zeros_like(sums), where=sums > 0)[:, None]
    return np.asarray(matrix, dtype=np.float64)
