"""Packages of networks and a file of countries as small as they can be.

::

    lat            lon 1.0
    3.5   8        BBB
    3.02  7
                   2.2 km without rails
    3.0   5
    2.5   4
    ------------   border at 2
    1.5   3        AAA
    1.0   2 -- 6   a siding of 5.6 km
    0.7   1
    0.5   0

Roads are the same a tenth of a degree to the east, without the siding and the gap. At sea, a lane runs along 0.8 E from
0 to 4 N, with the port Haven near the node 3 and the port Nowhere far from all ways.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LATITUDES = (0.5, 0.7, 1.0, 1.5, 2.5, 3.0, 1.0, 3.02, 3.5)
RAIL = ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (2, 6), (7, 8))
ROAD = ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 7), (7, 8))
KM_A_DEGREE = 111.195


def made_up_packages(folder: Path) -> Path:
    """Write the packages into a folder that is there, to be put on the path of modules."""
    (folder / "scgraph_data").mkdir()
    (folder / "scgraph_data" / "__init__.py").touch()
    for name, edges, east in (("world_railways", RAIL, 0.0), ("world_highways", ROAD, 0.1)):
        text = geograph(edges, [(lat, 1.0 + east + (0.05 if node == 6 else 0)) for node, lat in enumerate(LATITUDES)])
        (folder / "scgraph_data" / f"{name}.py").write_text(text, encoding="utf-8")
    (folder / "searoute" / "data").mkdir(parents=True)
    (folder / "searoute" / "__init__.py").touch()
    lane: dict[str, object] = {"type": "LineString", "coordinates": [[0.8, lat] for lat in (0.0, 1.0, 1.5, 2.0, 4.0)]}
    ports = [("Haven", 0.9, 1.45), ("Nowhere", 1.9, 2.5)]
    write(folder / "searoute/data/marnet_searoute.geojson", [({}, lane)])
    write(
        folder / "searoute/data/ports.geojson",
        [({"name": name, "t": 1.0}, {"type": "Point", "coordinates": [lon, lat]}) for name, lon, lat in ports],
    )
    return folder


def geograph(edges: tuple[tuple[int, int], ...], nodes: list[tuple[float, float]]) -> str:
    """Return a file as `scgraph_data` has them: each node's neighbours with km, and positions."""
    graph: list[dict[int, float]] = [{} for _ in nodes]
    for a, b in edges:
        (lat, lon), (to_lat, to_lon) = nodes[a], nodes[b]
        graph[a][b] = graph[b][a] = round(KM_A_DEGREE * ((lat - to_lat) ** 2 + (lon - to_lon) ** 2) ** 0.5, 3)
        graph[a][a] = 0.0
    listed = [list(node) for node in nodes]
    return (
        f"\nfrom scgraph.core import GeoGraph\ngraph={graph}\nnodes={listed}\nx = GeoGraph(graph=graph, nodes=nodes)\n"
    )


def made_up_countries(file: Path) -> Path:
    """Write AAA from 0 to 2 degrees north, BBB from 2 to 4 with the hole CCC in it, and AAB without any way."""
    outer, hole = square(0, 2, 2, 4), square(1.5, 3.2, 1.8, 3.4)
    shapes = {
        "AAA": [square(0, 0, 2, 2)],
        "AAB": [square(-1, 0, 0, 4)],
        "BBB": [outer, hole],
        "CCC": [hole],
    }
    write(file, [({"ISO_A3": code}, {"type": "Polygon", "coordinates": rings}) for code, rings in shapes.items()])
    return file


def square(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def write(file: Path, features: list[tuple[dict[str, object], dict[str, object]]]) -> None:
    listed = [{"type": "Feature", "properties": about, "geometry": shape} for about, shape in features]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": listed}), encoding="utf-8")
