from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.conftest import INSTALLED

if TYPE_CHECKING:
    from collections.abc import Callable

SCENARIO = """\
name: Russia refuses goods from Armenia
levers:
  - {actor: RUS, action: embargo, object: goods from ARM}
"""


def living(group: int) -> list[int]:
    """Return the processes of a group that have not ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, process_group = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(process_group) == group and state != "Z":
            found.append(int(stat.parent.name))
    return found


def waits_for(true: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.1)
    return true()


@pytest.mark.skipif(sys.platform != "linux", reason="reads the processes of a group from /proc")
def test_an_interrupt_in_the_middle_of_2000_draws_leaves_nothing(here: Path) -> None:
    (here / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    command = [str(INSTALLED), "run", "scenario.yaml", "--draws", "2000", "--jobs", "2", "--out", "x.nc"]
    with subprocess.Popen(
        command, cwd=here, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        # The command, two processes that compute, and one that looks after what they share.
        assert waits_for(lambda: len(living(running.pid)) >= 3, 60)
        time.sleep(2)
        assert running.poll() is None
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to the whole group
        out, err = running.communicate(timeout=60)
        assert (running.returncode, out, err) == (130, "", "interrupted; nothing was written\n")
        assert waits_for(lambda: not living(running.pid), 10)
    assert [p.name for p in here.iterdir()] == ["scenario.yaml"]
