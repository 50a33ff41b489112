"""The freight network of the built-in world: what is in it, and what ways through it cost and take."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.world.cheapest_way import CheapestWay, cheapest_way

from marchland.levers import refusals, refused

if TYPE_CHECKING:
    from marchland.world import World

T_OF_FEU = 14
KM_OF_A_MILE = 1.852
IN_2021, IN_2023, IN_2025 = dt.date(2021, 6, 1), dt.date(2023, 6, 1), dt.date(2025, 6, 1)
LAND = ("rail", "road")


def way(world: World, start: str, end: str, day: dt.date = IN_2023, **kept: tuple[str, ...]) -> CheapestWay:
    found = cheapest_way(
        world,
        start,
        end,
        day,
        modes=kept.get("modes", ("rail", "road", "sea", "ferry")),
        without=kept.get("without", ()),
    )
    assert found is not None
    return found


def test_every_corridor_in_play_is_there(world: World) -> None:
    places = {row["place"] for row in world["places"].rows() if row["kind"] != "hub"}
    corridors = """
    dostyk khorgos_chn malaszewicze brest_blr aktau kuryk alat turkmenbashi poti batumi constanta tbilisi kars
    gyumri_town yerevan nakhchivan upper_lars yalama_aze makhachkala astara_irn
    astara_aze rasht bandar_abbas sarakhs_irn
    mazar_i_sharif peshawar kashgar osh suez cape_good_hope bosphorus baltic_sea vladivostok
    """
    assert not set(corridors.split()) - places
    modes = Counter(world["links"]["mode"].tolist())
    assert set(modes) == {"rail", "road", "sea", "ferry", "port", "terminal", "gauge"}
    assert 200 <= len(places) <= 300
    assert 400 <= modes.total() <= 750


def test_azerbaijan_refused_armenia_transit_until_october_2025(world: World) -> None:
    for day, barred in ((IN_2023, True), (dt.date(2025, 10, 20), True), (dt.date(2025, 10, 21), False)):
        held = refusals(world.at(day=day))
        assert ("rail_alat_baku" in refused(held, "ARM", "KAZ")) is barred
        assert not refused(held, "GEO", "KAZ")


def test_figures_are_positive_and_in_order_with_no_way_faster_than_an_express_train(world: World) -> None:
    links = world["links"]
    moving = ~np.isnan(links["length_km"])
    assert (links["length_km"][moving] > 0).all()
    assert (links["hours"] > 0).all()
    assert (links["length_km"][moving] / links["hours"][moving] < 60).all()
    for figure in ("hours", "usd_per_tonne"):
        assert (links[f"{figure}_low"] <= links[figure]).all()
        assert (links[figure] <= links[f"{figure}_high"]).all()
    limited = ~np.isnan(links["capacity"])
    assert (links["preload"][limited] < links["capacity"][limited]).all()


def test_neighbouring_places_are_not_farther_apart_by_link_than_makes_sense(world: World) -> None:
    places, links = world["places"], world["links"]
    at = {
        p: np.radians([lat, lon])
        for p, lat, lon in zip(*(places[c].tolist() for c in ("place", "lat", "lon")), strict=True)
    }
    for link, tail, head, km in zip(*(links[c].tolist() for c in ("link", "tail", "head", "length_km")), strict=True):
        if tail != head:
            (a, b), (c, d) = at[tail], at[head]
            straight = 6371 * np.arccos(min(1, np.sin(a) * np.sin(c) + np.cos(a) * np.cos(c) * np.cos(b - d)))
            assert km <= 2.6 * straight + 40, link
            assert km >= 0.75 * straight - 100 * link.startswith("sea"), link


def test_china_to_duisburg_by_rail_takes_13_to_20_days_and_5000_to_9000_usd_a_container(world: World) -> None:
    north = way(world, "xian", "duisburg", IN_2021, modes=("rail",))
    assert 13 <= north.days <= 20
    assert 5000 <= T_OF_FEU * north.usd <= 9000
    assert any("brest_blr" in link for link in north.links)


def test_the_middle_corridor_takes_longer_and_costs_more(world: World) -> None:
    around = ("RUS", "IRN", "suez", "cape_good_hope")
    middle = way(world, "xian", "duisburg", IN_2021, modes=("rail", "sea", "ferry"), without=around)
    north = way(world, "xian", "duisburg", IN_2021, modes=("rail",))
    assert any("alat" in link for link in middle.links)
    assert 18 <= middle.days <= 50
    assert middle.days > north.days
    assert 1.05 <= middle.usd / north.usd <= 1.5


def test_the_sea_from_shanghai_to_rotterdam_is_as_long_as_published(world: World) -> None:
    suez = way(world, "shanghai", "rotterdam", modes=("sea",))
    cape = way(world, "shanghai", "rotterdam", modes=("sea",), without=("suez",))
    assert suez.km / KM_OF_A_MILE == pytest.approx(10600, rel=0.1)
    assert cape.km / KM_OF_A_MILE == pytest.approx(13800, rel=0.1)
    assert any("cape_good_hope" in link for link in cape.links)
    assert 25 <= suez.days <= 40
    assert 100 <= suez.usd <= 215  # 1,500 to 3,000 USD a container, ports not counted
    assert 7 <= cape.days - suez.days <= 14


def test_armenia_reaches_russia_by_upper_lars_and_the_sea_only(world: World) -> None:
    lars = way(world, "moscow", "yerevan", modes=LAND)
    assert any("upper_lars" in link for link in lars.links)
    assert 4 <= lars.days <= 10
    assert 2500 <= 20 * lars.usd <= 6000
    beside = way(world, "moscow", "yerevan", without=("upper_lars",))
    assert any(link.startswith(("sea_", "ferry_")) for link in beside.links)
    closed = way(world, "moscow", "yerevan", dt.date(2007, 6, 1))  # Upper Lars was shut from 2006 to 2010
    assert not any("upper_lars" in link for link in closed.links)


@pytest.mark.parametrize(
    ("start", "end", "low", "high"),
    [
        ("baku", "tbilisi", 520, 580),  # 549 km by rail
        ("dostyk", "aktau", 2900, 3300),  # 3,063 to 3,250
        ("brest_blr", "moscow", 1060, 1130),  # 1,094
        ("tashkent", "moscow", 3100, 3650),  # 3,385 by Arys; here through Shymkent, 160 km round
    ],
)
def test_railways_are_as_long_as_published(world: World, start: str, end: str, low: float, high: float) -> None:
    assert low <= way(world, start, end, IN_2021, modes=("rail",)).km <= high


def test_every_focus_country_reaches_every_other_and_the_ocean(world: World) -> None:
    zones = world["zones"]
    first = dict(zip(zones["actor"].tolist()[::-1], zones["place"].tolist()[::-1], strict=True))
    for actor in world.package.focus:
        for other in (*world.package.focus, "CHN", "DEU", "IND"):
            if actor != other:
                assert cheapest_way(world, first[actor], first[other], IN_2025) is not None, (actor, other)
