"""Tables of measured figures, for the terminal and for a page of the documentation."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Figures:
    """The tables of one run, with the machine, the day and the load that they were measured at."""

    def __init__(self) -> None:
        self._load = os.getloadavg()[0]
        self._tables: dict[str, str] = {}

    def add(self, name: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, below: str = "") -> None:
        """Keep a table under a name, with a sentence below it."""
        lines = [f"| {' | '.join(row)} |" for row in (header, ["---"] + ["---:"] * (len(header) - 1), *rows)]
        self._tables[name] = "\n".join([*lines, "", *([below, ""] if below else []), f"*{self._where()}*"])

    def blocks(self) -> dict[str, str]:
        """Return the tables in Markdown by name."""
        return dict(self._tables)

    def write(self, page: Path) -> None:
        """Replace in a page what stands between `<!-- figures: NAME -->` and `<!-- end -->`, for each table kept."""
        text = page.read_text(encoding="utf-8")
        for name, block in self._tables.items():
            place = re.compile(rf"(<!-- figures: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
            text, found = place.subn(lambda m, block=block: f"{m[1]}\n{block}\n\n{m[2]}", text)  # type: ignore[misc]
            if found != 1:
                raise ValueError(
                    f"{page} has {found} places for the figures {name!r}; it needs one, from"
                    f" <!-- figures: {name} --> to <!-- end -->"
                )
        page.write_text(text, encoding="utf-8")

    def _where(self) -> str:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        return (
            f"{dt.datetime.now(tz=dt.UTC).date():%d %B %Y}, {cores} cores ({_processor()}), load {self._load:.1f}"
            f" before the first benchmark; Python {platform.python_version()}, NumPy {version('numpy')},"
            f" Numba {version('numba')}"
        )


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", known.read_text("utf-8"), re.MULTILINE) if known.exists() else None
    return found[1].strip() if found else platform.processor() or platform.machine()
