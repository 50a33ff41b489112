"""Read TopoJSON: arcs shared by neighbours, so that borders stay matched when they are simplified and projected."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Line = npt.NDArray[np.float64]
Rings = list[list[int]]


@dataclass(frozen=True, kw_only=True)
class Topology:
    """Countries as rings of arcs.

    Attributes
    ----------
    arcs
        one (n, 2) array for each arc; longitude and latitude in degrees, or projected
    polygons
        by country (three-digit ISO number, or the name where there is none): polygons, each an outer ring and holes,
        each ring a list of arc numbers, ``~i`` = arc i backwards
    """

    arcs: tuple[Line, ...]
    polygons: dict[str, list[Rings]]

    def mapped(self, change: Callable[[Line], Line]) -> Topology:
        """Return the same countries with every arc changed, for instance projected or simplified."""
        return Topology(arcs=tuple(change(arc) for arc in self.arcs), polygons=self.polygons)

    def ring(self, arcs: Sequence[int]) -> Line:
        """Return the points of a ring, (n, 2), closed."""
        parts = [self.arcs[i] if i >= 0 else self.arcs[~i][::-1] for i in arcs]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _decoded(arc: list[list[int]], scale: Line, translate: Line) -> Line:
    return np.cumsum(np.asarray(arc, dtype=np.float64), axis=0) * scale + translate


def read_topology(path: Path) -> Topology:
    """Read the layer `countries` of a TopoJSON file."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    scale = np.asarray(content["transform"]["scale"], dtype=np.float64)
    translate = np.asarray(content["transform"]["translate"], dtype=np.float64)
    polygons: dict[str, list[Rings]] = {}
    for country in content["objects"]["countries"]["geometries"]:
        name = country.get("id") or country["properties"]["name"]
        rings = country.get("arcs", [])
        polygons.setdefault(name, []).extend([rings] if country["type"] == "Polygon" else rings)
    return Topology(
        arcs=tuple(_decoded(arc, scale, translate) for arc in content["arcs"]),
        polygons=polygons,
    )


def simplified(line: Line, smallest: float) -> Line:
    """Drop the points whose triangle with their neighbours is smaller than an area; the ends stay.

    Parameters
    ----------
    line
        (n, 2) points in a plane
    smallest
        area in the square of the unit of the points

    Notes
    -----
    Visvalingam, M. & Whyatt, J. D. (1993), Line generalisation by repeated elimination of points, The Cartographic
    Journal 30(1), 46-51.
    """
    import heapq

    n = len(line)
    if n < 3:
        return line
    before, after = list(range(-1, n - 1)), list(range(1, n + 1))

    def area(i: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = line[before[i]], line[i], line[after[i]]
        return float(abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2)

    areas = [np.inf] + [area(i) for i in range(1, n - 1)] + [np.inf]
    heap = [(areas[i], i) for i in range(1, n - 1)]
    heapq.heapify(heap)
    gone = [False] * n
    while heap and heap[0][0] < smallest:
        size, i = heapq.heappop(heap)
        if gone[i] or size != areas[i]:
            continue
        gone[i] = True
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            if 0 < j < n - 1:
                areas[j] = max(area(j), size)
                heapq.heappush(heap, (areas[j], j))
    return line[[not g for g in gone]]
