"""Prints what writing and summarising a sweep takes whose losses are made up; started by `test_sweeping.py`.

`python -m benchmarks.million SCENARIOS DRAWS`
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from benchmarks.drawing import peak

import marchland
from marchland.engine import LAYERS
from marchland.sweep.piece_task import Computed
from marchland.sweep.plan import planned
from marchland.sweep.summary import summarise
from marchland.sweep.sweep_folder import opened


def main(scenarios: int, draws: int) -> None:
    """Write every piece of a plan with the writer of sweeps, then the ranges, and print what it took."""
    world = marchland.load_world()
    lever = marchland.Lever(actor="RUS", action="embargo", object="goods from KAZ")
    asked = [marchland.Scenario(name=f"scenario {n}", levers=(lever,)) for n in range(scenarios)]
    plan = planned([world], asked, draws=draws, seed=1)
    actors = plan.grounds[0].view.actors
    rng = np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as place:
        folder = opened(Path(place) / "swept", plan, resume=False, force=False)
        start, used = time.perf_counter(), time.process_time()
        for piece in plan.pieces:
            b, n, d = len(piece.scenarios), len(actors), piece.draws
            loss = np.zeros((b, n, len(LAYERS), d))
            loss[:, :, 0] = rng.normal(1e8, 5e7, (b, n, d))
            gdp, residual = rng.lognormal(25, 0.1, (n, d)), rng.uniform(0, 1e-8, (b, d))
            folder.write(plan, piece, Computed(actors=actors, loss=loss, gdp=gdp, residual=residual))
        written, written_used = time.perf_counter(), time.process_time()
        summarise(plan, folder, {piece.number for piece in plan.pieces})
        found = {
            "outcomes": plan.outcomes,
            "pieces": len(plan.pieces),
            "actors": len(actors),
            "write": written - start,
            "write_processor": written_used - used,
            "summarise": time.perf_counter() - written,
            "summarise_processor": time.process_time() - written_used,
            "gigabytes": sum(p.stat().st_size for p in folder.path.rglob("*.parquet")) / 1e9,
            "peak": peak(os.getpid()),
        }
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
