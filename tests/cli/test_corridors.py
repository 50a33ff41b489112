from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.freight_world import freight_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said


@pytest.fixture
def ways(here: Path) -> Path:
    return freight_world(here / "ways")


def test_the_region_is_a_table_of_targets_and_gatekeepers(call: Callable[..., Said], ways: Path) -> None:
    said = call("corridors", "--world", ways, "--draws", 0)
    assert said.code == 0
    assert "Targets down, gatekeepers across" in said.out
    assert "Land of BBB" in said.out
    assert "What could be opened" not in said.out


def test_a_target_has_gates_and_what_could_be_opened(call: Callable[..., Said], ways: Path) -> None:
    said = call("corridors", "AAA", "--world", ways, "--draws", 2, "--open", "rail_a2_c1", "--bypasses")
    assert said.code == 0
    assert "Who controls the ways" in said.out
    assert "What could be opened" in said.out
    assert "What changes with Planned rail open" in said.out


def test_what_is_written_follows_the_ending(call: Callable[..., Said], ways: Path, here: Path) -> None:
    for ending, start in ((".html", "<!doctype html>"), (".md", "# Land of AAA"), (".json", "{")):
        said = call("corridors", "AAA", "--world", ways, "--draws", 0, "--out", f"ways{ending}")
        assert said.code == 0
        assert (here / f"ways{ending}").read_text(encoding="utf-8").lstrip().startswith(start)
    assert json.loads((here / "ways.json").read_text(encoding="utf-8"))["bypasses"] == []
    assert "--force" in call("corridors", "AAA", "--world", ways, "--out", "ways.html").refused()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("ZZZ",), "ZZZ"),
        (("AAA", "--format", "htm"), "html"),
        (("AAA", "--out", "ways.pdf"), ".html"),
        (("AAA", "--open", "nowhere"), "nowhere"),
        (("AAA", "--open", "road_a1_b1"), "open already"),
    ],
)
def test_bad_input_is_refused(call: Callable[..., Said], ways: Path, arguments: tuple[str, ...], told: str) -> None:
    assert told in call("corridors", *arguments, "--world", ways).refused()


@pytest.mark.parametrize("ending", [".json", ".html"])
def test_a_figure_of_what_was_written_opens(call: Callable[..., Said], ways: Path, here: Path, ending: str) -> None:
    said = call("corridors", "AAA", "--world", ways, "--draws", 0, "--out", f"ways{ending}")
    assert f"open a figure: marchland why ways{ending} 'value:BBB>AAA'" in said.out
    opened = call("why", f"ways{ending}", "value:BBB>AAA")
    assert opened.code == 0
    assert "share by value of Land of AAA's trade with others" in opened.out
    assert "hours on Road" in opened.out
    assert "links.csv row" in opened.out
    assert "did you mean value:BBB>AAA?" in call("why", f"ways{ending}", "value:BBB>AAB").refused()
    (here / f"ways{ending}").write_text('{"kind": "target", "without_effect": []}', encoding="utf-8")
    assert "this is not the JSON of corridors" in call("why", f"ways{ending}", "value:BBB>AAA").refused()


def test_a_year_beyond_the_trade_on_record_is_told_and_one_before_it_is_refused(
    call: Callable[..., Said], ways: Path
) -> None:
    said = call("corridors", "AAA", "--world", ways, "--year", 2031, "--draws", 0)
    assert "Trade is that of 2023, the last year up to 2031 on record; rights and ways are of 2031-12-31" in said.out
    assert "on record" not in call("corridors", "AAA", "--world", ways, "--draws", 0).out
    message = call("corridors", "AAA", "--world", ways, "--year", 1985).refused()
    assert "no trade of 1985 or before; it holds 2023" in message


def test_a_zone_that_is_cut_off_is_told_as_having_no_way(call: Callable[..., Said], ways: Path) -> None:
    with (ways / "states.csv").open("a", encoding="utf-8") as file:
        file.write("road_a1_a2,status,closed,,,,2000-01-01,,made_up\n")
    said = call("corridors", "AAA", "--world", ways, "--draws", 0)
    assert "30 % of the tonnes of Land of AAA have no way as it is" in said.out
    assert call("world", "check", ways).code == 0
    with (ways / "states.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{link},status,closed,,,,2000-01-01,,made_up\n" for link in ("road_a1_b1", "rail_a1_c1"))
    said = call("corridors", "AAA", "--world", ways, "--draws", 0)
    assert "None of Land of AAA's trade has a way: all that it could take is shut." in said.out
