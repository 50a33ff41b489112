"""Places, links, zones and classes: what they hold, and one clear fault for each mistake."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.world.small import replace, told
from tests.world.small_freight import write_freight

from marchland.world import World, load_world, schema, write_world
from marchland.world.check_freight import HANDLING, MOVING
from marchland.world.check_positions import TOLERANCE_KM, check_positions

if TYPE_CHECKING:
    from pathlib import Path

RISING = "the 5th, {0} the 50th, {0}_high the 95th percentile: put them in rising order"

# What is replaced in which file, and the one line that then says what is wrong.
SPOILT = {
    "a link to an unknown place": (
        "links.csv",
        "riga,baltic_sea,sea",
        "riga,baltic_see,sea",
        "links.csv row 6, head: 'baltic_see' is not in places.csv; did you mean baltic_sea?",
    ),
    "a capacity of nothing": (
        "links.csv",
        "10,,,19,",
        "10,,,0,",
        (
            "links.csv row 8, capacity: 0 Mt/yr is no capacity; give a figure above 0, or leave the cell empty where "
            "nothing limits it; what is shut is closed in states.csv"
        ),
    ),
    "a capacity below nothing": (
        "links.csv",
        "10,,,19,",
        "10,,,-19,",
        (
            "links.csv row 8, capacity: -19 Mt/yr is no capacity; give a figure above 0, or leave the cell empty where "
            "nothing limits it; what is shut is closed in states.csv"
        ),
    ),
    "a range of a capacity that ends at nothing": (
        "links.csv",
        "6,3,8,1",
        "6,0,8,1",
        (
            "links.csv row 3, capacity_low: 0 Mt/yr is no capacity; give a figure above 0, or leave the cell empty "
            "where nothing limits it; what is shut is closed in states.csv"
        ),
    ),
    "a way to where it began": (
        "links.csv",
        "tallinn,valga,rail",
        "tallinn,tallinn,rail",
        (
            "links.csv row 2, head: rail_tallinn_valga goes by rail from tallinn to the same place; "
            "give two places, or a mode of handling: port, terminal, gauge"
        ),
    ),
    "a port at two places": (
        "links.csv",
        "tallinn,tallinn,port",
        "tallinn,riga,port",
        "links.csv row 8, head: port_tallinn is a port and leads from tallinn to riga; write the same place twice",
    ),
    "a refusal to nobody known": (
        "states.csv",
        "narva,status,suspended",
        "narva,refuses,LVE",
        "states.csv row 3, text: 'LVE' is neither in actors.csv nor in blocs.csv; did you mean LVA?",
    ),
    "two ports at one place": (
        "links.csv",
        "riga,riga,port",
        "tallinn,tallinn,port",
        (
            "links.csv row 9, mode: a port at tallinn as in row 8; "
            "keep one row a place and mode, with the capacity of both"
        ),
    ),
    "a railway without a gauge": (
        "links.csv",
        "280,1520",
        "280,",
        (
            "links.csv row 2, gauge_mm: rail_tallinn_valga is a railway without a gauge; "
            "give its width in mm, for instance 1520"
        ),
    ),
    "a road with a gauge": (
        "links.csv",
        "road,210,",
        "road,210,1520",
        (
            "links.csv row 4, gauge_mm: road_tallinn_narva goes by road and has a gauge; "
            "leave it empty; rail alone has one"
        ),
    ),
    "a gauge in metres": (
        "links.csv",
        "280,1520",
        "280,1.52",
        "links.csv row 2, gauge_mm: 1.52 mm is below 500; give a figure of 500 or more, or leave the cell empty",
    ),
    "an unknown mode": (
        "links.csv",
        "tallinn,narva,road",
        "tallinn,narva,raod",
        "links.csv row 4, mode: 'raod' is no mode; did you mean road?",
    ),
    "no time": (
        "links.csv",
        "210,,3,",
        "210,,,",
        "links.csv row 4, hours: empty; give time to pass it empty, waiting included: median",
    ),
    "a range of hours the wrong way round": (
        "links.csv",
        "6,4,9,6",
        "6,9,4,6",
        (
            "links.csv row 3, hours_low, hours, hours_high: impossible range 9, 6, 4; "
            f"hours_low is {RISING.format('hours')}"
        ),
    ),
    "a link that is called as a place": (
        "links.csv",
        "road_tallinn_narva",
        "narva",
        "links.csv row 4, link: 'narva' is in places.csv too; begin it with its mode, for instance rail_",
    ),
    "land that is nobody's": (
        "places.csv",
        "Riga,LVA",
        "Riga,",
        (
            "places.csv row 4, actor: empty; "
            "give the internationally recognised sovereign; only a place of kind sea or hub may have none"
        ),
    ),
    "a state of an unknown link": (
        "states.csv",
        "rail_valga_riga,capacity",
        "rail_valga_rigo,capacity",
        (
            "states.csv row 4, object: 'rail_valga_rigo' is not in places.csv or actors.csv or links.csv or pipes.csv; "
            "did you mean rail_valga_riga?"
        ),
    ),
    "a capacity of a place": (
        "states.csv",
        "rail_valga_riga,capacity",
        "valga,capacity",
        (
            "states.csv row 4, object: capacity of valga, which is no link; name a link of links.csv or a pipe of "
            "pipes.csv"
        ),
    ),
    "a capacity in words": (
        "states.csv",
        "capacity,,,4,",
        "capacity,much,,,",
        "states.csv row 4, best: capacity of rail_valga_riga is a figure; give it in best and leave text empty",
    ),
    "a state without capacity": (
        "states.csv",
        "capacity,,,4,",
        "capacity,,,0,",
        "states.csv row 4, best: 0 is no capacity; write status closed where nothing passes",
    ),
    "overlapping states of a link": (
        "states.csv",
        "capacity,,,4,,2020-01-01,2021-12-31",
        "hours,,,4,,2020-06-01,2021-12-31",
        (
            "states.csv row 4, from: overlaps row 5 (rail_valga_riga, hours); "
            "end the earlier one the day before the later one begins"
        ),
    ),
    "shares of zones beyond the whole": (
        "zones.csv",
        "narva,0.2",
        "narva,0.3",
        (
            "zones.csv row 2, share: the shares of EST add up to 1.1; "
            "they must add up to 1: mend them, or divide each by the sum"
        ),
    ),
    "a zone without a way": (
        "links.csv",
        "tallinn,narva,road",
        "tallinn,valga,road",
        (
            "zones.csv row 3, place: no link leads to narva, where trade of EST starts and ends; "
            "add a link to links.csv, or choose a place that has one"
        ),
    ),
    "shares of gateways below the whole": (
        "gateways.csv",
        "narva,1,",
        "narva,0.9,",
        (
            "gateways.csv row 4, share: the shares of EST LVA sold dry_bulk add up to 0.9; "
            "they must add up to 1: mend them, or divide each by the sum"
        ),
    ),
    "a gateway that is no zone": (
        "gateways.csv",
        "dry_bulk,narva",
        "dry_bulk,riga",
        ("gateways.csv row 4, place: riga is no zone of EST; add a row to zones.csv, or choose one of its zones"),
    ),
    "a class that flies": (
        "commodities.csv",
        "rail;sea,",
        "rail;air,",
        (
            "commodities.csv row 2, modes: 'air' of dry_bulk is no mode that leads from place to place; "
            "there is: rail, road, sea, ferry"
        ),
    ),
    "a class that goes by crane": (
        "commodities.csv",
        "rail;sea,",
        "rail;port,",
        (
            "commodities.csv row 2, modes: 'port' of dry_bulk is no mode that leads from place to place; "
            "there is: rail, road, sea, ferry"
        ),
    ),
    "cargoes below the whole": (
        "cargoes.csv",
        "general,0.6",
        "general,0.5",
        (
            "cargoes.csv row 3, share: the shares of goods add up to 0.9; "
            "they must add up to 1: mend them, or divide each by the sum"
        ),
    ),
    "an unknown class": (
        "cargoes.csv",
        "goods,general",
        "goods,genral",
        "cargoes.csv row 3, commodity: 'genral' is not in commodities.csv; did you mean general?",
    ),
    "goods without weight": (
        "sectors.csv",
        "study,900",
        "study,",
        (
            "sectors.csv row 2, usd_per_tonne: goods has links to travel on but no value of a tonne above 0; "
            "give its FOB value in USD/t, for instance from unit values of customs statistics"
        ),
    ),
    "a value of a tonne without a source": (
        "sectors.csv",
        "900,,office",
        "900,,",
        "sectors.csv row 2, tonnes_source: a source is missing; give where the value of a tonne comes from",
    ),
}


@pytest.fixture
def freight(small: Path) -> Path:
    """Return the folder of the small world with ways, without faults."""
    return write_freight(small)


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_one_mistake_gives_one_fault(freight: Path, spoilt: tuple[str, str, str, str]) -> None:
    file, old, new, line = spoilt
    replace(freight, file, old, new)
    assert told(freight) == [line]


def test_the_small_world_with_ways_has_no_faults(freight: Path) -> None:
    assert told(freight) == []


def test_goods_without_a_class_have_no_way(freight: Path) -> None:
    (freight / "cargoes.csv").unlink()
    assert told(freight) == [
        (
            "cargoes.csv: goods has links to travel on but no freight class; "
            "add rows with the shares of its tonnes by class of commodities.csv"
        )
    ]


def test_every_mode_leads_somewhere_or_handles() -> None:
    assert {*MOVING, *HANDLING} == set(schema().terms("links", "mode"))


def test_an_empty_end_takes_the_default_spread_and_no_capacity_is_no_limit(freight: Path) -> None:
    links = load_world(freight)["links"]
    spread = schema().tables["links"].column("hours").spread
    first = next(links.where(link="rail_tallinn_valga").rows())
    assert spread is not None
    assert (first["hours_low"], first["hours_high"]) == pytest.approx((10 / spread, 10 * spread))
    given = next(links.where(link="rail_valga_riga").rows())
    assert (given["hours_low"], given["hours"], given["hours_high"]) == (4, 6, 9)
    assert (given["capacity_low"], given["capacity"], given["capacity_high"]) == (3, 6, 8)
    free = next(links.where(link="road_tallinn_narva").rows())
    assert np.isnan([free["capacity_low"], free["capacity"], free["capacity_high"]]).all()


def test_a_share_of_zones_does_not_spread_beyond_the_whole(freight: Path) -> None:
    replace(freight, "zones.csv", "riga,1,0.9,1", "riga,1,,")
    row = next(load_world(freight)["zones"].where(actor="LVA").rows())
    assert (row["share_low"], row["share_high"]) == (pytest.approx(1 / 1.2), 1)


def test_states_of_links_follow_the_day(freight: Path) -> None:
    world = load_world(freight)
    capacity = {
        year: world.at(year=year)["states"].where(attribute="capacity")["best"].tolist() for year in (2021, 2023)
    }
    assert capacity == {2021: [4], 2023: []}


def test_a_world_with_ways_can_be_written(freight: Path, tmp_path: Path) -> None:
    world = load_world(freight)
    again = load_world(write_world(world, tmp_path / "again"))
    for name in ("links", "zones", "commodities", "cargoes", "sectors"):
        for column, cells in world[name].columns.items():
            np.testing.assert_array_equal(again[name][column], cells)


def square(actor: str) -> str:
    """Return a map on which an actor is a square of 400 km about 58 degrees north, 25 east."""
    about = {"name": "Lambert azimuthal equal-area", "centre_lat": 58, "centre_lon": 25, "radius_km": 6371}
    return json.dumps({"projection": about, "actors": {actor: "M-200 -200l400 0 0 400-400 0"}})


def test_a_place_outside_its_country(freight: Path) -> None:
    (freight / "shapes.json").write_text(square("EST"), encoding="utf-8")
    assert told(freight) == []  # Latvia has no shape, and the sea is nobody's
    replace(freight, "places.csv", "59.44,24.75", "54.44,24.75")
    assert told(freight) == [
        (
            "places.csv row 3, lat, lon: tallinn lies 196 km outside EST; "
            "check latitude and longitude, or name the recognised sovereign of the place"
        )
    ]


def test_a_port_may_lie_a_little_way_off_a_coarse_shore(freight: Path) -> None:
    (freight / "shapes.json").write_text(square("EST"), encoding="utf-8")
    degree = np.radians(1) * 6371
    near, far = (58 + (200 + away) / degree for away in (TOLERANCE_KM - 2, TOLERANCE_KM + 2))
    text = (freight / "places.csv").read_text(encoding="utf-8")
    for lat, faults in ((near, 0), (far, 1)):
        (freight / "places.csv").write_text(text.replace("59.44,24.75", f"{lat:.4f},25"), encoding="utf-8")
        assert len(told(freight)) == faults


# Ports on a shore, enclaves, and land whose sovereign does not decide there.
CITIES = [
    ("KAZ", 43.65, 51.15),
    ("AZE", 39.21, 45.41),
    ("GEO", 43.0, 41.02),
    ("UKR", 44.61, 33.53),
    ("RUS", 54.71, 20.51),
    ("RUS", 43.12, 131.89),
    ("CHN", 31.23, 121.47),
    ("IRN", 27.14, 56.06),
    ("NLD", 51.95, 4.14),
    ("USA", 34.05, -118.24),
]


def test_cities_lie_in_the_country_that_is_their_sovereign(post_soviet: World) -> None:
    assert list(check_positions(post_soviet.root, post_soviet.tables)) == []
    places = post_soviet["places"]
    for actor, lat, lon in CITIES:
        columns = {**places.take(np.array([0])).columns} | {"lat": np.array([lat]), "lon": np.array([lon])}
        for said, faults in ((actor, 0), ("PAK", 1)):
            one = type(places)(name="places", columns=columns | {"actor": np.array([said])})
            assert len(list(check_positions(post_soviet.root, {"places": one}))) == faults, (said, lat, lon)
