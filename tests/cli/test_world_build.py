from __future__ import annotations

import csv
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from tests.world.later_releases import with_gdp, write_later_baci
from tests.world.small import write_small
from tests.world.small_releases import write_baci

from marchland.cli.screen import steps
from marchland.world import check_world, load_world
from marchland.world.build import recipes
from marchland.world.build.post_soviet import reference_layout
from marchland.world.build.recipes import Recipe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    from marchland.world import World
    from marchland.world.build.recipe import Tables


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


@pytest.fixture
def releases(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that holds all files but one year of BACI."""
    monkeypatch.setattr(reference_layout, "layout", list)
    (here / "releases").mkdir()
    return here / "releases"


def test_a_folder_without_the_releases_is_refused(shell: Callable[..., Said], here: Path) -> None:
    (here / "releases").mkdir()
    message = shell("world", "build", "--from", "releases", "--to", "made").refused()
    assert message.startswith("releases lacks ")
    assert "baci2023_total_bilateral_194countries.csv (BACI" in message
    assert names(here) == ["releases", "scenario.yaml"]


def test_an_unknown_recipe_gets_the_nearest_one(call: Callable[..., Said], releases: Path, here: Path) -> None:
    message = call("world", "build", "--recipe", "post-soviett", "--from", releases).refused()
    assert message == "recipe 'post-soviett' is not known; did you mean post-soviet?\n"
    assert names(here) == ["releases", "scenario.yaml"]


def test_a_column_that_was_renamed_is_told_with_its_file(call: Callable[..., Said], releases: Path, here: Path) -> None:
    write_baci(releases / "baci", header=("t", "i", "j", "k", "value", "q"))
    message = call("world", "build", "--from", releases, "--to", "made").refused()
    assert "BACI_HS22_Y2023_V202501.csv: column 'v' (value in thousand USD) is missing" in message
    assert names(here) == ["releases", "scenario.yaml"]


def test_a_release_without_a_year_of_the_world_is_refused(
    call: Callable[..., Said], releases: Path, here: Path
) -> None:
    write_baci(releases / "baci", year=2022)
    message = call("world", "build", "--from", releases, "--to", "made").refused()
    assert "baci: no file of 2017 or 2023; it holds 2022, which the recipe does not use; download the" in message
    assert names(here) == ["releases", "scenario.yaml"]


def test_a_year_that_is_not_later_is_refused(call: Callable[..., Said], releases: Path, here: Path) -> None:
    write_baci(releases / "baci")
    message = call("world", "build", "--from", releases, "--to", "made", "--year", 2023).refused()
    assert message.startswith("--year 2023 is not later than 2023: the recipe makes 2017 and 2023 without it")
    assert names(here) == ["releases", "scenario.yaml"]


def test_a_year_without_a_file_of_baci_is_refused(call: Callable[..., Said], releases: Path, here: Path) -> None:
    write_baci(releases / "baci")
    message = call("world", "build", "--from", releases, "--to", "made", "--year", 2024).refused()
    assert "baci: no file of 2024; expected a name as BACI_HS22_Y2023_V202501.csv, it holds 2023" in message
    assert names(here) == ["releases", "scenario.yaml"]


@pytest.mark.reference
def test_a_year_without_gdp_is_refused_with_the_file_that_lacks_it(
    call: Callable[..., Said], reference: Path, here: Path
) -> None:
    write_later_baci(with_gdp(reference, here / "releases", year=2024, growth=1.0, without=("WLD", "KAZ")))
    message = call("world", "build", "--from", "releases", "--to", "made", "--year", 2024).refused()
    # Of Kazakhstan the Factbook states GDP of 2024, of the world nobody but the World Bank.
    assert message.startswith("releases/macro/wb_gdp_current_usd.csv: column 'Year' has no row of 2024 for WLD; put")
    assert names(here) == ["releases", "scenario.yaml"]


def test_a_recipe_of_fixed_years_says_so(call: Callable[..., Said], baltic: Path) -> None:
    message = call("world", "build", "--recipe", "baltic", "--from", baltic, "--year", 2024).refused()
    assert message == "the recipe baltic makes fixed years; leave --year 2024 out\n"


def test_a_world_that_is_there_is_not_overwritten(call: Callable[..., Said], releases: Path, small: World) -> None:
    before = {p.name: p.read_bytes() for p in small.root.iterdir()}
    message = call("world", "build", "--from", releases, "--to", small.root).refused()
    assert "is there already; add --force to replace it" in message
    assert {p.name: p.read_bytes() for p in small.root.iterdir()} == before


def tables_of(folder: Path) -> Tables:
    def rows(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return {path.stem: rows(path) for path in sorted(folder.glob("*.csv"))}


@pytest.fixture
def baltic(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return releases of two Baltic states, and put a recipe for them among those that there are."""
    folder = write_small(here / "releases")
    made = Recipe(
        package=load_world(folder).package,
        parts={"everything": tables_of},
        draw=lambda _, file: file,
        check=lambda _: None,
        official=lambda _: ("trade of 2023: a file (BACI)",),
    )
    monkeypatch.setitem(recipes.RECIPES, "baltic", "baltic")
    monkeypatch.setattr(recipes, "import_module", lambda _: SimpleNamespace(recipe=lambda: made))
    return folder


def test_a_world_is_made_and_told_without_a_word_on_the_way(
    call: Callable[..., Said], baltic: Path, here: Path
) -> None:
    said = call("world", "build", "--recipe", "baltic", "--from", baltic)
    assert (said.code, said.err) == (0, "")
    assert "read from an official release: trade of 2023: a file (BACI)" in said.out
    assert "made baltic; look at it: marchland world show baltic" in said.out
    assert check_world(here / "baltic") == []
    assert "add --force" in call("world", "build", "--recipe", "baltic", "--from", baltic).refused()
    assert call("world", "build", "--recipe", "baltic", "--from", baltic, "--force").code == 0


def test_on_a_terminal_the_step_at_work_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with steps() as told:
        assert told is not None
        told("the map", 1, 3)
    assert "the map" in capsys.readouterr().err


def test_in_a_pipe_no_step_is_shown() -> None:
    with steps() as told:
        assert told is None
