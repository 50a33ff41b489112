"""The tables written by hand, one set a fuel: what no release holds about gas and oil."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from marchland.errors import WorldError

if TYPE_CHECKING:
    from collections.abc import Mapping

FUELS = ("gas", "oil")
FOLDER = Path(__file__).parent
_FIGURE = ("low", "best", "high")
_PRICE = ("price", "price_low", "price_high")
HUBS = ("place", "name", "actor", "lat", "lon", "source")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "pipes": (
        *("pipe", "name", "tail", "head", "mode", "capacity", "capacity_low", "capacity_high", "km"),
        *("tariff", "tariff_low", "tariff_high", "loss", "loss_low", "loss_high", "source"),
    ),
    "states": ("object", "attribute", "text", *_FIGURE, "from", "to", "source"),
    "controls": ("actor", "object", "right", "share", "from", "to", "source"),
    "balances": ("years", "place", "item", *_FIGURE, "estimated", "source"),
    "flows": ("years", "seller", "buyer", *_FIGURE, *_PRICE, "estimated", "source"),
    "pipe_flows": ("pipe", "from", "to", *_FIGURE, "estimated", "source"),
    "contracts": ("contract", "seller", "buyer", "minimum", "maximum", *_PRICE, "from", "to", "resale", "source"),
    "storage": (
        *("years", "place", "stock", "stock_low", "stock_high", "rate", "rate_low", "rate_high"),
        *("estimated", "source"),
    ),
    "sources": ("source", "title", "publisher", "url", "year", "licence", "note"),
}
"""Columns of each table; `years` is a year, or the first and the last with a hyphen between: 2017-2019."""
_WORDS = frozenset(
    {"pipe", "name", "tail", "head", "mode", "source", "object", "attribute", "text", "from", "to", "actor", "right"}
    | {"years", "place", "item", "estimated", "seller", "buyer", "contract", "resale"}
    | {"title", "publisher", "url", "licence", "note"}
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a table written by hand.

    Parameters
    ----------
    where
        file and row, as faults name them
    fuel
        gas or oil; "" of a hub
    cells
        text by column; an empty cell is an empty string
    """

    where: str
    fuel: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def number(self, column: str) -> float | None:
        """Return a cell as a number, None where it is empty."""
        return float(self.cells[column]) if self.cells[column] else None

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the line stands for."""
        first, _, last = self.cells["years"].partition("-")
        return tuple(range(int(first), int(last or first) + 1))


@dataclass(frozen=True, kw_only=True)
class Written:
    """What is written by hand of all fuels together.

    Parameters
    ----------
    hubs
        lines of `hubs.csv`
    tables
        lines of each table of `COLUMNS`, in the order of the fuels
    """

    hubs: tuple[Line, ...]
    tables: Mapping[str, tuple[Line, ...]]


def read_written(folder: Path = FOLDER, fuels: tuple[str, ...] = FUELS) -> Written:
    """Read the tables of all fuels; a table that a fuel does not have is empty.

    Parameters
    ----------
    folder
        where they are: `hubs.csv`, `pipes_gas.csv` and so on
    fuels
        which

    Raises
    ------
    WorldError
        with a line for each column that is not known and each cell that should be a number or a year and is none
    """
    faults: list[str] = []
    hubs = _lines(folder / "hubs.csv", HUBS, "", faults)
    tables = {
        name: tuple(
            line
            for fuel in fuels
            if (folder / f"{name}_{fuel}.csv").exists()
            for line in _lines(folder / f"{name}_{fuel}.csv", columns, fuel, faults)
        )
        for name, columns in COLUMNS.items()
    }
    if faults:
        raise WorldError(faults)
    return Written(hubs=tuple(hubs), tables=tables)


def _lines(path: Path, columns: tuple[str, ...], fuel: str, faults: list[str]) -> list[Line]:
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, restkey="")
        strange = sorted(set(reader.fieldnames or ()) ^ set(columns))
        if strange:
            faults.append(f"{path.name}: columns {', '.join(strange)} are missing or unknown")
            return []
        for row, line in enumerate(reader, start=2):
            where = f"{path.name} row {row}"
            if "" in line or any(line[column] is None for column in columns):
                faults.append(f"{where}: it has not {len(columns)} cells; put quotes around cells with commas")
                continue
            cells = {column: line[column].strip() for column in columns}
            faults += [f"{where}: {fault}" for column, text in cells.items() if (fault := _fault(column, text))]
            found.append(Line(where=where, fuel=fuel, cells=cells))
    return found


def _fault(column: str, text: str) -> str:
    """Return what is wrong with a cell that should be a number, years or a flag; "" where it is right."""
    if column == "years":
        ends = text.split("-")
        right = 1 <= len(ends) <= 2 and all(end.isdigit() and len(end) == 4 for end in ends)
        return "" if right and ends[0] <= ends[-1] else f"years {text!r} are none; write 2021, or 2017-2021"
    if column in {"estimated", "resale"}:
        return "" if text in {"yes", "no"} else f"{column} {text!r} is neither yes nor no"
    if column in _WORDS or not text:
        return ""
    try:
        float(text)
    except ValueError:
        return f"{column} {text!r} is no number; write it with a decimal point, or leave it empty"
    return ""
