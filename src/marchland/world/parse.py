"""From the text of a CSV file to the columns of a table, collecting every fault on the way."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.errors import suggestion
from marchland.world.faults import Fault
from marchland.world.sheet import sheet_of_lines
from marchland.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from marchland.world.schema import Column, TableSchema, Term
    from marchland.world.sheet import Sheet

FLAGS = ("yes", "no")
FEW_WORDS = 2000
NO_UNIT = {"", "1", "see unit", "see attribute", "year"}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_table(spec: TableSchema, sheet: Sheet) -> tuple[Table, list[Fault]]:
    """Turn the cells of a file into a table.

    Cells that cannot be read become empty in the table and a fault in the list: one run finds all of them. The
    table gets one more column, `row`: the line of the file.

    Parameters
    ----------
    spec
        the table's schema
    sheet
        cells of the file
    """
    file = f"{spec.name}.csv"
    header = sheet.header
    faults = _header_faults(spec, file, header)
    ragged = [
        Fault(
            file=file,
            row=row,
            reason=f"{cells} cells where the header has {len(header)}",
            cure="add or remove commas; put text that holds a comma in double quotes",
        )
        for row, cells in sheet.ragged
    ]
    # Of a column that comes twice the first is read, so the dictionary is filled from the right.
    given = dict(zip(header[::-1], sheet.columns[::-1], strict=True))
    columns: dict[str, NDArray[Any]] = {}
    for column in spec.columns:
        cells = _Cells(
            file=file,
            column=column,
            words=spec.vocabulary.get(column.name, {}),
            text=given.get(column.name, ("",) * len(sheet.rows)),
            rows=sheet.rows,
        )
        columns[column.name], found = _READERS[column.kind](cells)
        if column.name in header:
            faults += found + cells.empty_faults()
    columns["row"] = sheet.rows
    table = Table(name=spec.name, columns=columns)
    told = {fault.row for fault in ragged}
    faults = [fault for fault in faults if fault.row not in told] + ragged
    return _fill_ranges(spec, table), faults


def empty_table(spec: TableSchema) -> Table:
    """Return a table without rows."""
    return parse_table(spec, sheet_of_lines([[c.name for c in spec.columns]]))[0]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Cells:
    """The text of one column, with what is needed to point at a cell of it."""

    file: str
    column: Column
    words: Mapping[str, Term]
    text: Sequence[str]
    rows: NDArray[np.int64]

    def fault(self, i: int, reason: str, cure: str) -> Fault:
        return Fault(file=self.file, row=int(self.rows[i]), column=self.column.name, reason=reason, cure=cure)

    def empty_faults(self) -> list[Fault]:
        if not self.column.required:
            return []
        if all(self.text) and not any(map(str.isspace, self.text)):
            return []
        reason = "a source is missing" if self.column.kind == "sources" else "empty"
        cure = f"give {self.column.description or self.column.name}"
        return [self.fault(i, reason, cure) for i, cell in enumerate(self.text) if not cell.strip()]


def _header_faults(spec: TableSchema, file: str, header: Sequence[str]) -> list[Fault]:
    known = [c.name for c in spec.columns]
    if len(header) <= 1:
        separated = header and any(mark in header[0] for mark in ";\t")
        reason = "the cells are not separated by commas" if separated else "the header is missing"
        cure = "save it as CSV with commas" if separated else "the first line is: " + ",".join(known)
        return [Fault(file=file, row=1, reason=reason, cure=cure)]
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
    words = set(cells.text)
    stripped = {word: word.strip() for word in words}
    if all(word == short for word, short in stripped.items()):
        return _words(cells.text, words), []
    faults = [
        cells.fault(i, f"{text!r} begins or ends with a space", "remove it")
        for i, text in enumerate(cells.text)
        if text != stripped[text]
    ]
    return np.array([stripped[text] for text in cells.text], dtype=np.str_), faults


def _read_sources(cells: _Cells) -> tuple[NDArray[Any], list[Fault]]:
    """Return lists of sources; they are long and few, so that the array holds each once."""
    values, faults = _read_text(cells)
    texts = cells.text if not faults else values.tolist()
    shared = {text: text for text in texts}
    held = np.empty(len(texts), dtype=object)
    held[:] = [shared[text] for text in texts]
    return held, faults


def _words(text: Sequence[str], words: set[str]) -> NDArray[np.str_]:
    """Return text as an array; of few words, each is copied and not read again."""
    if len(words) > FEW_WORDS:
        return np.array(text, dtype=np.str_)
    listed = list(words)
    place = {word: i for i, word in enumerate(listed)}
    picked = np.fromiter(map(place.__getitem__, text), dtype=np.intp, count=len(text))
    return np.array(listed, dtype=np.str_)[picked]


def _read_term(cells: _Cells) -> tuple[NDArray[Any], list[Fault]]:
    terms = cells.words
    words = set(cells.text)
    values = _words(cells.text, words)
    if words <= {*terms, ""}:
        return values, []
    return values, [
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
    below = np.isfinite(values) & (values < (-np.inf if column.minimum is None else column.minimum))
    above = np.isfinite(values) & (values > (np.inf if column.maximum is None else column.maximum))
    for i in np.flatnonzero(below).tolist():
        reason = "is negative" if column.minimum == 0 else f"is below {column.minimum:g}"
        cure = f"give a figure of {column.minimum:g} or more" + ("" if column.required else ", or leave the cell empty")
        faults.append(cells.fault(i, f"{cells.text[i]}{unit} {reason}", cure))
    for i in np.flatnonzero(above).tolist():
        cure = "shares run from 0 to 1: divide a percentage by 100" if column.maximum == 1 else "check the figure"
        faults.append(cells.fault(i, f"{cells.text[i]}{unit} is above {column.maximum:g}", cure))
    return np.where(below | above | ~np.isfinite(values), np.nan, values), faults


def _floats(text: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the numbers, nan where empty or unreadable, and where a cell holds anything."""
    given = np.fromiter(map(bool, text), dtype=bool, count=len(text))
    if not given.any():
        return np.full(len(text), np.nan), given
    # Python would take 1_000 for a number; no other reader of a CSV file does.
    if "_" not in "".join(text):
        try:
            return np.array([float(cell or "nan") for cell in text], dtype=np.float64), given
        except ValueError:
            pass  # one cell at least: each is read by itself
    return np.array([_float(cell) for cell in text], dtype=np.float64), given


def _float(text: str) -> float:
    try:
        return float("nan" if "_" in text else text)
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
    words = set(cells.text)
    values = _words(cells.text, words) == "yes"
    if words <= {*FLAGS, ""}:
        return values, []
    return values, [
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


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


_READERS: dict[str, Callable[[_Cells], tuple[NDArray[Any], list[Fault]]]] = {
    "id": _read_text,
    "ref": _read_text,
    "text": _read_text,
    "sources": _read_sources,
    "term": _read_term,
    "number": _read_number,
    "integer": _read_integer,
    "flag": _read_flag,
    "date": _read_date,
}


def _fill_ranges(spec: TableSchema, table: Table) -> Table:
    """Give an empty low or high the default spread of its median; a range is never silently zero."""
    columns = dict(table.columns)
    for names in spec.ranges:
        spread = spec.column(names.best).spread
        if spread is None:
            continue
        best = columns[names.best]
        ceiling = spec.column(names.high).maximum
        high = best * spread if ceiling is None else np.minimum(best * spread, ceiling)
        columns[names.low] = np.where(np.isnan(columns[names.low]), best / spread, columns[names.low])
        columns[names.high] = np.where(np.isnan(columns[names.high]), high, columns[names.high])
    return Table(name=table.name, columns=columns) if spec.ranges else table
