"""A figure of trade as it is written: rounded, its range left out where it is the usual one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marchland.world.build.post_soviet.figure import Figure
    from marchland.world.build.recipe import Cell

# The default spread of `trade`; a range within a hundredth of it is left to it.
DEFAULT_SPREAD, _AS_GOOD_AS = 1.15, 0.01
_BEST_DIGITS, _RANGE_DIGITS = 5, 3


def trade_cells(figure: Figure) -> dict[str, Cell]:
    """Return the columns of a row of `trade` that come from a figure, MUSD.

    Parameters
    ----------
    figure
        MUSD
    """
    usual = max(abs(figure.best / figure.low / DEFAULT_SPREAD - 1), abs(figure.high / figure.best / DEFAULT_SPREAD - 1))
    return {
        "low": None if usual < _AS_GOOD_AS else rounded_range(figure.low),
        "best": rounded_best(figure.best),
        "high": None if usual < _AS_GOOD_AS else rounded_range(figure.high),
        "estimated": figure.estimated,
        "source": figure.source,
    }


def rounded_best(value: float) -> float:
    """Return a median with as many digits as are written."""
    return float(f"{value:.{_BEST_DIGITS}g}")


def rounded_range(value: float) -> float:
    """Return an end of a range with as many digits as are written."""
    return float(f"{value:.{_RANGE_DIGITS}g}")
