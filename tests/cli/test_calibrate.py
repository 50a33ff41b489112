"""`marchland calibrate`: what it says where there is nothing to hold the model against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.small_world import small_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said


def test_a_world_without_observations_says_what_to_add(call: Callable[..., Said], tmp_path: Path) -> None:
    folder = small_world(tmp_path / "small")
    said = call("calibrate", "--world", str(folder))
    assert said.code == 2
    assert "give shares of corridors with use calibration" in said.err


def test_a_comparison_of_nothing_is_an_empty_table(call: Callable[..., Said], tmp_path: Path) -> None:
    said = call("calibrate", "--world", str(small_world(tmp_path / "small")), "--compare")
    assert said.code == 0
    assert "Observed traffic and the model" in said.out
