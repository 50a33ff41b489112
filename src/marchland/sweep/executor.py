"""The same task over many draws, in one process or several; the results come in the order of the draws."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from marchland.errors import MissingData, SolverError
from marchland.sweep.starting import leaving_interrupts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from marchland.bridge import Draw

Result = TypeVar("Result")
CHUNKS_A_PROCESS = 8
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


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
    done = 0
    for results in _chunks(task, draws, jobs):
        for result in results:
            done += 1
            if progress is not None:
                progress(done)
            yield result


def cores() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _chunks(task: Callable[[Draw], Result], draws: Sequence[Draw], jobs: int) -> Iterator[list[Result | Failed]]:
    if jobs <= 1 or len(draws) < 2:
        for draw in draws:
            yield [_one(task, draw)]
        return
    size = max(1, len(draws) // (jobs * CHUNKS_A_PROCESS))
    chunks = [draws[i : i + size] for i in range(0, len(draws), size)]
    context = multiprocessing.get_context("spawn")
    with _one_thread_a_child(), ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_interrupts) as pool:
        try:
            with leaving_interrupts():
                results = pool.map(partial(_several, task), chunks)
            yield from results
        except BrokenProcessPool as error:
            raise SolverError("a process was ended from outside, perhaps for want of memory; use fewer jobs") from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _several(task: Callable[[Draw], Result], draws: Sequence[Draw]) -> list[Result | Failed]:
    return [_one(task, draw) for draw in draws]


def _one(task: Callable[[Draw], Result], draw: Draw) -> Result | Failed:
    try:
        return task(draw)
    except (SolverError, MissingData) as error:
        return Failed(draw=draw.index, reason=str(error))


def _leave_interrupts() -> None:
    """Let the parent alone answer ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _one_thread_a_child() -> Iterator[None]:
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
