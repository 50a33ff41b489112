"""The table `zones`: where in an actor its trade starts and ends, as written in `network/zones.csv`."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.publications import cited

if TYPE_CHECKING:
    from marchland.world.build.recipe import Row, Tables

FOLDER = Path(__file__).parent / "network"


def tables(reference: Path) -> Tables:  # noqa: ARG001 - every module of the recipe has this form
    """Return `zones` with the sources that it cites; the places are those of the freight network."""
    rows, own = zone_rows(), _lines("sources_zones.csv")
    named = {line["source"] for line in own}
    others = [c for row in rows for c in str(row["source"]).split(";") if c not in named]
    return {"zones": rows, "sources": [*own, *cited([{"source": code} for code in others])]}


def zone_rows() -> list[Row]:
    """Return a row for each place where trade starts and ends.

    Shares are those of tonnes where they are stated, else of trade or of gross regional product; a region goes to its
    nearest zone; those of the rest of the world are what all of `gateways` adds up to. Where nothing is stated they are
    judged. Ends of the range that are empty take the default spread.
    """
    figures = ("share", "share_low", "share_high")
    return [
        {**line, **{name: float(text) if (text := str(line[name] or "")) else None for name in figures}}
        for line in _lines("zones.csv")
    ]


def _lines(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [{column: cell or None for column, cell in line.items()} for line in csv.DictReader(file)]
