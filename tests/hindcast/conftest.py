"""Episodes that several tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.episodes_folder import episodes_folder

from marchland.hindcast import Episodes, Record, hindcast, load_episodes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of episodes, which no test changes."""
    return episodes_folder(tmp_path_factory.mktemp("hindcast") / "episodes")


@pytest.fixture(scope="session")
def episodes(written: Path) -> Episodes:
    """Return the episodes on worlds of three actors."""
    return load_episodes(written)


@pytest.fixture(scope="session")
def record(episodes: Episodes) -> Record:
    """Return their record over a few draws."""
    return hindcast(episodes, draws=6, seed=3)
