"""The schema of a folder of tables: one row for each column of each table, kept as tables themselves."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Folder = Literal["world", "episodes"]
Kind = Literal["id", "ref", "term", "text", "integer", "number", "date", "flag", "sources"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    kind
        id, ref (a key of another table), term (a word of the vocabulary), text, integer, number, date, flag
        (yes or no) or sources (source codes joined by ";")
    unit
        unit of a number; "see unit" where the row's own unit column says it
    refers
        tables in which a ref must be found; any of them will do
    spread
        default spread: an empty low is best / spread, an empty high best * spread
    minimum, maximum
        bounds of a number, None = none
    """

    name: str
    kind: Kind
    unit: str
    required: bool
    key: bool
    refers: tuple[str, ...]
    spread: float | None
    minimum: float | None
    maximum: float | None
    description: str


@dataclass(frozen=True, kw_only=True)
class Range:
    """Names of the columns of one figure: 5th percentile, median, 95th percentile."""

    low: str
    best: str
    high: str


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word that a term column may hold, with the unit that its figures must have and the layer that uses them."""

    word: str
    unit: str
    bounded: bool
    layer: str
    description: str


@dataclass(frozen=True, kw_only=True)
class TableSchema:
    """One table: its columns in order.

    Parameters
    ----------
    dated
        whether rows hold from a day to a day
    annual
        "table" where the rows of one year belong together, "figure" where each figure has its own latest year,
        "" where rows have no year
    vocabulary
        of each term column its words
    """

    name: str
    required: bool
    dated: bool
    annual: Literal["", "table", "figure"]
    description: str
    columns: tuple[Column, ...]
    vocabulary: Mapping[str, Mapping[str, Term]]

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that identify a row."""
        return tuple(c.name for c in self.columns if c.key)

    @property
    def has_range(self) -> bool:
        """Whether rows have low, best and high."""
        return any(c.name == "best" for c in self.columns)

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The figures that have a 5th and a 95th percentile beside their median."""
        names = {c.name for c in self.columns}
        own = [Range(low=f"{n}_low", best=n, high=f"{n}_high") for n in (c.name for c in self.columns)]
        main = Range(low="low", best="best", high="high")
        return tuple(r for r in (main, *own) if {r.low, r.best, r.high} <= names)

    def column(self, name: str) -> Column:
        """Return a column by name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, kw_only=True)
class Schema:
    """All tables of a kind of folder, in order."""

    tables: Mapping[str, TableSchema]

    @property
    def vocabulary(self) -> Mapping[str, Mapping[str, Term]]:
        """The words of every term column: "table.column" -> word -> term."""
        return MappingProxyType(
            {f"{t.name}.{column}": words for t in self.tables.values() for column, words in t.vocabulary.items()}
        )

    def terms(self, table: str, column: str) -> Mapping[str, Term]:
        """Return the words that a term column may hold."""
        return self.tables[table].vocabulary[column]


@cache
def schema(folder: Folder = "world") -> Schema:
    """Return the schema that every folder of a kind follows: worlds, or episodes that worlds are held against."""
    columns: dict[str, list[Column]] = {}
    for row in _rows("schema.csv"):
        columns.setdefault(row["table"], []).append(_column(row))
    words = _vocabulary()
    tables = {
        row["table"]: TableSchema(
            name=row["table"],
            required=row["required"] == "yes",
            dated=row["dated"] == "yes",
            annual=cast("Literal['', 'table', 'figure']", row["annual"]),
            description=row["description"],
            columns=tuple(columns[row["table"]]),
            vocabulary=MappingProxyType({k: MappingProxyType(v) for k, v in words.get(row["table"], {}).items()}),
        )
        for row in _rows("tables.csv")
        if folder in row["folder"].split(";")
    }
    return Schema(tables=MappingProxyType(tables))


def _vocabulary() -> dict[str, dict[str, dict[str, Term]]]:
    """Return table -> term column -> word -> term."""
    found: dict[str, dict[str, dict[str, Term]]] = {}
    for row in _rows("vocabulary.csv"):
        table, column = row["column"].split(".")
        found.setdefault(table, {}).setdefault(column, {})[row["term"]] = Term(
            word=row["term"],
            unit=row["unit"],
            bounded=row["bounded"] == "yes",
            layer=row["layer"],
            description=row["description"],
        )
    return found


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _column(row: dict[str, str]) -> Column:
    return Column(
        name=row["column"],
        kind=cast("Kind", row["type"]),
        unit=row["unit"],
        required=row["required"] == "yes",
        key=row["key"] == "yes",
        refers=tuple(row["refers"].split("|")) if row["refers"] else (),
        spread=float(row["spread"]) if row["spread"] else None,
        minimum=float(row["minimum"]) if row["minimum"] else None,
        maximum=float(row["maximum"]) if row["maximum"] else None,
        description=row["description"],
    )
