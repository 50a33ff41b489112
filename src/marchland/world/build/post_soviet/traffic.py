"""The table `traffic`: what was seen on ways, as written in `network/traffic.csv`."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.citation import judgement

if TYPE_CHECKING:
    from marchland.world.build.recipe import Row, Tables

FOLDER = Path(__file__).parent / "network"
FIGURES = ("low", "best", "high", "load", "load_low", "load_high")


def tables(reference: Path) -> Tables:  # noqa: ARG001 - every module of the recipe has this form
    """Return `traffic` with the sources that it cites; the ways are those of the freight network."""
    return {"traffic": traffic_rows(), "sources": [*_lines("sources_traffic.csv"), judgement()]}


def traffic_rows() -> list[Row]:
    """Return a row for each observation; where sources disagree, their figures are the ends of its range."""
    return [
        {**line, **{name: float(text) if (text := str(line[name] or "")) else None for name in FIGURES}}
        for line in _lines("traffic.csv")
    ]


def _lines(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [{column: cell or None for column, cell in line.items()} for line in csv.DictReader(file)]
