"""What must hold in the tables of freight: places, links, their states, zones, classes and cargoes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import suggestion
from marchland.world.faults import Fault
from marchland.world.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marchland.world.table import Table

MOVING = ("rail", "road", "sea", "ferry")
"""Modes that lead from one place to another."""
HANDLING = ("port", "terminal", "gauge")
"""Modes in which goods stay where they are, and change vehicle or track."""
FIGURES = ("capacity", "hours", "usd_per_tonne")
"""Attributes of the states of a link that are figures."""
NOWHERE = ("sea", "hub")
"""Kinds of places that may lie in no country."""
SMALLEST_GAP = 1e-3


def check_freight(tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Yield the faults of the tables of freight; a world without them has none.

    Parameters
    ----------
    tables
        the tables of the world that could be read, by name
    """
    if "places" in tables:
        yield from _sovereigns(tables["places"])
    if "links" in tables:
        yield from _links(tables["links"])
        yield from _handling_twice(tables["links"])
        yield from _names_taken(tables)
    if "states" in tables:
        yield from _figures(tables)
    if "zones" in tables:
        yield from _sums(tables["zones"], ("actor",), "share")
        yield from _isolated(tables)
    if "gateways" in tables:
        yield from _sums(tables["gateways"], ("actor", "partner", "flow", "commodity"), "share")
        yield from _no_zone(tables)
    if "commodities" in tables:
        yield from _modes(tables["commodities"])
    if "cargoes" in tables:
        yield from _sums(tables["cargoes"], ("sector",), "share")
    if "sectors" in tables:
        yield from _unsourced(tables["sectors"])
        if len(tables.get("links", ())):
            yield from _weightless(tables)


def _sovereigns(places: Table) -> Iterator[Fault]:
    for actor, kind, row in zip(*(places[c].tolist() for c in ("actor", "kind", "row")), strict=True):
        if not actor and kind not in NOWHERE:
            yield Fault(
                file="places.csv",
                row=row,
                column="actor",
                reason="empty",
                cure="give the internationally recognised sovereign; only a place of kind sea or hub may have none",
            )


def _links(links: Table) -> Iterator[Fault]:
    columns = ("link", "tail", "head", "mode", "gauge_mm", "row")
    for link, tail, head, mode, gauge, row in zip(*(links[c].tolist() for c in columns), strict=True):

        def fault(column: str, reason: str, cure: str, line: int = row) -> Fault:
            return Fault(file="links.csv", row=line, column=column, reason=reason, cure=cure)

        if mode in MOVING and tail == head:
            cure = f"give two places, or a mode of handling: {', '.join(HANDLING)}"
            yield fault("head", f"{link} goes by {mode} from {tail} to the same place", cure)
        if mode in HANDLING and tail != head:
            yield fault("head", f"{link} is a {mode} and leads from {tail} to {head}", "write the same place twice")
        if mode == "rail" and np.isnan(gauge):
            yield fault("gauge_mm", f"{link} is a railway without a gauge", "give its width in mm, for instance 1520")
        if mode in schema().terms("links", "mode") and mode != "rail" and not np.isnan(gauge):
            yield fault("gauge_mm", f"{link} goes by {mode} and has a gauge", "leave it empty; rail alone has one")
    for column in ("capacity", "capacity_low", "capacity_high"):
        # Of an empty end the default range is told where its median stands.
        for i in np.flatnonzero((links[column] <= 0) & ((column == "capacity") | (links["capacity"] > 0))):
            yield Fault(
                file="links.csv",
                row=int(links["row"][i]),
                column=column,
                reason=f"{links[column][i]:g} Mt/yr is no capacity",
                cure="give a figure above 0, or leave the cell empty where nothing limits it; what is shut is closed "
                "in states.csv",
            )


def _handling_twice(links: Table) -> Iterator[Fault]:
    first: dict[tuple[str, str], int] = {}
    for mode, tail, head, row in zip(*(links[c].tolist() for c in ("mode", "tail", "head", "row")), strict=True):
        if mode not in HANDLING or tail != head:
            continue
        if (mode, tail) in first:
            reason = f"a {mode} at {tail} as in row {first[mode, tail]}"
            cure = "keep one row a place and mode, with the capacity of both"
            yield Fault(file="links.csv", row=row, column="mode", reason=reason, cure=cure)
        first.setdefault((mode, tail), row)


def _other_objects(tables: Mapping[str, Table]) -> dict[str, str]:
    """Return the file of each place and actor."""
    keys = (("places", "place"), ("actors", "actor"))
    return {code: f"{name}.csv" for name, key in keys if name in tables for code in tables[name][key].tolist()}


def _names_taken(tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Yield a fault for each link whose code is that of a place or an actor: states and controls name all three."""
    taken = _other_objects(tables)
    for link, row in zip(tables["links"]["link"].tolist(), tables["links"]["row"].tolist(), strict=True):
        if link in taken:
            reason, cure = f"{link!r} is in {taken[link]} too", "begin it with its mode, for instance rail_"
            yield Fault(file="links.csv", row=row, column="link", reason=reason, cure=cure)


def _figures(tables: Mapping[str, Table]) -> Iterator[Fault]:
    states = tables["states"]
    others = _other_objects(tables)
    columns = ("object", "attribute", "text", "best", "row")
    for thing, attribute, text, best, row in zip(*(states[c].tolist() for c in columns), strict=True):
        if attribute not in FIGURES:
            continue
        if thing in others:
            reason, cure = (
                f"{attribute} of {thing}, which is no link",
                "name a link of links.csv or a pipe of pipes.csv",
            )
            yield Fault(file="states.csv", row=row, column="object", reason=reason, cure=cure)
        if np.isnan(best) or text:
            reason, cure = f"{attribute} of {thing} is a figure", "give it in best and leave text empty"
            yield Fault(file="states.csv", row=row, column="best", reason=reason, cure=cure)
        elif attribute == "capacity" and best <= 0:
            reason, cure = f"{best:g} is no capacity", "write status closed where nothing passes"
            yield Fault(file="states.csv", row=row, column="best", reason=reason, cure=cure)


def _sums(table: Table, columns: tuple[str, ...], figure: str) -> Iterator[Fault]:
    """Yield a fault, at the largest share, for each set of codes whose shares do not add up to 1."""
    groups: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for *codes, share, row in zip(*(table[c].tolist() for c in (*columns, figure, "row")), strict=True):
        groups[" ".join(code for code in codes if code)].append((share, row))
    for code, found in groups.items():
        total = sum(share for share, _ in found)
        if abs(total - 1) > SMALLEST_GAP:  # nan where a share could not be read, which is told once
            yield Fault(
                file=f"{table.name}.csv",
                row=max(found)[1],
                column=figure,
                reason=f"the shares of {code} add up to {total:.4g}",
                cure="they must add up to 1: mend them, or divide each by the sum",
            )


def _isolated(tables: Mapping[str, Table]) -> Iterator[Fault]:
    ends = {p for c in ("tail", "head") for p in tables["links"][c].tolist()} if "links" in tables else set()
    known = set(tables["places"]["place"].tolist()) if "places" in tables else set()
    zones = tables["zones"]
    for actor, place, row in zip(*(zones[c].tolist() for c in ("actor", "place", "row")), strict=True):
        if place in known - ends:
            cure = "add a link to links.csv, or choose a place that has one"
            reason = f"no link leads to {place}, where trade of {actor} starts and ends"
            yield Fault(file="zones.csv", row=row, column="place", reason=reason, cure=cure)


def _no_zone(tables: Mapping[str, Table]) -> Iterator[Fault]:
    zones = tables.get("zones")
    known = set() if zones is None else set(zip(zones["actor"].tolist(), zones["place"].tolist(), strict=True))
    gateways = tables["gateways"]
    for actor, place, row in zip(*(gateways[c].tolist() for c in ("actor", "place", "row")), strict=True):
        if (actor, place) not in known:
            yield Fault(
                file="gateways.csv",
                row=row,
                column="place",
                reason=f"{place} is no zone of {actor}",
                cure="add a row to zones.csv, or choose one of its zones",
            )


def _modes(commodities: Table) -> Iterator[Fault]:
    for commodity, modes, row in zip(*(commodities[c].tolist() for c in ("commodity", "modes", "row")), strict=True):
        for mode in modes.split(";") if modes else ():
            if mode not in MOVING:
                yield Fault(
                    file="commodities.csv",
                    row=row,
                    column="modes",
                    reason=f"{mode!r} of {commodity} is no mode that leads from place to place",
                    cure=suggestion(mode, MOVING),
                )


def _unsourced(sectors: Table) -> Iterator[Fault]:
    for value, source, row in zip(
        *(sectors[c].tolist() for c in ("usd_per_tonne", "tonnes_source", "row")), strict=True
    ):
        if value > 0 and not source:
            yield Fault(
                file="sectors.csv",
                row=row,
                column="tonnes_source",
                reason="a source is missing",
                cure="give where the value of a tonne comes from",
            )


def _weightless(tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Yield a fault for each sector of goods of the trade layer that has no tonnes, or no class to travel in."""
    sectors = tables["sectors"]
    loaded = set(tables["cargoes"]["sector"].tolist()) if "cargoes" in tables else set()
    columns = ("sector", "kind", "layer", "traded", "usd_per_tonne", "row")
    for sector, kind, layer, traded, value, row in zip(*(sectors[c].tolist() for c in columns), strict=True):
        if (kind, layer, traded) != ("goods", "trade", True):
            continue
        if not value > 0:
            yield Fault(
                file="sectors.csv",
                row=row,
                column="usd_per_tonne",
                reason=f"{sector} has links to travel on but no value of a tonne above 0",
                cure="give its FOB value in USD/t, for instance from unit values of customs statistics",
            )
        if sector not in loaded:
            yield Fault(
                file="cargoes.csv",
                reason=f"{sector} has links to travel on but no freight class",
                cure="add rows with the shares of its tonnes by class of commodities.csv",
            )
