"""Reading the built-in world, beside merely splitting its files into cells."""

from __future__ import annotations

import csv
import time
from typing import TYPE_CHECKING

from marchland.world import load_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.figures import Figures

TIMES = 5


def test_loading_the_built_in_world(figures: Figures) -> None:
    world = load_world()
    files = sorted(world.root.glob("*.csv"))

    def split() -> int:
        rows = 0
        for file in files:
            with file.open(encoding="utf-8", newline="") as text:
                rows += len(list(csv.reader(text))) - 1
        return rows

    assert split() == sum(len(table) for table in world.tables.values())
    theirs, ours = seconds(split), seconds(load_world)
    figures.add(
        "loading",
        ["the built-in world", "rows", "s", "ratio"],
        [
            ["its files split into cells, no more", f"{split():,}", f"{theirs:.2f}", "1"],
            ["read and typed", f"{split():,}", f"{ours:.2f}", f"{ours / theirs:.1f}"],
        ],
        below="Best of five, in seconds of processor time.",
    )


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of the fastest run."""
    times = []
    for _ in range(TIMES):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)
