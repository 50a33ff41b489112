"""What must hold between the rows of an episodes folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.hindcast.units import in_unit, natural_unit
from marchland.world import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marchland.world import Table

FUELS = ("gas", "oil")
MEASURES = {
    "fuel_used": ("level", "change", "change_percent"),
    "fuel_made": ("level", "change", "change_percent"),
    "fuel_stored": ("level", "change", "change_percent"),
    "fuel_sold": ("level", "change", "change_percent", "share"),
    "fuel_passed": ("level", "change", "change_percent", "diverted"),
    "goods": ("level", "change", "change_percent", "share", "diverted"),
    "freight": ("level", "change", "change_percent", "share"),
    "remittances": ("level", "change", "change_percent", "share"),
    "loss": ("level", "share"),
}
"""How each quantity can be measured."""
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "fuel_used": (("actor", "object"),),
    "fuel_made": (("actor", "object"),),
    "fuel_stored": (("actor", "object"),),
    "fuel_sold": (("actor", "partner"),),
    "fuel_passed": (("object",),),
    "goods": (("actor", "partner"),),
    "freight": (("object",),),
    "remittances": (("actor", "partner"),),
    "loss": (("actor",),),
}
"""Columns of which one at least says what is counted."""
WHOLES = {
    ("fuel_sold", "share"): ("actor", "partner"),
    ("goods", "share"): ("actor", "partner"),
    ("goods", "diverted"): ("actor", "partner"),
    ("freight", "share"): ("object", "against"),
    ("remittances", "share"): ("actor", "partner"),
    ("fuel_passed", "diverted"): ("actor", "object"),
}
"""Columns that are all needed where a part of a whole is measured."""


def check_episodes(tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Yield the faults of rows that were read: years, ranges, units, and what an observation has to name."""
    if "episodes" in tables:
        for row in tables["episodes"].rows():
            yield from _episode(row)
    if "observations" in tables:
        for row in tables["observations"].rows():
            yield from _range(row)
            yield from _observation(row)


def _episode(row: Mapping[str, Any]) -> Iterator[Fault]:
    def fault(column: str, reason: str, cure: str) -> Fault:
        return Fault(file="episodes.csv", row=row["row"], column=column, reason=reason, cure=cure)

    start, end = row["from"], row["to"]
    if start is not None and end is not None and end < start:
        yield fault("to", f"{end} is before {start}", "swap the dates")
    if start is not None and row["year"] >= start.year:
        reason = f"{row['year']} is not before {start}, the first day of the shock"
        yield fault("year", reason, f"start from {start.year - 1} or before: a hindcast must not know what came")
    if not row["scenario"] and not row["note"]:
        yield fault("note", "no scenario, and nothing that says why", "name a file in scenarios/, or say why not")


def _range(row: Mapping[str, Any]) -> Iterator[Fault]:
    low, best, high = row["low"], row["best"], row["high"]

    def fault(reason: str, cure: str) -> Fault:
        return Fault(file="observations.csv", row=row["row"], column="low, best, high", reason=reason, cure=cure)

    if np.isnan(low) != np.isnan(high):
        yield fault("only one end of the range is given", "give both, or none where nothing is known of it")
    elif best < 0 and (low > best or best > high):  # above 0 every table is held to it
        yield fault(f"impossible range {low:g}, {best:g}, {high:g}", "put them in rising order: -70, -61, -50")


def _observation(row: Mapping[str, Any]) -> Iterator[Fault]:
    quantity, measure, unit = row["quantity"], row["measure"], row["unit"]

    def fault(column: str, reason: str, cure: str) -> Fault:
        return Fault(file="observations.csv", row=row["row"], column=column, reason=reason, cure=cure)

    if quantity not in MEASURES:
        return  # "other", or told where the cell was read
    if measure and measure not in MEASURES[quantity]:
        yield fault("measure", f"{quantity} has no {measure}", f"write one of {', '.join(MEASURES[quantity])}")
        return
    if quantity.startswith("fuel") and row["commodity"] not in FUELS:
        yield fault("commodity", f"{row['commodity']!r} is no fuel", "write gas or oil")
        return
    for columns in NEEDED[quantity]:
        if not any(row[column] for column in columns):
            yield fault(columns[0], f"{quantity} of nobody and nothing", f"fill in {' or '.join(columns)}")
    for column in WHOLES.get((quantity, measure), ()):
        if not row[column]:
            yield fault(column, f"a {measure} of {quantity} needs it", f"fill in {column}")
    if unit and measure and in_unit(quantity, row["commodity"], measure, unit) is None:
        yield fault("unit", f"{unit!r} does not measure {measure} of {quantity}", _units(quantity, row, measure))


def _units(quantity: str, row: Mapping[str, Any], measure: str) -> str:
    if measure in {"level", "change"}:
        natural = natural_unit(quantity, row["commodity"])
        return f"give the figure in {natural}, or in {natural}/yr"
    return "give the figure in %" + ("" if measure == "change_percent" else ", or as a share")
