"""Ctrl-C, also where Python would lose it."""

from __future__ import annotations

import _thread
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

SOON, AGAIN = 0.05, 0.5
"""Seconds after which an interrupt is tried again: where it was held back, and where it was raised."""
LOSING = frozenset(
    {"_frozen_importlib", "_frozen_importlib_external", "importlib", "llvmlite", "numba", "numpy", "scipy", "zipfile"}
)
"""Packages that, interrupted while they load or compile, drop the exception or turn it into another one."""


def interrupt(number: int, frame: FrameType | None) -> None:
    """Raise KeyboardInterrupt, again and again until the command answers it.

    Much compiled code drops an exception that is raised while it calls Python (numpy reading numbers from text, the
    compiler's cache, a destructor); the command would go on to its end.
    """
    held = _loses(frame)
    again = threading.Timer(SOON if held else AGAIN, _thread.interrupt_main, (number,))
    again.daemon = True
    again.start()
    if not held:
        raise KeyboardInterrupt


def _loses(frame: FrameType | None) -> bool:
    while frame is not None:
        if str(frame.f_globals.get("__name__")).partition(".")[0] in LOSING:
            return True
        frame = frame.f_back
    return False
