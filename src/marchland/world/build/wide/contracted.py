"""A network reduced to its junctions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from marchland.world.build.wide.graph import simple

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.world.build.wide.graph import Graph

STUB_KM = {"rail": 10.0, "road": 6.0, "sea": 0.0}
"""Shorter ways that lead nowhere are sidings and streets."""


def contracted(graph: Graph, kept: NDArray[np.bool_], stub_km: float) -> tuple[Graph, NDArray[np.int64]]:
    """Return a network without nodes that only continue a way and without short dead ends.

    Repeated until nothing changes, because a dropped end or a doubled way leaves new nodes that only continue one. The
    shortest way between two junctions stays, so that distances between nodes that remain are those of `graph`.

    Parameters
    ----------
    graph
        `n` nodes
    kept
        (n,) nodes that stay whatever leads to them
    stub_km
        dead ends shorter than that are dropped

    Returns
    -------
    tuple
        the network, and the node of `graph` that each of its nodes is
    """
    while True:
        before = graph.n_edges
        degree = graph.degree()
        dead = ~kept & (degree == 1)
        stub = (dead[graph.tail] | dead[graph.head]) & (graph.km < stub_km)
        graph = _merged(graph.edges_of(~stub), kept)
        if graph.n_edges == before:
            break
    stays = graph.degree() > 0
    return graph.nodes_of(stays), np.flatnonzero(stays)


def _merged(graph: Graph, kept: NDArray[np.bool_]) -> Graph:
    """Make one edge of all that follow each other without a junction; a ring without one goes."""
    passing = ~kept & (graph.degree() == 2)
    edges = np.arange(graph.n_edges)
    ends = np.concatenate([graph.tail, graph.head])
    of = np.concatenate([edges, edges])
    order = np.argsort(ends, kind="stable")
    order = order[passing[ends[order]]]
    pair = of[order].reshape(-1, 2)  # the two edges at each passing node
    shape = (graph.n_edges, graph.n_edges)
    links = coo_array((np.ones(len(pair), dtype=np.int8), (pair[:, 0], pair[:, 1])), shape=shape)
    count, chain = connected_components(links, directed=False)
    km = np.bincount(chain, weights=graph.km, minlength=count)
    inferred = np.bincount(chain, weights=graph.inferred, minlength=count)
    fixed = np.flatnonzero(~passing[ends])
    number = chain[of[fixed]]
    order = np.argsort(number, kind="stable")
    open_ = np.unique(number)  # a chain has two ends that stay, a ring of passing nodes none
    two = ends[fixed][order].reshape(-1, 2)
    return simple(graph.lat, graph.lon, two[:, 0], two[:, 1], km[open_], inferred[open_])
