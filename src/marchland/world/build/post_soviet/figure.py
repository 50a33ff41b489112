"""A figure with its range and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marchland.world.build.recipe import Cell


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A median with its 5th and 95th percentile.

    Parameters
    ----------
    low, best, high
        5th, 50th and 95th percentile, low <= best <= high
    estimated
        whether no publication states the figure
    source
        ids of `sources`, joined by semicolons

    Raises
    ------
    ValueError
        where the three are out of order
    """

    low: float
    best: float
    high: float
    estimated: bool
    source: str

    def __post_init__(self) -> None:
        if not self.low <= self.best <= self.high:
            raise ValueError(f"low {self.low}, best {self.best}, high {self.high} are out of order: {self.source}")

    def cells(self) -> dict[str, Cell]:
        """Return the five columns that every table of figures has."""
        return {
            "low": float(self.low),
            "best": float(self.best),
            "high": float(self.high),
            "estimated": self.estimated,
            "source": self.source,
        }


def around(best: float, factor: float, source: str, *, estimated: bool) -> Figure:
    """Return `best` with a range of a factor to either side.

    Parameters
    ----------
    best
        the median
    factor
        high / best and best / low, at least 1
    source, estimated
        as in `Figure`
    """
    return Figure(low=best / factor, best=best, high=best * factor, estimated=estimated, source=source)
