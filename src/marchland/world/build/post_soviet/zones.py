"""The table `zones`: where in an actor its trade starts and ends, as written in `network/zones.csv`."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.citation import judgement

if TYPE_CHECKING:
    from marchland.world.build.recipe import Row, Tables

FOLDER = Path(__file__).parent / "network"


def tables(reference: Path) -> Tables:  # noqa: ARG001 - every module of the recipe has this form
    """Return `zones` with the sources that it cites; the places are those of the freight network."""
    return {"zones": zone_rows(), "sources": [*_lines("sources_zones.csv"), judgement()]}


def zone_rows() -> list[Row]:
    """Return a row for each place where trade starts and ends.

    Shares are those of tonnes where they are stated, else of trade or of gross regional product; a region goes to its
    nearest zone. Where nothing is stated they are judged. Ends of the range that are empty take the default spread.
    """
    figures = ("share", "share_low", "share_high")
    return [
        {**line, **{name: float(text) if (text := str(line[name] or "")) else None for name in figures}}
        for line in _lines("zones.csv")
    ]


def _lines(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [{column: cell or None for column, cell in line.items()} for line in csv.DictReader(file)]
