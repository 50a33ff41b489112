"""What the benchmarks share: where figures go, and the reference data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from benchmarks.figures import Figures

PAGE = Path(__file__).parents[1] / "docs" / "models" / "speed.md"
FIGURES = pytest.StashKey[Figures]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--write`."""
    parser.addoption("--write", action="store_true", help="put the figures into docs/models/speed.md")


def pytest_configure(config: pytest.Config) -> None:
    """Start with no figures, and with the machine's load before the first benchmark."""
    config.stash[FIGURES] = Figures()


@pytest.fixture(scope="session")
def figures(pytestconfig: pytest.Config) -> Figures:
    """Return where the figures of this run are kept."""
    return pytestconfig.stash[FIGURES]


@pytest.fixture(scope="session")
def reference() -> Path:
    """Return the folder of the reference data, or skip the benchmark."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("MARCHLAND_REFERENCE", beside))
    if not folder.is_dir():
        pytest.skip(f"no reference data at {folder}; set MARCHLAND_REFERENCE")
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the figures, and write them where asked."""
    found = config.stash[FIGURES]
    for name, block in found.blocks().items():
        terminalreporter.section(name)
        terminalreporter.write_line(block)
    if config.getoption("--write"):
        found.write(PAGE)
        terminalreporter.write_line(f"written to {PAGE}: {', '.join(found.blocks())}")
