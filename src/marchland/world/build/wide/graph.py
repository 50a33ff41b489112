"""A network of ways: positions, and edges between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Graph:
    """An undirected graph without loops, with at most one edge between two nodes.

    Parameters
    ----------
    lat, lon
        (n,) degrees north and east
    tail, head
        (m,) nodes, tail < head
    km
        (m,) length
    inferred
        (m,) km of it that no source has: ends that were joined
    """

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    km: NDArray[np.float64]
    inferred: NDArray[np.float64]

    @property
    def n_nodes(self) -> int:
        """Number of nodes."""
        return int(self.lat.size)

    @property
    def n_edges(self) -> int:
        """Number of edges."""
        return int(self.km.size)

    def degree(self) -> NDArray[np.int64]:
        """Return the number of edges at each node, (n,)."""
        return np.bincount(self.tail, minlength=self.n_nodes) + np.bincount(self.head, minlength=self.n_nodes)

    def component(self) -> NDArray[np.int64]:
        """Return the number of the connected piece of each node, (n,)."""
        shape = (self.n_nodes, self.n_nodes)
        ones = np.ones(self.n_edges, dtype=np.int8)
        return connected_components(coo_array((ones, (self.tail, self.head)), shape=shape), directed=False)[1].astype(
            np.int64
        )

    def with_edges(self, tail: NDArray[np.int64], head: NDArray[np.int64], km: NDArray[np.float64]) -> Graph:
        """Return it with more edges, all of them inferred."""
        return simple(
            self.lat,
            self.lon,
            np.concatenate([self.tail, tail]),
            np.concatenate([self.head, head]),
            np.concatenate([self.km, km]),
            np.concatenate([self.inferred, km]),
        )

    def edges_of(self, chosen: NDArray[np.bool_]) -> Graph:
        """Return it with some of its edges (m,) and all its nodes."""
        kept = {name: getattr(self, name)[chosen] for name in ("tail", "head", "km", "inferred")}
        return replace(self, **kept)

    def nodes_of(self, chosen: NDArray[np.bool_]) -> Graph:
        """Return it with some of its nodes (n,) and the edges between them, numbered anew in the same order."""
        number = np.cumsum(chosen) - 1
        part = self.edges_of(chosen[self.tail] & chosen[self.head])
        return replace(part, lat=self.lat[chosen], lon=self.lon[chosen], tail=number[part.tail], head=number[part.head])


def simple(
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    tail: NDArray[np.int64],
    head: NDArray[np.int64],
    km: NDArray[np.float64],
    inferred: NDArray[np.float64] | None = None,
) -> Graph:
    """Return the graph of edges given in any order and direction; loops are left out, of parallels the shortest stays.

    Parameters
    ----------
    lat, lon
        (n,) degrees
    tail, head, km, inferred
        (m,) edges; inferred None = nothing is
    """
    inferred = np.zeros(km.shape) if inferred is None else inferred
    a, b = np.minimum(tail, head), np.maximum(tail, head)
    order = np.lexsort((inferred, km, b, a))
    order = order[a[order] != b[order]]
    first = np.ones(order.size, dtype=bool)
    first[1:] = (np.diff(a[order]) != 0) | (np.diff(b[order]) != 0)
    kept = order[first]
    return Graph(lat=lat, lon=lon, tail=a[kept], head=b[kept], km=km[kept], inferred=inferred[kept])
