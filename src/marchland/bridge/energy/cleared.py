"""A market that cannot clear, told in the words of the world: the fuel, the year, the hub and the quantity."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from marchland.layers.energy import CannotClear
from marchland.world.check_energy import QUANTITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marchland.bridge.energy.figures import FuelFigures


@contextmanager
def told_of(figures: FuelFigures) -> Iterator[None]:
    """Name the fuel, its unit and the table in the error of a market whose contracts cannot be kept.

    Raises
    ------
    CannotClear
        as it was raised
    """
    try:
        yield
    except CannotClear as error:
        short = str(error).replace("units a year", f"{QUANTITY[figures.fuel]} a year")
        error.args = (f"the market of {figures.fuel} of {figures.year} cannot clear: {short} (energy_contracts.csv)",)
        raise
