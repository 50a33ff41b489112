from __future__ import annotations

import _thread
import signal
import time
from typing import TYPE_CHECKING

import pytest

from marchland.cli.interrupt import interrupt

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def _answering() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, interrupt)
    yield
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    time.sleep(0.6)  # until what is still to come has come to nothing
    signal.signal(signal.SIGINT, before)


class Losing:
    """Python drops what is raised in a destructor."""

    def __del__(self) -> None:
        _thread.interrupt_main()
        sum(range(10))


@pytest.mark.usefixtures("_answering")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_that_is_dropped_comes_again() -> None:
    lost = Losing()
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - the interrupt comes while this waits
        del lost
        for _ in range(100):
            time.sleep(0.05)


@pytest.mark.usefixtures("_answering")
def test_an_interrupt_comes_at_once_where_nothing_loses_it() -> None:
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - the interrupt comes while this waits
        _thread.interrupt_main()
        time.sleep(5)
    assert time.monotonic() - start < 0.4
