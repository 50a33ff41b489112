"""From the text of a CSV file to the columns of a table, collecting every fault on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.errors import suggestion
from marchland.world.faults import Fault
from marchland.world.schema import schema
from marchland.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from marchland.world.schema import Column, TableSchema

FLAGS = {"yes": True, "no": False}
NO_UNIT = {"", "1", "see unit", "see attribute", "year"}


def parse_table(spec: TableSchema, lines: Sequence[Sequence[str]]) -> tuple[Table, list[Fault]]:
    """Turn the lines of a file (header first) into a table.

    Cells that cannot be read become empty in the table and a fault in the list: one run finds all of them. The
    table gets one more column, `row`: the line of the file.

    Parameters
    ----------
    spec
        the table's schema
    lines
        cells of each line, header included
    """
    file = f"{spec.name}.csv"
    header = list(lines[0]) if lines else []
    faults = _header_faults(spec, file, header)
    numbered = [(i, line) for i, line in enumerate(lines[1:], start=2) if line]
    faults += [
        Fault(
            file=file,
            row=i,
            reason=f"{len(line)} cells where the header has {len(header)}",
            cure="add or remove commas; put text that holds a comma in double quotes",
        )
        for i, line in numbered
        if len(line) != len(header)
    ]
    body = [(i, line) for i, line in numbered if len(line) == len(header)]
    rows = np.array([i for i, _ in body], dtype=np.int64)
    given = dict(zip(header, zip(*(line for _, line in body), strict=True), strict=True)) if body else {}
    columns: dict[str, NDArray[Any]] = {}
    for column in spec.columns:
        cells = _Cells(
            file=file, table=spec.name, column=column, text=given.get(column.name, ("",) * len(body)), rows=rows
        )
        columns[column.name], found = _READERS[column.kind](cells)
        if column.name in header:
            faults += found + cells.empty_faults()
    columns["row"] = rows
    table = Table(name=spec.name, columns=columns)
    return (_fill_ranges(spec, table) if spec.has_range else table), faults


@dataclass(frozen=True, kw_only=True, eq=False)
class _Cells:
    """The text of one column, with what is needed to point at a cell of it."""

    file: str
    table: str
    column: Column
    text: Sequence[str]
    rows: NDArray[np.int64]

    def fault(self, i: int, reason: str, cure: str) -> Fault:
        return Fault(file=self.file, row=int(self.rows[i]), column=self.column.name, reason=reason, cure=cure)

    def empty_faults(self) -> list[Fault]:
        if not self.column.required:
            return []
        reason = "a source is missing" if self.column.kind == "sources" else "empty"
        cure = f"give {self.column.description or self.column.name}"
        return [self.fault(i, reason, cure) for i, cell in enumerate(self.text) if not cell.strip()]


def _header_faults(spec: TableSchema, file: str, header: Sequence[str]) -> list[Fault]:
    known = [c.name for c in spec.columns]
    faults = [
        Fault(file=file, row=1, column=name, reason="unknown column", cure=suggestion(name, known))
        for name in header
        if name not in known
    ]
    faults += [
        Fault(file=file, row=1, column=name, reason="the column comes twice", cure="keep one of the two")
        for name in sorted({n for n in header if list(header).count(n) > 1})
    ]
    return faults + [
        Fault(file=file, row=1, column=c.name, reason="the column is missing", cure=f"add it: {c.description}")
        for c in spec.columns
        if c.required and c.name not in header
    ]


def _read_text(cells: _Cells) -> tuple[NDArray[Any], list[Fault]]:
    return np.array(cells.text, dtype=np.str_), [
        cells.fault(i, f"{text!r} begins or ends with a space", "remove it")
        for i, text in enumerate(cells.text)
        if text != text.strip()
    ]


def _read_term(cells: _Cells) -> tuple[NDArray[Any], list[Fault]]:
    terms = schema().terms(cells.table, cells.column.name)
    return np.array(cells.text, dtype=np.str_), [
        cells.fault(i, f"{text!r} is no {cells.column.name}", suggestion(text, list(terms)))
        for i, text in enumerate(cells.text)
        if text and text not in terms
    ]


def _read_number(cells: _Cells) -> tuple[NDArray[Any], list[Fault]]:
    column = cells.column
    values, given = _floats(cells.text)
    faults = [
        cells.fault(
            i, f"{cells.text[i]!r} is no number", "write a plain number; leave the cell empty where there is none"
        )
        for i in np.flatnonzero(given & ~np.isfinite(values)).tolist()
    ]
    unit = "" if column.unit in NO_UNIT else f" {column.unit}"
    below = given & (values < (-np.inf if column.minimum is None else column.minimum))
    above = given & (values > (np.inf if column.maximum is None else column.maximum))
    for i in np.flatnonzero(below).tolist():
        reason = "is negative" if column.minimum == 0 else f"is below {column.minimum:g}"
        cure = f"give a figure of {column.minimum:g} or more"
        faults.append(cells.fault(i, f"{cells.text[i]}{unit} {reason}", cure))
    for i in np.flatnonzero(above).tolist():
        cure = "shares run from 0 to 1: divide a percentage by 100" if column.maximum == 1 else "check the figure"
        faults.append(cells.fault(i, f"{cells.text[i]}{unit} is above {column.maximum:g}", cure))
    return values, faults


def _floats(text: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the numbers, nan where empty or unreadable, and where a cell holds anything."""
    given = np.array([bool(cell) for cell in text], dtype=bool)
    try:
        return np.array([cell or "nan" for cell in text], dtype=np.str_).astype(np.float64), given
    except ValueError:
        return np.array([_float(cell) for cell in text], dtype=np.float64), given


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _read_integer(cells: _Cells) -> tuple[NDArray[Any], list[Fault]]:
    values, faults = _read_number(cells)
    whole = values == np.round(values)
    faults += [
        cells.fault(i, f"{cells.text[i]!r} is no whole number", "round it")
        for i in np.flatnonzero(np.isfinite(values) & ~whole).tolist()
    ]
    return np.where(whole, values, 0).astype(np.int64), faults


def _read_flag(cells: _Cells) -> tuple[NDArray[Any], list[Fault]]:
    return np.array([FLAGS.get(text, False) for text in cells.text], dtype=bool), [
        cells.fault(i, f"{text!r} is neither yes nor no", "write yes or no")
        for i, text in enumerate(cells.text)
        if text and text not in FLAGS
    ]


def _read_date(cells: _Cells) -> tuple[NDArray[Any], list[Fault]]:
    values = np.full(len(cells.text), np.datetime64("NaT", "D"))
    faults = []
    for i, text in enumerate(cells.text):
        day = _day(text)
        if day is None and text:
            faults.append(cells.fault(i, f"{text!r} is no date", "write it as 2023-12-31"))
        elif day is not None:
            values[i] = day
    return values, faults


def _day(text: str) -> np.datetime64 | None:
    try:
        return np.datetime64(text, "D") if len(text) == len("2023-12-31") else None
    except ValueError:
        return None


_READERS: dict[str, Callable[[_Cells], tuple[NDArray[Any], list[Fault]]]] = {
    "id": _read_text,
    "ref": _read_text,
    "text": _read_text,
    "sources": _read_text,
    "term": _read_term,
    "number": _read_number,
    "integer": _read_integer,
    "flag": _read_flag,
    "date": _read_date,
}


def _fill_ranges(spec: TableSchema, table: Table) -> Table:
    """Give an empty low or high the default spread of its column; a range is never silently zero."""
    spread = spec.column("best").spread
    if spread is None:
        return table
    columns = dict(table.columns)
    best = columns["best"]
    ceiling = spec.column("high").maximum
    high = best * spread if ceiling is None else np.minimum(best * spread, ceiling)
    columns["low"] = np.where(np.isnan(columns["low"]), best / spread, columns["low"])
    columns["high"] = np.where(np.isnan(columns["high"]), high, columns["high"])
    return Table(name=table.name, columns=columns)
