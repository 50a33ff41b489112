"""Railways of growing parts of Eurasia, contracted to junctions, with pairs of zones on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from benchmarks.geography import RATE, SPEED
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from marchland.layers.freight import Demand, Network
from marchland.world.build.wide import Box
from marchland.world.build.wide.contracted import STUB_KM, contracted
from marchland.world.build.wide.joined import joined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.world.build.wide.graph import Graph

BOXES = (
    Box(west=40, south=38, east=50, north=44),
    Box(west=25, south=36, east=52, north=48),
    Box(west=10, south=34, east=75, north=58),
    Box(west=-11, south=8, east=150, north=75),
)
ZONES = 60
WORTH = (0.4, 0.05, 0.1, 1.5)
"""USD per tonne and hour of each class."""


def railways(whole: Graph, box: Box) -> Graph:
    """Return the largest connected piece of the junctions in a box."""
    part = joined(whole.nodes_of(box.holds(whole.lat, whole.lon)))
    part, _ = contracted(part, np.zeros(part.n_nodes, dtype=bool), STUB_KM["rail"])
    piece = part.component()
    return part.nodes_of(piece == np.bincount(piece).argmax())


def freight(graph: Graph, pairs: int, classes: int) -> tuple[Network, Demand, NDArray[np.float64]]:
    """Return a network, a demand of some pairs of zones in each class, and the cheapest cost of each.

    Seven of ten links can be congested, with traffic on them already.
    """
    draw = np.random.default_rng(1)
    tail, head = np.concatenate([graph.tail, graph.head]), np.concatenate([graph.head, graph.tail])
    km = np.maximum(np.tile(graph.km, 2), 0.01)
    zones = draw.choice(graph.n_nodes, ZONES, replace=False)
    both = np.array([(o, d) for o in zones for d in zones if o != d])
    origin, destination = both[draw.permutation(len(both))[:pairs]].T
    worth = np.array(WORTH[:classes])
    network = Network(
        graph.n_nodes, tail, head, np.tile(RATE * km, (classes, 1)), km / SPEED,
        np.where(draw.uniform(size=km.size) < 0.7, draw.lognormal(3, 0.6, km.size), np.inf),
        0.15, 4.0, draw.lognormal(1, 1, km.size), worth,
    )  # fmt: skip
    starts, at = np.unique(origin, return_inverse=True)
    cheapest = []
    for each in worth.tolist():
        cost = RATE * km + each * km / SPEED
        ways = coo_array((cost, (tail, head)), shape=(graph.n_nodes, graph.n_nodes)).tocsr()
        cheapest.append(dijkstra(ways, indices=starts)[at, destination])
    demand = Demand(
        np.tile(origin, classes), np.tile(destination, classes), draw.lognormal(0, 1.5, pairs * classes) * 1e-3,
        np.repeat(np.arange(classes), pairs),
    )  # fmt: skip
    return network, demand, np.concatenate(cheapest)
