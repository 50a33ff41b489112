from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from tests.freight_world import freight_world

from marchland.errors import ScenarioError, UnknownName
from marchland.levers import opened, projects, refusals, refused
from marchland.levers.passing import Approaches
from marchland.world import World, load_world

if TYPE_CHECKING:
    from pathlib import Path

BBB = {"road_a1_b1", "rail_b1_c1", "road_b1_c1", "terminal_b1", "port_b1"}


def refusing(folder: Path, *states: tuple[str, str, str]) -> World:
    """Return the world of three actors with ways, with more states: object, attribute, text."""
    path = freight_world(folder) / "states.csv"
    with path.open(encoding="utf-8", newline="") as file:
        names = csv.DictReader(file).fieldnames or []
    with path.open("a", encoding="utf-8", newline="") as file:
        for thing, attribute, text in states:
            row = {"object": thing, "attribute": attribute, "text": text, "from": "2000-01-01", "source": "made_up"}
            csv.DictWriter(file, names, lineterminator="\n").writerow(row)
    return load_world(folder).at()


def test_an_actor_refuses_transit_on_its_ground_and_no_trade_of_its_own(tmp_path: Path) -> None:
    held = refusals(refusing(tmp_path / "world", ("BBB", "refuses", "AAA")))
    assert refused(held, "AAA", "CCC") == refused(held, "CCC", "AAA") == BBB
    assert refused(held, "AAA", "BBB") == refused(held, "BBB", "CCC") == frozenset()


def test_a_link_and_a_place_refuse_what_they_are(tmp_path: Path) -> None:
    held = refusals(refusing(tmp_path / "world", ("road_b1_c1", "refuses", "AAA"), ("c2", "refuses", "AAA;BBB")))
    assert refused(held, "AAA", "BBB") == {"road_b1_c1", "road_c1_c2", "port_c2", "sea_c2_open_sea"}
    assert refused(held, "BBB", "CCC") == {"road_c1_c2", "port_c2", "sea_c2_open_sea"}


def test_who_is_refused_has_nothing_that_passes_there(tmp_path: Path) -> None:
    closed = ("rail_a1_c1", "status", "closed")
    through = Approaches.of(refusing(tmp_path / "free", closed), "AAA")
    assert through is not None
    before = through.passing("BBB")
    assert before is not None
    assert before.touched.best > 0
    barred = refusing(tmp_path / "barred", closed, ("BBB", "refuses", "AAA"))
    for target, sender in (("AAA", "BBB"), ("CCC", "BBB")):
        approaches = Approaches.of(barred, target)
        assert approaches is not None
        assert approaches.passing(sender) is None


def test_a_refusal_could_be_lifted(tmp_path: Path) -> None:
    world = refusing(tmp_path / "world", ("BBB", "refuses", "AAA"))
    (project,) = (p for p in projects(world) if p.refusal)
    assert project.statuses == ("refused",)
    assert project.name == f"{world.name('BBB')}'s transit for {world.name('AAA')}"
    assert set(project.links) == BBB
    lifted = opened(world, project.ways)
    assert refusals(lifted) == ()
    assert len(refusals(world)) == 1
    with pytest.raises(UnknownName, match="BBB for AAA"):
        opened(lifted, project.ways)
    with pytest.raises(ScenarioError, match="open already"):
        opened(world, ["road_b1_c1"])
