"""Processes that leave ctrl-C to the one that started them."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def leaving_interrupts() -> Iterator[None]:
    """Start processes to which an interrupt means nothing from their first moment, before they can say so themselves.

    A terminal sends ctrl-C to all of them; one that is still importing would print a traceback. They inherit the mask
    of signals. Where the system has none, they ignore interrupts once they run.
    """
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
