"""The user equilibrium against AequilibraE 1.7, its closest peer (bi-conjugate Frank-Wolfe, compiled, on all cores).

Both solve Sioux Falls and Chicago Sketch of the research collection "Transportation Networks" to a relative gap of 1e-6
from the same arrays, and both reach the best known potential of Beckmann, McGuire & Winsten (1956). AequilibraE calls
its gap by the same formula; here it is also computed afresh, from its flows, by what this package finds to be the
cheapest routes at its costs.
"""

from __future__ import annotations

import logging
import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from tests.tntp import Tntp, objective, read_tntp

from marchland.layers.freight import Assignment, equilibrium

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.figures import Figures
    from numpy.typing import NDArray
    from pytest_benchmark.fixture import BenchmarkFixture

os.environ.setdefault("AEQ_SHOW_PROGRESS", "FALSE")  # its progress bars take time

aequilibrae_paths = pytest.importorskip("aequilibrae.paths", reason="AequilibraE comes with the extra bench")
aequilibrae_matrix = pytest.importorskip("aequilibrae.matrix", reason="AequilibraE comes with the extra bench")

GAP = 1e-6
BEST = {"Sioux Falls": 42.31335287107440e5, "Chicago Sketch": 17313018.7387477}
ROUNDS = {"Sioux Falls": 30, "Chicago Sketch": 5}


def theirs(case: Tntp, target: float = GAP) -> tuple[float, float, NDArray[np.float64]]:
    """Return the seconds that AequilibraE takes to a gap, the gap it reports, and its flows."""
    network, demand = case.network, case.demand
    links = pd.DataFrame(
        {
            "link_id": np.arange(1, network.n_links + 1),
            "a_node": network.tail + 1,
            "b_node": network.head + 1,
            "direction": 1,
            "capacity": network.capacity,
            "time": np.maximum(network.free_flow_cost, 1e-9),  # it refuses zero
            "fixed": network.fixed_cost,
            "alpha": network.alpha,
            "beta": network.beta,
            "id": np.arange(1, network.n_links + 1),
        }
    )
    graph = aequilibrae_paths.Graph()
    graph.network = links
    graph.prepare_graph(np.arange(1, case.zones + 1))
    graph.set_graph("time")
    graph.set_blocked_centroid_flows(not np.asarray(network.through).all())
    trips = aequilibrae_matrix.AequilibraeMatrix()
    trips.create_empty(zones=case.zones, matrix_names=["trips"], memory_only=True)
    trips.index = np.arange(1, case.zones + 1)
    trips.matrix["trips"][:, :] = 0
    trips.matrix["trips"][demand.origin, demand.destination] = demand.volume
    trips.computational_view(["trips"])
    cars = aequilibrae_paths.TrafficClass("car", graph, trips)
    if network.fixed_cost.any():
        cars.set_fixed_cost("fixed")
    work = aequilibrae_paths.TrafficAssignment()
    work.set_classes([cars])
    work.set_vdf("BPR")
    work.set_vdf_parameters({"alpha": "alpha", "beta": "beta"})
    work.set_capacity_field("capacity")
    work.set_time_field("time")
    work.set_algorithm("bfw")
    work.max_iter = 5000
    work.rgap_target = target
    start = time.perf_counter()
    work.execute(log_specification=False)
    seconds = time.perf_counter() - start
    flow = work.results()["PCE_AB"].to_numpy()
    return seconds, float(work.assignment.rgap), flow


def gap_of(case: Tntp, flow: NDArray[np.float64]) -> float:
    """Return the relative gap of (L,) flows, whoever found them."""
    network = case.network
    load = np.asarray(network.alpha) * (flow / network.capacity) ** np.asarray(network.beta)
    cost = network.fixed_cost + network.free_flow_cost * (1 + load)
    still = replace(network, fixed_cost=cost, free_flow_cost=np.zeros(network.n_links))
    least = float(equilibrium(still, case.demand).od_cost @ case.demand.volume)
    spent = float(cost @ flow)
    return (spent - least) / spent


def ours(case: Tntp) -> Assignment:
    """Return our equilibrium."""
    return equilibrium(case.network, case.demand, gap=GAP)


@pytest.mark.parametrize("name", BEST)
def test_user_equilibrium(name: str, reference: Path, benchmark: BenchmarkFixture, figures: Figures) -> None:
    logging.disable(logging.CRITICAL)
    case = read_tntp(reference, name)
    found = benchmark.pedantic(ours, (case,), rounds=ROUNDS[name], warmup_rounds=1)
    warm = benchmark.stats.stats.median
    if name == "Sioux Falls":
        theirs(case)  # its own first run loads what later ones have
    seconds, reported, flow = theirs(case)
    logging.disable(logging.NOTSET)
    finest = equilibrium(case.network, case.demand, gap=1e-10)

    sides: list[tuple[Any, ...]] = [(flow, gap_of(case, flow)), (found.flow, gap_of(case, found.flow))]
    network = case.network
    for of, gap in sides:
        assert objective(network, of) == pytest.approx(BEST[name], rel=2e-6)
        assert gap < 2 * GAP
    figures.add(
        f"aequilibrae {name}",
        [name, "AequilibraE 1.7", "marchland"],
        [
            ["time to a relative gap of 1e-6, s", f"{seconds:.2f}", f"{warm:.2g}"],
            ["gap reported", f"{reported:.1e}", f"{found.gap:.1e}"],
            ["gap computed afresh from the flows", *(f"{gap:.1e}" for _, gap in sides)],
            [
                "potential above the best known, share",
                *(f"{objective(network, of) / BEST[name] - 1:.0e}" for of, _ in sides),
            ],
        ],
        below=f"Ratio of the times: {seconds / warm:,.0f}. Asked for 1e-10, marchland reaches {finest.gap:.0e} in"
        f" {finest.iterations} rounds.",
    )
