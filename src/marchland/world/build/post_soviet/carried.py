"""A figure of 2023 that stands for a later year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.citation import CARRIED
from marchland.world.build.post_soviet.figure import Figure
from marchland.world.build.post_soviet.trade_cells import DEFAULT_SPREAD

if TYPE_CHECKING:
    from marchland.world.build.recipe import Row

FROM = 2023
"""The year that figures are carried from."""


def carried(figure: Figure, change: float, factor: float, *also: str) -> Figure:
    """Return a figure moved by a change that is known within a factor; both ranges hold independently.

    Parameters
    ----------
    figure
        of `FROM`
    change
        later over `FROM`
    factor
        high / best of the change, at least 1
    also
        ids of further sources
    """
    best = figure.best * change
    return Figure(
        low=best / widened(figure.best / figure.low, factor) if figure.low > 0 else figure.low * change,
        best=best,
        high=best * widened(figure.high / figure.best, factor),
        estimated=True,
        source=";".join(dict.fromkeys([*figure.source.split(";"), CARRIED, *also])),
    )


def widened(ratio: float, factor: float) -> float:
    """Return the range of a product of two independent figures, each known within a factor."""
    return float(np.exp(np.hypot(np.log(ratio), np.log(factor))))


def after(factor: float, year: int) -> float:
    """Return the range of a change from `FROM` to a year, given that of one year; changes of years are independent."""
    return float(factor ** np.sqrt(year - FROM))


def figure_of(row: Row) -> Figure:
    """Return the figure of a row; an empty range is the default spread of `trade`."""
    best = float(row["best"] or 0.0)
    low, high = (row.get(end) for end in ("low", "high"))
    return Figure(
        low=best / DEFAULT_SPREAD if low is None else float(low),
        best=best,
        high=best * DEFAULT_SPREAD if high is None else float(high),
        estimated=bool(row["estimated"]),
        source=str(row["source"]),
    )
