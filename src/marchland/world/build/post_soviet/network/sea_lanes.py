"""Sea lanes as a graph, and the shortest way along them between two positions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import KDTree

from marchland.world.build.post_soviet.network.great_circle import great_circle_km, on_sphere

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

FILE = "geo/maritime/searoute_py_marnet.geojson"
NEVER = frozenset({"northwest", "bering", "chili"})
"""Passages that this trade does not take."""
CANALS = frozenset({"suez", "panama"})
"""Passages that are links of their own: no other link runs through them."""
_AT_CANAL_KM = 900.0  # a link with an end so near to a canal may be the one through it


@dataclass(frozen=True, kw_only=True)
class SeaLanes:
    """A graph of sea lanes.

    Parameters
    ----------
    lat, lon
        (nodes,) degrees north and east
    tail, head
        (edges,) nodes that a lane joins, tail < head; no two lanes join the same two
    km
        (edges,) length
    passage
        (edges,) strait or canal that it runs through, empty at open sea
    """

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    km: NDArray[np.float64]
    passage: NDArray[np.str_]

    def shortest(self, a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float, float]:
        """Return the length in km of the shortest way along the lanes, and how far each position is from them.

        Parameters
        ----------
        a, b
            latitude and longitude of the two ends
        """
        tree = KDTree(on_sphere(self.lat, self.lon))
        start, end = (int(tree.query(on_sphere(*at))[1]) for at in (a, b))
        to_start, to_end = (
            float(great_circle_km(*at, self.lat[node], self.lon[node])) for at, node in ((a, start), (b, end))
        )
        used = np.flatnonzero(self._open(a, b))
        size = (len(self.lat), len(self.lat))
        graph = coo_array((self.km[used], (self.tail[used], self.head[used])), shape=size).tocsr()
        cost = dijkstra(graph, directed=False, indices=np.array([start]))
        return float(cost[0, end]), to_start, to_end

    def _open(self, a: tuple[float, float], b: tuple[float, float]) -> NDArray[np.bool_]:
        used = ~np.isin(self.passage, sorted(NEVER))
        for canal in sorted(CANALS):
            through = self.passage == canal
            ends = np.unique(np.concatenate([self.tail[through], self.head[through]]))
            away = [float(great_circle_km(*at, self.lat[node], self.lon[node])) for at in (a, b) for node in ends]
            if min(away, default=0.0) > _AT_CANAL_KM:
                used &= ~through
        return used


def read_sea_lanes(reference: Path) -> SeaLanes:
    """Read the graph of sea lanes.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    features = json.loads((reference / FILE).read_text(encoding="utf-8"))["features"]
    number: dict[tuple[float, float], int] = {}
    lanes: dict[tuple[int, int], str] = {}
    for feature in features:
        passage = str(feature["properties"].get("passage") or "")
        for line in _lines(feature["geometry"]):
            nodes = [number.setdefault(_node(lon, lat), len(number)) for lon, lat, *_ in line]
            for pair in pairwise(nodes):
                if pair[0] != pair[1]:
                    lanes.setdefault((min(pair), max(pair)), passage)
    lon, lat = np.array(list(number), dtype=float).T
    pairs = np.array(list(lanes), dtype=np.int64)
    tail, head = pairs.T
    return SeaLanes(
        lat=lat,
        lon=lon,
        tail=tail,
        head=head,
        km=great_circle_km(lat[tail], lon[tail], lat[head], lon[head]),
        passage=np.array(list(lanes.values()), dtype=str),
    )


def _lines(geometry: dict[str, list[list[list[float]]]]) -> Iterable[list[list[float]]]:
    coordinates = geometry["coordinates"]
    return coordinates if str(geometry["type"]) == "MultiLineString" else [coordinates]  # type: ignore[list-item]


def _node(lon: float, lat: float) -> tuple[float, float]:
    """Return a position by which ends of lanes are the same, on both sides of the date line too."""
    return round((lon + 180.0) % 360.0 - 180.0, 4), round(lat, 4)
