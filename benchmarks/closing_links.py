"""Closures of single links of a synthetic continent, as one process of several does its part of them."""

from __future__ import annotations

import resource
import time
from typing import TYPE_CHECKING

import numpy as np
from benchmarks.geography import continent

from marchland.layers.freight import closing, logit_equilibrium, prepare, route_set

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.freight import Demand, Network

ROUTES = 10
CLOSURES = 1_000
PROCESSES = 2
DISPERSION = 0.08
"""As a share of a pair's cheapest cost on the empty network."""


def dispersions(network: Network, demand: Demand) -> NDArray[np.float64]:
    """Return the dispersion of each pair."""
    cheapest = route_set(network, demand, dispersion=1e-9, hours=network.free_flow_cost, most=1)
    found = logit_equilibrium(network, demand, dispersion=1e-9, routes=cheapest, gap=1)
    return DISPERSION * found.od_cost


def share_of_closures(part: int) -> tuple[float, float, int, float, float]:
    """Close every second of the links; return seconds to prepare and to close, closures, largest gap, GB at most."""
    network, demand = continent()
    start = time.perf_counter()
    ready = prepare(network, demand, dispersion=dispersions(network, demand), most=ROUTES)
    prepared = time.perf_counter()
    links = np.random.default_rng(0).permutation(network.n_links)[:CLOSURES][part::PROCESSES]
    worst = 0.0
    for link in links:
        found = closing(ready, [link])
        worst = max(worst, found.base.gap, found.changed.gap)
    ended = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return prepared - start, ended - prepared, links.size, worst, memory
