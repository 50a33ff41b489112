"""Equilibria of freight and closures on two processes: on the built-in network, and on a synthetic continent."""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks import closing_built_in
from benchmarks.closing_links import PROCESSES, ROUTES, dispersions, share_of_closures
from benchmarks.geography import continent

import marchland
from marchland.bridge import baseline, central
from marchland.bridge.freight.base import ALIKE, GAP, LEAST, MOST_ROUTES, SEARCHES, freight_in
from marchland.layers.freight import logit_equilibrium, route_set
from marchland.layers.freight.compared import set_of

if TYPE_CHECKING:
    from benchmarks.figures import Figures


def test_one_equilibrium_of_the_built_in_network(figures: Figures) -> None:
    base = baseline(marchland.load_world(), "year")
    freight = freight_in(base, central(base.factors))
    network, demand, solved, theta = freight.layer_network, freight.layer_demand, freight.solved, freight.dispersion
    routes = set_of(solved, demand)
    search, nothing, nearby, whole = [], [], [], []
    for _ in range(4):
        start = time.process_time()
        route_set(network, demand, dispersion=theta, hours=solved.hours, most=MOST_ROUTES, alike=ALIKE, least=LEAST)
        search.append(time.process_time() - start)
        start = time.process_time()
        alone = logit_equilibrium(network, demand, dispersion=theta, routes=routes, gap=GAP)
        nothing.append(time.process_time() - start)
        more = replace(demand, volume=1.02 * demand.volume)
        start = time.process_time()
        logit_equilibrium(network, more, dispersion=theta, routes=routes, gap=GAP, start=solved)
        nearby.append(time.process_time() - start)
        start = time.process_time()
        freight_in(base, central(base.factors))
        whole.append(time.process_time() - start)
    assert max(solved.gap, alone.gap) <= GAP
    figures.add(
        "freight-built-in",
        ["one equilibrium of all classes", "processor s"],
        [
            ["routes known, from empty ways", f"{min(nothing):.2f}"],
            ["routes known, all volumes 2 % larger, from the one before", f"{min(nearby):.2f}"],
            ["one search for routes", f"{min(search):.2f}"],
            [
                f"from the world's tables: what is carried, {SEARCHES} searches, an equilibrium after each",
                f"{min(whole):.2f}",
            ],
        ],
        below=f"{network.n_links:,} directed links, {network.n_classes} classes (four, once more for goods that some"
        f" refuse), {demand.n_pairs:,} pairs of zones and class, {routes.n_routes:,} routes; residual {alone.gap:.0e}.",
    )  # fmt: skip


def test_closures_of_the_built_in_network(figures: Figures) -> None:
    with multiprocessing.get_context("spawn").Pool(closing_built_in.PROCESSES) as pool:
        found = pool.map(closing_built_in.part_of_closures, range(closing_built_in.PROCESSES))
    assert max(one.residual for one in found) <= GAP
    without = [name for one in found for name in one.without]
    figures.add(
        "freight-built-in-closures",
        ["closures", "processes", "s to prepare", "s to close", "processor s a closure", "residual", "GB of both"],
        [[
            f"{sum(one.closures for one in found):,}", str(len(found)), f"{max(one.prepared for one in found):.0f}",
            f"{max(one.seconds for one in found):.0f}",
            f"{sum(one.processor for one in found) / sum(one.closures for one in found):.2f}",
            f"{max(one.residual for one in found):.0e}", f"{sum(one.megabytes for one in found) / 1e3:.2f}",
        ]],
        below=f"Without an equilibrium: {', '.join(without) or 'none'}.",
    )  # fmt: skip


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
