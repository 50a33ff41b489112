from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer

from marchland.cli import app
from marchland.engine import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Said

    from marchland.world import World

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"


def commands(group: Any, *path: str) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 - a command of click or typer
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *path, name)
        else:
            yield (*path, name)


COMMANDS = sorted(commands(typer.main.get_command(app)))


def command_of(path: tuple[str, ...]) -> Any:  # noqa: ANN401 - a command of click or typer
    found: Any = typer.main.get_command(app)
    for name in path:
        found = found.commands[name]
    return found


def test_the_commands_are_those_that_were_promised() -> None:
    told = {
        "brief",
        "calibrate",
        "compare",
        "corridors",
        "energy",
        "hindcast",
        "menu",
        "run",
        "sensitivity",
        "sweep",
        "why",
    }
    told |= {"world build", "world check", "world network", "world new", "world schema", "world show"}
    assert {" ".join(c) for c in COMMANDS} == told


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help_its_python_call_and_a_place_in_the_reference(
    call: Callable[..., Said], path: tuple[str, ...]
) -> None:
    said = call(*path, "--help")
    assert said.code == 0
    command = command_of(path)
    assert command.help
    assert re.search(r"In Python: `?marchland\.", command.help)
    assert all(getattr(p, "help", None) for p in command.params if p.name != "help"), path
    assert f"`marchland {' '.join(path)}" in REFERENCE.read_text(encoding="utf-8")


def test_the_installed_command_says_its_version(shell: Callable[..., Said]) -> None:
    said = shell("--version")
    assert (said.code, said.out) == (0, f"marchland {version('marchland')}\n")


def test_the_installed_command_says_what_it_can_do(shell: Callable[..., Said]) -> None:
    said = shell("--help")
    assert said.code == 0
    assert all(name in said.out for name in ("brief", "corridors", "menu", "run", "compare", "why", "world"))


def test_a_scenario_is_computed_kept_opened_and_compared(call: Callable[..., Said], here: Path, small: World) -> None:
    world = ("--world", small.root, "--draws", 8)
    first = call("run", "scenario.yaml", *world, "--out", "a.nc")
    assert first.code == 0
    assert first.out.startswith(
        "If Land of CCC stopped selling goods to Land of AAA for a year, Land of AAA would lose"
    )
    assert "kept in a.nc; open a figure: marchland why a.nc loss:" in first.out
    second = call("run", "scenario.yaml", *world, "--horizon", "quarter", "--out", "b.nc")
    assert "horizon quarter" in second.out
    figure = re.search(r"marchland why a\.nc (\S+)", first.out)
    assert figure is not None
    opened = call("why", "a.nc", figure[1])
    assert opened.code == 0
    assert "Formula: " in opened.out
    assert "made_up: Made up" in opened.out
    assert call("compare", "a.nc", "b.nc").code == 0
    assert Outcome.load(here / "b.nc").loss("AAA")[0] > Outcome.load(here / "a.nc").loss("AAA")[0]
    assert sorted(p.name for p in here.iterdir()) == ["a.nc", "b.nc", "scenario.yaml"]


def test_a_kept_outcome_is_replaced_only_when_asked(call: Callable[..., Said], here: Path, small: World) -> None:
    (here / "a.nc").write_text("old", encoding="utf-8")
    asked = ("run", "scenario.yaml", "--world", small.root, "--draws", 0, "--out", "a.nc")
    assert call(*asked).code == 2
    assert call(*asked, "--force").code == 0
    assert Outcome.load(here / "a.nc").actors == ("AAA", "BBB", "CCC")


def test_a_menu_says_what_control_allows_and_what_not(call: Callable[..., Said]) -> None:
    said = call("menu", "RUS", "ARM")
    assert said.code == 0
    assert "embargo goods from ARM" in said.out
    assert "not: tariff goods from ARM: the right `tariff` over RUS is held by EAEU" in said.out


@pytest.mark.parametrize(("ending", "start"), [("html", "<!doctype html>"), ("md", "#"), ("json", "{")])
def test_a_brief_is_written_in_the_form_of_its_ending(
    call: Callable[..., Said], here: Path, small: World, ending: str, start: str
) -> None:
    file = here / f"x.{ending}"
    said = call("brief", "AAA", "--by", "CCC", "--world", small.root, "--draws", 2, "--jobs", 1, "--out", file.name)
    assert said.code == 0
    assert file.read_text(encoding="utf-8").lower().startswith(start)
    assert sorted(p.name for p in here.iterdir()) == ["scenario.yaml", file.name]


def test_a_brief_without_a_name_takes_the_next_free_one(call: Callable[..., Said], here: Path, small: World) -> None:
    asked = ("brief", "AAA", "--by", "CCC", "--world", small.root, "--draws", 0)
    for _ in range(2):
        assert call(*asked).code == 0
    assert sorted(p.name for p in here.glob("*.html")) == [
        "marchland-brief-AAA-CCC-2.html",
        "marchland-brief-AAA-CCC.html",
    ]


def test_a_brief_for_a_pipe_is_the_file_and_nothing_else(call: Callable[..., Said], here: Path, small: World) -> None:
    asked = ("brief", "AAA", "--by", "CCC", "--world", small.root, "--draws", 0, "--format", "markdown", "--out", "-")
    said = call(*asked)
    assert said.code == 0
    assert said.out.startswith("#")
    assert sorted(p.name for p in here.iterdir()) == ["scenario.yaml"]
