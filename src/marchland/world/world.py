"""A world: what is, with units, ranges and sources; immutable, as of any day and year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import MissingData, UnknownName
from marchland.world.parse import parse_table
from marchland.world.schema import schema
from marchland.world.sheet import sheet_of_lines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from marchland.world.package import Package
    from marchland.world.table import Table


@dataclass(frozen=True, kw_only=True, eq=False)
class World:
    """A set of tables that passed every check.

    Parameters
    ----------
    package
        name, title, base year, focus and powers
    tables
        one table a name, only those that the folder has; see `marchland world schema`
    fingerprint
        SHA-256 over the folder's files; two worlds with the same one hold the same figures
    root
        the folder
    day
        the day whose memberships, controls and states the tables hold; None = all days
    year
        the year whose flows the tables hold; None = all years
    """

    package: Package
    tables: Mapping[str, Table]
    fingerprint: str
    root: Path
    day: dt.date | None = None
    year: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))

    def __reduce__(self) -> tuple[object, ...]:
        fields = (self.package, dict(self.tables), self.fingerprint, self.root, self.day, self.year)
        return _unpickle, fields

    def __getitem__(self, table: str) -> Table:
        """Return a table; one that the world does not have is empty."""
        if table in self.tables:
            return self.tables[table]
        spec = schema().tables[table]
        return parse_table(spec, sheet_of_lines([[c.name for c in spec.columns]]))[0]

    @property
    def actors(self) -> tuple[str, ...]:
        """Codes of all actors, in the order of the table."""
        return tuple(self["actors"]["actor"].tolist())

    @property
    def blocs(self) -> tuple[str, ...]:
        """Codes of all blocs."""
        return tuple(sorted(set(self["blocs"]["bloc"].tolist())))

    def name(self, code: str) -> str:
        """Return the printed name of an actor or a bloc.

        Raises
        ------
        UnknownName
            where it is neither
        """
        for table, column in (("actors", "actor"), ("blocs", "bloc")):
            found = self[table].where(**{column: code})
            if len(found):
                return str(found["name"][0])
        raise UnknownName("actor", code, [*self.actors, *self.blocs])

    def members(self, code: str) -> tuple[str, ...]:
        """Return the actors that a code stands for: an actor itself, or the members of a bloc on the world's day.

        Raises
        ------
        UnknownName
            where it is neither an actor nor a bloc
        """
        if code in self.actors:
            return (code,)
        members = tuple(sorted(set(self["blocs"].where(bloc=code)["actor"].tolist())))
        if not members:
            raise UnknownName("actor", code, [*self.actors, *self.blocs])
        return members

    def years(self, table: str) -> tuple[int, ...]:
        """Return the years that a table has rows for."""
        return tuple(sorted({int(y) for y in self[table]["year"]}))

    def at(self, *, day: dt.date | None = None, year: int | None = None) -> World:
        """Return the world as of a day and a year.

        Dated rows are kept where they hold on the day. Of a table of flows the latest year up to the asked one is
        kept; of indicators the latest figure up to that year.

        Parameters
        ----------
        day
            default: the last day of the year
        year
            default: the year of the day, else the year that the world is narrowed to, else its base year

        Raises
        ------
        MissingData
            where the world has no trade up to that year, or is narrowed to another day or year
        """
        if day is None and year is None:
            day, year = self.day, self.year
        if year is None:
            year = day.year if day is not None else self.package.base_year
        if day is None:
            day = dt.date(year, 12, 31)
        if self.year not in {None, year} or self.day not in {None, day}:
            raise MissingData(
                f"{self.package.name} is narrowed to {self.day} and its flows to {self.year}; "
                f"ask the whole world for {day} and {year}"
            )
        tables = {}
        for name, table in self.tables.items():
            spec = schema().tables[name]
            if spec.dated:
                table = _on(table, day)  # noqa: PLW2901
            if spec.annual == "table":
                table = _latest_table(table, year)  # noqa: PLW2901
            elif spec.annual == "figure":
                table = _latest_figures(table, year, [k for k in spec.key if k != "year"])  # noqa: PLW2901
            tables[name] = table
        if not len(tables["trade"]):
            held = ", ".join(map(str, self.years("trade")))
            raise MissingData(f"{self.package.name} has no trade of {year} or before; it holds {held}")
        return replace(self, tables=tables, day=day, year=year)


def _unpickle(
    package: Package, tables: dict[str, Table], fingerprint: str, root: Path, day: dt.date | None, year: int | None
) -> World:
    return World(package=package, tables=tables, fingerprint=fingerprint, root=root, day=day, year=year)


def _on(table: Table, day: dt.date) -> Table:
    now = np.datetime64(day, "D")
    return table.take((table["from"] <= now) & (np.isnat(table["to"]) | (table["to"] >= now)))


def _latest_table(table: Table, year: int) -> Table:
    past = table["year"][table["year"] <= year]
    return table.take(table["year"] == (past.max() if len(past) else -1))


def _latest_figures(table: Table, year: int, key: list[str]) -> Table:
    past = table.take(table["year"] <= year)
    latest: dict[tuple[object, ...], int] = {}
    for i in np.argsort(past["year"], kind="stable").tolist():
        latest[tuple(past[k][i] for k in key)] = i
    return past.take(np.array(sorted(latest.values()), dtype=np.int64))
