"""What the tests of worlds share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.world.small import write_small

from marchland.world import load_world

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world import World


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return the folder of a small world without faults."""
    return write_small(tmp_path / "small")


@pytest.fixture(scope="session")
def post_soviet() -> World:
    """Return the built-in world."""
    return load_world()
