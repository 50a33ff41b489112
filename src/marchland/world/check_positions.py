"""Whether each place lies in the country that it is said to be in, by the shapes of the world's map."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.world.faults import Fault
from marchland.world.shapes import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from marchland.world.table import Table

TOLERANCE_KM = 40.0
"""Shapes are coarse, and ports lie on the shore or beyond it."""
PROJECTION = "Lambert azimuthal equal-area"


def check_positions(root: Path, tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Yield a fault for each place that lies farther than 40 km from the land of its actor.

    Land belongs to its recognised sovereign, whoever controls it. Places at sea and actors without a shape are not
    looked at; a world without shapes has no faults of this kind.

    Parameters
    ----------
    root
        folder of the world
    tables
        the tables of the world that could be read, by name
    """
    drawing = _drawing(root)
    if drawing is None or not len(tables.get("places", ())):
        return
    places = tables["places"]
    points = project(places["lon"], places["lat"], drawing["projection"])
    land: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}
    columns = (places["place"].tolist(), places["actor"].tolist(), places["kind"].tolist(), places["row"].tolist())
    for point, place, actor, kind, row in zip(points, *columns, strict=True):
        if kind == "sea" or actor not in drawing["actors"] or np.isnan(point).any():
            continue
        if actor not in land:
            land[actor] = _edges(drawing["actors"][actor])
        away = _distance(point, *land[actor])
        if away > TOLERANCE_KM:
            yield Fault(
                file="places.csv",
                row=row,
                column="lat, lon",
                reason=f"{place} lies {away:.0f} km outside {actor}",
                cure="check latitude and longitude, or name the recognised sovereign of the place",
            )


def _drawing(root: Path) -> dict[str, Any] | None:
    """Return the map of a world where there is one that this module can read; what is no JSON is told when drawn."""
    try:
        content = json.loads((root / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    readable = isinstance(content, dict) and isinstance(content.get("actors"), dict)
    return content if readable and (content.get("projection") or {}).get("name") == PROJECTION else None


def project(lon: NDArray[np.float64], lat: NDArray[np.float64], about: Mapping[str, float]) -> NDArray[np.float64]:
    """Return the places on the map (n, 2), km east and south of its centre (Snyder 1987, equations 24-2 to 24-4)."""
    east, north, centre = np.radians(lon - about["centre_lon"]), np.radians(lat), np.radians(about["centre_lat"])
    cosine = np.sin(centre) * np.sin(north) + np.cos(centre) * np.cos(north) * np.cos(east)
    k = about["radius_km"] * np.sqrt(2 / np.maximum(1 + cosine, 0.05))
    x = k * np.cos(north) * np.sin(east)
    y = k * (np.cos(centre) * np.sin(north) - np.sin(centre) * np.cos(north) * np.cos(east))
    return np.stack([x, -y], axis=1)


def _edges(path: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the ends (n, 2) of all edges of an SVG path of closed rings in relative steps."""
    rings = [
        np.cumsum(np.array(re.findall(r"-?[0-9]+", ring), dtype=np.float64).reshape(-1, 2), axis=0)
        for ring in path.split("M")[1:]
    ]
    return np.concatenate(rings), np.concatenate([np.roll(ring, -1, axis=0) for ring in rings])


def _distance(point: NDArray[np.float64], start: NDArray[np.float64], end: NDArray[np.float64]) -> float:
    """Return how far a point (2,) is from the land inside the edges, km; 0 inside (even-odd rule)."""
    (x, y), (x0, y0), (x1, y1) = point, start.T, end.T
    crossed = (y0 > y) != (y1 > y)
    where = x0[crossed] + (y - y0[crossed]) / (y1 - y0)[crossed] * (x1 - x0)[crossed]
    if np.count_nonzero(where > x) % 2:
        return 0.0
    step = end - start
    length = np.maximum((step**2).sum(axis=1), 1e-12)
    along = np.clip(((point - start) * step).sum(axis=1) / length, 0, 1)
    return float(np.sqrt(((start + along[:, None] * step - point) ** 2).sum(axis=1).min()))
