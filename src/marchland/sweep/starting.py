"""Processes that leave ctrl-C to the one that started them."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def leaving_interrupts() -> Iterator[None]:
    """Start processes to which an interrupt means nothing from their first moment; answer one that came afterwards.

    A terminal sends ctrl-C to all processes. One that is still importing would print a traceback, and a start that is
    broken off would leave an orphan. Processes inherit the mask of signals; where the system has none, they ignore
    interrupts once they run.
    """
    held: list[int] = []
    handler = signal.getsignal(signal.SIGINT)
    holds = handler is not None and threading.current_thread() is threading.main_thread()
    if holds:
        signal.signal(signal.SIGINT, lambda number, _: held.append(number))
    try:
        with _masked():
            yield
    finally:
        if holds:
            signal.signal(signal.SIGINT, handler)
        if held:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def _masked() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # its own start would lift the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
