"""What must hold in the table of observed traffic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import suggestion
from marchland.world.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marchland.world.table import Table

UNITS = ("containers", "trucks")
"""Measures that need the weight of a unit to be tonnes."""


def check_traffic(tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Yield the faults of the table of observed traffic; a world without it has none.

    Parameters
    ----------
    tables
        the tables of the world that could be read, by name
    """
    if "traffic" not in tables:
        return
    known = {
        code
        for name, key in (("links", "link"), ("places", "place"))
        if name in tables
        for code in tables[name][key].tolist()
    }
    for row in tables["traffic"].rows():
        yield from _dates(row)
        yield from _ways(row, known)
        yield from _measure(row)


def _fault(row: Mapping[str, object], column: str, reason: str, cure: str) -> Fault:
    return Fault(file="traffic.csv", row=int(str(row["row"])), column=column, reason=reason, cure=cure)


def _dates(row: Mapping[str, object]) -> Iterator[Fault]:
    start, end = row["from"], row["to"]
    if start is not None and end is not None and np.datetime64(str(end)) < np.datetime64(str(start)):
        yield _fault(row, "to", f"{end} is before {start}", "swap the dates")


def _ways(row: Mapping[str, object], known: set[str]) -> Iterator[Fault]:
    ways, against = (str(row[column] or "").split(";") for column in ("ways", "against"))
    for column, codes in (("ways", ways), ("against", against)):
        for code in codes:
            if code and code not in known:
                yield _fault(row, column, f"{code!r} is no link and no place", suggestion(code, sorted(known)))
    for code in sorted({*ways} & {*against} - {""}):
        yield _fault(row, "against", f"{code} is in ways too", "leave it out here: the whole holds both")


def _measure(row: Mapping[str, object]) -> Iterator[Fault]:
    measure, share = row["measure"], row["measure"] == "share"
    if share and not row["against"]:
        yield _fault(row, "against", "a share of nothing", "name the links or places that make up the whole with ways")
    if not share and row["against"]:
        yield _fault(row, "against", f"{measure} are counted on ways alone", "leave it empty, or write share")
    if share and float(str(row["best"])) > 1:
        yield _fault(row, "best", f"{row['best']} is no share", "write 0.05 for 5 %")
    load = float(str(row["load"]))
    if measure in UNITS and not load > 0:
        yield _fault(row, "load", f"{measure} without weight", "give the tonnes of goods in a container unit or truck")
