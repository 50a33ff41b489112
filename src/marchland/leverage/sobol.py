"""Sobol indices: a sample of the factors, and how much of the variance of a figure each of them explains."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.errors import MarchlandError

if TYPE_CHECKING:
    from types import ModuleType

    from numpy.typing import NDArray

RESAMPLES = 1000
FEWEST = 32
"""What is offered to who asks for a sample that is none."""
INTERVAL = (0.05, 0.95)
MOST_SEED = 2**63 - 1
"""The bootstrap takes the next one, and no generator one beyond 63 bits."""
SMALLEST = 2.0**-40
"""A share of the unit interval below which no point lies: a normal of minus infinity is no state of knowledge."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Indices:
    """Sobol indices of some factors, with 90 % bootstrap intervals.

    Parameters
    ----------
    first
        (3, factors) low, best, high: share of the variance that goes when the factor alone is known
    total
        (3, factors) low, best, high: share of the variance that stays when all other factors are known
    variance
        of the figure, in its unit squared
    """

    first: NDArray[np.float64]
    total: NDArray[np.float64]
    variance: float


def sobol_sample(factors: int, size: int, seed: int) -> NDArray[np.float64]:
    """Return the standard normals at which a figure has to be computed.

    Two samples A and B of a scrambled Sobol sequence (Owen 1998; Saltelli et al. 2010) are carried to normals by the
    inverse of their distribution. A block is one point of A, the same with one factor after the other from B, and the
    point of B.

    Parameters
    ----------
    factors
        how many, at least one
    size
        number of blocks, a power of two
    seed
        what scrambles the sequence

    Returns
    -------
    array
        (size x (factors + 2), factors), block by block

    Raises
    ------
    MarchlandError
        where the size is no power of two, the seed is out of bounds, or SALib is not installed
    """
    if size < 2 or size & (size - 1):
        raise MarchlandError(f"draws {size} is no power of two, and only then is a sample even; give {_nearby(size)}")
    if not 0 <= seed < MOST_SEED:
        raise MarchlandError(f"seed {seed} is out of bounds; give a whole number from 0 to {MOST_SEED - 1}")
    from scipy.special import ndtri

    library = _salib("sample")
    points = library.sample(_problem(factors), size, calc_second_order=False, scramble=True, seed=seed)
    return np.asarray(ndtri(np.clip(points, SMALLEST, 1 - SMALLEST)), dtype=np.float64)


def sobol_indices(values: NDArray[np.float64], factors: int, seed: int) -> Indices:
    """Return first and total indices of a figure (Saltelli et al. 2010, table 2, b and f) from its values.

    Parameters
    ----------
    values
        (blocks x (factors + 2),) the figure at the points of `sobol_sample`; whole blocks may be missing
    factors
        how many
    seed
        what draws the blocks of the bootstrap

    Returns
    -------
    Indices
        estimates: below 0 or above 1 by chance; a figure that does not vary has indices of 0

    Raises
    ------
    MarchlandError
        where SALib is not installed
    """
    blocks = values.reshape(-1, factors + 2)
    ends = blocks[:, [0, -1]]
    spread = float(np.ptp(blocks))
    if spread <= np.finfo(np.float64).eps * float(np.abs(ends).max()):
        nothing = np.zeros((3, factors))
        return Indices(first=nothing, total=nothing, variance=0.0)
    found = _salib("analyze").analyze(
        _problem(factors),
        values,
        calc_second_order=False,
        num_resamples=RESAMPLES,
        keep_resamples=True,
        seed=seed + 1,  # SALib takes 0 for no seed
    )
    return Indices(first=_with_interval(found, "S1"), total=_with_interval(found, "ST"), variance=float(ends.var()))


def _with_interval(found: Any, name: str) -> NDArray[np.float64]:  # noqa: ANN401 - SALib ships no types
    low, high = np.quantile(found[f"{name}_conf_all"], INTERVAL, axis=0)
    return np.array([low, found[name], high], dtype=np.float64)


def _nearby(size: int) -> str:
    """Return the powers of two around a number: "64 or 128"."""
    below = 1 << max(size.bit_length() - 1, 1) if size > 1 else FEWEST
    return f"{below} or {2 * below}"


def _problem(factors: int) -> dict[str, object]:
    return {"num_vars": factors, "names": [str(i) for i in range(factors)], "bounds": [[0.0, 1.0]] * factors}


def _salib(part: str) -> ModuleType:
    """Return SALib's `sample.sobol` or `analyze.sobol`."""
    try:
        return import_module(f"SALib.{part}.sobol")
    except ImportError as error:
        raise MarchlandError("Sobol indices need SALib: pip install 'marchland[sensitivity]'") from error
