"""One task in a process of its own, beside the work of this one."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from marchland.errors import MarchlandError, SolverError
from marchland.sweep.starting import leaving_interrupts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

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
        from what waits, where the process ended without a result
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(task, sender))
    with leaving_interrupts():
        process.start()
    sender.close()

    def wait() -> Result:
        try:
            result: Result | MarchlandError = receiver.recv()
        except EOFError as error:
            raise SolverError("a process ended without a result; try again with --jobs 1") from error
        if isinstance(result, MarchlandError):
            raise result
        return result

    try:
        yield wait
    finally:
        if process.is_alive():
            process.terminate()
        process.join()
        receiver.close()


def _work(task: Callable[[], Result], sender: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that processes started from here are ended too
    try:
        sender.send(task())
    except MarchlandError as error:
        sender.send(MarchlandError(str(error)))
    finally:
        sender.close()
