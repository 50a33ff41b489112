"""How one equilibrium of freight grows with nodes, pairs and classes, up to all railways of Eurasia."""

from __future__ import annotations

import resource
import time
from typing import TYPE_CHECKING

import pytest
from benchmarks.closing_links import DISPERSION, ROUTES
from benchmarks.test_growth import exponent
from benchmarks.wide_networks import BOXES, freight, railways

from marchland.errors import MissingData
from marchland.layers.freight import logit_equilibrium
from marchland.world.build.wide.packages import read_land

if TYPE_CHECKING:
    from benchmarks.figures import Figures

    from marchland.world.build.wide.graph import Graph

PAIRS, CLASSES = (50, 200, 400), (1, 2, 4)
HELD = 50
HEADER = ["nodes", "links", "pairs", "classes", "routes", "s", "residual", "GB at most", "exponent since the row above"]


@pytest.fixture(scope="module")
def networks() -> list[Graph]:
    """Return the railways of each box, or skip where the package is not there."""
    try:
        whole = read_land("rail")
    except MissingData as error:
        pytest.skip(str(error))
    return [railways(whole, box) for box in BOXES]


@pytest.mark.parametrize("grown", ["nodes", "pairs", "classes"])
def test_freight_growth(grown: str, networks: list[Graph], figures: Figures) -> None:
    largest = networks[-1]
    cases = {
        "nodes": [(graph, HELD, 1, graph.n_nodes) for graph in networks],
        "pairs": [(largest, pairs, 1, pairs) for pairs in PAIRS],
        "classes": [(largest, HELD, classes, classes) for classes in CLASSES],
    }[grown]
    measured(networks[0], HELD, 1)  # compiles
    found = [measured(graph, pairs, classes) for graph, pairs, classes, _ in cases]
    sizes, seconds = [case[-1] for case in cases], [each[0] for each in found]
    figures.add(
        f"freight-growth-{grown}",
        HEADER,
        [
            [
                f"{graph.n_nodes:,}",
                f"{2 * graph.n_edges:,}",
                f"{pairs:,}",
                str(classes),
                f"{routes:,}",
                f"{taken:.2f}",
                f"{gap:.0e}",
                f"{memory:.2f}",
                f"{exponent(sizes[at - 1 : at + 1], seconds[at - 1 : at + 1]):.1f}" if at else "",
            ]
            for at, ((graph, pairs, classes, _), (taken, routes, gap, memory)) in enumerate(
                zip(cases, found, strict=True)
            )
        ],
        below=f"Time grows with {grown} to the power of {exponent(sizes, seconds):.1f}, fitted over all rows.",
    )


def measured(graph: Graph, pairs: int, classes: int) -> tuple[float, int, float, float]:
    """Return the seconds of one equilibrium, routes searched, with its routes, residual and GB of the process."""
    network, demand, cheapest = freight(graph, pairs, classes)
    start = time.perf_counter()
    found = logit_equilibrium(network, demand, dispersion=DISPERSION * cheapest, most=ROUTES)
    taken = time.perf_counter() - start
    assert found.gap <= 1e-4
    return taken, int(found.routes.flow.size), found.gap, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
