"""Observed traffic: what the table holds, and one clear fault for each mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.world.small import replace, told
from tests.world.small_freight import write_freight

from marchland.world import load_world

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world import World

# What is replaced, and the one line that then says what is wrong.
SPOILT = {
    "a way that is not there": (
        "rail_tallinn_valga;",
        "rail_tallin_valga;",
        "traffic.csv row 3, ways: 'rail_tallin_valga' is no link and no place; did you mean rail_tallinn_valga?",
    ),
    "a way on both sides": (
        "valga,sea_baltic_rotterdam",
        "valga,valga;sea_baltic_rotterdam",
        "traffic.csv row 2, against: valga is in ways too; leave it out here: the whole holds both",
    ),
    "a share of nothing": (
        "valga,sea_baltic_rotterdam",
        "valga,",
        "traffic.csv row 2, against: a share of nothing; name the links or places that make up the whole with ways",
    ),
    "tonnes of something else": (
        "rail_valga_riga,,,",
        "rail_valga_riga,narva,,",
        "traffic.csv row 3, against: tonnes are counted on ways alone; leave it empty, or write share",
    ),
    "a share in percent": (
        "0.6,0.7,0.8",
        "60,70,80",
        "traffic.csv row 2, best: 70.0 is no share; write 0.05 for 5 %",
    ),
    "trucks without weight": (
        "trucks,14,",
        "trucks,,",
        "traffic.csv row 4, load: trucks without weight; give the tonnes of goods in a container unit or truck",
    ),
    "days the wrong way round": (
        "valga_mt,Tonnes over Valga,2023-01-01,2023-12-31",
        "valga_mt,Tonnes over Valga,2023-12-31,2023-01-01",
        "traffic.csv row 3, to: 2023-01-01 is before 2023-12-31; swap the dates",
    ),
    "an unknown end": (
        "EST,LVA,general",
        "EST,LTV,general",
        "traffic.csv row 2, b: 'LTV' is not in actors.csv or blocs.csv; did you mean LVA?",
    ),
    "an unknown measure": (
        ",tonnes,",
        ",tons,",
        "traffic.csv row 3, measure: 'tons' is no measure; did you mean tonnes?",
    ),
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_one_mistake_gives_one_fault(small: Path, spoilt: tuple[str, str, str]) -> None:
    folder = write_freight(small)
    old, new, line = spoilt
    replace(folder, "traffic.csv", old, new)
    assert told(folder) == [line]


def test_observed_traffic_holds_on_every_day(small: Path) -> None:
    world = load_world(write_freight(small))
    assert len(world.at(year=2023)["traffic"]) == len(world["traffic"]) == 3


def test_what_calibrates_is_not_the_test(world: World) -> None:
    table = world["traffic"]
    used = {use: set(table.where(use=use)["traffic"].tolist()) for use in ("calibration", "test")}
    assert used["calibration"] == {f"cn_eu_middle_{year}" for year in (2019, 2020, 2021)}
    assert len(used["test"]) > 25


def test_sources_that_disagree_make_a_range(world: World) -> None:
    for row in world["traffic"].where(use="calibration").rows():
        assert row["high"] / row["low"] > 2, row["traffic"]  # 675,000 or 1,500,000 TEU by the Northern route
