"""The tables written by hand, one set a region: what no data set holds about places and links."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from marchland.errors import WorldError

REGIONS = ("caucasus", "asia", "europe")
FOLDER = Path(__file__).parent
_RANGED = ("km", "hours", "usd", "capacity", "preload")
COLUMNS = {
    "places": ("place", "name", "actor", "lat", "lon", "kind", "source"),
    "links": (
        *("link", "name", "tail", "head", "mode", "gauge_mm"),
        *(column for figure in _RANGED for column in (figure, f"{figure}_low", f"{figure}_high", f"{figure}_source")),
    ),
    "states": ("object", "attribute", "text", "low", "best", "high", "from", "to", "source"),
    "controls": ("actor", "object", "right", "share", "from", "to", "source"),
    "sources": ("source", "title", "publisher", "url", "year", "licence", "note"),
}
_NUMBERS = frozenset(
    {"lat", "lon", "gauge_mm", "low", "best", "high", "share", "year"}
    | {f"{figure}{end}" for figure in _RANGED for end in ("", "_low", "_high")}
)

Line = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Written:
    """What is written by hand of all regions together, as text; an empty cell is an empty string.

    Parameters
    ----------
    places, links, states, controls, sources
        lines in the order of the regions
    """

    places: tuple[Line, ...]
    links: tuple[Line, ...]
    states: tuple[Line, ...]
    controls: tuple[Line, ...]
    sources: tuple[Line, ...]


def read_written(folder: Path = FOLDER, regions: tuple[str, ...] = REGIONS) -> Written:
    """Read the tables of all regions.

    Parameters
    ----------
    folder
        where they are: `places_caucasus.csv` and so on
    regions
        which

    Raises
    ------
    WorldError
        with a line for each column that is not known and each cell that should be a number and is none
    """
    faults: list[str] = []
    tables: dict[str, list[Line]] = {name: [] for name in COLUMNS}
    for region in regions:
        for name, columns in COLUMNS.items():
            path = folder / f"{name}_{region}.csv"
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file, restkey="")
                strange = sorted(set(reader.fieldnames or ()) ^ set(columns))
                if strange:
                    faults.append(f"{path.name}: columns {', '.join(strange)} are missing or unknown")
                    continue
                for row, line in enumerate(reader, start=2):
                    faults += [f"{path.name} row {row}: {fault}" for fault in _faults(line, columns)]
                    tables[name].append({column: (line[column] or "").strip() for column in columns})
    if faults:
        raise WorldError(faults)
    return Written(**{name: tuple(lines) for name, lines in tables.items()})


def number(text: str) -> float | None:
    """Return a cell as a number, None where it is empty."""
    return float(text) if text else None


def _faults(line: dict[str, str], columns: tuple[str, ...]) -> list[str]:
    if "" in line or any(line[column] is None for column in columns):
        return [f"it has not {len(columns)} cells; put quotes around cells with commas"]
    return [
        f"{column} {line[column]!r} is no number; write it with a decimal point, or leave it empty"
        for column in columns
        if column in _NUMBERS and line[column].strip() and not _is_number(line[column])
    ]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
