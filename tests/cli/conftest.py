"""What the tests of the command line share."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from marchland.cli import app

if TYPE_CHECKING:
    from collections.abc import Callable

SCREEN = 25
"""Lines that a message may take."""
INSTALLED = Path(sys.executable).with_name("marchland")
SCENARIO = """\
name: CCC sells nothing to AAA
levers:
  - {actor: CCC, action: embargo, object: goods to AAA}
"""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    def refused(self) -> str:
        """Return the message of a command that met bad input: exit code 2, one screen, no traceback, no result."""
        assert self.code == 2, self
        assert "Traceback" not in self.err
        assert 1 <= len(self.err.splitlines()) <= SCREEN
        assert self.out == ""
        return self.err


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which commands run: a scenario of the small world and nothing else."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


@pytest.fixture
def call(here: Path) -> Callable[..., Said]:  # noqa: ARG001 - commands run in its folder
    """Return a function that runs a command in this process."""

    def called(*arguments: object) -> Said:
        result = CliRunner().invoke(app, [str(a) for a in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(code=result.exit_code, out=result.stdout, err=result.stderr)

    return called


@pytest.fixture
def shell(here: Path) -> Callable[..., Said]:
    """Return a function that runs the installed command."""

    def called(*arguments: object) -> Said:
        done = subprocess.run(
            [INSTALLED, *map(str, arguments)], cwd=here, capture_output=True, text=True, timeout=120, check=False
        )
        return Said(code=done.returncode, out=done.stdout, err=done.stderr)

    return called
