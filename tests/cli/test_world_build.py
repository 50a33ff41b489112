from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.world.small_releases import write_baci

from marchland.world.build.post_soviet import reference_layout

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    from marchland.world import World


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


def test_a_world_that_is_there_is_not_overwritten(call: Callable[..., Said], releases: Path, small: World) -> None:
    before = {p.name: p.read_bytes() for p in small.root.iterdir()}
    message = call("world", "build", "--from", releases, "--to", small.root).refused()
    assert "is there already; add --force to replace it" in message
    assert {p.name: p.read_bytes() for p in small.root.iterdir()} == before
