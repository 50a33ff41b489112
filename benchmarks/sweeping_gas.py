"""Prints speed and peak memory of a sweep of the built-in gas market; started by `test_pypsa_gas.py`.

One base is prepared; each market of the sweep has all its figures drawn again, and one of its arcs nearly shut.
"""

from __future__ import annotations

import json
import os
import time

from benchmarks.drawing import peak
from benchmarks.gas_markets import built_in, drawn

from marchland.errors import SolverError
from marchland.layers.energy import prepare

DRAWS = 1_000


def main() -> None:
    """Solve the sweep and print what it took."""
    market = built_in()
    prepared = prepare(market)
    prepared.solve(drawn(market, 0))  # compiles
    worst, failed = 0.0, 0
    start = time.process_time()
    for seed in range(DRAWS):
        try:
            worst = max(worst, prepared.solve(drawn(market, seed)).residual)
        except SolverError:
            failed += 1
    seconds = time.process_time() - start
    print(
        json.dumps({"draws": DRAWS, "seconds": seconds, "residual": worst, "failed": failed, "peak": peak(os.getpid())})
    )


if __name__ == "__main__":
    main()
