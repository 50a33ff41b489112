"""One task in a process of its own, beside the work of this one."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from marchland.sweep.process import process_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Result = TypeVar("Result")


@contextmanager
def beside(task: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Start a task in a process of its own; yield what waits for its result. On leaving, the process is ended.

    Parameters
    ----------
    task
        picklable, and so is its result

    Raises
    ------
    MarchlandError
        from what waits: the error of the task
    SolverError
        from what waits, where the process was ended from outside
    """
    with process_of(partial(_once, task)) as results:
        yield lambda: next(results)


def _once(task: Callable[[], Result]) -> Iterator[Result]:
    yield task()
