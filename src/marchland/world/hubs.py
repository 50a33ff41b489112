"""Which columns name a hub, a market of gas or oil, and which hub somebody meant."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from marchland.errors import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.world.table import Table

ENDS = {"pipes": ("tail", "head"), "energy_flows": ("seller", "buyer"), "energy_contracts": ("seller", "buyer")}
"""Columns that name two hubs, by table."""
PLACED = ("energy_balances", "storage")
"""Tables whose place is a hub."""
BEGINNING = 7
"""Letters that a code must share with a hub's from the first on to be taken for one of its country: hub_rus."""
MOST_NAMED = 3


def names_hub(table: str, column: str) -> bool:
    """Return whether a column of a table names a hub."""
    return column in ENDS.get(table, ()) or (table in PLACED and column == "place")


def hub_meant(code: str, tables: Mapping[str, Table]) -> str:
    """Return what to write in the place of a code that is no place: hubs of that actor, or hubs with such a code.

    Of several hubs of an actor that of which most is known comes first.

    Parameters
    ----------
    code
        as it was written
    tables
        the tables of the world that could be read, by name
    """
    rows = tables["places"].where(kind="hub").rows() if "places" in tables else ()
    owners = {row["place"]: row["actor"] for row in rows}
    if "actors" in tables and code in tables["actors"]["actor"].tolist():
        known = Counter(tables["energy_balances"]["place"].tolist()) if "energy_balances" in tables else Counter[str]()
        own = sorted((hub for hub, actor in owners.items() if actor == code), key=lambda hub: (-known[hub], hub))
        return f"it is an actor: write its hub, {_listed(own)}" if own else "add a hub of that actor to places.csv"
    alike = {hub: _shared(hub, code) for hub in owners}
    most = max(alike.values(), default=0)
    if most >= BEGINNING:
        return f"did you mean {_listed(sorted(hub for hub in alike if alike[hub] == most))}?"
    return suggestion(code, sorted(owners))


def _shared(one: str, other: str) -> int:
    """Return with how many letters two codes begin alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _listed(hubs: list[str]) -> str:
    return " or ".join(hubs[:MOST_NAMED])
