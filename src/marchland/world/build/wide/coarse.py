"""A network with one place for all junctions that lie close together in one country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from marchland.world.build.post_soviet.network.great_circle import great_circle_km
from marchland.world.build.wide.graph import simple

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.world.build.wide.graph import Graph

_KM_A_DEGREE = 111.195
_BATCH = 256
_FAR = 8.0  # cells: how far a way between neighbours is followed


@dataclass(frozen=True, kw_only=True)
class Coarse:
    """A network of cells.

    Parameters
    ----------
    graph
        one node a cell of an actor: the junction in it with most ways
    node
        (n,) which node of the network before it that is
    cell
        (n, 2) row and column of the cell
    """

    graph: Graph
    node: NDArray[np.int64]
    cell: NDArray[np.int64]


def coarse(graph: Graph, actor: NDArray[np.str_], km: float) -> Coarse:
    """Return a network of cells of about km x km; ways are the shortest on the network from one place to the next.

    Parameters
    ----------
    graph
        `n` nodes
    actor
        (n,) whose land they lie on: a cell that a border cuts is several
    km
        size of a cell
    """
    row = np.floor(graph.lat / (km / _KM_A_DEGREE)).astype(np.int64)
    middle = np.radians(np.minimum(np.abs((row + 0.5) * km / _KM_A_DEGREE), 89.0))
    column = np.floor(graph.lon / (km / (_KM_A_DEGREE * np.cos(middle)))).astype(np.int64)
    code = np.unique(actor, return_inverse=True)[1]
    cells, number = np.unique(np.column_stack([code, row, column]), axis=0, return_inverse=True)
    number = number.reshape(-1)
    order = np.lexsort((-graph.degree(), number))
    node = order[np.unique(number[order], return_index=True)[1]]
    a, b = number[graph.tail], number[graph.head]
    straight = great_circle_km(graph.lat[node[a]], graph.lon[node[a]], graph.lat[node[b]], graph.lon[node[b]])
    # Where no way from place to place is found nearby: the way across, no shorter than the straight line.
    made = simple(graph.lat[node], graph.lon[node], a, b, np.maximum(graph.km, straight), graph.inferred)
    found = np.full(made.n_edges, np.inf)
    shape = (graph.n_nodes, graph.n_nodes)
    ways = coo_array((np.maximum(graph.km, 1e-6), (graph.tail, graph.head)), shape=shape).tocsr()
    starts = np.unique(made.tail)
    for first in range(0, starts.size, _BATCH):
        batch = starts[first : first + _BATCH]
        reached = dijkstra(ways, directed=False, indices=node[batch], limit=_FAR * km)
        here = np.flatnonzero(np.isin(made.tail, batch))
        found[here] = reached[np.searchsorted(batch, made.tail[here]), node[made.head[here]]]
    length = np.where(np.isfinite(found), found, made.km)
    graph = simple(made.lat, made.lon, made.tail, made.head, length, made.inferred)
    return Coarse(graph=graph, node=node, cell=cells[:, 1:])
