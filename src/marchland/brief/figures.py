"""From a value at best values and in draws to a figure that can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.brief.drivers import drivers_of
from marchland.brief.model import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def figure_of(
    identifier: str,
    words: str,
    best: float,
    drawn: NDArray[np.float64],
    unit: str,
    formula: str,
    *,
    inputs: tuple[str, ...] = (),
    ranked: NDArray[np.float64] | None = None,
    factors: Sequence[str] = (),
) -> Figure:
    """Return a figure with its range, the 5th to the 95th percentile, and what drives it.

    Parameters
    ----------
    drawn
        (draws,) of the draws that were solved; empty = no range
    ranked
        (draws, factors) as `ranks` returns them; None = drivers are not asked for
    factors
        (factors,) names for a reader
    """
    low, high = (float(q) for q in np.quantile(drawn, (0.05, 0.95))) if len(drawn) else (None, None)
    return Figure(
        id=identifier,
        words=words,
        low=low,
        best=best,
        high=high,
        unit=unit,
        formula=formula,
        inputs=inputs,
        drivers=() if ranked is None else drivers_of(drawn, ranked, factors),
    )
