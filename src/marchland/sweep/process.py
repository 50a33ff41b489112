"""A task in a process of its own that yields results one after the other."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from marchland.errors import MarchlandError, ProcessEnded
from marchland.sweep.starting import leaving_interrupts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

Result = TypeVar("Result")


@contextmanager
def process_of(task: Callable[[], Iterable[Result]]) -> Iterator[Results[Result]]:
    """Start a task in a process of its own; yield its results as they come. On leaving, the process is ended.

    Nothing is shared but one pipe, so that a process can be ended at any moment. It computes at most a few results
    ahead of the reader: what the pipe holds.

    Parameters
    ----------
    task
        picklable, and so are its results

    Raises
    ------
    MarchlandError
        while reading: the error of the task
    ProcessEnded
        while reading: the process was ended from outside
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(task, sender))
    try:
        with leaving_interrupts():
            process.start()
        sender.close()
        yield Results(receiver)
    finally:
        if process.pid is not None:
            process.terminate()
            process.join()
        receiver.close()


class Results(Generic[Result]):
    """Results of a process, as they come; `connection` has something to read when there is one."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def __iter__(self) -> Results[Result]:
        return self

    def __next__(self) -> Result:
        try:
            kind, content = self.connection.recv()
        except (EOFError, ConnectionResetError) as error:
            raise ProcessEnded(
                "a process was ended from outside, perhaps for want of memory; use fewer jobs"
            ) from error
        if kind == "end":
            raise StopIteration
        if kind == "error":
            raise MarchlandError(content)
        if kind == "defect":
            raise RuntimeError(content)
        found: Result = content
        return found


def _work(task: Callable[[], Iterable[Result]], sender: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl-C is the starting process's to answer
    signal.signal(signal.SIGTERM, _end)
    try:
        for result in task():
            sender.send(("result", result))
        sender.send(("end", None))
    except MarchlandError as error:
        sender.send(("error", str(error)))
    except BrokenPipeError:
        sys.exit(1)
    except BaseException as error:
        if not isinstance(error, SystemExit):
            sender.send(("defect", "".join(traceback.format_exception(error))))
        raise
    finally:
        sender.close()


def _end(*_: object) -> None:
    """End this process and those that it started, at once: compiled code could drop an exception raised here."""
    for child in multiprocessing.active_children():
        child.terminate()
    os._exit(1)
