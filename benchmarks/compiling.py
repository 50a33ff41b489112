"""Prints how long the first solve of a process takes, and how long a later one; started by `test_compiling.py`."""

from __future__ import annotations

import json
import time

import numpy as np

from marchland.layers.trade import Economy, Shock, prepare


def solve() -> float:
    """Solve two actors and two sectors; return the seconds."""
    economy = Economy(
        actors=("A", "B"),
        sectors=("goods", "services"),
        flows=np.array([[[8.0, 9.0], [2.0, 0.0]], [[2.0, 0.0], [5.0, 7.0]]]),
        input_shares=np.full((2, 2, 2), 0.2),
        elasticity=np.array([4.0, 5.0]),
    )
    cost = np.ones((2, 2, 2))
    cost[0, 1, 0] = 1.2
    start = time.perf_counter()
    prepare(economy, clip=1.0).solve(Shock(cost_hat=cost))
    return time.perf_counter() - start


if __name__ == "__main__":
    print(json.dumps({"first": solve(), "later": min(solve() for _ in range(20))}))
