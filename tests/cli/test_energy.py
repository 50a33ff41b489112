from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.fuel_world import fuel_world
from tests.small_world import small_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said


@pytest.fixture
def fuels(here: Path) -> Path:
    return fuel_world(here / "fuels")


def test_the_region_is_a_table_of_targets_and_their_largest_sellers(call: Callable[..., Said], fuels: Path) -> None:
    said = call("energy", "--world", fuels, "--draws", 0)
    assert said.code == 0
    assert "If the largest seller withheld all for a year" in said.out
    assert "Land of CCC" in said.out
    assert (
        "If the largest seller withheld all for 60 days"
        in call("energy", "--world", fuels, "--draws", 0, "--days", 60, "--days", 30, "--format", "markdown").out
    )


def test_a_target_has_origins_pipes_and_cuts(call: Callable[..., Said], fuels: Path) -> None:
    said = call("energy", "AAA", "--world", fuels, "--draws", 2, "--days", 60)
    assert said.code == 0
    for told in ("█ Land of CCC 100 %", "100 USD per 1000 m3", "Transit", "60 days", "out of stores"):
        assert told in " ".join(said.out.split())


def test_what_is_written_follows_the_ending_and_opens(call: Callable[..., Said], fuels: Path, here: Path) -> None:
    for ending, start in ((".html", "<!doctype html>"), (".md", "# Land of AAA"), (".json", "{")):
        said = call("energy", "AAA", "--world", fuels, "--draws", 0, "--out", f"gas{ending}")
        assert said.code == 0
        assert (here / f"gas{ending}").read_text(encoding="utf-8").lstrip().startswith(start)
    assert len(json.loads((here / "gas.json").read_text(encoding="utf-8"))["supplies"]) == 1
    for kept in ("gas.json", "gas.html"):
        assert call("why", kept, "loss:gas:CCC>AAA:365:AAA").code == 0
    assert "--force" in call("energy", "AAA", "--world", fuels, "--out", "gas.html").refused()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("AAB",), "did you mean AB"),
        (("AAA", "--format", "htm"), "html"),
        (("AAA", "--out", "gas.pdf"), ".html"),
        (("AAA", "--days", "0"), "a day at least"),
        (("AAA", "--draws", "-1"), "below 0"),
    ],
)
def test_bad_input_is_refused(call: Callable[..., Said], fuels: Path, arguments: tuple[str, ...], told: str) -> None:
    assert told in call("energy", *arguments, "--world", fuels).refused()


def test_a_world_without_energy_says_what_to_add(call: Callable[..., Said], here: Path) -> None:
    assert "energy_flows.csv" in call("energy", "AAA", "--world", small_world(here / "small")).refused()
