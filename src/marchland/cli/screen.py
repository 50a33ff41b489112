"""What the user sees: messages, exit codes, progress."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from marchland.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

MOST_LINES = 20
BAD_INPUT, INTERRUPTED = 2, 130


def console() -> Console:
    """Return the console for results; 100 columns in a pipe, so that tables keep their form."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 100, highlight=False, soft_wrap=False)


def complain(message: str) -> None:
    """Print an error to standard error, on one screen."""
    lines = message.splitlines()
    shown = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        shown.append(f"... and {len(lines) - MOST_LINES} more (of a world: `marchland world check PATH` lists all)")
    sys.stderr.write("\n".join(shown) + "\n")


@contextmanager
def progress(words: str, total: int) -> Iterator[Callable[[int], None] | None]:
    """Show a bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty() or total < 1:
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(words, total=total)
        yield lambda done: bars.update(task, completed=done)


@contextmanager
def steps() -> Iterator[Callable[[str, int, int], None] | None]:
    """Show a bar with the name of the step at work on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("", total=None)
        yield lambda step, done, total: bars.update(task, description=step, completed=done, total=total)


def free(path: Path, *, force: bool) -> Path:
    """Return a path that may be written, before long work starts.

    Raises
    ------
    OutputError
        where the file is there and `force` is not given, or its folder is not there or cannot be written
    """
    import os

    if path.is_dir():
        raise OutputError(f"{path} is a folder; give a file name")
    if path.exists() and not force:
        raise OutputError(f"{path} is there already; add --force to replace it, or choose another name with --out")
    if not path.parent.is_dir():
        raise OutputError(f"{path} cannot be written: the folder {path.parent} is not there; make it first")
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise OutputError(f"{path} cannot be written: no permission; choose another place with --out")
    return path


def write(path: Path, text: str) -> None:
    """Write a text file, whole or not at all.

    Raises
    ------
    OutputError
        where it cannot be written
    """
    import tempfile

    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".marchland-") as draft:
            file = Path(draft) / "text"
            file.write_text(text, encoding="utf-8")
            file.replace(path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}; choose another place with --out") from error
