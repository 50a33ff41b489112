"""Polygons of the map: their larger parts, their path in SVG, the point for a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely  # type: ignore[import-untyped, unused-ignore]
from shapely.geometry import MultiPolygon, Polygon  # type: ignore[import-untyped, unused-ignore]

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry  # type: ignore[import-untyped, unused-ignore]


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons of a shape; a collection may hold lines and multipolygons as well."""
    parts: list[BaseGeometry] = shapely.get_parts(shape).tolist()
    if len(parts) == 1 and isinstance(parts[0], Polygon):
        return [parts[0]]
    return [polygon for part in parts if part.area > 0 for polygon in _polygons(part)]


def largest_parts(shape: BaseGeometry, smallest: float) -> MultiPolygon:
    """Return the polygons of a shape that are at least as large as an area, their smaller holes filled.

    The largest polygon stays in any case, so that no small state is lost.
    """
    polygons = _polygons(shape)
    if not polygons:
        return MultiPolygon()
    largest = max(polygon.area for polygon in polygons)
    kept = MultiPolygon(
        [
            Polygon(polygon.exterior, [hole for hole in polygon.interiors if Polygon(hole).area >= smallest])
            for polygon in polygons
            if polygon.area >= min(smallest, largest)
        ]
    )
    normal = shapely.normalize(kept)
    assert isinstance(normal, MultiPolygon)
    return normal


def _ring_path(points: list[tuple[float, float]]) -> str:
    whole = [(round(x), round(y)) for x, y in points]
    steps, last = [], whole[0]
    for point in whole[1:-1]:
        if point != last:
            steps.append((point[0] - last[0], point[1] - last[1]))
            last = point
    if len(steps) < 2:
        return ""
    text = f"M{whole[0][0]} {whole[0][1]}l"
    return text + " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-") + "z"


def svg_path(shape: MultiPolygon) -> str:
    """Return a shape as an SVG path in whole units, steps relative; holes as further rings (fill rule evenodd)."""
    rings = [ring for polygon in shape.geoms for ring in (polygon.exterior, *polygon.interiors)]
    return "".join(_ring_path([(x, y) for x, y in ring.coords]) for ring in rings)


def label_point(shape: MultiPolygon) -> list[int]:
    """Return a point well inside the largest part, for a label."""
    if shape.is_empty:
        return []
    largest = max(shape.geoms, key=lambda polygon: polygon.area)
    line = shapely.maximum_inscribed_circle(largest, tolerance=5.0)
    x, y = line.coords[0]
    return [round(x), round(y)]
