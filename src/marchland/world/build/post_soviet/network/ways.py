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
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

FILES = {
    "rail": ("geo/osm_networks/rail_eurasia_nodes.csv", "geo/osm_networks/rail_eurasia_edges.csv"),
    "road": ("geo/osm_networks/road_eurasia_nodes.csv", "geo/osm_networks/road_eurasia_edges.csv"),
}
SNAP_KM = 30.0
"""A place further than this from the graph is not on it."""
_NODE_KM = 10.0  # a node so near is where a place is joined; else it may lie on a long edge between two nodes
_STEP_KM = 2.0  # how close the positions along such an edge stand
_SMALLEST = 100  # nodes: smaller pieces are sidings and lines that lead nowhere
_ABROAD = 3.0  # a kilometre through a third country counts as so many when the way is chosen
_MARGIN = 3.0  # degrees around the two ends in which a way is looked for, and half of their distance more
_EXTRA = {"Baikonur": "KAZ", "South Korea": "KOR", "N. Cyprus": "CYP"}


@dataclass(frozen=True, kw_only=True)
class Way:
    """A shortest way.

    Parameters
    ----------
    km
        length along the graph and, beyond the first 10 km, as the crow flies from the two positions to it
    snap_km
        the larger of the two distances from a position to the graph
    abroad_km
        how much of it lies in third countries
    """

    km: float
    snap_km: float
    abroad_km: float


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A position on an edge.

    Parameters
    ----------
    edge
        number of the edge
    share
        of its length that lies between its tail and the position
    """

    edge: int
    share: float


class _Spots:
    """Positions on edges, looked up by the nearest; latitudes and longitudes (n,), edges (n,), shares (n,)."""

    def __init__(
        self,
        lat: NDArray[np.float64],
        lon: NDArray[np.float64],
        edge: NDArray[np.int64],
        share: NDArray[np.float64],
    ) -> None:
        self.tree = KDTree(on_sphere(lat, lon))
        self.edge = edge
        self.share = share

    def nearest(self, lat: float, lon: float) -> tuple[Spot, float]:
        chord, found = self.tree.query(on_sphere(lat, lon))
        if not np.isfinite(chord):
            return Spot(edge=-1, share=0.0), float("inf")
        spot = Spot(edge=int(self.edge[found]), share=float(self.share[found]))
        return spot, float(2 * EARTH_KM * np.arcsin(chord / 2))


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
        (edges,) code of the actor on whose land it lies, ROW for others, empty where that is not known
    shape
        (edges,) positions (n, 2) in degrees north and east along each edge from tail to head
    """

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    component: NDArray[np.int64]
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    km: NDArray[np.float64]
    actor: NDArray[np.str_]
    shape: Sequence[NDArray[np.float64]]
    _nodes: _Spots = field(init=False, repr=False)
    _edges: _Spots = field(init=False, repr=False)

    def __post_init__(self) -> None:
        sizes = np.bincount(self.component)
        large = np.flatnonzero(sizes[self.component[self.tail]] >= min(_SMALLEST, sizes.max()))
        nodes, first = np.unique(np.concatenate([self.tail[large], self.head[large]]), return_index=True)
        object.__setattr__(
            self,
            "_nodes",
            _Spots(self.lat[nodes], self.lon[nodes], large[first % len(large)], (first >= len(large)).astype(float)),
        )
        long = large[self.km[large] > _NODE_KM]
        object.__setattr__(self, "_edges", _along(long, [self.shape[edge] for edge in long.tolist()]))

    def nearest(self, lat: float, lon: float) -> tuple[Spot, float]:
        """Return where on the graph a place is joined to it, and how many km away that is."""
        node, away = self._nodes.nearest(lat, lon)
        if away <= _NODE_KM:
            return node, away
        return min((node, away), self._edges.nearest(lat, lon), key=lambda found: found[1])

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
        # The position of a town is nominal: what is left of 10 km leads to the line.
        snap, off = max(to_start, to_end), sum(max(0.0, away - _NODE_KM) for away in (to_start, to_end))
        if snap > SNAP_KM or self.component[self.tail[start.edge]] != self.component[self.tail[end.edge]]:
            return None
        edges = np.union1d(self._around(a, b), [start.edge, end.edge])
        # The two spots are two more nodes, each joined to both ends of its edge, and to each other on the same edge.
        first, last = len(self.lat), len(self.lat) + 1
        both = np.array([start.edge, end.edge])
        shares = np.array([start.share, end.share])
        same = both[:1] if start.edge == end.edge else both[:0]
        tail = np.concatenate([self.tail[edges], self.tail[both], self.head[both], np.full(len(same), first)])
        head = np.concatenate([self.head[edges], [first, last, first, last], np.full(len(same), last)])
        between = self.km[same] * abs(start.share - end.share)
        km = np.concatenate([self.km[edges], self.km[both] * shares, self.km[both] * (1 - shares), between])
        abroad = ~np.isin(self.actor[np.concatenate([edges, both, both, same])], ["", *actors])
        nodes, at = np.unique(np.concatenate([tail, head]), return_inverse=True)
        tail, head = at[: len(tail)], at[len(tail) :]
        first, node = len(nodes) - 2, len(nodes) - 1
        weight = np.maximum(km, 1e-6) * np.where(abroad, _ABROAD, 1.0)
        graph = coo_array((weight, (tail, head)), shape=(len(nodes), len(nodes))).tocsr()
        cost, before = dijkstra(graph, directed=False, indices=np.array([first]), return_predecessors=True)
        if not np.isfinite(cost[0, node]):
            return None
        key = tail * np.int64(len(nodes)) + head
        order = np.argsort(key, kind="stable")
        steps = []
        while node != first:
            other = int(before[0, node])
            steps.append(min(node, other) * len(nodes) + max(node, other))
            node = other
        along = order[np.searchsorted(key[order], steps)]
        return Way(km=float(km[along].sum()) + off, snap_km=snap, abroad_km=float(km[along][abroad[along]].sum()))

    def _around(self, a: tuple[float, float], b: tuple[float, float]) -> NDArray[np.int64]:
        """Return the edges in a box around two positions."""
        inside = np.ones(len(self.lat), dtype=bool)
        for values, low, high in (
            (self.lat, min(a[0], b[0]), max(a[0], b[0])),
            (self.lon, min(a[1], b[1]), max(a[1], b[1])),
        ):
            margin = _MARGIN + 0.5 * (high - low) + 0.15 * (abs(a[0] - b[0]) + abs(a[1] - b[1]))
            inside &= (values >= low - margin) & (values <= high + margin)
        return np.flatnonzero(inside[self.tail] | inside[self.head])


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
    edges = pd.read_csv(
        reference / edge_file, usecols=["u", "v", "length_km", "country", "geometry_latlon"], keep_default_na=False
    )
    names = {**actor_names(), **_EXTRA}
    number = pd.Series(np.arange(len(nodes)), index=nodes["node"])
    actors = {country: names.get(country, "ROW") if country else "" for country in edges["country"].unique()}
    lat, lon = nodes["lat"].to_numpy(float), nodes["lon"].to_numpy(float)
    ends = np.stack([number[edges[end]].to_numpy(np.int64) for end in ("u", "v")])
    turned = ends[0] > ends[1]
    ends.sort(axis=0)
    # Rounded to 10 m the shortest edges have no length; none is shorter than the straight line.
    straight = great_circle_km(lat[ends[0]], lon[ends[0]], lat[ends[1]], lon[ends[1]])
    km = np.maximum(edges["length_km"].to_numpy(float), np.maximum(0.98 * straight, 0.01))
    order = np.lexsort((km, ends[1], ends[0]))
    pair = ends[:, order]
    kept = order[np.append(True, (pair[:, 1:] != pair[:, :-1]).any(axis=0)) & (pair[0] != pair[1])]
    shapes = [
        np.array(text.replace(";", ",").split(","), dtype=float).reshape(-1, 2)
        for text in edges["geometry_latlon"].to_numpy()[kept]
    ]
    return Ways(
        lat=lat,
        lon=lon,
        component=nodes["component"].to_numpy(np.int64),
        tail=ends[0][kept],
        head=ends[1][kept],
        km=km[kept],
        actor=edges["country"].map(actors).to_numpy(str)[kept],
        shape=[shape[::-1] if back else shape for shape, back in zip(shapes, turned[kept], strict=True)],
    )


def _along(edges: NDArray[np.int64], shapes: Sequence[NDArray[np.float64]]) -> _Spots:
    """Return positions along some edges, a few km apart."""
    lat, lon = np.concatenate(shapes).T if shapes else np.zeros((2, 0))
    owner = np.repeat(np.arange(len(edges)), [len(shape) for shape in shapes])
    piece = np.flatnonzero(owner[1:] == owner[:-1])  # from each position to the next of the same edge
    km = great_circle_km(lat[piece], lon[piece], lat[piece + 1], lon[piece + 1])
    total = np.bincount(owner[piece], weights=km, minlength=len(edges))
    before = np.cumsum(km) - km
    before -= (np.cumsum(total) - total)[owner[piece]]
    number = (km / _STEP_KM).astype(np.int64) + 2
    at = np.repeat(np.arange(len(piece)), number)
    step = (np.arange(len(at)) - (np.cumsum(number) - number)[at]) / (number - 1)[at]
    start, end = piece[at], piece[at] + 1
    return _Spots(
        lat[start] + step * (lat[end] - lat[start]),
        lon[start] + step * (lon[end] - lon[start]),
        edges[owner[start]],
        (before[at] + step * km[at]) / np.maximum(total[owner[start]], 1e-9),
    )
