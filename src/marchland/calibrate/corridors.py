"""The cheapest way of each pair through each of two corridors, and how goods choose between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.calibrate.traffic import links_of, pairs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.bridge.freight.base import FreightBase

    Array = NDArray[np.float64]

LEAST = 1e-9
"""USD per tonne of what is free: an entry of 0 would be no link in a sparse graph."""


@dataclass(frozen=True, kw_only=True, eq=False)
class CorridorCosts:
    """What the `P` pairs of a row pay by either corridor.

    Parameters
    ----------
    tonnes
        (P,) a year
    cheapest
        (P,) USD per tonne by the cheapest of all ways, at the hours of the equilibrium
    scale
        (P,) USD per tonne by the cheapest way when all are empty, which dispersion is a share of
    by, against
        (P,) USD per tonne by the cheapest way through each corridor; inf = none
    """

    tonnes: Array
    cheapest: Array
    scale: Array
    by: Array
    against: Array

    def share(self, dispersion: float) -> float:
        """Return the tonnes of the first corridor among those of both; nan where no pair can take either.

        Each corridor stands for one alternative of the logit, with the cost of its cheapest way: tonnes of a pair go
        as exp((cheapest - cost) / (dispersion * scale)). So the share does not hang on how many variants of a corridor
        a search for routes keeps.
        """
        with np.errstate(divide="ignore", over="ignore"):
            first, second = (
                np.log(self.tonnes) - (cost - self.cheapest) / (dispersion * self.scale)
                for cost in (self.by, self.against)
            )
        top = max(first.max(initial=-np.inf), second.max(initial=-np.inf))
        if not np.isfinite(top):
            return float("nan")
        mine, other = float(np.exp(first - top).sum()), float(np.exp(second - top).sum())
        return mine / (mine + other)


def corridor_costs(base: Baseline, freight: FreightBase, row: Mapping[str, Any]) -> CorridorCosts:
    """Return what the pairs of a row of shares pay by `ways` and by `against`, at the hours of the equilibrium."""
    chosen = pairs_of(base, freight, row) & freight.served & (freight.layer_demand.volume > 0)
    ways, against = (links_of(base.world, row[column]) for column in ("ways", "against"))
    demand, layer = freight.demand, freight.layer_network
    money = np.asarray(layer.fixed_cost).reshape(-1, len(freight.network.way))
    pairs = np.flatnonzero(chosen)
    found = np.full((3, len(pairs)), np.inf)
    for k in np.unique(demand.commodity[pairs]).tolist():
        own = np.flatnonzero(demand.commodity[pairs] == k)
        cost = money[k] + np.asarray(layer.value_of_time)[k] * freight.solved.hours
        found[:, own] = _through(freight, cost, pairs[own], (ways, against))
    return CorridorCosts(
        tonnes=freight.layer_demand.volume[pairs],
        cheapest=found[0],
        scale=freight.cheapest[pairs],
        by=found[1],
        against=found[2],
    )


def _through(
    freight: FreightBase, cost: Array, pairs: NDArray[np.int64], corridors: tuple[Iterable[str], ...]
) -> Array:
    """Return the cost of each pair's cheapest way of all and through each corridor, (1 + corridors, pairs)."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    network = freight.network
    usable = np.flatnonzero(np.isfinite(cost))
    usable = usable[np.argsort(-cost[usable], kind="stable")]
    key = network.tail[usable] * network.n_nodes + network.head[usable]
    _, last = np.unique(key[::-1], return_index=True)  # of links side by side the cheapest
    kept = usable[::-1][last]
    shape = (network.n_nodes, network.n_nodes)
    graph = csr_array((np.maximum(cost[kept], LEAST), (network.tail[kept], network.head[kept])), shape=shape)
    origin, destination = (
        network.leaves[freight.demand.leaves[pairs]],
        network.arrives[freight.demand.arrives[pairs]],
    )
    there = dijkstra(graph, indices=origin)
    back = dijkstra(graph.T.tocsr(), indices=destination)
    found = [there[np.arange(len(pairs)), destination]]
    for codes in corridors:
        links = network.directed(codes)
        links = links[np.isfinite(cost[links])]
        whole = there[:, network.tail[links]] + cost[links] + back[:, network.head[links]]
        found.append(whole.min(axis=1, initial=np.inf))
    return np.array(found)
