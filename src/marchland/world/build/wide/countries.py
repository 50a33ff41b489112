"""Which actor's land a position lies on."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.errors import MissingData, ReleaseError
from marchland.world.build.post_soviet.topology import read_topology
from marchland.world.build.releases.m49 import areas
from marchland.world.check_positions import PROJECTION, project
from marchland.world.read import load_world
from marchland.world.shapes import load_shapes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from marchland.world.build.wide.box import Box
    from marchland.world.world import World

REST = "ROW"
_CODES = ("ISO_A3_EH", "ADM0_A3", "ISO_A3", "iso_a3", "adm0_a3", "ISO3", "iso3")


@dataclass(frozen=True, kw_only=True)
class Countries:
    """Land by actor.

    Parameters
    ----------
    land
        polygons (shapely) by actor, in degrees, or in km on a map; what lies in two of them is a hole
    about
        projection of the map; None = degrees
    view
        left, top, right and bottom of the map in km
    """

    land: Mapping[str, Sequence[Any]]
    about: Mapping[str, float] | None = None
    view: tuple[float, float, float, float] | None = None

    def actors(self, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.str_]:
        """Return the code of the actor of each position (n,): on whose land it lies, else whose land is nearest.

        Bridges, dams and coasts are drawn more coarsely than ways.
        """
        import shapely  # type: ignore[import-untyped, unused-ignore]

        codes = np.array(list(self.land))
        of = np.repeat(np.arange(codes.size), [len(parts) for parts in self.land.values()])
        parts = np.array([part for parts in self.land.values() for part in parts])
        x, y = self._plane(lat, lon)
        points = shapely.points(x, y)
        part, at = shapely.STRtree(points).query(parts, predicate="intersects")
        pairs, times = np.unique(at * codes.size + of[part], return_counts=True)
        pairs = pairs[times % 2 == 1][::-1]  # the first actor holds where two meet
        found = np.full(lat.size, -1)
        found[pairs // codes.size] = pairs % codes.size
        lost = np.flatnonzero(found < 0)
        if lost.size:
            found[lost] = of[shapely.STRtree(parts).nearest(points[lost])]
        of_each: NDArray[np.str_] = codes[found]
        return of_each

    def within(self, box: Box) -> list[str]:
        """Return the actors that have land in a box.

        Raises
        ------
        MissingData
            where the map does not reach as far
        """
        import shapely

        side = np.linspace(0, 1, 41)
        lon = np.concatenate(
            [box.west + side * (box.east - box.west), np.full(41, box.east), box.east - side * (box.east - box.west)]
        )
        lat = np.concatenate(
            [np.full(41, box.south), box.south + side * (box.north - box.south), np.full(41, box.north)]
        )
        x, y = self._plane(lat, lon)
        if self.view is not None:
            left, top, right, bottom = self.view
            if x.min() < left or x.max() > right or y.min() < top or y.max() > bottom:
                raise MissingData(
                    f"the box {box} reaches beyond the map of the world, which says whose land is where; give"
                    " --countries with a file of all countries, for instance countries-10m.json of the npm package"
                    " world-atlas (Natural Earth)"
                )
        outline = shapely.make_valid(shapely.Polygon(np.column_stack([x, y])))
        return sorted(code for code, parts in self.land.items() if shapely.intersects(np.array(parts), outline).any())

    def named(self, actors: Sequence[str]) -> Countries:
        """Return it with the land of everybody who is not among some actors given to the rest of the world."""
        known = {code: parts for code, parts in self.land.items() if code in actors}
        others = [part for code, parts in self.land.items() if code not in actors for part in parts]
        if others and REST in actors:
            known[REST] = [*known.get(REST, ()), *others]
        return Countries(land=known, about=self.about, view=self.view)

    def _plane(
        self, lat: NDArray[np.float64], lon: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        if self.about is None:
            return lon, lat
        x, y = project(lon, lat, self.about).T
        return x, y


def chosen_countries(file: Path | None, world: str | Path | None) -> Countries:
    """Return the land of a file of countries, or of the map of a world.

    Of a file with a world, countries that the world has no actor for belong to its rest.

    Parameters
    ----------
    file
        TopoJSON or GeoJSON; None = the map of the world
    world
        folder or name; None = the built-in world, of whose actors a file is independent
    """
    if file is None:
        return countries_of_world(load_world(world))
    land = countries_of_file(file)
    return land if world is None else land.named(load_world(world).actors)


def countries_of_world(world: World) -> Countries:
    """Return the land that the map of a world draws.

    Raises
    ------
    MissingData
        where the world has no map
    """
    shapes = load_shapes(world)
    if shapes is None or (shapes.get("projection") or {}).get("name") != PROJECTION:
        raise MissingData(
            f"the world {world.package.name} has no map (shapes.json), which says whose land is where; give --countries"
            " with a file of countries, for instance countries-10m.json of the npm package world-atlas (Natural Earth)"
        )
    land = {code: _svg(path) for code, path in shapes["actors"].items() if path}
    if shapes.get("rest"):
        land[REST] = [*land.get(REST, ()), *_svg(shapes["rest"])]
    view = shapes["view"]
    edges = (view["x"], view["y"], view["x"] + view["width"], view["y"] + view["height"])
    return Countries(land=land, about=shapes["projection"], view=edges)


def countries_of_file(path: Path) -> Countries:
    """Return the land of countries in a TopoJSON file with ISO 3166-1 numbers, or a GeoJSON file with alpha-3 codes.

    Countries without a code are left out.

    Raises
    ------
    ReleaseError
        where the file is not there, or is neither of the two
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        land = _topology(path) if content.get("type") == "Topology" else _features(content["features"])
    except OSError as error:
        raise ReleaseError(f"{path} cannot be read: {error.strerror}; give a file of countries") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(
            f"{path} is no file of countries: expected TopoJSON with a layer 'countries', or GeoJSON with features"
        ) from error
    if not land:
        raise ReleaseError(f"{path}: no feature has a code; expected ISO 3166-1 alpha-3 in one of {', '.join(_CODES)}")
    return Countries(land=land)


def _topology(path: Path) -> dict[str, list[Any]]:
    import shapely

    topology, known = read_topology(path), areas().iso3
    land: dict[str, list[Any]] = {}
    for number, polygons in topology.polygons.items():
        code = known.get(number.zfill(3))
        if code is None:
            continue
        rings = [[topology.ring(arcs) for arcs in polygon] for polygon in polygons]
        parts = [shapely.make_valid(shapely.Polygon(ring[0], ring[1:])) for ring in rings if len(ring[0]) > 3]
        land.setdefault(code, []).extend(_simple(parts))
    return dict(sorted(land.items()))


def _features(features: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    import shapely
    from shapely.geometry import shape  # type: ignore[import-untyped, unused-ignore]

    parts: dict[str, list[Any]] = {}
    for feature in features:
        known = {**feature["properties"], "id": feature.get("id")}
        codes = (str(known.get(key) or "") for key in (*_CODES, "id"))
        code = next((code for code in codes if re.fullmatch(r"[A-Z]{3}", code)), None)
        if code is not None and feature["geometry"]:
            parts.setdefault(code, []).extend(_simple([shapely.make_valid(shape(feature["geometry"]))]))
    return dict(sorted(parts.items()))


def _simple(shapes: Sequence[Any]) -> list[Any]:
    """Return the polygons that shapes consist of."""
    import shapely

    return [part for part in shapely.get_parts(shapely.get_parts(shapes)).tolist() if part.geom_type == "Polygon"]


def _svg(path: str) -> list[Any]:
    """Return each ring of an SVG path of closed rings in relative steps as a polygon."""
    import shapely

    steps = [np.array(re.findall(r"-?[0-9]+", ring), dtype=np.float64).reshape(-1, 2) for ring in path.split("M")[1:]]
    rings = [shapely.Polygon(np.cumsum(step, axis=0)) for step in steps if len(step) > 2]
    return _simple([ring if ring.is_valid else shapely.make_valid(ring) for ring in rings])
