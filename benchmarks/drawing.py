"""Prints speed and peak memory of `marchland.run` on the built-in world; started by `test_drawing.py`.

`python -m benchmarks.drawing DRAWS PROCESSES`
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import sys
import time
from pathlib import Path

import marchland

SCENARIO = marchland.Scenario(
    name="all goods from KAZ refused by RUS",
    levers=(marchland.Lever(actor="RUS", action="embargo", object="goods from KAZ"),),
)


def peak(process: int) -> float:
    """Return the largest memory, in MB, that a process has held so far; nan where the system does not tell.

    `getrusage` would tell too much: on Linux its peak is inherited from the process that started this one.
    """
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return float("nan")
    found = re.search(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1e3 if found else float("nan")


def processor() -> float:
    """Return the processor seconds that this process and its ended children have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def main(draws: int, processes: int) -> None:
    """Run the scenario, after one draw that compiles what there is to compile."""
    world = marchland.load_world()
    marchland.run(world, SCENARIO, draws=1)
    of_children = {0.0}

    def look(done: int) -> None:
        if done % 16 == 0:
            of_children.update(peak(child.pid) for child in multiprocessing.active_children() if child.pid)

    start, used = time.perf_counter(), processor()
    outcome = marchland.run(world, SCENARIO, draws=draws, jobs=processes, progress=look)
    found = {
        "seconds": time.perf_counter() - start,
        "processor": processor() - used,
        "solved": draws - len(outcome.about["failed"]),
        "residual": float(outcome.dataset["residual"].max()),
        "actors": outcome.dataset.sizes["actor"],
        "sectors": outcome.dataset.sizes["sector"],
        "peak": peak(os.getpid()),
        "peak_of_child": max(of_children),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
