from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.episodes_folder import episodes_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return episodes_folder(tmp_path_factory.mktemp("cli") / "episodes")


def test_a_folder_of_ones_own_is_computed_and_written(call: Callable[..., Said], folder: Path, here: Path) -> None:
    asked = ("hindcast", "--episodes", folder, "--only", "ban", "--only", "told", "--draws", 2, "--jobs", 1)
    said = call(*asked)
    assert said.code == 0
    assert said.out.startswith("Track record\n")
    assert "sold to B" in said.out
    assert "Told: no figure of it is known" in said.out
    assert "sml_2005" not in said.out
    assert call(*asked, "--out", "record.json").code == 0
    kept = json.loads((here / "record.json").read_text(encoding="utf-8"))
    assert [held["code"] for held in kept["episodes"]] == ["ban", "told"]
    again = call(*asked, "--out", "record.json")
    assert again.code == 2
    assert "add --force" in again.err
    assert call(*asked, "--format", "markdown").out.startswith("# Track record\n")


@pytest.mark.parametrize(
    ("options", "match"),
    [
        (("--only", "bann"), "episode 'bann' is not known; did you mean ban"),
        (("--draws", 0), "draws 0: a range needs draws; give 1 or more"),
        (("--format", "html"), "no page of its own; use markdown or json"),
        (("--format", "mardown"), "did you mean markdown"),
    ],
)
def test_bad_input_is_told(call: Callable[..., Said], folder: Path, options: tuple[object, ...], match: str) -> None:
    said = call("hindcast", "--episodes", folder, *options)
    assert said.code == 2
    assert match in said.err


def test_faults_of_a_folder_are_told_on_one_screen(call: Callable[..., Said], folder: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(folder, tmp_path / "broken")
    (broken / "scenarios" / "ban.yaml").unlink()
    text = (broken / "observations.csv").read_text(encoding="utf-8")
    (broken / "observations.csv").write_text(text.replace(",%,", ",,", 1), encoding="utf-8")
    said = call("hindcast", "--episodes", broken)
    assert said.code == 2
    assert "episodes.csv row 2, scenario: scenarios/ban.yaml is not there" in said.err
    assert "observations.csv row 2, unit: empty; give unit of low, best and high" in said.err
    said = call("hindcast", "--episodes", tmp_path / "nothing")
    assert said.code == 2
    assert "folder of episodes" in said.err
