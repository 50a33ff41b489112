"""Draw the map: actors within internationally recognised borders, contested and leased territories on top of them.

The outlines are Natural Earth's. It gives land to who holds it; here land goes to the recognised sovereign (Crimea to
UKR, Northern Cyprus to CYP, Baikonur to KAZ, the Golan Heights to the rest) and each territory is drawn apart, so that
it can be hatched by controller. Where no sovereign is agreed (Kashmir, the southern Kurils) Natural Earth's line stays.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely  # type: ignore[import-untyped, unused-ignore]
from shapely.geometry import MultiPolygon, Polygon  # type: ignore[import-untyped, unused-ignore]
from shapely.geometry import shape as geometry  # type: ignore[import-untyped, unused-ignore]

from marchland.world.build.post_soviet.outline import label_point, largest_parts, svg_path
from marchland.world.build.post_soviet.projection import CENTRE_LAT, CENTRE_LON, RADIUS_KM, project
from marchland.world.build.post_soviet.region import numbers
from marchland.world.build.post_soviet.territories import place_rows, state_rows
from marchland.world.build.post_soviet.topology import Line, Topology, read_topology, simplified

if TYPE_CHECKING:
    from pathlib import Path

# Left, top, right and bottom of the map in km from its centre.
VIEW = (-5750.0, -4250.0, 5750.0, 3700.0)
# Smallest triangle that is kept, km2: around the Black Sea and the Caucasus states are small and borders matter.
DETAIL, DETAIL_NEAR = 25.0, 3.0
NEAR = (26.0, 36.0, 50.0, 49.0)  # west, south, east, north
SMALLEST_ISLAND = {"actor": 40.0, "rest": 2500.0, "territory": 10.0}  # km2

# Pieces that Natural Earth keeps apart and that belong to an actor; Crimea is found by a point inside it.
PIECES = {"Baikonur": "KAZ", "N. Cyprus": "CYP", "Cyprus U.N. Buffer Zone": "CYP", "248": "FIN"}
CRIMEA = (34.1, 44.95)
# Natural Earth's name of a territory's outline.
OUTLINES = {
    "crimea": "Crimea",
    "donbas_2014": "Donbass",
    "abkhazia": "Abkhazia",
    "south_ossetia": "South Ossetia",
    "transnistria": "Transnistria",
    "karabakh": "Nagorno-Karabakh",
    "baikonur": "Baykonur",
    "northern_cyprus": "N. Cyprus",
    "golan": "Golan Heights",
}


def drawn(line: Line) -> Line:
    """Return an arc projected and simplified, in whole kilometres; finer where states are small."""
    west, south, east, north = NEAR
    lon, lat = line.mean(axis=0)
    near = west < lon < east and south < lat < north
    return np.round(simplified(project(line), DETAIL_NEAR if near else DETAIL), 1)


def _visible(line: Line) -> bool:
    """Return whether some of a ring in degrees lies less than 80 degrees from the centre."""
    return bool((np.hypot(*project(line).T) < 2 * RADIUS_KM * np.sin(np.radians(40.0))).any())


def owners(world: Topology) -> dict[str, list[list[list[int]]]]:
    """Return the polygons of each actor, those of the others under ``ROW``, after the pieces have been moved."""
    by_number = numbers() | PIECES
    shares: dict[str, list[list[list[int]]]] = {}
    for country, polygons in world.polygons.items():
        for polygon in polygons:
            outer = world.ring(polygon[0])
            if not _visible(outer):
                continue
            actor = by_number.get(country, "ROW")
            if actor == "RUS" and Polygon(outer).contains(shapely.Point(CRIMEA)):
                actor = "UKR"
            shares.setdefault(actor, []).append(polygon)
    return shares


def merged(world: Topology, polygons: list[list[list[int]]]) -> MultiPolygon:
    """Join polygons along their shared arcs and cut them to the view."""
    parts = []
    for polygon in polygons:
        rings = [ring for ring in (world.ring(arcs) for arcs in polygon) if len(ring) >= 4]
        if rings:
            parts.append(shapely.make_valid(Polygon(rings[0], rings[1:])))
    return largest_parts(shapely.intersection(shapely.unary_union(parts), shapely.box(*VIEW)), 0.0)


def territory_outlines(reference: Path) -> dict[str, MultiPolygon]:
    """Return the outline of each territory on the map."""
    path = reference / "geo" / "natural_earth" / "ne_10m_admin_0_disputed_areas.json"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    by_name = {
        {key.lower(): value for key, value in feature["properties"].items()}["brk_name"]: feature["geometry"]
        for feature in features
    }
    outlines = {}
    for place, name in OUTLINES.items():
        outline = shapely.transform(geometry(by_name[name]), project)
        outlines[place] = largest_parts(outline.simplify(1.5), SMALLEST_ISLAND["territory"])
    return outlines


def map_of(reference: Path) -> dict[str, Any]:
    """Return the map: projection, view, outlines of actors, of other land and of territories with their controllers.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    world = read_topology(reference / "geo" / "countries" / "countries-10m.json")
    shares = owners(world)
    flat = world.mapped(drawn)
    lands = {actor: merged(flat, polygons) for actor, polygons in shares.items()}
    outlines = territory_outlines(reference)
    lands["ISR"] = largest_parts(shapely.difference(lands["ISR"], outlines["golan"]), 0.0)
    lands["ROW"] = largest_parts(shapely.union(lands["ROW"], outlines["golan"]), 0.0)

    sovereign = {str(row["place"]): str(row["actor"]) for row in place_rows()}
    controllers: dict[str, list[dict[str, Any]]] = {}
    for row in state_rows():
        if row["attribute"] == "controller":
            held = {"actor": row["text"], "from": row["from"], "to": row["to"]}
            controllers.setdefault(str(row["object"]), []).append(held)
    actors = {
        actor: largest_parts(lands[actor], SMALLEST_ISLAND["actor"]) for actor in sorted(shares) if actor != "ROW"
    }
    return {
        "projection": {
            "name": "Lambert azimuthal equal-area",
            "centre_lat": CENTRE_LAT,
            "centre_lon": CENTRE_LON,
            "radius_km": RADIUS_KM,
            "unit": "km east and south of the centre",
        },
        "source": "Natural Earth 1:10m, public domain; borders moved to the recognised sovereign",
        "view": {"x": VIEW[0], "y": VIEW[1], "width": VIEW[2] - VIEW[0], "height": VIEW[3] - VIEW[1]},
        "outside": ["USA", "ROW"],
        "actors": {actor: svg_path(land) for actor, land in sorted(actors.items())},
        "labels": {actor: label_point(land) for actor, land in sorted(actors.items())},
        "rest": svg_path(largest_parts(lands["ROW"], SMALLEST_ISLAND["rest"])),
        "territories": [
            {
                "place": place,
                "actor": sovereign[place],
                "controllers": controllers.get(place, []),
                "path": svg_path(
                    largest_parts(shapely.intersection(outline, lands[sovereign[place]]), SMALLEST_ISLAND["territory"])
                ),
            }
            for place, outline in sorted(outlines.items())
        ],
    }


def write_map(reference: Path, path: Path) -> None:
    """Write the map as one JSON file, the same bytes for the same data and the same release of GEOS."""
    text = json.dumps(map_of(reference), ensure_ascii=False, separators=(",", ":"))
    path.write_text(text.replace('","', '",\n"') + "\n", encoding="utf-8")
