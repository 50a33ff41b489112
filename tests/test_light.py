"""What has to be quick loads nothing heavy. The time itself is measured by the gate, where nothing else runs."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("distributed", "jinja2", "numba", "pandas", "pyarrow", "pydantic", "scipy", "xarray")


@pytest.mark.parametrize("module", ["marchland", "marchland.cli"])
def test_importing_loads_no_heavy_library(module: str) -> None:
    code = f"import sys, {module}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
