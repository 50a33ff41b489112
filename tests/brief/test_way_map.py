"""Where the map of ways draws what, and what its widths say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files
from itertools import combinations

import numpy as np
import pytest

from marchland.brief.render.projection import around, projected
from marchland.brief.render.way_labels import LETTER, labels
from marchland.brief.render.way_map import way_map
from marchland.brief.ways import MapPlace, MapWay, WayMap
from marchland.world.build.post_soviet.projection import project

PLACES = {
    "home": MapPlace(place="home", name="Home", kind="city", actor="HOM", lat=40.0, lon=44.0),
    "gate": MapPlace(place="gate", name="Gate", kind="crossing", actor="KEE", lat=41.0, lon=44.5),
    "port": MapPlace(place="port", name="Port", kind="port", actor="KEE", lat=42.0, lon=41.5),
    "side": MapPlace(place="side", name="Side", kind="crossing", actor="OTH", lat=39.0, lon=46.0),
}


def way(link: str, tail: str, head: str, tonnes: float, holder: str, status: str = "open") -> MapWay:
    return MapWay(
        link=link,
        name=link.title(),
        mode="rail",
        tail=tail,
        head=head,
        before=tonnes,
        after=tonnes,
        status=status,
        status_after=status,
        holder=holder,
    )


GIVEN = WayMap(
    words="Home's trade",
    change="",
    target="HOM",
    gatekeepers=("KEE", "OTH"),
    names={"HOM": "Home", "KEE": "Keeper", "OTH": "Other"},
    members={},
    territories=(),
    places=PLACES,
    ways=(
        way("main", "home", "gate", 3e6, "KEE"),
        way("beside", "gate", "home", 1e6, "KEE"),
        way("down", "gate", "port", 2e6, "KEE"),
        way("planned", "home", "side", 0.0, "OTH", "planned"),
    ),
)


def test_places_are_projected_as_the_outlines_of_the_built_in_world_are() -> None:
    shapes = files("marchland.world") / "builtin/post_soviet/shapes.json"
    projection = json.loads(shapes.read_text(encoding="utf-8"))["projection"]
    degrees = np.array([(lon, lat) for lon in range(-10, 180, 19) for lat in range(-30, 80, 11)], dtype=np.float64)
    ours = [projected(projection, lat, lon) for lon, lat in degrees.tolist()]
    np.testing.assert_allclose(ours, project(degrees), atol=1e-6)


def test_a_world_without_outlines_is_drawn_around_its_places() -> None:
    projection = around([(10.0, 170.0), (10.0, -170.0)])
    x, _ = projected(projection, projection["centre_lat"], 180.0)
    assert x == pytest.approx(0.0, abs=1e-6)


def test_widths_are_in_proportion_to_tonnes_and_ways_side_by_side_are_one_line() -> None:
    panel = way_map(GIVEN, None).panels[0]
    main, down = sorted(panel.lines, key=lambda line: -line.width)
    assert main.width == pytest.approx(2 * down.width, rel=0.01)
    assert "Main" in main.words
    assert "Beside" in main.words
    assert [line.words for line in panel.shut] == ["Planned (rail): planned"]


def test_gatekeepers_with_traffic_have_styles_of_their_own_by_what_passes_them() -> None:
    assert way_map(GIVEN, None).keepers == (("k0", "Keeper"),)


def test_a_change_is_drawn_before_and_after_in_the_same_box() -> None:
    opened = replace(
        GIVEN,
        change="Planned open",
        ways=(*GIVEN.ways[:3], replace(GIVEN.ways[3], after=1e6, status_after="open")),
    )
    before, after = way_map(opened, None).panels
    assert before.box == after.box
    assert (len(before.shut), len(after.shut)) == (1, 0)
    assert len(after.lines) == len(before.lines) + 1


def test_no_name_lies_on_another_and_none_outside() -> None:
    rng = np.random.default_rng(3)
    named = {
        str(i): (f"Place {i}", (float(x), float(y)), float(i)) for i, (x, y) in enumerate(rng.uniform(0, 1000, (60, 2)))
    }
    found = labels(named, (0.0, 0.0, 1000.0, 620.0), most=14, size=0.02)
    areas = []
    for one in found:
        wide = len(one.text) * one.size * LETTER
        left = one.x if one.anchor == "start" else one.x - wide
        areas.append((left, one.y - one.size / 2, left + wide, one.y + one.size / 2))
    assert len(found) == 14
    assert all(a[0] >= -1 and a[2] <= 1001 for a in areas)
    assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for a, b in combinations(areas, 2))


def test_each_gatekeeper_is_named_at_a_place_of_its_own_so_that_none_needs_colours() -> None:
    for panel in way_map(GIVEN, None).panels:
        x, y, width, height = panel.box
        assert [name.text for name in panel.names] == ["Keeper"]
        (name,) = panel.names
        projection = around([(p.lat, p.lon) for p in PLACES.values()])
        own = [projected(projection, p.lat, p.lon) for p in PLACES.values() if p.actor == "KEE"]
        assert min(abs(name.x - a) + abs(name.y - b) for a, b in own) < 1
        assert x < name.x < x + width
        assert y < name.y < y + height


def test_lines_of_gatekeepers_differ_by_their_pattern_and_those_of_the_target_by_their_darkness() -> None:
    css = (files("marchland.brief.render") / "ways.css").read_text(encoding="utf-8")
    dashes = [re.search(rf"\.p{i} {{ stroke-dasharray: ([\d ]+)", css) for i in range(2, 6)]
    assert len({found[1] for found in dashes if found}) == 4, "beside one without and one with an unbroken middle line"
    assert ".own { stroke: var(--ink)" in css
