"""A world: what is, with units, ranges and sources; immutable, as of any day and year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple

import numpy as np

from marchland.errors import MissingData, UnknownName
from marchland.world.parse import empty_table
from marchland.world.schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from marchland.world.package import Package
    from marchland.world.table import Table


Given = TypeVarTuple("Given")
Made = TypeVar("Made")
ENERGY = ("energy_balances", "energy_flows", "storage")
"""Tables of figures of gas and oil by year."""


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
    _derived: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))

    def __reduce__(self) -> tuple[object, ...]:
        fields = (self.package, dict(self.tables), self.fingerprint, self.root, self.day, self.year)
        return _unpickle, fields

    def __getitem__(self, table: str) -> Table:
        """Return a table; one that the world does not have is empty."""
        if table in self.tables:
            return self.tables[table]
        return empty_table(schema().tables[table])

    def derived(self, make: Callable[[World, *Given], Made], *given: *Given) -> Made:
        """Return make(world, *given), made once: tables never change. What is given has to be hashable."""
        key = (make, given)
        if key not in self._derived:
            self._derived[key] = make(self, *given)
        made: Made = self._derived[key]
        return made

    @property
    def actors(self) -> tuple[str, ...]:
        """Codes of all actors, in the order of the table."""
        return tuple(self["actors"]["actor"].tolist())

    @property
    def named_actors(self) -> frozenset[str]:
        """Codes of the actors that are not the rest of the world."""
        return frozenset(row["actor"] for row in self["actors"].rows() if row["kind"] != "rest")

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
        tables = self._narrowed(day, year)
        if not len(tables["trade"]):
            held = ", ".join(map(str, self.years("trade")))
            raise MissingData(f"{self.package.name} has no trade of {year} or before; it holds {held}")
        return replace(self, tables=tables, day=day, year=year)

    def energy_at(self, *, year: int | None = None) -> World:
        """Return the world as of the last day of a year for questions of gas and oil alone.

        As `at`; but where trade begins later than gas or oil, the year may be one from before it. Tables that are not
        of gas and oil then hold the figures that are nearest, the first: `later` names them.

        Raises
        ------
        MissingData
            where the world has neither trade nor flows of gas and oil up to that year, or is narrowed to another one
        """
        wanted = year if year is not None else (self.year or self.package.base_year)
        known, trade = self.years("energy_flows"), min(self.years("trade"), default=wanted)
        fuels = [held for held in known if held <= wanted]
        if self.year is None and known and not fuels and trade > wanted:
            raise MissingData(
                f"{self.package.name} has no figure of {wanted} or before: flows of gas and oil begin in {known[0]} "
                f"(energy_flows.csv), trade in {trade} (trade.csv); ask for a later year, or add rows"
            )
        if self.year is not None or not fuels or trade <= wanted:
            return self.at(year=year)
        day = dt.date(wanted, 12, 31)
        return replace(self, tables=self._narrowed(day, wanted, later=True), day=day, year=wanted)

    @property
    def later(self) -> dict[str, int]:
        """Tables of flows whose figures are of a later year than the world's, with that year: see `energy_at`."""
        found = {
            name: max(self.years(name), default=0) for name in self.tables if schema().tables[name].annual == "table"
        }
        return {name: of for name, of in found.items() if self.year is not None and of > self.year}

    def _narrowed(self, day: dt.date, year: int, *, later: bool = False) -> dict[str, Table]:
        """Return the tables as of a day and year; with `later`, what has no figure by then gives its first one."""
        tables = {}
        for name, table in self.tables.items():
            spec = schema().tables[name]
            if spec.dated:
                table = _on(table, day)  # noqa: PLW2901
            reaching = later and name not in ENERGY
            if spec.annual == "table":
                table = _latest_table(table, year, reaching=reaching)  # noqa: PLW2901
            elif spec.annual == "figure":
                key = [k for k in spec.key if k != "year"]
                table = _latest_figures(table, year, key, reaching=reaching)  # noqa: PLW2901
            tables[name] = table
        return tables


def _unpickle(
    package: Package, tables: dict[str, Table], fingerprint: str, root: Path, day: dt.date | None, year: int | None
) -> World:
    return World(package=package, tables=tables, fingerprint=fingerprint, root=root, day=day, year=year)


def _on(table: Table, day: dt.date) -> Table:
    now = np.datetime64(day, "D")
    return table.take((table["from"] <= now) & (np.isnat(table["to"]) | (table["to"] >= now)))


def _latest_table(table: Table, year: int, *, reaching: bool = False) -> Table:
    """Return the rows of the latest year up to the one asked for; none is there and `reaching`: of the first after."""
    past = table["year"][table["year"] <= year]
    if reaching and not len(past) and len(table):
        return table.take(table["year"] == table["year"].min())
    return table.take(table["year"] == (past.max() if len(past) else -1))


def _latest_figures(table: Table, year: int, key: list[str], *, reaching: bool = False) -> Table:
    """Return the latest figure of each key up to the year; none is there and `reaching`: the first after it."""
    order = np.argsort(table["year"], kind="stable").tolist()
    codes = [tuple(table[k][i] for k in key) for i in range(len(table))]
    latest: dict[tuple[object, ...], int] = {}
    for i in order:
        if table["year"][i] <= year or (reaching and codes[i] not in latest):
            latest[codes[i]] = i
    return table.take(np.array(sorted(latest.values()), dtype=np.int64))
