"""Levers on gas, oil and pipes, on the command line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from tests.levers.pipeline_world import pipeline_world

from marchland.levers import Lever, menu
from marchland.levers.scenario_file import read_scenario
from marchland.world import World, load_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

SCENARIO = "name: tried\nlevers:\n  - {{actor: {actor}, action: {action}, object: {object}}}\n"
LEVER = ("actor", "action", "object", "size", "days", "sector", "product", "commodity")


@pytest.fixture
def piped(tmp_path: Path) -> World:
    return load_world(pipeline_world(tmp_path / "piped"))


def test_the_menu_says_in_which_unit_gas_and_oil_are_touched(call: Callable[..., Said], piped: World) -> None:
    said = {
        form: call("menu", "CCC", "AAA", "--world", piped.root, "--format", form).out
        for form in ("terminal", "json", "markdown", "html")
    }
    for form in ("terminal", "markdown", "html"):
        assert re.search(r"cut gas to AAA.*4 bcm \[3 to 5\]", said[form]), form
        assert re.search(r"cut oil to AAA.*2 Mt \[1 to 3\]", said[form]), form
        assert "reprice gas to AAA (400 USD)" in said[form], form
        assert "and 2 on single pipes" in said[form], form
    for form in ("markdown", "html"):
        assert "North (gas_north)" in said[form], form
        assert "asks 400 USD per 1000 m3 as Market of B pays, in place of 150" in said[form], form


def test_what_the_menu_writes_a_scenario_file_reads(call: Callable[..., Said], here: Path, piped: World) -> None:
    content = json.loads(call("menu", "CCC", "AAA", "--world", piped.root, "--format", "json").out)
    given = [{key: entry[key] for key in LEVER if key in entry} for entry in content["levers"]]
    (here / "all.yaml").write_text(json.dumps({"name": "all", "levers": given}), encoding="utf-8")
    offered: list[Lever] = [item.lever for item in menu(piped, "CCC", "AAA").items]
    assert list(read_scenario(here / "all.yaml").levers) == offered


@pytest.mark.parametrize(
    ("actor", "action", "what", "message"),
    [
        ("CCC", "cut", "gas from AAA", "cut cannot touch 'gas from AAA'; it can touch"),
        ("CCC", "reprice", "gas to AAA", "levers 1: reprice gas to AAA has no size; give one: price asked"),
        ("CCC", "close", "pipe gas_ba", "CCC does not control gas_ba; it is held by BBB (territory)"),
        ("CCC", "close", "pipe gas_nroth", "pipe 'gas_nroth' is not known; did you mean gas_north"),
        ("CCC", "close", "pipe gas_new", "gas_new is shut already on 2023-12-31"),
        ("BBB", "cut", "gas to AAA", "gas from BBB to AAA is zero in 2023: the lever would touch nothing"),
        ("BBB", "embargo", "oil from CCC", "no data on oil from CCC to BBB in 2023"),
    ],
)
def test_a_lever_on_energy_that_makes_no_sense_ends_before_any_solving(
    call: Callable[..., Said], here: Path, piped: World, actor: str, action: str, what: str, message: str
) -> None:
    (here / "tried.yaml").write_text(SCENARIO.format(actor=actor, action=action, object=what), encoding="utf-8")
    assert message in call("run", "tried.yaml", "--world", piped.root, "--out", "x.nc").refused()
    assert not (here / "x.nc").exists()
