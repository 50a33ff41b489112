"""Levers on gas, oil and pipes, on the command line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from tests.levers.pipeline_world import pipeline_world

from marchland.bridge import baseline, central
from marchland.bridge.energy.effect import energy_effect
from marchland.errors import ScenarioError
from marchland.levers import Lever, Scenario, menu
from marchland.levers.scenario_file import read_scenario
from marchland.sweep import run
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
        ("CCC", "reprice", "gas to AAA", "reprice gas to AAA has no size; give one: price asked"),
        (
            "CCC",
            "close",
            "pipe gas_ba",
            (
                "close pipe gas_ba: CCC does not control gas_ba; it is held by BBB (territory); AAA (territory): name "
                "one of them as actor"
            ),
        ),
        ("CCC", "close", "pipe hub_b for AAA", "close pipe hub_b for AAA: CCC does not control gas_ba; it is held by"),
        ("CCC", "toll", "pipe gas_ba, size: 5", "toll pipe gas_ba: CCC does not control gas_ba; it is held by BBB"),
        ("BBB", "build", "pipe gas_new", "build pipe gas_new: BBB does not control gas_new; it is held by CCC"),
        ("CCC", "close", "pipe gas_nroth", "pipe 'gas_nroth' is not known; did you mean gas_north"),
        ("CCC", "close", "pipe gas_new", "close pipe gas_new: gas_new is shut already on 2023-12-31"),
        ("BBB", "cut", "gas to AAA", "gas from BBB to AAA is zero in 2023: the lever would touch nothing"),
        (
            "BBB",
            "embargo",
            "oil from CCC",
            "no data on oil from CCC to BBB in 2023; in this world BBB buys no oil: add",
        ),
    ],
)
def test_a_lever_on_energy_that_makes_no_sense_ends_before_any_solving(
    call: Callable[..., Said], here: Path, piped: World, actor: str, action: str, what: str, message: str
) -> None:
    (here / "tried.yaml").write_text(SCENARIO.format(actor=actor, action=action, object=what), encoding="utf-8")
    told = call("run", "tried.yaml", "--world", piped.root, "--out", "x.nc").refused()
    assert " ".join(told.split()).startswith(f"tried.yaml: levers 1: {message}")
    assert not (here / "x.nc").exists()


def test_the_lever_that_makes_no_sense_is_named_in_python_too(piped: World) -> None:
    levers = tuple(Lever(actor=actor, action="close", object="pipe gas_ba") for actor in ("BBB", "CCC"))
    told = r"answers 1: close pipe gas_ba: CCC does not control gas_ba; it is held by BBB \(territory\)"
    scenario = Scenario(name="x", levers=levers[:1], answers=levers[1:])
    with pytest.raises(ScenarioError, match=f"^{told}"):
        scenario.check(piped)
    with pytest.raises(ScenarioError, match=f"^{told}"):
        run(piped, scenario, draws=0)
    base = baseline(piped, "year")
    with pytest.raises(ScenarioError, match="CCC does not control gas_ba"):
        energy_effect(base, levers[1:], central(base.factors))


def test_who_holds_a_pipe_may_pull_the_lever_and_nobody_else_is_offered_it(piped: World) -> None:
    for sender in ("AAA", "BBB", "CCC"):
        for target in ("AAA", "BBB", "CCC"):
            offered = {i.lever.pipe for i in menu(piped, sender, target).items} if sender != target else set()
            assert ("gas_ba" in offered) <= (sender in {"AAA", "BBB"})
    Scenario(name="x", levers=(Lever(actor="BBB", action="close", object="pipe gas_ba"),)).check(piped)


@pytest.mark.parametrize(
    ("lever", "top", "message"),
    [
        (
            "CCC, action: cut, object: gas to AAA",
            "year: 2017",
            (
                "levers 1: cut gas to AAA, actor CCC: this world has no figure of who sells gas to whom in 2017 or "
                "before; start from a later year, or add rows to energy_flows.csv"
            ),
        ),
        (
            "BBB, action: close, object: pipe gas_ba for AAA",
            "year: 2017",
            (
                "levers 1: close pipe gas_ba for AAA: this world has no figure of who sells gas or oil to whom in 2017 "
                "or before; start from a later year, or leave out 'for AAA'"
            ),
        ),
        (
            "CCC, action: cut, object: gas to AAA",
            "year: 2010",
            (
                "early has no figure of 2010 or before: flows of gas and oil begin in 2022 (energy_flows.csv), trade "
                "in 2017 (trade.csv); ask for a later year, or add rows"
            ),
        ),
        (
            "CCC, action: cut, object: gas to AAA, from: 2021-12-31",
            "year: 2022",
            (
                "levers 1: cut gas to AAA begins on 2021-12-31, before the first figure of who sells gas and oil to "
                "whom, of 2022 (energy_flows.csv); give a later day under from, or add rows"
            ),
        ),
    ],
)
def test_a_date_before_the_first_figure_names_the_lever_and_the_table(
    call: Callable[..., Said], here: Path, lever: str, top: str, message: str
) -> None:
    folder = pipeline_world(here / "early", trade="2017,AAA,BBB,goods,,40,,,no,made_up")
    (here / "early.yaml").write_text(f"name: x\n{top}\nlevers:\n  - {{actor: {lever}}}\n", encoding="utf-8")
    told = " ".join(call("run", "early.yaml", "--world", folder, "--out", "x.nc").refused().split())
    assert told == f"early.yaml: {message}"
    assert not (here / "x.nc").exists()


@pytest.mark.parametrize(
    ("levers", "message"),
    [
        (
            ("BBB, action: toll, object: pipe gas_ba, size: 5", "AAA, action: toll, object: pipe gas_ba, size: 2"),
            (
                "toll pipe gas_ba, actor BBB, and toll pipe gas_ba, actor AAA: two tolls on gas_ba on the same days, "
                "and a pipe has one receiver of tolls; leave one out, or give them days apart"
            ),
        ),
        (
            ("CCC, action: reprice, object: gas to AAA, size: 200", "CCC, action: reprice, object: gas to AB, size: 9"),
            (
                "reprice gas to AAA, actor CCC, and reprice gas to AB, actor CCC: two prices for gas from CCC to AAA "
                "on the same days; leave one out, or give them days apart"
            ),
        ),
    ],
)
def test_two_levers_that_cannot_hold_at_once(
    call: Callable[..., Said], here: Path, piped: World, levers: tuple[str, str], message: str
) -> None:
    for days_apart, told in (("", f"tried.yaml: {message}"), ("2025-01-01", "")):
        starts = ("2024-01-01", days_apart or "2024-02-01")
        lines = "".join(
            f"  - {{actor: {lever}, days: 60, from: {start}}}\n" for lever, start in zip(levers, starts, strict=True)
        )
        (here / "tried.yaml").write_text(f"name: tried\nlevers:\n{lines}", encoding="utf-8")
        if told:
            assert " ".join(call("run", "tried.yaml", "--world", piped.root).refused().split()) == told
        else:
            read_scenario(here / "tried.yaml").check(piped)
