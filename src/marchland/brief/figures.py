"""From a value at best values and in draws to a figure that can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.brief.drivers import drivers_of
from marchland.brief.model import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.hindcast import ModelError


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
    error: ModelError | None = None,
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
    error
        of the models, for losses; None = the range is that of the draws alone
    """
    alone = None if not len(drawn) else (float(np.quantile(drawn, 0.05)), float(np.quantile(drawn, 0.95)))
    low, high = (None, None) if alone is None else alone if error is None else error.range_of(drawn)
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
        parameters=None if error is None else alone,
    )
