"""Lengths measured on the networks, against lengths that others publish."""

from __future__ import annotations

import csv
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.world.build.post_soviet.network.great_circle import great_circle_km, on_sphere
from marchland.world.build.post_soviet.network.lengths import FACTORS, Networks, read_networks, water
from marchland.world.build.post_soviet.network.sea_lanes import SeaLanes
from marchland.world.build.post_soviet.network.ways import Ways
from marchland.world.build.post_soviet.region import SPELLINGS

if TYPE_CHECKING:
    from pathlib import Path

KM_OF_A_MILE = 1.852

BAKU, TBILISI, YEREVAN, GYUMRI = (40.38, 49.87), (41.72, 44.79), (40.18, 44.51), (40.79, 43.85)
DOSTYK, AKTAU, MOSCOW, BREST, TASHKENT = (45.25, 82.48), (43.60, 51.22), (55.75, 37.62), (52.10, 23.69), (41.30, 69.24)
KARS, VLADIKAVKAZ = (40.60, 43.10), (43.02, 44.68)
SHANGHAI, SUEZ, PORT_SAID, CAPE, ROTTERDAM = (31.1, 121.9), (29.85, 32.58), (31.35, 32.35), (-34.6, 18.3), (51.97, 4.0)


@pytest.fixture(scope="module")
def networks(reference: Path) -> Networks:
    return read_networks(reference)


@pytest.fixture
def line() -> Ways:
    """Return three towns on one parallel, of AAA, BBB, AAA; a way round through AAA alone is twice as long.

    0 --100-- 1 --100-- 2
    |                   |
    +-------400---------+ (a degree south)
    """
    lon = np.array([0.0, 1.0, 2.0])
    return Ways(
        lat=np.zeros(3),
        lon=lon,
        component=np.zeros(3, dtype=np.int64),
        tail=np.array([0, 1, 0]),
        head=np.array([1, 2, 2]),
        km=np.array([100.0, 100.0, 400.0]),
        actor=np.array(["BBB", "BBB", "AAA"]),
        shape=[
            np.array([[0.0, 0.0], [0.0, 1.0]]),
            np.array([[0.0, 1.0], [0.0, 2.0]]),
            np.array([[0.0, 0.0], [-1.0, 1.0], [0.0, 2.0]]),
        ],
    )


def test_a_degree_of_the_equator_is_111_km() -> None:
    assert float(great_circle_km(0, 0, 0, 1)) == pytest.approx(111.195, abs=0.01)
    assert on_sphere(90, 17) == pytest.approx([0, 0, 1], abs=1e-12)


def test_a_way_through_a_third_country_is_taken_only_where_the_own_is_much_longer(line: Ways) -> None:
    own = line.shortest((0, 0), (0, 2), ("AAA",))
    assert own is not None
    assert own.km == pytest.approx(400)
    assert own.abroad_km == 0
    abroad = line.shortest((0, 0), (0, 2), ("AAA", "BBB"))
    assert abroad is not None
    assert abroad.km == pytest.approx(200)


def test_a_place_far_from_the_network_is_not_on_it(line: Ways) -> None:
    assert line.shortest((0.2, 0), (0, 2), ("AAA",)) is not None  # 22 km
    assert line.shortest((0.5, 0), (0, 2), ("AAA",)) is None  # 56 km


def test_a_place_may_lie_on_the_way_between_two_nodes(line: Ways) -> None:
    half = line.shortest((0, 0.5), (0, 2), ("BBB",))
    assert half is not None
    assert half.km == pytest.approx(150, abs=2)
    same = line.shortest((0, 0.25), (0, 0.75), ("BBB",))
    assert same is not None
    assert same.km == pytest.approx(50, abs=2)


def test_the_way_to_the_network_beyond_10_km_is_part_of_the_length(line: Ways) -> None:
    off = line.shortest((0.2, 0), (0, 1), ("BBB",))
    assert off is not None
    assert off.km == pytest.approx(100 + 22.24 - 10, abs=0.01)
    assert off.snap_km == pytest.approx(22.24, abs=0.01)


def test_a_link_far_from_a_canal_does_not_run_through_it() -> None:
    """Lanes A --2224-- B ==canal== C --2224-- D, and A --9000-- D round the south."""
    lanes = SeaLanes(
        lat=np.zeros(4),
        lon=np.array([-20.0, 0.0, 1.0, 21.0]),
        tail=np.array([0, 1, 2, 0]),
        head=np.array([1, 2, 3, 3]),
        km=np.array([2224.0, 111.0, 2224.0, 9000.0]),
        passage=np.array(["", "suez", "", ""]),
    )
    assert lanes.shortest((0, -20), (0, 21))[0] == pytest.approx(9000)
    assert lanes.shortest((0, 0), (0, 1))[0] == pytest.approx(111)
    assert lanes.shortest((0, -20), (0, 1))[0] == pytest.approx(2335)


@pytest.mark.reference
@pytest.mark.parametrize(
    ("mode", "a", "b", "actors", "low", "high"),
    [
        ("rail", BAKU, TBILISI, ("AZE", "GEO"), 540, 556),  # 549 km, 547 in the hub table
        ("rail", DOSTYK, AKTAU, ("KAZ",), 3050, 3260),  # 3,250 by the timetable
        ("rail", MOSCOW, BREST, ("RUS", "BLR"), 1085, 1110),  # 1,094 km
        ("rail", TASHKENT, MOSCOW, ("UZB", "KAZ", "RUS"), 3200, 3380),  # 3,295 in the hub table, 3,385 by timetable
        ("rail", TBILISI, GYUMRI, ("GEO", "ARM"), 205, 225),
        ("road", VLADIKAVKAZ, TBILISI, ("RUS", "GEO"), 160, 210),  # the Georgian Military Road, 208 km
        ("road", TBILISI, YEREVAN, ("GEO", "ARM"), 230, 300),  # 276 km: in mountains the bends are simplified
        ("road", TBILISI, KARS, ("GEO", "TUR"), 240, 330),  # not the shorter one through Armenia
    ],
)
def test_measured_lengths_are_the_published_ones(
    networks: Networks,
    mode: str,
    a: tuple[float, float],
    b: tuple[float, float],
    actors: tuple[str, ...],
    low: float,
    high: float,
) -> None:
    length = networks.length(mode, a, b, actors)
    assert length.way == "network"
    assert low <= length.km <= high


@pytest.mark.reference
def test_the_sea_from_shanghai_to_rotterdam_is_10600_miles_by_suez_and_13800_by_the_cape(networks: Networks) -> None:
    def miles(*ports: tuple[float, float]) -> float:
        legs = pairwise(ports)
        return sum(networks.length("sea", a, b, ()).km for a, b in legs) / KM_OF_A_MILE

    assert miles(SHANGHAI, SUEZ, PORT_SAID, ROTTERDAM) == pytest.approx(10600, rel=0.03)
    assert miles(SHANGHAI, CAPE, ROTTERDAM) == pytest.approx(13800, rel=0.03)


@pytest.mark.reference
def test_the_caspian_is_in_no_network_and_crossed_in_a_straight_line(networks: Networks) -> None:
    alat, turkmenbashi = (39.95, 49.40), (40.00, 52.98)
    length = networks.length("ferry", alat, turkmenbashi, ("AZE", "TKM"))
    straight = float(great_circle_km(*alat, *turkmenbashi))
    assert length.way == "straight"
    assert length.source == "judgement"
    assert length.km == pytest.approx(FACTORS["ferry"] * straight)
    assert 290 <= length.km <= 350  # 306 km from Baku
    assert [water(at) for at in (alat, (42.15, 41.65), ROTTERDAM)] == ["caspian", "black_sea", "any"]


@pytest.mark.reference
def test_factors_on_straight_lines_are_those_of_the_network(networks: Networks) -> None:
    towns = [BAKU, TBILISI, MOSCOW, BREST, TASHKENT, (51.13, 71.43), (43.24, 76.89), (50.45, 30.52), (35.69, 51.39)]
    for mode in ("rail", "road"):
        pairs = [(a, b) for i, a in enumerate(towns) for b in towns[i + 1 :]]
        found = [(networks.length(mode, a, b, ()), float(great_circle_km(*a, *b))) for a, b in pairs]
        ratios = [length.km / straight for length, straight in found if length.way == "network"]
        assert float(np.median(ratios)) == pytest.approx(FACTORS[mode], rel=0.12)


@pytest.mark.reference
@pytest.mark.parametrize("mode", ["rail", "road"])
def test_ways_are_as_long_as_those_between_hubs(networks: Networks, reference: Path, mode: str) -> None:
    """The hub table was computed on its own, through all countries alike."""
    folder = reference / "geo" / "osm_networks"
    with (folder / f"{mode}_hubs_snapped.csv").open(encoding="utf-8") as file:
        at = {row["hub"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)}
    with (folder / f"{mode}_hub_distances.csv").open(encoding="utf-8") as file:
        pairs = [row for row in csv.DictReader(file) if float(row["great_circle_km"]) < 500 and row["network_km"]]
    actors = ("ROW", *SPELLINGS)
    ratios = []
    for row in pairs:
        way = networks.ways[mode].shortest(at[row["from"]], at[row["to"]], actors)
        if way is not None:
            ratios.append(way.km / float(row["network_km"]))
    assert len(ratios) > 100
    assert float(np.median(ratios)) == pytest.approx(1, abs=0.02)
    assert float(np.mean(np.abs(np.array(ratios) - 1) < 0.05)) > 0.85
