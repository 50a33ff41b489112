"""Freight on a synthetic continent: one equilibrium of four classes, and closures of single links, on two processes."""

from __future__ import annotations

import multiprocessing
import time
from typing import TYPE_CHECKING

from benchmarks.closing_links import PROCESSES, ROUTES, dispersions, share_of_closures
from benchmarks.geography import continent

from marchland.layers.freight import logit_equilibrium, route_set

if TYPE_CHECKING:
    from benchmarks.figures import Figures


def test_one_equilibrium(figures: Figures) -> None:
    network, demand = continent()
    theta = dispersions(network, demand)
    start = time.perf_counter()
    routes = route_set(network, demand, dispersion=theta, most=ROUTES)
    search = time.perf_counter() - start
    seconds = []
    for _ in range(4):
        start = time.perf_counter()
        found = logit_equilibrium(network, demand, dispersion=theta, routes=routes)
        seconds.append(time.perf_counter() - start)
    assert found.gap <= 1e-4
    figures.add(
        "freight-equilibrium",
        ["links", "pairs of classes", "routes", "s for the routes", "s for the equilibrium", "residual"],
        [[
            f"{network.n_links:,}", f"{demand.n_pairs:,}", f"{routes.n_routes:,}", f"{search:.2f}",
            f"{min(seconds):.2f}", f"{found.gap:.1e}",
        ]],
    )  # fmt: skip


def test_closures(figures: Figures) -> None:
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        found = pool.map(share_of_closures, range(PROCESSES))
    prepared, seconds, counts, gaps, memory = zip(*found, strict=True)
    assert max(gaps) <= 1e-4
    figures.add(
        "freight-closures",
        ["closures of one link", "processes", "s to prepare", "s to close", "largest residual", "GB of both"],
        [[
            f"{sum(counts):,}", str(PROCESSES), f"{max(prepared):.1f}", f"{max(seconds):.1f}", f"{max(gaps):.1e}",
            f"{sum(memory):.2f}",
        ]],
    )  # fmt: skip
