"""What a wide network does not hold, and what in it is inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.wide.joined import JOIN_KM
from marchland.world.build.wide.land import PIECE_KM
from marchland.world.build.wide.tables import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marchland.world.build.wide.box import Box
    from marchland.world.build.wide.land import Land
    from marchland.world.build.wide.sea import Sea

SHOWN = 40
TERMS = """\
Railways and roads are © OpenStreetMap contributors, available under the Open Database License (ODbL 1.0,
https://opendatacommons.org/licenses/odbl/1-0/), simplified in the package scgraph_data 2.0.0. A network made of them
that is passed on stays under the ODbL, with this notice. Sea lanes and ports are those of the package searoute
(Apache-2.0)."""


def gaps_text(box: Box, actors: Sequence[str], lands: Sequence[Land], sea: Sea | None) -> str:
    """Return the report in Markdown.

    Parameters
    ----------
    box
        what was asked for
    actors
        those that have land in it
    lands
        the networks by rail and road
    sea
        lanes and ports; None = not asked for
    """
    parts = [f"# Gaps of the network of {box}", "(west south east north)", TERMS, _LIMITS]
    for land in lands:
        parts += [f"## By {land.mode}", *_pieces(land), *_joins(land), *_missing(land, actors)]
    if len(lands) > 1:
        parts += _without_rail(lands)
    if sea is not None:
        parts += ["## By sea", f"{sea.graph.n_nodes:,} places at sea and {len(sea.ports)} ports."]
        named = _listed(sea.left_out)
        parts.append(f"Ports left out, too far from a sea lane or from a railway and road of the network: {named}.")
    return "\n\n".join(parts) + "\n"


_LIMITS = """\
The sources do not say what is open, who operates it, what it can carry or how wide the track is: nothing here has a
capacity, the gauge is that of most railways of the country, hours and USD per tonne come from rates by country. Closed
borders, ferries and planned ways are to be added by hand, in links.csv and states.csv."""


def _pieces(land: Land) -> list[str]:
    graph, piece = land.graph, land.graph.component()
    km = np.bincount(piece[graph.tail], weights=graph.km) if graph.n_edges else np.zeros(0)
    crossing = int(np.count_nonzero(land.actor[graph.tail] != land.actor[graph.head]))
    number, length = land.left_out
    read, junctions, ways = f"{land.read:,}", _many(graph.n_nodes, "junction"), _many(graph.n_edges, "way")
    total, short = f"{graph.km.sum():,.0f}", _many(number, "piece")
    lines = [
        f"{read} nodes in the source, {junctions} and {ways} here, {total} km; {crossing} of the ways cross a border.",
        f"Left out: {short} of less than {PIECE_KM:g} km, {length:,.0f} km together.",
    ]
    if km.size < 2:
        return [*lines, "All of it is connected."]
    order = np.lexsort((np.arange(km.size), -km))
    rows = [
        f"| {km[i]:,.0f} | {', '.join(sorted(set(land.actor[piece == i].tolist())))} |"
        f" {spoken(*(float(x[np.argmax(piece == i)]) for x in (graph.lat, graph.lon)))} |"
        for i in order[:SHOWN].tolist()
    ]
    head = f"{km.size} pieces that are not connected with each other, the largest first:"
    return [*lines, head, "\n".join(["| km | actors | one place of it |", "| ---: | --- | --- |", *rows])]


def _joins(land: Land) -> list[str]:
    if not land.joins:
        return ["No ends were joined."]
    longest = sorted(land.joins, key=lambda join: (-join.km, join.lat, join.lon))
    rows = [f"| {join.km:.2f} | {join.actor} | {spoken(join.lat, join.lon)} |" for join in longest[:SHOWN]]
    head = (
        f"Joined to another piece within {JOIN_KM:g} km: {_many(len(longest), 'end')},"
        f" {sum(join.km for join in longest):,.0f} km that no source has. Links that hold such a join say so in their"
        " name. The longest first:"
    )
    return [head, "\n".join(["| km | actor | where |", "| ---: | --- | --- |", *rows])]


def _missing(land: Land, actors: Iterable[str]) -> list[str]:
    without = sorted(set(actors) - set(land.actor.tolist()))
    return [f"Countries with land in the box and nothing by {land.mode}: {_listed(without)}."]


def _without_rail(lands: Sequence[Land]) -> list[str]:
    met = {land.mode: borders(land) for land in lands}
    rows = [
        f"Neighbours that meet by {mode} and not by {other}: "
        + _listed([f"{a}-{b}" for a, b in sorted(met[mode] - met[other])])
        + "."
        for mode, other in (("road", "rail"), ("rail", "road"))
    ]
    return ["## Borders", *rows]


def borders(land: Land) -> set[tuple[str, str]]:
    """Return the pairs of actors between which a network has a way, in the order of the alphabet."""
    pairs = zip(land.actor[land.graph.tail].tolist(), land.actor[land.graph.head].tolist(), strict=True)
    return {(min(a, b), max(a, b)) for a, b in pairs if a != b}


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return (", ".join(names[:SHOWN]) + more) or "none"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")
