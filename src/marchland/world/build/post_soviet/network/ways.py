"""Railways or highways of Eurasia as a graph, and the shortest way along it between two positions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import KDTree

from marchland.world.build.post_soviet.network.great_circle import EARTH_KM, great_circle_km, on_sphere
from marchland.world.build.post_soviet.region import actor_names

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from numpy.typing import NDArray

FILES = {
    "rail": ("geo/osm_networks/rail_eurasia_nodes.csv", "geo/osm_networks/rail_eurasia_edges.csv"),
    "road": ("geo/osm_networks/road_eurasia_nodes.csv", "geo/osm_networks/road_eurasia_edges.csv"),
}
SNAP_KM = 30.0
"""A place further than this from the graph is not on it."""
_SMALLEST = 100  # nodes: smaller pieces are sidings and lines that lead nowhere
_ABROAD = 3.0  # a kilometre through a third country counts as so many when the way is chosen
_MARGIN = 2.0  # degrees around the two ends in which a way is looked for, and half of their distance more
_EXTRA = {"Baikonur": "KAZ", "South Korea": "KOR", "N. Cyprus": "CYP"}


@dataclass(frozen=True, kw_only=True)
class Way:
    """A shortest way.

    Parameters
    ----------
    km
        length along the graph and, as the crow flies, from the two positions to it
    snap_km
        the larger of the two distances from a position to the graph
    abroad_km
        how much of it lies in third countries
    """

    km: float
    snap_km: float
    abroad_km: float


@dataclass(frozen=True, kw_only=True)
class Ways:
    """A graph of railways or highways.

    Parameters
    ----------
    lat, lon
        (nodes,) degrees north and east
    component
        (nodes,) number of the connected piece
    tail, head
        (edges,) nodes that an edge joins, tail < head; no two edges join the same two
    km
        (edges,) length
    actor
        (edges,) code of the actor on whose land it lies, empty where that is no actor of its own
    """

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    component: NDArray[np.int64]
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    km: NDArray[np.float64]
    actor: NDArray[np.str_]

    _kept: NDArray[np.int64] = field(init=False, repr=False)
    _tree: KDTree = field(init=False, repr=False)

    def __post_init__(self) -> None:
        sizes = np.bincount(self.component)
        kept = np.flatnonzero(sizes[self.component] >= min(_SMALLEST, sizes.max()))
        object.__setattr__(self, "_kept", kept)
        object.__setattr__(self, "_tree", KDTree(on_sphere(self.lat[kept], self.lon[kept])))

    def nearest(self, lat: float, lon: float) -> tuple[int, float]:
        """Return the node nearest to a position and its distance in km."""
        chord, found = self._tree.query(on_sphere(lat, lon))
        return int(self._kept[found]), float(2 * EARTH_KM * np.arcsin(chord / 2))

    def shortest(self, a: tuple[float, float], b: tuple[float, float], actors: Collection[str]) -> Way | None:
        """Return the shortest way between two positions, or None where the graph has none.

        Parameters
        ----------
        a, b
            latitude and longitude of the two ends
        actors
            whose land they lie in: ways through other countries are avoided where there is another
        """
        (start, to_start), (end, to_end) = self.nearest(*a), self.nearest(*b)
        if max(to_start, to_end) > SNAP_KM or self.component[start] != self.component[end]:
            return None
        if start == end:
            return Way(km=to_start + to_end, snap_km=max(to_start, to_end), abroad_km=0.0)
        edges = self._around(a, b)
        abroad = ~np.isin(self.actor[edges], ["", *actors])
        nodes, at = np.unique(np.concatenate([self.tail[edges], self.head[edges], [start, end]]), return_inverse=True)
        tail, head, first, node = at[: len(edges)], at[len(edges) : -2], int(at[-2]), int(at[-1])
        weight = self.km[edges] * np.where(abroad, _ABROAD, 1.0)
        graph = coo_array((weight, (tail, head)), shape=(len(nodes), len(nodes))).tocsr()
        cost, before = dijkstra(graph, directed=False, indices=np.array([first]), return_predecessors=True)
        if not np.isfinite(cost[0, node]):
            return None
        edge_of = {pair: edge for edge, pair in enumerate(zip(tail.tolist(), head.tolist(), strict=True))}
        along = []
        while node != first:
            pair = (node, int(before[0, node]))
            along.append(edge_of[min(pair), max(pair)])
            node = pair[1]
        km = self.km[edges][along]
        return Way(
            km=float(km.sum()) + to_start + to_end,
            snap_km=max(to_start, to_end),
            abroad_km=float(km[abroad[along]].sum()),
        )

    def _around(self, a: tuple[float, float], b: tuple[float, float]) -> NDArray[np.int64]:
        """Return the edges in a box around two positions."""
        inside = np.ones(len(self.lat), dtype=bool)
        for values, low, high in (
            (self.lat, min(a[0], b[0]), max(a[0], b[0])),
            (self.lon, min(a[1], b[1]), max(a[1], b[1])),
        ):
            margin = _MARGIN + 0.5 * (high - low) + 0.15 * (abs(a[0] - b[0]) + abs(a[1] - b[1]))
            inside &= (values >= low - margin) & (values <= high + margin)
        return np.flatnonzero(inside[self.tail] & inside[self.head])


def read_ways(reference: Path, mode: str) -> Ways:
    """Read the graph of a mode, rail or road.

    Parameters
    ----------
    reference
        folder of the reference data
    mode
        rail or road
    """
    node_file, edge_file = FILES[mode]
    nodes = pd.read_csv(reference / node_file, usecols=["node", "lat", "lon", "component"])
    edges = pd.read_csv(reference / edge_file, usecols=["u", "v", "length_km", "country"], keep_default_na=False)
    names = {**actor_names(), **_EXTRA}
    number = pd.Series(np.arange(len(nodes)), index=nodes["node"])
    actors = {country: names.get(country, "") for country in edges["country"].unique()}
    lat, lon = nodes["lat"].to_numpy(float), nodes["lon"].to_numpy(float)
    ends = np.sort(np.stack([number[edges[end]].to_numpy(np.int64) for end in ("u", "v")]), axis=0)
    # Rounded to 10 m the shortest edges have no length; none is shorter than the straight line.
    straight = great_circle_km(lat[ends[0]], lon[ends[0]], lat[ends[1]], lon[ends[1]])
    km = np.maximum(edges["length_km"].to_numpy(float), np.maximum(0.98 * straight, 0.01))
    order = np.lexsort((km, ends[1], ends[0]))
    pair = ends[:, order]
    first = order[np.append(True, (pair[:, 1:] != pair[:, :-1]).any(axis=0))]
    return Ways(
        lat=lat,
        lon=lon,
        component=nodes["component"].to_numpy(np.int64),
        tail=ends[0][first],
        head=ends[1][first],
        km=km[first],
        actor=edges["country"].map(actors).to_numpy(str)[first],
    )
