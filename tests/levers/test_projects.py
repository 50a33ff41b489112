from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from tests.world.small import add, write_small
from tests.world.small_freight import write_freight

from marchland.errors import ScenarioError, UnknownName
from marchland.levers import opened, projects, shut
from marchland.world import World, load_world

if TYPE_CHECKING:
    from pathlib import Path

SINCE = {"from": "2000-01-01", "source": "treaty"}


def world_without(folder: Path, *closed: str, status: str = "closed") -> World:
    write_freight(write_small(folder))
    for link in closed:
        add(folder, "states", object=link, attribute="status", text=status, **SINCE)
    return load_world(folder).at(day=dt.date(2023, 12, 31), year=2023)


def test_shut_links_that_lead_on_from_each_other_are_one_project(tmp_path: Path) -> None:
    world = world_without(tmp_path / "world", "rail_tallinn_valga", "rail_valga_riga")
    (project,) = projects(world)
    assert set(project.links) == {"rail_tallinn_valga", "rail_valga_riga"}
    assert project.name == "Tallinn - Riga (rail)"
    assert (project.statuses, project.since, project.unbuilt) == (("closed",), "2000-01-01", False)


def test_shut_links_that_meet_where_an_open_one_passes_are_several(tmp_path: Path) -> None:
    world = world_without(tmp_path / "world", "rail_valga_riga", "sea_tallinn_baltic", status="planned")
    assert [(p.name, p.unbuilt) for p in projects(world)] == [
        ("Tallinn - Baltic Sea (sea)", True),
        ("Valga - Riga (rail)", True),
    ]


def test_handling_is_no_project_of_its_own(tmp_path: Path) -> None:
    assert projects(world_without(tmp_path / "world", "port_riga")) == ()


def test_a_way_opened_is_open_with_the_places_at_its_ends(tmp_path: Path) -> None:
    world_without(tmp_path / "world")
    world = load_world(tmp_path / "world").at(day=dt.date(2024, 3, 1), year=2024)
    assert shut(world) == {"road_tallinn_narva"}
    assert shut(opened(world, ["road_tallinn_narva"])) == frozenset()
    assert shut(opened(world, ["narva"])) == frozenset()
    assert shut(world) == {"road_tallinn_narva"}


def test_what_is_open_already_or_unknown_is_not_opened(tmp_path: Path) -> None:
    world = world_without(tmp_path / "world")
    with pytest.raises(ScenarioError, match="port_riga is open already on 2023-12-31"):
        opened(world, ["port_riga"])
    with pytest.raises(UnknownName, match="did you mean port_riga"):
        opened(world, ["port_rig"])
