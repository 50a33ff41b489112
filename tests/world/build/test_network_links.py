"""What links cost and take where nobody states it, against what is known from door to door."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.world.build.written_corridors import corridors, lines

from marchland.world.build.post_soviet.network.borders import Borders
from marchland.world.build.post_soviet.network.links import STATED_SPREAD, stated
from marchland.world.build.post_soviet.network.rate_sources import ODBL
from marchland.world.build.post_soviet.network.rates import read_rates
from marchland.world.build.post_soviet.network.report import report
from marchland.world.build.post_soviet.network.tables import made, network_sources, tables_of
from marchland.world.build.recipe import table_text
from marchland.world.schema import schema

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.post_soviet.network.links import Link

T_OF_FEU = 14
NORTH = """
rail_xian_alashankou rail_alashankou_dostyk gauge_alashankou rail_dostyk_petropavl rail_petropavl_petukhovo
rail_petukhovo_moscow rail_moscow_brest_blr rail_brest_blr_malaszewicze gauge_malaszewicze rail_malaszewicze_duisburg
"""
MIDDLE = """
rail_xian_alashankou rail_alashankou_dostyk gauge_alashankou rail_dostyk_aktau port_aktau ferry_aktau_alat port_alat
rail_alat_boyuk_kesik rail_boyuk_kesik_gardabani rail_gardabani_tbilisi rail_tbilisi_poti port_poti sea_poti_constanta
port_constanta rail_constanta_duisburg
"""
BY_SUEZ = "port_shanghai sea_shanghai_suez sea_suez_port_said sea_port_said_rotterdam port_rotterdam"
BY_CAPE = "port_shanghai sea_shanghai_cape_good_hope sea_cape_good_hope_rotterdam port_rotterdam"
BY_LARS = """
road_moscow_vladikavkaz road_vladikavkaz_upper_lars_rus road_upper_lars_rus_upper_lars_geo road_upper_lars_geo_tbilisi
road_tbilisi_sadakhlo road_sadakhlo_bagratashen road_bagratashen_yerevan
"""


@pytest.fixture(scope="module")
def links(reference: Path) -> dict[str, Link]:
    return {link.line["link"]: link for link in made(corridors(), reference)}


def days(links: dict[str, Link], way: str) -> float:
    return sum(links[name].hours.best for name in way.split()) / 24


def usd(links: dict[str, Link], way: str) -> float:
    return sum(links[name].usd_per_tonne.best for name in way.split())


@pytest.mark.reference
def test_china_to_duisburg_by_russia_takes_13_to_20_days_and_5000_to_9000_usd_a_container(
    links: dict[str, Link],
) -> None:
    assert 13 <= days(links, NORTH) <= 20
    assert 5000 <= T_OF_FEU * usd(links, NORTH) <= 9000


@pytest.mark.reference
def test_the_middle_corridor_is_slower_and_a_fifth_to_two_fifths_dearer(links: dict[str, Link]) -> None:
    assert 18 <= days(links, MIDDLE) <= 50
    assert days(links, MIDDLE) > days(links, NORTH)
    assert 1.2 <= usd(links, MIDDLE) / usd(links, NORTH) <= 1.4


@pytest.mark.reference
def test_shanghai_to_rotterdam_takes_a_month_and_is_the_cheapest(links: dict[str, Link]) -> None:
    assert 27 <= days(links, BY_SUEZ) <= 40
    assert 1500 <= T_OF_FEU * usd(links, BY_SUEZ) <= 3000
    assert 7 <= days(links, BY_CAPE) - days(links, BY_SUEZ) <= 14  # 8 to 14 days more round Africa


@pytest.mark.reference
def test_a_truck_from_moscow_to_yerevan_takes_most_of_a_week(links: dict[str, Link]) -> None:
    assert 4 <= days(links, BY_LARS) <= 9
    assert 2500 <= 20 * usd(links, BY_LARS) <= 6000  # a truck of 20 t


@pytest.mark.reference
def test_every_figure_has_a_range_and_a_listed_source(links: dict[str, Link]) -> None:
    listed = {row["source"] for row in network_sources(corridors())}
    for link in links.values():
        for rate in (link.hours, link.usd_per_tonne, link.capacity, link.preload):
            if rate is not None:
                assert 0 <= rate.low <= rate.best <= rate.high
                assert rate.high >= 1.1 * rate.best
                assert set(rate.source.split(";")) <= listed
        assert link.preload is None or (link.capacity is not None and link.preload.best < link.capacity.best)


@pytest.mark.reference
def test_what_is_measured_on_openstreetmap_says_so(reference: Path) -> None:
    tables = tables_of(corridors(), reference)
    by_name = {row["link"]: row for row in tables["links"]}
    assert "osm_rail" in str(by_name["rail_moscow_brest_blr"]["source"]).split(";")
    assert "osm_rail" not in str(by_name["ferry_aktau_alat"]["source"]).split(";")
    terms = {row["source"]: str(row["licence"]) for row in tables["sources"]}
    assert terms["osm_rail"] == terms["osm_road"] == ODBL


@pytest.mark.reference
def test_the_tables_fit_the_schema_and_come_out_the_same_twice(reference: Path) -> None:
    texts = []
    for written in (corridors(), replace(corridors(), links=tuple(reversed(corridors().links)))):
        tables = tables_of(written, reference)
        specs = {name: schema().tables[name] for name in tables}
        texts.append(
            {n: table_text(rows, [c.name for c in specs[n].columns], specs[n].key) for n, rows in tables.items()}
        )
    assert texts[0] == texts[1]


@pytest.mark.reference
def test_what_is_stated_is_kept(reference: Path) -> None:
    cells = {"hours": "60", "hours_low": "24", "hours_high": "336", "hours_source": "dostyk_2016"}
    lars = "road_upper_lars_rus_upper_lars_geo"
    told = tuple(line | cells if line["link"] == lars else line for line in corridors().links)
    found = {link.line["link"]: link for link in made(replace(corridors(), links=told), reference)}[lars]
    assert (found.hours.low, found.hours.best, found.hours.high) == (24, 60, 336)
    assert found.hours.source == "dostyk_2016"
    assert found.estimated  # the money is not stated


@pytest.mark.reference
def test_the_report_counts_the_links(links: dict[str, Link]) -> None:
    told = report(list(links.values()))
    assert sum(told.modes.values()) == len(links)
    assert told.lengths["network"] + told.lengths["straight"] == len(links) - told.modes["port"] - told.modes["gauge"]
    assert told.estimated == 1
    assert "estimated: 100% of links" in str(told)


def test_a_bound_that_is_not_written_takes_the_usual_range() -> None:
    rate = stated(lines("links", capacity="10", capacity_high="30", capacity_source="judgement"), "capacity")
    assert rate is not None
    assert (rate.low, rate.best, rate.high) == (10 / STATED_SPREAD, 10, 30)
    assert stated(lines("links"), "capacity") is None
    least = stated(lines("links", capacity="10", capacity_low="10", capacity_source="judgement"), "capacity")
    assert least is not None
    assert 9 < least.low < 10


def test_rates_rise_from_low_to_high_and_a_link_between_two_takes_their_mean() -> None:
    rates = read_rates()
    assert all(0 < rate.low < rate.best < rate.high for rate in rates.held.values())
    assert rates.moving("sea", "usd_per_tkm", ()).best < rates.moving("rail", "usd_per_tkm", ("RUS",)).best
    assert rates.moving("rail", "usd_per_tkm", ("RUS",)).best < rates.moving("road", "usd_per_tkm", ("RUS",)).best
    both = rates.moving("rail", "km_per_h", ("CHN", "KAZ")).best
    one, other = (rates.moving("rail", "km_per_h", (actor,)).best for actor in ("CHN", "KAZ"))
    assert both == pytest.approx((one + other) / 2)


def test_goods_are_not_cleared_within_a_union() -> None:
    borders = Borders({"RUS": 48, "BLR": 3, "GEO": 11}, {"RUS": 584, "BLR": 54, "GEO": 254})
    inside, _ = borders.crossing("RUS", "BLR", "road")
    outside, fee = borders.crossing("RUS", "GEO", "road")
    assert inside.best < outside.best / 4
    assert outside.low < outside.best < outside.high
    assert fee.best > 0
    market, _ = borders.crossing("DEU", "POL", "road")
    assert market.best < 1
