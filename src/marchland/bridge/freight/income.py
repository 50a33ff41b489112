"""What goods in transit and tolls bring to whom: transfers with a named receiver."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from marchland.bridge.freight.change import Toll
    from marchland.bridge.freight.choice import RouteTable
    from marchland.bridge.freight.network import FreightNetwork

    Array = NDArray[np.float64]
    Positions = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Passages:
    """Which ways the routes of `P` pairs pass, and who earns there, read once for any flows.

    Parameters
    ----------
    network
        see there
    routes
        of the pairs
    exporter, importer
        (P,) actors of each pair: what they run themselves is no transit
    """

    network: FreightNetwork
    routes: RouteTable
    exporter: Positions
    importer: Positions

    def transit(self, flow: Array, money: Array) -> Array:
        """Return what goods of others pay for passing what each actor runs, (N,) USD a year.

        Parameters
        ----------
        flow
            (R,) tonnes a year of each route
        money
            (C, ways) USD per tonne by class, without tolls; inf = not allowed, which nothing passes
        """
        actors = self.network.ways.earns.shape[1]
        paid = np.where(np.isfinite(money), money, 0.0).ravel()
        found = np.zeros(actors)
        for route, cell, who, share in self._earning:
            found += np.bincount(who, flow[route] * paid[cell] * share, actors)
        return found

    def tolls(self, flow: Array, tolls: Iterable[Toll]) -> Array:
        """Return what tolls bring to each actor, (N,) USD a year: the toll times the tonnes that still pass."""
        found = np.zeros(self.network.ways.earns.shape[1])
        for toll in tolls:
            _, route, cell = self._entries
            paid = float(flow[route] @ toll.usd_per_tonne.ravel()[cell])
            found[toll.receivers] += paid / len(toll.receivers)
        return found

    def tonnes(self, flow: Array) -> Array:
        """Return the tonnes a year of each class of freight on each way, (J, ways), both directions together."""
        _, route, _ = self._entries
        kinds, size = len(self.network.ways.kinds), len(self.network.ways.links)
        found = np.bincount(self._kinds, flow[route], kinds * size)
        return np.asarray(found, dtype=np.float64).reshape(kinds, size)

    @cached_property
    def _kinds(self) -> Positions:
        """Position in (J, ways) of each entry: a class is the same whatever is refused to it or levers do to it."""
        return np.asarray(self._entries[2] % (len(self.network.ways.kinds) * len(self.network.ways.links)))

    @cached_property
    def _entries(self) -> tuple[Positions, Positions, Positions]:
        """Way, route and position in (class, way) of each link of each route, links that are no way left out."""
        way = self.network.way[self.routes.links]
        kept = np.flatnonzero(way >= 0)
        way, route = way[kept], self.routes.route[kept]
        begin = self.routes.commodity[self.routes.pair] * len(self.network.ways.links)
        return way, route, begin[route] + way

    @cached_property
    def _earning(self) -> list[tuple[NDArray[Any], ...]]:
        """Of entries where a third actor earns: route, position in (class, way), who, which share."""
        earns = self.network.ways.earns
        order = np.argsort(-earns, axis=1, kind="stable")
        way, route, cell = self._entries
        exporter, importer = (ends[self.routes.pair] for ends in (self.exporter, self.importer))
        found: list[tuple[NDArray[Any], ...]] = []
        for rank in range(int((earns > 0).sum(axis=1).max(initial=0))):
            who = order[:, rank]
            share = np.take_along_axis(earns, who[:, None], axis=1)[:, 0]
            some = np.flatnonzero(share[way] > 0)
            here, there = who[way[some]], route[some]
            third = np.flatnonzero((here != exporter[there]) & (here != importer[there]))
            some = some[third]
            found.append((there[third], cell[some], here[third], share[way[some]]))
        return found
