from __future__ import annotations

import csv
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from tests.world.small import write_small

from marchland.errors import MarchlandError, MissingData, OutputError, ReleaseError, UnknownName, WorldError
from marchland.world import check_world, load_world
from marchland.world.build import recipes
from marchland.world.build.make import build
from marchland.world.build.recipes import Recipe, recipe_named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from marchland.world.build.recipe import Tables

NAME = "baltic"


def tables_of(folder: Path) -> Tables:
    def rows(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return {path.stem: rows(path) for path in sorted(folder.glob("*.csv"))}


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """Return a folder from which the recipe of the Baltic states makes a world: that world itself."""
    return write_small(tmp_path / "releases")


@pytest.fixture
def recipe(releases: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what puts a recipe of the Baltic states, with its parts, among those that there are."""

    def put(parts: Mapping[str, Callable[[Path], Tables]]) -> None:
        made = Recipe(
            package=load_world(releases).package,
            parts=parts,
            draw=lambda folder, file: None,  # noqa: ARG005 - no map
            check=lambda folder: None,  # noqa: ARG005 - whatever is there
            official=lambda folder: (f"all of {folder.name}",),
        )
        monkeypatch.setitem(recipes.RECIPES, NAME, "tests.world.baltic")
        module = SimpleNamespace(recipe=lambda: made)
        monkeypatch.setattr(recipes, "import_module", lambda _: module)

    put({"everything": tables_of})
    return put


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def broken(_: Path) -> Tables:
    raise ReleaseError("trade.csv: column 'v' is missing")


def interrupted(_: Path) -> Tables:
    raise KeyboardInterrupt


def absent(folder: Path) -> Tables:
    return {"ties": [{"a": (folder / "ties_2030.csv").read_text(encoding="utf-8")}]}


def faulty(folder: Path) -> Tables:
    trade = [{**row, "best": "-1"} for row in tables_of(folder)["trade"]]
    return {**tables_of(folder), "trade": trade}


@pytest.mark.usefixtures("recipe")
def test_what_is_made_is_a_world_and_what_it_was_made_of_is_told(releases: Path, tmp_path: Path) -> None:
    made = build(NAME, releases, tmp_path / "made")
    assert check_world(made.folder) == []
    assert made.rows["trade"] == len(load_world(releases)["trade"])
    assert made.official == ("all of releases",)


@pytest.mark.usefixtures("recipe")
def test_the_same_releases_give_the_same_bytes(releases: Path, tmp_path: Path) -> None:
    first, second = (build(NAME, releases, tmp_path / name).folder for name in ("a", "b"))
    assert contents(first) == contents(second)


@pytest.mark.usefixtures("recipe")
def test_what_was_built_before_stays_unless_it_may_be_replaced(releases: Path, tmp_path: Path) -> None:
    target = build(NAME, releases, tmp_path / "made").folder
    (target / "note.txt").write_text("mine", encoding="utf-8")
    before = contents(target)
    with pytest.raises(OutputError, match="is there already; add --force to replace it"):
        build(NAME, releases, target)
    assert contents(target) == before
    build(NAME, releases, target, force=True)
    assert "note.txt" not in contents(target)


@pytest.mark.usefixtures("recipe")
def test_a_folder_that_is_no_world_is_never_replaced(releases: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(OutputError, match="it is no world folder"):
        build(NAME, releases, home, force=True)
    assert contents(home) == {"letter.txt": b"dear"}


@pytest.mark.parametrize(
    ("part", "error"),
    [(broken, ReleaseError), (interrupted, KeyboardInterrupt), (absent, ReleaseError), (faulty, WorldError)],
)
@pytest.mark.parametrize("there", [True, False])
def test_a_build_that_fails_changes_nothing(
    releases: Path,
    recipe: Callable[..., None],
    tmp_path: Path,
    part: Callable[[Path], Tables],
    error: type[BaseException],
    there: bool,
) -> None:
    target = tmp_path / "made"
    if there:
        build(NAME, releases, target)
    before = contents(tmp_path)
    recipe({"first": tables_of, "second": part} if part is not faulty else {"first": part})
    with pytest.raises(error):
        build(NAME, releases, target, force=True)
    assert contents(tmp_path) == before
    assert target.exists() == there


def test_a_file_that_a_part_misses_is_named(releases: Path, recipe: Callable[..., None], tmp_path: Path) -> None:
    recipe({"ties": absent})
    with pytest.raises(ReleaseError, match=r"ties_2030\.csv is not there; the recipe reads it: add it to"):
        build(NAME, releases, tmp_path / "made")


@pytest.mark.usefixtures("recipe")
def test_releases_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="nowhere is not there"):
        build(NAME, tmp_path / "nowhere", tmp_path / "made")


def test_an_unknown_recipe_gets_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"recipe 'post-sovjet' is not known; did you mean post-soviet\?"):
        build("post-sovjet", tmp_path, tmp_path / "made")


def test_a_missing_library_is_told_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> object:
        raise ModuleNotFoundError("No module named 'shapely.geometry'", name="shapely.geometry")

    monkeypatch.setattr(recipes, "import_module", missing)
    with pytest.raises(MissingData, match=r"pip install 'marchland\[build\]'"):
        recipe_named("post-soviet")


@pytest.mark.usefixtures("recipe")
def test_every_step_is_told_in_order(releases: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build(NAME, releases, tmp_path / "made", told=lambda *step: told.append(step))
    assert told == [("everything", 0, 3), ("the map", 1, 3), ("checks", 2, 3)]


def test_what_can_go_wrong_is_something_that_the_user_can_mend() -> None:
    assert issubclass(ReleaseError, MarchlandError)
