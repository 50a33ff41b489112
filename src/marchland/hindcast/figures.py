"""The figures that a small world is made of, looked up by what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marchland.world import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marchland.world import Table

REST = "ROW"
GOODS = "goods"
HOME = "home"
NEEDED: dict[str, tuple[str, ...]] = {
    "gdp": ("actor",),
    "population": ("actor",),
    "labour_force": ("actor",),
    "exports": ("actor",),
    "imports": ("actor",),
    "flow": ("actor", "partner", "product"),
    "home": ("actor", "product"),
    "elasticity": ("product",),
    "remittances": ("actor", "partner"),
    "migrants": ("actor", "partner"),
}
"""Columns that each item needs."""
ALLOWED: dict[str, tuple[str, ...]] = NEEDED | {"exports": ("actor", "partner")}
COLUMNS = ("actor", "partner", "product")
Key = tuple[str, str, str, str]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The rows of one small world.

    Parameters
    ----------
    rows
        by item, actor, partner and product
    """

    rows: Mapping[Key, Mapping[str, Any]]

    @property
    def actors(self) -> tuple[str, ...]:
        """Everybody named as actor or partner, in order of appearance, the rest of the world last."""
        named = dict.fromkeys(code for key in self.rows for code in key[1:3] if code)
        return (*(code for code in named if code != REST), REST)

    @property
    def products(self) -> tuple[str, ...]:
        """Products whose flows are told, in order of appearance."""
        return tuple(dict.fromkeys(key[3] for key in self.rows if key[0] in {"flow", "home"}))

    @property
    def year(self) -> int:
        """The latest year of a figure."""
        return max(int(row["year"]) for row in self.rows.values())

    def get(self, item: str, actor: str = "", partner: str = "", product: str = "") -> Mapping[str, Any] | None:
        """Return a row, None where there is none."""
        return self.rows.get((item, actor, partner, product))

    def best(self, item: str, actor: str = "", partner: str = "", product: str = "") -> float:
        """Return the median of a figure, 0 where it is not told."""
        row = self.get(item, actor, partner, product)
        return 0.0 if row is None else float(row["best"])


def figures_of(table: Table, world: str) -> Figures:
    """Return the figures of one small world.

    Parameters
    ----------
    table
        the table `figures`
    world
        code of the small world
    """
    rows = table.where(world=world).rows()
    return Figures(rows={(r["item"], r["actor"], r["partner"], r["product"]): r for r in rows})


def check_figures(table: Table) -> Iterator[Fault]:
    """Yield the faults of the table `figures` that single cells do not show."""
    first: dict[tuple[str, ...], int] = {}
    for row in table.rows():
        item, line = row["item"], row["row"]
        if item not in NEEDED:
            continue  # told where the cell was read
        for column in COLUMNS:
            given = bool(row[column])
            if column in NEEDED[item] and not given:
                yield _fault(line, column, f"{item} of nobody", f"give the {column}")
            elif given and column not in ALLOWED[item]:
                yield _fault(line, column, f"{item} has no {column}", "leave the cell empty")
        key = (row["world"], item, *(row[column] for column in COLUMNS))
        if key in first:
            yield _fault(line, "item", f"the same figure as row {first[key]}", "keep one, with the range of both")
        first.setdefault(key, line)
    for world in dict.fromkeys(table["world"].tolist()):
        yield from _whole(figures_of(table, world), world)


def _fault(row: int, column: str, reason: str, cure: str) -> Fault:
    return Fault(file="figures.csv", row=row, column=column, reason=reason, cure=cure)


def _whole(figures: Figures, world: str) -> Iterator[Fault]:
    """Yield what one small world lacks."""

    def lacks(what: str, cure: str) -> Fault:
        return _fault(0, "", f"{world} has no {what}", cure)

    for actor in figures.actors:
        if not figures.best("gdp", actor) > 0:
            yield lacks(f"gdp of {actor}", "add a row" + (" for everybody else" if actor == REST else ""))
        for item in ("exports", "imports") if actor != REST else ():
            if not figures.best(item, actor) > 0:
                yield lacks(f"{item} of {actor}", "add a row: goods in all, with everybody")
        for product in figures.products:
            if not figures.best("home", actor, "", product) > 0:
                yield lacks(f"home of {product} of {actor}", "add a row: what it makes and uses at home, above 0")
    if {GOODS, HOME} & set(figures.products):
        yield lacks("other goods", f"call the product otherwise: {GOODS} and {HOME} are all else")
