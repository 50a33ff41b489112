from __future__ import annotations

import multiprocessing
import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from marchland.errors import MarchlandError, ScenarioError, SolverError
from marchland.sweep import beside


@pytest.fixture(autouse=True)
def _found_by_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[2])


def refused(words: str) -> int:
    raise ScenarioError(words)


def killed() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 1


def test_the_result_comes_from_another_process() -> None:
    with beside(os.getpid) as other:
        assert other() != os.getpid()
    assert not multiprocessing.active_children()


def test_an_error_that_the_user_can_mend_is_told_here() -> None:
    with beside(partial(refused, "no lever")) as other, pytest.raises(MarchlandError, match="no lever"):
        other()


def test_a_process_that_is_killed_is_told() -> None:
    with beside(killed) as other, pytest.raises(SolverError, match=r"a process was ended from outside"):
        other()


def test_who_leaves_early_leaves_no_process_behind() -> None:
    start = time.monotonic()

    def interrupted() -> None:
        with beside(partial(time.sleep, 100)):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert time.monotonic() - start < 20
    assert not multiprocessing.active_children()
