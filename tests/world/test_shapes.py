"""The map: land belongs to its recognised sovereign, borders are shared, everything fits the page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

import marchland.world
from marchland.world.build.post_soviet.projection import RADIUS_KM, project
from marchland.world.build.post_soviet.region import numbers
from marchland.world.build.post_soviet.territories import place_rows
from marchland.world.build.post_soviet.topology import simplified

SHIPPED = Path(marchland.world.__file__).parent / "builtin" / "post_soviet" / "shapes.json"

# place, longitude, latitude, recognised sovereign
POINTS = [
    ("Simferopol", 34.1, 44.95, "UKR"),
    ("Kerch", 36.4, 45.33, "UKR"),
    ("Krasnodar", 38.97, 45.03, "RUS"),
    ("Kaliningrad", 20.8, 54.65, "RUS"),
    ("Donetsk", 37.8, 48.0, "UKR"),
    ("Gali", 41.73, 42.63, "GEO"),
    ("Java", 43.9, 42.4, "GEO"),
    ("Dubasari", 29.2, 47.3, "MDA"),
    ("Baikonur", 63.3, 45.9, "KAZ"),
    ("Khankendi", 46.75, 39.83, "AZE"),
    ("Nakhchivan", 45.4, 39.25, "AZE"),
    ("Yerevan", 44.5, 40.2, "ARM"),
    ("Kyrenia", 33.3, 35.3, "CYP"),
    ("Osh", 72.8, 40.5, "KGZ"),
    ("Tashkent", 69.2, 41.3, "UZB"),
]


@pytest.fixture(scope="module")
def drawing() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return content


def rings(path: str) -> list[npt.NDArray[np.int64]]:
    """Read a path of relative steps back into closed rings."""
    found = []
    for part in path.split("M")[1:]:
        steps = np.array([int(number) for number in re.findall(r"-?\d+", part)]).reshape(-1, 2)
        found.append(np.cumsum(steps, axis=0))
    return found


def holds(path: str, x: float, y: float) -> bool:
    """Return whether a point lies inside a path (even-odd rule)."""
    inside = False
    for ring in rings(path):
        for (x0, y0), (x1, y1) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                inside = not inside
    return inside


def area(path: str) -> float:
    """Return the area of a path in km2, holes taken away."""
    sizes = []
    for ring in rings(path):
        x, y = ring[:, 0].astype(float), ring[:, 1].astype(float)
        sizes.append(abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2)
    return sum(sizes)


@pytest.mark.parametrize(("name", "lon", "lat", "sovereign"), POINTS)
def test_land_belongs_to_its_recognised_sovereign_and_to_nobody_else(
    drawing: dict[str, Any], name: str, lon: float, lat: float, sovereign: str
) -> None:
    ((x, y),) = project(np.array([[lon, lat]]))
    assert [actor for actor, path in drawing["actors"].items() if holds(path, x, y)] == [sovereign], name


def test_every_actor_inside_the_view_is_drawn_and_labelled_on_its_own_land(drawing: dict[str, Any]) -> None:
    assert set(drawing["actors"]) == set(numbers().values())
    assert set(drawing["outside"]) == {"USA", "ROW"}
    for actor, path in drawing["actors"].items():
        assert holds(path, *drawing["labels"][actor]), actor


@pytest.mark.parametrize(("actor", "size"), [("UKR", 603_500), ("GEO", 69_700), ("ARM", 29_700), ("KAZ", 2_724_900)])
def test_areas_are_true_because_the_projection_keeps_them(drawing: dict[str, Any], actor: str, size: float) -> None:
    assert area(drawing["actors"][actor]) == pytest.approx(size, rel=0.02)


def test_territories_lie_inside_their_sovereign(drawing: dict[str, Any]) -> None:
    known = {row["place"]: row["actor"] for row in place_rows()}
    for territory in drawing["territories"]:
        assert known[territory["place"]] == territory["actor"]
        land = drawing["rest"] if territory["actor"] == "ROW" else drawing["actors"][territory["actor"]]
        middle = max(rings(territory["path"]), key=len)
        inner = middle.mean(axis=0) + 0.5
        if holds(territory["path"], *inner):
            assert holds(land, *inner), territory["place"]


def test_crimea_is_hatched_for_its_controller(drawing: dict[str, Any]) -> None:
    (crimea,) = [territory for territory in drawing["territories"] if territory["place"] == "crimea"]
    assert crimea["actor"] == "UKR"
    assert [held["actor"] for held in crimea["controllers"] if held["to"] is None] == ["RUS"]


def test_the_drawing_is_small_enough_to_be_put_into_a_page() -> None:
    assert SHIPPED.stat().st_size < 250_000


def test_the_projection_keeps_the_distance_to_a_near_point() -> None:
    ((x0, y0), (x1, y1)) = project(np.array([[68.0, 50.0], [68.0, 51.0]]))
    assert (x0, y0) == pytest.approx((0.0, 0.0), abs=1e-9)
    assert x1 == pytest.approx(0.0, abs=1e-9)
    assert y1 == pytest.approx(-RADIUS_KM * np.pi / 180, rel=1e-4)


def test_simplifying_keeps_the_ends_of_a_border() -> None:
    line = np.array([[0.0, 0.0], [1.0, 0.01], [2.0, 0.0], [3.0, 5.0], [4.0, 0.0]])
    kept = simplified(line, 0.5)
    assert kept[0].tolist() == [0.0, 0.0]
    assert kept[-1].tolist() == [4.0, 0.0]
    assert [3.0, 5.0] in kept.tolist()
    assert [1.0, 0.01] not in kept.tolist()


@pytest.mark.reference
@pytest.mark.slow
def test_the_shipped_map_is_the_one_that_the_recipe_draws(reference: Path, drawing: dict[str, Any]) -> None:
    pytest.importorskip("shapely")
    from marchland.world.build.post_soviet.shapes import map_of

    built = map_of(reference)
    assert {key: built[key] for key in ("projection", "view", "outside", "source")} == {
        key: drawing[key] for key in ("projection", "view", "outside", "source")
    }
    assert [(t["place"], t["controllers"]) for t in built["territories"]] == [
        (t["place"], t["controllers"]) for t in drawing["territories"]
    ]
    for actor, path in built["actors"].items():
        assert area(path) == pytest.approx(area(drawing["actors"][actor]), rel=1e-3), actor
