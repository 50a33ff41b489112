"""How the cost of one economy grows with actors and with sectors, in made-up economies that are in equilibrium."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from benchmarks.synthetic import embargo, in_equilibrium

from marchland.layers.trade import prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.figures import Figures

ACTORS, SECTORS = (20, 40, 80, 160), (1, 5, 10, 20, 40)
HELD_SECTORS, HELD_ACTORS = 10, 40
ROUNDS = 7


def measured(actors: int, sectors: int) -> tuple[float, int]:
    """Return the seconds (best of some) that making ready and one embargo take, and the sweeps of the embargo."""
    economy = in_equilibrium(actors, sectors)
    shock = embargo(economy)
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ready = prepare(economy)
        found = ready.solve(shock, tolerance=1e-8)
        seconds.append(time.perf_counter() - start)
    assert found.residual <= 1e-8
    assert ready.rebase < 1e-8
    return min(seconds), found.iterations


def exponent(sizes: Sequence[int], values: Sequence[float]) -> float:
    """Return b of value = a size^b, fitted by least squares in logs."""
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


@pytest.mark.parametrize("grown", ["actors", "sectors"])
def test_growth(grown: str, figures: Figures) -> None:
    sizes = ACTORS if grown == "actors" else SECTORS
    held = f"{HELD_SECTORS} sectors" if grown == "actors" else f"{HELD_ACTORS} actors"
    measured(HELD_ACTORS, 1)  # compiles
    found = [measured(n, HELD_SECTORS) if grown == "actors" else measured(HELD_ACTORS, n) for n in sizes]
    seconds, sweeps = [f[0] for f in found], [f[1] for f in found]
    each = [s / n for s, n in found]
    figures.add(
        f"growth-{grown}",
        [f"{grown}, with {held}", "ms", "sweeps", "ms a sweep", "exponent since the row above"],
        [
            [
                str(size),
                f"{1e3 * seconds[i]:.1f}",
                str(sweeps[i]),
                f"{1e3 * each[i]:.3f}",
                f"{exponent(sizes[i - 1 : i + 1], seconds[i - 1 : i + 1]):.1f}" if i else "",
            ]
            for i, size in enumerate(sizes)
        ],
        below=f"Time grows with {grown} to the power of {exponent(sizes, seconds):.1f}, fitted over all rows, and of"
        f" {exponent(sizes[-2:], seconds[-2:]):.1f} between the two largest.",
    )
