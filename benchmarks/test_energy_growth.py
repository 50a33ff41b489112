"""How one energy market grows with nodes, arcs and sellers, to 20,000 columns and more."""

from __future__ import annotations

import resource
import time
from typing import TYPE_CHECKING

from benchmarks.gas_markets import drawn, gas_market
from benchmarks.test_growth import exponent

from marchland.layers.energy import Market, equilibrium, prepare

if TYPE_CHECKING:
    from benchmarks.figures import Figures

SIZES = ((20, 6, 60), (45, 20, 150), (90, 30, 300), (150, 35, 500))
DRAWS = 5
PERIODS = (1, 2, 4, 6)


def columns(market: Market) -> int:
    """Return the columns of the market written down arc by arc and seller by seller."""
    sellers, users = market.sellers.size, market.demand.node.size
    return sellers * (market.arcs.tail.size + users) + market.supply.node.size + 2 * users + market.storage.node.size


def test_energy_growth(figures: Figures) -> None:
    rows, sizes, seconds = [], [], []
    equilibrium(gas_market(nodes=10, sellers=3, arcs=30, contracts=3))  # compiles
    for nodes, sellers, arcs in SIZES:
        market = gas_market(nodes=nodes, sellers=sellers, arcs=arcs)
        start = time.process_time()
        found = equilibrium(market)
        cold = time.process_time() - start
        prepared = prepare(market)
        draws = [drawn(market, seed) for seed in range(DRAWS)]
        start = time.process_time()
        worst = max(prepared.solve(draw).residual for draw in draws)
        warm = (time.process_time() - start) / DRAWS
        sizes.append(columns(market))
        seconds.append(cold)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        rows.append(
            [
                f"{nodes}",
                f"{arcs}",
                f"{sellers}",
                f"{columns(market):,}",
                f"{1e3 * cold:.0f}",
                f"{1e3 * warm:.0f}",
                f"{max(found.residual, worst):.0e}",
                f"{peak:.2f}",
            ]
        )
    figures.add(
        "energy-growth",
        ["nodes", "arcs", "sellers", "columns", "ms", "ms, drawn again", "largest residual", "GB at most"],
        rows,
        below=f"Time grows with columns to the power of {exponent(sizes, seconds):.1f}, fitted over all rows.",
    )


def test_energy_periods(figures: Figures) -> None:
    market = gas_market()
    prepared = prepare(market)
    prepared.solve(drawn(market, 0))
    rows, seconds = [], []
    for count in PERIODS:
        periods = [drawn(market, seed) for seed in range(count)]
        start = time.process_time()
        worst = max(prepared.solve(period).residual for period in periods)
        seconds.append(time.process_time() - start)
        rows.append([f"{count}", f"{count * columns(market):,}", f"{1e3 * seconds[-1]:.0f}", f"{worst:.0e}"])
    figures.add(
        "energy-periods",
        ["periods of 45 nodes, 150 arcs, 20 sellers", "columns", "ms", "largest residual"],
        rows,
        below=f"Time grows with periods to the power of {exponent(list(PERIODS), seconds):.1f}, fitted over all rows.",
    )
