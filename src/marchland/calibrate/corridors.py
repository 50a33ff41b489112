"""The routes of the equilibrium through each of two corridors, and how goods choose among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.calibrate.traffic import links_of, pairs_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.bridge.freight.base import FreightBase

    Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class CorridorRoutes:
    """The `R` routes of the `P` pairs of a row, at the hours of the equilibrium.

    Parameters
    ----------
    tonnes
        (P,) a year
    scale
        (P,) USD per tonne, which dispersion is a share of
    pair
        (R,) positions of pairs, rising
    cost
        (R,) USD per tonne
    path_size
        (R,) path-size factors
    by, against
        (R,) whether a route is of the first corridor, or of the second and not of the first
    """

    tonnes: Array
    scale: Array
    pair: NDArray[np.int64]
    cost: Array
    path_size: Array
    by: NDArray[np.bool_]
    against: NDArray[np.bool_]

    def share(self, dispersion: float) -> float:
        """Return the tonnes of the first corridor among those of both; nan where no route is of either.

        Each route's share of its pair is that of the path-size logit (equation 4), as in the equilibrium.
        """
        pairs = len(self.tonnes)
        lowest = np.full(pairs, np.inf)
        np.minimum.at(lowest, self.pair, self.cost)
        dearer = self.cost - lowest[self.pair]
        weight = self.path_size * np.exp(-dearer / (dispersion * self.scale[self.pair]))
        whole = np.bincount(self.pair, weight, pairs)[self.pair]
        flow = self.tonnes[self.pair] * weight / whole
        mine, other = float(flow[self.by].sum()), float(flow[self.against].sum())
        return mine / (mine + other) if mine + other > 0 else float("nan")


def corridor_routes(base: Baseline, freight: FreightBase, row: Mapping[str, Any]) -> CorridorRoutes:
    """Return the routes of the pairs of a row of shares, told apart by `ways` and `against`."""
    table, network = freight.routes, freight.network
    chosen = pairs_of(base, freight, row) & freight.served & (freight.layer_demand.volume > 0)
    number = np.cumsum(chosen) - 1
    wanted = chosen[table.pair]
    way = network.way[table.links]
    by, against = (
        _met(table.route, np.isin(way, network.ways.position(links_of(base.world, row[column]))), len(wanted))
        for column in ("ways", "against")
    )
    return CorridorRoutes(
        tonnes=freight.layer_demand.volume[chosen],
        scale=freight.scale[chosen],
        pair=number[table.pair[wanted]],
        cost=freight.solved.routes.cost[wanted],
        path_size=table.path_size[wanted],
        by=by[wanted],
        against=(against & ~by)[wanted],
    )


def _met(route: NDArray[np.int64], entries: NDArray[np.bool_], routes: int) -> NDArray[np.bool_]:
    """Return the routes that have an entry which is met, (routes,)."""
    met = np.zeros(routes, dtype=bool)
    met[route[entries]] = True
    return met
