"""Caliendo & Parro 2015, baseline and tariff cuts together, against the same model in plain NumPy."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from benchmarks.caliendo_parro import nafta
from benchmarks.plain_numpy import welfare_hat

from marchland.layers.trade import prepare

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.figures import Figures
    from pytest_benchmark.fixture import BenchmarkFixture

    from marchland.layers.trade import Economy, Equilibrium, Shock


def both(economy: Economy, shock: Shock) -> Equilibrium:
    """Make the data an equilibrium (they are none) and solve the tariff cuts."""
    return prepare(economy, deficits="constant").solve(shock, tolerance=1e-9)


def test_nafta(benchmark: BenchmarkFixture, figures: Figures, reference: Path) -> None:
    economy, shock = nafta(reference / "model_tests")
    assert shock.tariffs is not None
    found = benchmark.pedantic(both, (economy, shock), rounds=20, warmup_rounds=2)
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        expected, violation = welfare_hat(economy, shock.tariffs)
        seconds.append(time.perf_counter() - start)
    assert found.welfare_hat == pytest.approx(expected, abs=1e-8)
    plain, warm = sorted(seconds)[1], benchmark.stats.stats.median
    figures.add(
        "caliendo-parro",
        ["31 countries, 40 sectors, tariffs", "plain NumPy", "marchland"],
        [
            ["baseline and tariff cuts, s", f"{plain:.2f}", f"{warm:.3f}"],
            ["largest residual", f"{violation:.0e}", f"{found.residual:.0e}"],
        ],
        below=f"Ratio of the times: {plain / warm:.0f}.",
    )
