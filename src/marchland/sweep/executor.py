"""The same task over many draws, in one process or several; the results come in the order of the draws."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from marchland.errors import CannotClear, MissingData, SolverError
from marchland.sweep.process import process_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from marchland.bridge import Draw

Result = TypeVar("Result")
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


UNSOLVED = (SolverError, CannotClear, MissingData)
"""What a draw that no model can solve raises: it is counted and named, and the others go on."""


@dataclass(frozen=True, kw_only=True)
class Failed:
    """A draw that could not be solved, and why."""

    draw: int
    reason: str


def over_draws(
    task: Callable[[Draw], Result],
    draws: Sequence[Draw],
    *,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Result | Failed]:
    """Yield task(draw) for each draw, in order; a draw that no model can solve gives a `Failed` instead.

    The bits of a result do not depend on the number of processes: each draw is computed by itself.

    Parameters
    ----------
    task
        picklable
    draws
        what to compute
    jobs
        number of processes; 1 = this one
    progress
        told the number of draws done

    Raises
    ------
    SolverError
        where a process was ended from outside
    """
    results = (_one(task, draw) for draw in draws) if jobs < 2 or len(draws) < 2 else _together(task, draws, jobs)
    for done, result in enumerate(results, start=1):
        if progress is not None:
            progress(done)
        yield result


def cores() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _together(task: Callable[[Draw], Result], draws: Sequence[Draw], jobs: int) -> Iterator[Result | Failed]:
    """Deal the draws out to processes in turn, and collect the results in the same turn."""
    with ExitStack() as stack:
        with one_thread_a_child():
            streams = [
                stack.enter_context(process_of(partial(_several, task, draws[first::jobs])))
                for first in range(min(jobs, len(draws)))
            ]
        for turn in range(len(draws)):
            yield next(streams[turn % len(streams)])


def _several(task: Callable[[Draw], Result], draws: Sequence[Draw]) -> Iterator[Result | Failed]:
    return (_one(task, draw) for draw in draws)


def _one(task: Callable[[Draw], Result], draw: Draw) -> Result | Failed:
    try:
        return task(draw)
    except UNSOLVED as error:
        return Failed(draw=draw.index, reason=str(error))


@contextmanager
def one_thread_a_child() -> Iterator[None]:
    """Start children with one thread for linear algebra, so that processes do not fight for processors."""
    before = {name: os.environ.get(name) for name in THREAD_VARIABLES}
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
