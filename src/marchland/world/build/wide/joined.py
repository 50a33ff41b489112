"""Dangling ends of a network that stop short of another piece of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import KDTree

from marchland.world.build.post_soviet.network.great_circle import EARTH_KM, on_sphere

if TYPE_CHECKING:
    from marchland.world.build.wide.graph import Graph

JOIN_KM = 5.0
"""An end that lies so near to another piece is taken for a gap in the source."""
_LOOKED_AT = 48


def joined(graph: Graph) -> Graph:
    """Return a network with each dangling end joined to the nearest node of another piece, within 5 km.

    The new edges are the straight lines, marked as inferred. Two pieces with several such ends get several joins.

    Parameters
    ----------
    graph
        `n` nodes
    """
    ends = np.flatnonzero(graph.degree() == 1)
    piece = graph.component()
    if not ends.size or piece.max() == 0:
        return graph
    used = np.flatnonzero(graph.degree() > 0)
    at = on_sphere(graph.lat, graph.lon)
    most = min(_LOOKED_AT, used.size)
    found = KDTree(at[used]).query(at[ends], k=most, distance_upper_bound=JOIN_KM / EARTH_KM)
    chord, near = (np.asarray(values).reshape(ends.size, most) for values in found)
    other = used[np.minimum(near, used.size - 1)]
    fits = np.isfinite(chord) & (piece[other] != piece[ends][:, None])
    first = np.argmax(fits, axis=1)
    some = np.flatnonzero(fits.any(axis=1))
    return graph.with_edges(ends[some], other[some, first[some]], chord[some, first[some]] * EARTH_KM)
