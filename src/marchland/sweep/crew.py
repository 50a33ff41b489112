"""Pieces of a sweep in processes of this machine; one that dies is replaced."""

from __future__ import annotations

import pickle
import tempfile
from collections import deque
from contextlib import ExitStack
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING

from marchland.errors import OutputError, ProcessEnded
from marchland.sweep.executor import one_thread_a_child
from marchland.sweep.orders import Lost
from marchland.sweep.process import process_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

    import numpy as np
    from numpy.typing import NDArray

    from marchland.sweep.orders import Order
    from marchland.sweep.piece_task import Computed, PieceTask
    from marchland.sweep.plan import Piece

    Asked = tuple[Path, Piece, NDArray[np.float64]]

TRIES = 3
"""Times that a piece is tried whose process is ended from outside."""


def in_processes(orders: Iterator[Order], jobs: int) -> Iterator[tuple[Piece, Computed | Lost]]:
    """Yield what each piece comes to, as it is done; the bits do not depend on the number of processes.

    A process gets its next piece when it is done with one, so that at most as many pieces are held as there are
    processes. One that is ended from outside is replaced, and its piece tried again, three times in all.

    Parameters
    ----------
    orders
        what to compute
    jobs
        number of processes

    Raises
    ------
    MarchlandError
        what a piece raises that the user can mend
    OutputError
        where the folder for temporary files is full
    """
    with ExitStack() as stack:
        tasks = _Tasks(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="marchland-"))))
        again: deque[tuple[Asked, int]] = deque()
        busy: dict[_Worker, tuple[Asked, int]] = {}
        idle = [_Worker(stack) for _ in range(jobs)]
        while True:
            while idle and (given := again.popleft() if again else _next(orders, tasks)) is not None:
                worker = idle.pop()
                busy[worker] = given
                worker.give(given[0])
            if not busy:
                return
            ready = wait([worker.connection for worker in busy])
            for worker in [w for w in busy if w.connection in ready]:
                asked, tried = busy.pop(worker)
                try:
                    found: Computed | Lost = worker.result()
                except ProcessEnded as error:
                    worker.replace()
                    if tried < TRIES:
                        again.append((asked, tried + 1))
                        idle.append(worker)
                        continue
                    found = Lost(reason=f"{error} (tried {tried} times)")
                idle.append(worker)
                yield asked[1], found


def _next(orders: Iterator[Order], tasks: _Tasks) -> tuple[Asked, int] | None:
    order = next(orders, None)
    return None if order is None else ((tasks.file(order.task), order.piece, order.z), 1)


class _Tasks:
    """Writes the task of a ground to a file, once for all processes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        self.task: PieceTask | None = None

    def file(self, task: PieceTask) -> Path:
        if task is not self.task:
            self.task, self.count = task, self.count + 1
            try:
                self._path().write_bytes(pickle.dumps(task))
            except OSError as error:
                raise OutputError(f"{self.folder} cannot be written: {error.strerror}; make room there") from error
        return self._path()

    def _path(self) -> Path:
        return self.folder / f"{self.count}.pickle"


class _Worker:
    """A process that computes pieces, one after the other, and starts with the first."""

    def __init__(self, within: ExitStack) -> None:
        self.own = within.enter_context(ExitStack())
        self.started = False

    def give(self, asked: Asked) -> None:
        if not self.started:
            self._start()
        try:
            self.requests.send(asked)
        except (BrokenPipeError, ConnectionResetError):
            return  # it has ended: reading its result says so

    def result(self) -> Computed:
        return next(self.results)

    @property
    def connection(self) -> Connection:
        return self.results.connection

    def replace(self) -> None:
        """Let the next piece start another process."""
        self.own.close()
        self.started = False

    def _start(self) -> None:
        receiver, self.requests = Pipe(duplex=False)
        self.own.callback(self.requests.close)
        with one_thread_a_child():
            self.results = self.own.enter_context(process_of(partial(_serve, receiver)))
        receiver.close()
        self.started = True


def _serve(requests: Connection) -> Iterator[Computed]:
    """Compute the pieces that are asked for, until nobody can ask any more."""
    held: tuple[Path, PieceTask] | None = None
    while True:
        try:
            path, piece, z = requests.recv()
        except EOFError:
            return
        if held is None or held[0] != path:
            held = None  # the figures of one ground only are held
            held = path, pickle.loads(path.read_bytes())  # noqa: S301 - written by the process that asks
        yield held[1](piece, z)
