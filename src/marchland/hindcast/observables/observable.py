"""An observation made ready to be read off any draw of its episode, in its own unit."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from marchland.errors import MarchlandError, MissingData
from marchland.hindcast.observables.amounts import measured
from marchland.hindcast.observables.freight import freight
from marchland.hindcast.observables.fuels import fuel_at_hubs, fuel_passed, fuel_sold
from marchland.hindcast.observables.goods import goods
from marchland.hindcast.observables.money import loss, money
from marchland.hindcast.units import in_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from marchland.bridge import Baseline
    from marchland.hindcast.episode import Observation
    from marchland.hindcast.observables.amounts import Counted
    from marchland.hindcast.reading import Reading

MAKERS: Mapping[str, Callable[[Baseline, Observation], Counted]] = MappingProxyType(
    {
        "fuel_used": fuel_at_hubs,
        "fuel_made": fuel_at_hubs,
        "fuel_stored": fuel_at_hubs,
        "fuel_sold": fuel_sold,
        "fuel_passed": fuel_passed,
        "goods": goods,
        "freight": freight,
        "remittances": money,
        "loss": loss,
    }
)
"""What counts each quantity."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Observable:
    """Reads one figure off a draw.

    Parameters
    ----------
    seen
        the observation
    counted
        what is counted
    """

    seen: Observation
    counted: Counted

    def __call__(self, reading: Reading) -> float:
        """Return the figure in a draw, in the unit of the observation.

        Raises
        ------
        MissingData
            where the episode holds no such figure: names the row and how to mend it
        """
        seen = self.seen
        factor, years = self._unit(reading)
        try:
            found = measured(self.counted.amounts(reading), seen.measure, years)
        except MissingData as error:
            raise MissingData(f"{seen.where}: {error}") from error
        return found / factor

    def base(self, reading: Reading) -> float | None:
        """Return what there is in a draw without the levers, in the unit of the observation; None where nothing is.

        It is the whole, 1, of what is measured as a part or in percent.
        """
        seen = self.seen
        factor, years = self._unit(reading)
        if seen.quantity == "loss":
            return None
        if seen.measure not in {"level", "change"}:
            return 1 / factor
        before = self.counted.amounts(reading).before / years / factor
        return before if before > 0 else None

    def _unit(self, reading: Reading) -> tuple[float, float]:
        """Return how many natural units one unit of the observation is, and the years that an amount is divided by."""
        seen = self.seen
        fits = in_unit(seen.quantity, seen.commodity, seen.measure, seen.unit)
        assert fits is not None, "held against the table's units when it was read"
        factor, yearly = fits
        return factor, reading.years if yearly else 1.0


def observable(base: Baseline, seen: Observation) -> Observable:
    """Return what reads an observation off any draw of its episode.

    Parameters
    ----------
    base
        of the episode's world
    seen
        an observation that a model computes

    Raises
    ------
    MissingData
        where no model computes it, or the world has not what it names: names the row and how to mend it
    """
    if seen.quantity not in MAKERS:
        raise MissingData(f"{seen.where}: no model computes it")
    try:
        return Observable(seen=seen, counted=MAKERS[seen.quantity](base, seen))
    except MarchlandError as error:
        raise MissingData(f"{seen.where}: {error}") from error


def observe(reading: Reading, seen: Observation) -> float:
    """Return the figure of an observation in a draw, in its unit; see `Observable`."""
    return observable(reading.base, seen)(reading)
