"""What must hold in the tables of energy: hubs, pipes, their states, balances, flows, contracts and storage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.world.check_reach import check_reach
from marchland.world.check_sales import check_sales
from marchland.world.faults import Fault
from marchland.world.hubs import ENDS, PLACED
from marchland.world.units import conversion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marchland.world.table import Table

QUANTITY = {"gas": "bcm", "oil": "Mt"}
"""Unit of a quantity, by fuel."""
PRICE = {"gas": "USD per 1000 m3", "oil": "USD/t"}
"""Unit of a price, a cost or a tariff, by fuel."""
PRICED = ("price", "production_cost")
YEARLY = ("pipes", "energy_contracts")
"""Tables whose quantities are those of a year."""
AT_SEA = ("lng", "tanker")
"""Modes that reach a hub that lies in no country."""
LINK_ONLY = ("hours", "usd_per_tonne")
REFUSES_FUEL = ("refuses_gas", "refuses_oil")
"""Attributes of states that a link has and a pipe has not."""


def check_energy(tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Yield the faults of the tables of energy; a world without them has none.

    Parameters
    ----------
    tables
        the tables of the world that could be read, by name
    """
    for name in (*ENDS, *PLACED, "pipe_flows"):
        if name in tables:
            yield from _units(name, tables)
    for name, columns in ENDS.items():
        if name in tables:
            yield from _two_hubs(tables[name], columns, tables)
    for name in PLACED:
        if name in tables:
            yield from _hubs(tables[name], "place", tables)
    if "pipes" in tables:
        yield from _pipes(tables)
        yield from _names_taken(tables)
    if "pipes" in tables and "states" in tables:
        yield from _states(tables)
    if "energy_contracts" in tables:
        yield from _contracts(tables["energy_contracts"])
    if "pipe_flows" in tables:
        yield from _days(tables["pipe_flows"])
    yield from check_sales(tables)
    yield from check_reach(tables)


def unit_of(table: str, fuel: str, item: str = "") -> str:
    """Return the unit that a row of a table must have; "" for a fuel that is not known."""
    if item in PRICED:
        return PRICE.get(fuel, "")
    return QUANTITY[fuel] + ("/yr" if table in YEARLY else "") if fuel in QUANTITY else ""


def _fault(table: str, row: Mapping[str, Any], column: str, reason: str, cure: str) -> Fault:
    return Fault(file=f"{table}.csv", row=int(row["row"]), column=column, reason=reason, cure=cure)


def _units(name: str, tables: Mapping[str, Table]) -> Iterator[Fault]:
    fuels = {row["pipe"]: row["fuel"] for row in tables["pipes"].rows()} if "pipes" in tables else {}
    for row in tables[name].rows():
        fuel = str(row.get("fuel") or fuels.get(row.get("pipe"), ""))
        item = str(row.get("item") or "")
        wanted, unit = unit_of(name, fuel, item), row["unit"]
        if not wanted or not unit or unit == wanted:
            continue
        factor = conversion(unit, wanted)
        cure = f"multiply by {factor:.4g}" if factor else f"give the figure in {wanted}"
        what = f"{fuel} {item}".strip()
        yield _fault(name, row, "unit", f"{what} in {unit}: unit must be {wanted}", cure)


def _hubs(table: Table, column: str, tables: Mapping[str, Table]) -> Iterator[Fault]:
    kinds = _kinds(tables)
    for row in table.rows():
        if kinds.get(row[column], "hub") != "hub":
            reason = f"{row[column]} is a {kinds[row[column]]} and no hub"
            yield _fault(table.name, row, column, reason, "name a place of kind hub, or add one to places.csv")


def _two_hubs(table: Table, columns: tuple[str, str], tables: Mapping[str, Table]) -> Iterator[Fault]:
    first, second = columns
    for column in columns:
        yield from _hubs(table, column, tables)
    for row in table.rows():
        if row[first] and row[first] == row[second]:
            cure = "name two hubs; what is made and used at one hub stands in energy_balances.csv"
            yield _fault(table.name, row, second, f"{first} and {second} are both {row[first]}", cure)


def _kinds(tables: Mapping[str, Table]) -> dict[str, str]:
    return {row["place"]: row["kind"] for row in tables["places"].rows()} if "places" in tables else {}


def _pipes(tables: Mapping[str, Table]) -> Iterator[Fault]:
    actors = {row["place"]: row["actor"] for row in tables["places"].rows()} if "places" in tables else {}
    for row in tables["pipes"].rows():
        for column in ("capacity", "capacity_low", "capacity_high"):
            if row[column] == 0 and (column == "capacity" or row["capacity"] > 0):
                cure = "leave the cell empty where nothing limits it; what is shut is closed in states.csv"
                yield _fault("pipes", row, column, "0 is no capacity", cure)
        if row["loss"] == 1:
            yield _fault("pipes", row, "loss", "nothing arrives", "give the share that is lost, below 1")
        for column in ("tail", "head"):
            if actors.get(row[column]) == "" and row["mode"] not in (*AT_SEA, ""):
                reason = f"{row[column]} lies in no country and is reached by {row['mode']}"
                cure = f"write {' or '.join(AT_SEA)}, or name the actor of {row[column]} in places.csv"
                yield _fault("pipes", row, "mode", reason, cure)


def _names_taken(tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Yield a fault for each pipe whose code another table has: states and controls name them all."""
    keys = (("places", "place"), ("links", "link"), ("actors", "actor"))
    taken = {code: name for name, key in keys if name in tables for code in tables[name][key].tolist()}
    for row in tables["pipes"].rows():
        if row["pipe"] in taken:
            reason = f"{row['pipe']!r} is in {taken[row['pipe']]}.csv too"
            yield _fault("pipes", row, "pipe", reason, "begin it with its fuel, for instance gas_")


def _states(tables: Mapping[str, Table]) -> Iterator[Fault]:
    pipes = set(tables["pipes"]["pipe"].tolist())
    hubs = {place for place, kind in _kinds(tables).items() if kind == "hub"}
    actors = set(tables["actors"]["actor"].tolist()) if "actors" in tables else set()
    for row in tables["states"].rows():
        if row["object"] in pipes and row["attribute"] in LINK_ONLY:
            cure = "a pipe has capacity, status, operator and controller; its tariff stands in pipes.csv"
            yield _fault("states", row, "attribute", f"{row['object']} is a pipe and has no {row['attribute']}", cure)
        if row["attribute"] in REFUSES_FUEL and row["object"] not in hubs | actors:
            cure = "name who does not buy: a hub of places.csv, or an actor"
            yield _fault("states", row, "object", f"{row['object']} buys no fuel", cure)
        if row["object"] in hubs and row["attribute"] == "status":
            cure = "close the pipes that lead there: a market is open while anything reaches it"
            yield _fault("states", row, "object", f"{row['object']} is a hub and has no status", cure)


def _contracts(contracts: Table) -> Iterator[Fault]:
    for row in contracts.rows():
        if row["minimum"] > row["maximum"]:
            reason = f"the minimum {row['minimum']:g} is above the maximum {row['maximum']:g}"
            yield _fault("energy_contracts", row, "minimum", reason, "swap them")
        if np.isnan(row["minimum"]) and np.isnan(row["maximum"]):
            reason = f"{row['contract']} has no quantity"
            yield _fault("energy_contracts", row, "maximum", reason, "give what is bought in a year at most")


def _days(flows: Table) -> Iterator[Fault]:
    for row in flows.rows():
        if row["from"] is not None and row["to"] is not None and row["to"] < row["from"]:
            yield _fault("pipe_flows", row, "to", f"{row['to']} is before {row['from']}", "swap the dates")
