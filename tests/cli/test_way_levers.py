"""Scenario files with levers on ways, through the command line, on the world of three actors with ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.cli.test_bad_input import spoil
from tests.freight_world import freight_world

from marchland.bridge import baseline
from marchland.bridge.freight.base import freight_base
from marchland.bridge.freight.coupling import freight_effect
from marchland.engine import Outcome
from marchland.levers.scenario_file import read_scenario
from marchland.world import load_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

BORDER = "road_a1_b1"
EVERYTHING = """\
name: Everything shut
levers:
  - {actor: AAA, action: close, object: way AAA}
  - {actor: BBB, action: close, object: way BBB}
  - {actor: CCC, action: close, object: way CCC}
  - {actor: CCC, action: close, object: way open_sea}
"""


@pytest.fixture
def ways(here: Path) -> Path:
    return freight_world(here / "ways")


def written(folder: Path, *levers: str) -> Path:
    """Write a scenario of levers, each the inside of a YAML mapping."""
    lines = "".join(f"  - {{{lever}}}\n" for lever in levers)
    file = folder / "ways.yaml"
    file.write_text(f"name: x\nlevers:\n{lines}", encoding="utf-8")
    return file


def test_a_scenario_that_shuts_everything_leaves_all_that_is_carried_unserved(
    call: Callable[..., Said], here: Path, ways: Path
) -> None:
    (here / "all.yaml").write_text(EVERYTHING, encoding="utf-8")
    said = call("run", "all.yaml", "--world", ways, "--draws", 0, "--out", "all.nc")
    assert said.code == 0
    assert "Without any way left, unserved: 287 k t a year" in said.out
    outcome = Outcome.load(here / "all.nc")
    pairs = outcome.about["unserved"]
    carried = freight_base(baseline(load_world(ways).at(), "year")).layer_demand.volume.sum()
    assert sum(pair["tonnes"] for pair in pairs) == pytest.approx(carried)
    assert [pair["share"] for pair in pairs] == pytest.approx([1.0] * 6)
    goods = outcome.dataset["goods_after"].sel(statistic="best", sector="goods").values
    assert np.allclose(goods - np.diag(np.diag(goods)), 0, atol=1e-3)
    assert all(outcome.loss(actor)[0] > 0 for actor in outcome.actors)


def test_each_way_may_be_shut_by_a_lever_of_its_own(call: Callable[..., Said], here: Path, ways: Path) -> None:
    links = [row["link"] for row in load_world(ways).at()["links"].rows() if row["link"] != "rail_a2_c1"]
    file = written(here, *(f"actor: AAA, action: close, object: way {link}" for link in links))
    said = call("run", file, "--world", ways, "--draws", 0)
    assert said.code == 0
    assert "Without any way left, unserved: 287 k t a year" in said.out


def test_more_levers_than_can_be_told_apart_are_refused_with_two_of_them(
    call: Callable[..., Said], here: Path, ways: Path
) -> None:
    levers = [f"actor: BBB, action: toll, object: way {BORDER} for AAA, size: {size}" for size in range(1, 10)]
    message = call("run", written(here, *levers), "--world", ways, "--draws", 0).refused()
    assert "9 levers at once treat some goods and not others, 8 at most: toll way road_a1_b1 for AAA" in message


def test_what_keeps_a_way_is_not_told_as_unserved(call: Callable[..., Said], here: Path, ways: Path) -> None:
    file = written(here, f"actor: BBB, action: toll, object: way {BORDER}, size: 5")
    assert "unserved" not in call("run", file, "--world", ways, "--draws", 0).out


@pytest.mark.parametrize("days", [365, 73])
def test_a_toll_on_one_class_is_a_transfer_from_its_goods_to_who_takes_it(
    call: Callable[..., Said], here: Path, ways: Path, days: int
) -> None:
    lever = f"actor: BBB, action: toll, object: way {BORDER}, size: 20, commodity: general, days: {days}"
    file = written(here, lever)
    assert call("run", file, "--world", ways, "--horizon", "year", "--draws", 0, "--out", "x.nc").code == 0
    base = baseline(load_world(ways).at(), "year")
    found = freight_effect(base, read_scenario(file).levers)
    assert found is not None
    way = freight_base(base).network.ways.links.index(BORDER)
    # bulk passes the border by road as well, and pays nothing
    assert found.tolls[0] == found.tolls[2] == 0
    assert 0 < found.tolls[1] < 0.99 * 20 * found.after[way]
    outcome = Outcome.load(here / "x.nc")
    assert outcome.loss("BBB", "freight")[0] == pytest.approx(-found.income[1] * days / 365)
    assert outcome.loss("AAA", "trade")[0] > 0


@pytest.mark.parametrize(("action", "size"), [("close", 1), ("slow", 30), ("toll", 20)])
def test_a_lever_on_one_class_costs_less_than_on_all(
    call: Callable[..., Said], here: Path, ways: Path, action: str, size: float
) -> None:
    losses = []
    for n, narrowed in enumerate((", commodity: dry_bulk", ", commodity: general", "")):
        file = written(here, f"actor: BBB, action: {action}, object: way {BORDER}, size: {size}{narrowed}")
        assert call("run", file, "--world", ways, "--draws", 0, "--out", f"{n}.nc").code == 0
        losses.append(Outcome.load(here / f"{n}.nc").loss("AAA")[0])
    assert min(losses[:2]) > 0
    assert max(losses[:2]) < losses[2]


@pytest.mark.parametrize(
    ("lever", "message"),
    [
        (
            "actor: AAA, action: close, object: way rail_a2_c1",
            "close way rail_a2_c1: rail_a2_c1 is closed already on 2023-12-31; leave the lever out, or ask for another",
        ),
        ("actor: AAA, action: open, object: way road_a1_b1", "road_a1_b1 is open already on 2023-12-31"),
        ("actor: AAA, action: close, object: way road_a1_b2", "way 'road_a1_b2' is not known; did you mean road_a1_b1"),
        (
            "actor: AAA, action: close, object: way road_a1_b1, commodity: genral",
            "commodity 'genral' is not known; did you mean general?",
        ),
    ],
)
def test_a_lever_on_a_way_that_cannot_be_touched_is_refused(
    call: Callable[..., Said], here: Path, ways: Path, lever: str, message: str
) -> None:
    assert message in call("run", written(here, lever), "--world", ways, "--draws", 0).refused()


@pytest.mark.parametrize(
    ("levers", "message"),
    [
        (
            "actor: AAA, action: close, object: way road_a1_b1, from: 2025-02-31",
            "levers 1 from: Input should be a valid date or datetime, day value is outside expected range",
        ),
        ("actor: AAA, action: close, object: way road_a1_b1, size: !!int abc", "a value is not what its tag says"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_with_its_place(
    call: Callable[..., Said], here: Path, ways: Path, levers: str, message: str
) -> None:
    assert message in call("run", written(here, levers), "--world", ways, "--draws", 0).refused()


def test_levers_of_another_time_than_the_worlds_are_told(call: Callable[..., Said], here: Path, ways: Path) -> None:
    file = written(here, f"actor: BBB, action: close, object: way {BORDER}, from: 1850-01-01")
    said = call("run", file, "--world", ways, "--draws", 0)
    assert "the levers begin on 1850-01-01, the world is as of 2023-12-31" in said.out
    file.write_text("year: 1985\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert "no trade of 1985 or before" in call("run", file, "--world", ways, "--draws", 0).refused()


@pytest.mark.parametrize(
    ("table", "column", "where", "value", "message"),
    [
        ("links", "head", {"link": BORDER}, "b2", "links.csv row 3, head: 'b2' is not in places.csv"),
        (
            "links",
            "capacity",
            {"link": BORDER},
            "0",
            "links.csv row 3, capacity: 0 Mt/yr is no capacity; give a figure",
        ),
        ("links", "capacity", {"link": BORDER}, "-1", "links.csv row 3, capacity: -1 Mt/yr is no capacity; give a"),
        ("zones", "place", {"place": "a2"}, "a3", "zones.csv row 3, place: no link leads to a3, where trade of AAA"),
    ],
)
def test_a_world_with_impossible_ways_is_refused_by_every_command(
    call: Callable[..., Said], ways: Path, table: str, column: str, where: dict[str, str], value: str, message: str
) -> None:
    with (ways / "places.csv").open("a", encoding="utf-8") as file:
        file.write("a3,A three,AAA,40,9,city,made_up\n")
    spoil(ways / f"{table}.csv", column, where, value)
    for command in (("world", "check", ways), ("corridors", "AAA", "--world", ways), ("brief", "AAA", "--world", ways)):
        assert message in call(*command).refused()


def test_a_place_that_nothing_leads_through_gets_the_nearest_one_that_something_does(
    call: Callable[..., Said], here: Path, ways: Path
) -> None:
    with (ways / "places.csv").open("a", encoding="utf-8") as places:
        places.write("b11,B town,BBB,40,12,city,made_up\n")
    file = written(here, "actor: BBB, action: close, object: way b11")
    told = "no link leads through b11; did you mean b1?"
    assert told in call("run", file, "--world", ways, "--draws", 0).refused()
    assert told in call("corridors", "AAA", "--open", "b11", "--world", ways).refused()
