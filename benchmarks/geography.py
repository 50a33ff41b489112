"""A synthetic network of the size of a continent's: junctions on a map, zones tied to them, four classes of cargo."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay

from marchland.layers.freight import Demand, Network

SPEED, RATE = 35.0, 0.03
"""Kilometres an hour, and USD per tonne and kilometre."""


def continent(
    junctions: int = 810, zones: int = 90, roads: int = 1_110, per_class: int = 6_250, seed: int = 1
) -> tuple[Network, Demand]:
    """Return a network of `junctions` + `zones` nodes and a demand with four classes.

    Roads are those of a least spanning tree and the shortest of the other edges of a Delaunay triangulation; they go
    both ways. A zone hangs on its two nearest junctions and is not passed.
    """
    draw = np.random.default_rng(seed)
    places = draw.uniform(0, 1, (junctions + zones, 2)) * [8_000, 4_000]
    towns = Delaunay(places[:junctions]).simplices
    edges = np.unique(np.sort(np.concatenate([towns[:, [0, 1]], towns[:, [1, 2]], towns[:, [0, 2]]]), axis=1), axis=0)
    far = np.linalg.norm(places[edges[:, 0]] - places[edges[:, 1]], axis=1)
    tree = minimum_spanning_tree(coo_array((far, edges.T), shape=(junctions, junctions)).tocsr()).tocoo()
    within = {(min(a, b), max(a, b)) for a, b in zip(tree.row.tolist(), tree.col.tolist(), strict=True)}
    order = sorted(range(len(edges)), key=lambda e: (tuple(edges[e].tolist()) not in within, far[e]))
    edges = edges[order[:roads]]
    ends = np.arange(junctions, junctions + zones)
    apart = np.linalg.norm(places[ends][:, None] - places[None, :junctions], axis=2)
    ties = np.argsort(apart, axis=1)[:, :2]
    edges = np.concatenate([edges, np.column_stack([np.repeat(ends, 2), ties.ravel()])])
    tail, head = np.concatenate([edges, edges[:, ::-1]]).T
    km = np.linalg.norm(places[tail] - places[head], axis=1) * draw.uniform(1.0, 1.3, tail.size)
    worth = np.array([0.05, 0.1, 0.4, 1.5])
    rate = np.array([0.6, 0.8, 1.0, 1.4])
    pairs = np.array([(o, d) for o in ends for d in ends if o != d])
    picked = [pairs[draw.choice(len(pairs), per_class, replace=False)] for _ in range(worth.size)]
    origin, destination = np.concatenate(picked).T
    crossing = draw.uniform(size=tail.size) < 0.1
    demand = Demand(
        origin, destination, draw.lognormal(0, 1.5, origin.size) * 4e-4, np.repeat(np.arange(worth.size), per_class)
    )
    network = Network(
        junctions + zones, tail, head, RATE * km * rate[:, None], km / SPEED + 20.0 * crossing,
        np.where(draw.uniform(size=tail.size) < 0.7, draw.lognormal(3, 0.6, tail.size), np.inf),
        0.15, 4.0, draw.lognormal(1, 1, tail.size), worth, np.arange(junctions + zones) < junctions,
    )  # fmt: skip
    return network, demand
