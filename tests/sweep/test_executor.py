from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.bridge import Draw
from marchland.errors import MissingData, SolverError
from marchland.sweep import Failed, over_draws

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAWS = tuple(Draw(index=i, names=("x",), z=np.array([i / 7]), seed=1) for i in range(1, 21))


def killed(draw: Draw) -> int:
    """End the process from outside, as a system without memory does."""
    os.kill(os.getpid(), signal.SIGKILL)
    return draw.index


@dataclass(frozen=True, kw_only=True)
class Square:
    """A task that some draws cannot solve."""

    failing: tuple[int, ...] = ()
    error: type[Exception] = SolverError

    def __call__(self, draw: Draw) -> tuple[int, float, str]:
        if draw.index in self.failing:
            raise self.error(f"draw {draw.index} has no equilibrium")
        return draw.index, float(draw.z[0] ** 2), os.environ.get("OMP_NUM_THREADS", "")


def test_results_come_in_the_order_of_the_draws() -> None:
    results = list(over_draws(Square(), DRAWS))
    assert [r[0] for r in results if not isinstance(r, Failed)] == list(range(1, 21))


@pytest.mark.parametrize("error", [SolverError, MissingData])
def test_draws_without_a_solution_are_named_and_the_others_kept(error: type[Exception]) -> None:
    results = list(over_draws(Square(failing=(3, 17), error=error), DRAWS))
    assert len(results) == len(DRAWS)
    failed = [r for r in results if isinstance(r, Failed)]
    assert [(f.draw, f.reason) for f in failed] == [(i, f"draw {i} has no equilibrium") for i in (3, 17)]
    assert [r[0] for r in results if not isinstance(r, Failed)] == [i for i in range(1, 21) if i not in {3, 17}]


def test_a_defect_is_no_failed_draw() -> None:
    with pytest.raises(ZeroDivisionError):
        list(over_draws(Square(failing=(3,), error=ZeroDivisionError), DRAWS))


def test_processes_give_the_same_results_with_one_thread_each_and_leave_the_surroundings_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[2])  # so that the processes find this module
    monkeypatch.setenv("OMP_NUM_THREADS", "5")
    told: list[int] = []
    task = Square(failing=(3, 17))
    alone = list(over_draws(task, DRAWS))
    together = list(over_draws(task, DRAWS, jobs=2, progress=told.append))

    def figures(results: list[tuple[int, float, str] | Failed]) -> Iterator[object]:
        return (r if isinstance(r, Failed) else r[:2] for r in results)

    assert list(figures(alone)) == list(figures(together))
    assert {r[2] for r in together if not isinstance(r, Failed)} == {"1"}
    assert os.environ["OMP_NUM_THREADS"] == "5"
    assert told == list(range(1, 21))


def test_a_process_that_is_killed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[2])
    with pytest.raises(SolverError, match=r"a process was ended from outside.*fewer"):
        list(over_draws(killed, DRAWS, jobs=2))
