"""The railways or roads of a box as a network of junctions, each with its actor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.wide.coarse import coarse
from marchland.world.build.wide.contracted import STUB_KM, contracted
from marchland.world.build.wide.joined import joined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.world.build.wide.box import Box
    from marchland.world.build.wide.countries import Countries
    from marchland.world.build.wide.graph import Graph

PIECE_KM = 50.0
"""Pieces of a network that are shorter in all and joined to nothing are left out."""


@dataclass(frozen=True, kw_only=True)
class Join:
    """A dangling end that was joined to another piece.

    Parameters
    ----------
    lat, lon
        of the one node of the two that comes first
    km
        length of the join
    actor
        whose land it lies on
    """

    lat: float
    lon: float
    km: float
    actor: str


@dataclass(frozen=True, kw_only=True)
class Land:
    """A network by rail or road.

    Parameters
    ----------
    mode
        rail or road
    graph
        its junctions and ways
    actor
        (n,) whose land each junction lies on
    cell
        (n, 2) row and column of the cell of each place; None = every junction is a place
    read
        nodes in the box before
    joins
        the ends that were joined
    left_out
        number of pieces that are left out, and their km
    """

    mode: str
    graph: Graph
    actor: NDArray[np.str_]
    cell: NDArray[np.int64] | None
    read: int
    joins: tuple[Join, ...] = field(repr=False)
    left_out: tuple[int, float]


def land_of(mode: str, whole: Graph, box: Box, countries: Countries, km: float = 0.0) -> Land:
    """Return the network of a mode in a box.

    Junctions on both sides of a border stay, so that each crossing is a link of its own; so do ends that the box cuts.

    Parameters
    ----------
    mode
        rail or road
    whole
        the network of the world
    box
        what to take of it
    countries
        whose land is where
    km
        size of the cells that become one place; 0 = every junction is a place
    """
    inside = box.holds(whole.lat, whole.lon)
    cut = np.zeros(whole.n_nodes, dtype=bool)
    leaving = inside[whole.tail] != inside[whole.head]
    cut[whole.tail[leaving]] = cut[whole.head[leaving]] = True
    part = whole.nodes_of(inside)
    graph = joined(part)
    actor = countries.actors(graph.lat, graph.lon) if graph.n_nodes else np.array([], dtype=str)
    joins = _joins(graph, actor)
    kept = cut[inside]
    crossing = actor[graph.tail] != actor[graph.head]
    kept[graph.tail[crossing]] = kept[graph.head[crossing]] = True
    graph, node = contracted(graph, kept, STUB_KM[mode])
    piece = graph.component()
    length = np.bincount(piece[graph.tail], weights=graph.km, minlength=int(piece.max(initial=-1)) + 1)
    stays = length[piece] >= min(PIECE_KM, length.max(initial=0.0))
    short = length[length < min(PIECE_KM, length.max(initial=0.0))]
    graph, actor, cell = graph.nodes_of(stays), actor[node[stays]], None
    if km and graph.n_edges:
        made = coarse(graph, actor, km)
        actor, cell = actor[made.node], made.cell
        crossing = actor[made.graph.tail] != actor[made.graph.head]
        kept = np.zeros(made.graph.n_nodes, dtype=bool)
        kept[made.graph.tail[crossing]] = kept[made.graph.head[crossing]] = True
        graph, node = contracted(made.graph, kept, 0.0)
        actor, cell = actor[node], cell[node]
    return Land(
        mode=mode,
        graph=graph,
        actor=actor,
        cell=cell,
        read=part.n_nodes,
        joins=joins,
        left_out=(int(short.size), float(short.sum())),
    )


def _joins(graph: Graph, actor: NDArray[np.str_]) -> tuple[Join, ...]:
    edges = np.flatnonzero(graph.inferred > 0)
    ends = graph.tail[edges]
    columns = (graph.lat[ends], graph.lon[ends], graph.km[edges], actor[ends])
    return tuple(
        Join(lat=lat, lon=lon, km=km, actor=code)
        for lat, lon, km, code in zip(*(column.tolist() for column in columns), strict=True)
    )
