"""The part of the world that a network is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.errors import MarchlandError

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Box:
    """A bounding box in degrees.

    Parameters
    ----------
    west, east
        degrees east, -180 to 180, west < east
    south, north
        degrees north, -90 to 90, south < north

    Raises
    ------
    MarchlandError
        where corners are swapped or out of range
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        for name, value, most in (
            ("west", self.west, 180),
            ("south", self.south, 90),
            ("east", self.east, 180),
            ("north", self.north, 90),
        ):
            if not -most <= value <= most:
                raise MarchlandError(
                    f"--box: {name} is {value:g}; it must be from -{most} to {most}: the order is west south east north"
                )
        for low, high in (("west", "east"), ("south", "north")):
            if not getattr(self, low) < getattr(self, high):
                raise MarchlandError(
                    f"--box: {low} is {getattr(self, low):g} and {high} {getattr(self, high):g}; {low} must be the"
                    f" smaller one: the order is west south east north, and a box does not pass 180 degrees east"
                )

    def __str__(self) -> str:
        return f"{self.west:g} {self.south:g} {self.east:g} {self.north:g}"

    def holds(self, lat: NDArray, lon: NDArray) -> NDArray:  # type: ignore[type-arg]
        """Return which positions (n,) lie in it."""
        return (lat >= self.south) & (lat <= self.north) & (lon >= self.west) & (lon <= self.east)
