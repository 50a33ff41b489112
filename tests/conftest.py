"""What several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def reference() -> Path:
    """Return the folder of the reference data, or skip the test."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("MARCHLAND_REFERENCE", beside))
    if not folder.is_dir():
        pytest.skip(f"no reference data at {folder}; set MARCHLAND_REFERENCE to build the world from its sources")
    return folder
