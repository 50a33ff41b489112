"""Draws of the built-in world: each is sampled, rebalanced, made an equilibrium and solved for one embargo."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from benchmarks.new_process import printed_by

if TYPE_CHECKING:
    from benchmarks.figures import Figures

DRAWS = (64, 256, 1024)


@pytest.fixture(scope="module")
def runs() -> dict[tuple[int, int], dict[str, float]]:
    """Return what each number of draws takes in one process and in two."""
    return {(jobs, n): printed_by("drawing", str(n), str(jobs)) for jobs in (1, 2) for n in DRAWS}


def test_draws_a_second(runs: dict[tuple[int, int], dict[str, float]], figures: Figures) -> None:
    rows = []
    for jobs in (1, 2):
        for n in DRAWS:
            found = runs[jobs, n]
            assert found["solved"] == n
            assert found["residual"] <= 1e-8
            rows.append(
                [
                    str(jobs),
                    f"{n:,}",
                    f"{found['seconds']:.2f}",
                    f"{found['processor']:.2f}",
                    f"{n / found['seconds']:.0f}",
                    f"{found['peak']:.0f}",
                    f"{found['peak_of_child']:.0f}" if jobs > 1 else "",
                ]
            )
    worst = max(found["residual"] for found in runs.values())
    some = runs[1, DRAWS[0]]
    begun = []
    for jobs in (1, 2):
        first, last = (runs[jobs, n]["seconds"] for n in (DRAWS[0], DRAWS[-1]))
        begun.append(f"{(DRAWS[-1] - DRAWS[0]) / (last - first):.0f}" if last > first else "(other work disturbed)")
    figures.add(
        "drawing",
        ["processes", "draws", "s", "processor s", "draws/s", "peak, MB", "peak of a child, MB"],
        rows,
        below=f"Once begun, {begun[0]} draws/s in one process and {begun[1]} in two: the draws from {DRAWS[0]} to"
        f" {DRAWS[-1]:,} over the seconds more, which leaves out what is done once, such as starting processes."
        f" Largest residual of all draws: {worst:.0e}. {some['actors']:.0f} actors, {some['sectors']:.0f} sectors.",
    )


def test_memory_does_not_grow_with_draws(runs: dict[tuple[int, int], dict[str, float]]) -> None:
    if math.isnan(runs[1, 256]["peak"]):
        pytest.skip("this system does not tell the peak memory of a process")
    # The flows of the first 200 draws are kept for their ranges; what every draw keeps, its losses, is small.
    for jobs in (1, 2):
        assert runs[jobs, 1024]["peak"] < 1.1 * runs[jobs, 256]["peak"]
