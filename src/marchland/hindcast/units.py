"""From what the models count in to the unit of an observation."""

from __future__ import annotations

from marchland.world.check_energy import QUANTITY
from marchland.world.units import conversion

PER_YEAR = {"yr": 1.0, "month": 12.0, "d": 365.0}
"""How many of a period a year has."""
PARTS = {"share": 1.0, "%": 0.01}
"""Units of a part of something."""


def natural_unit(quantity: str, commodity: str) -> str:
    """Return what the models count a quantity in: bcm of gas, Mt of oil and freight, MUSD of all else."""
    if quantity.startswith("fuel"):
        return QUANTITY.get(commodity, "")
    return "Mt" if quantity == "freight" else "MUSD"


def in_unit(quantity: str, commodity: str, measure: str, unit: str) -> tuple[float, bool] | None:
    """Return how many natural units one unit is, and whether it is one a year; None where it does not fit.

    Parameters
    ----------
    quantity, commodity, measure
        of the observation; the natural unit of changes in percent, shares and diverted parts is 1
    unit
        as written: bcm, mcm/d, Mt/yr, MUSD, %, ...
    """
    if measure not in {"level", "change"}:
        factor = PARTS.get(unit)
        return None if factor is None or (measure == "change_percent" and unit != "%") else (factor, False)
    natural = natural_unit(quantity, commodity)
    for wanted, yearly in ((natural, False), (f"{natural}/yr", True)):
        direct = conversion(unit, wanted)
        if direct is not None:
            return direct, yearly
    amount, _, period = unit.rpartition("/")
    factor = conversion(amount, natural)
    return None if factor is None or period not in PER_YEAR else (factor * PER_YEAR[period], True)
