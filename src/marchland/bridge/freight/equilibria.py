"""The equilibria of freight before and after levers, on the union of their routes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.freight.base import ALIKE, GAP, LEAST, MOST_ROUTES
from marchland.bridge.freight.change import class_money
from marchland.bridge.freight.choice import RouteTable
from marchland.bridge.freight.eased import bearable, eased

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.freight.base import FreightBase
    from marchland.bridge.freight.change import WayChange
    from marchland.bridge.freight.groups import Grouped
    from marchland.layers.freight import Demand, Network, RouteSet
    from marchland.layers.freight.on_routes import OnRoutes, Reached

    Array = NDArray[np.float64]
    Positions = NDArray[np.int64]

SEARCHES = 2
"""Searches for routes after levers, each at the hours of the last equilibrium."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Both:
    """Freight before and after levers on the same routes with the same path-size factors; (E,) pairs by group.

    Parameters
    ----------
    before, after
        the equilibria
    routes
        on which they are
    ready
        the network after levers with these routes
    volume, whole
        (E,) tonnes after levers; whether they are those asked for, and not cut to what ways could carry
    """

    before: Reached
    after: Reached
    routes: RouteTable
    ready: OnRoutes
    volume: Array
    whole: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Equilibria:
    """Freight with and without levers, for any volumes.

    A pair whose routes levers touch is searched anew at the costs that hold then; the others keep the routes they have.
    Where a lever opens a way every pair is searched. Path-size factors are those of the union.
    """

    base: Baseline
    freight: FreightBase
    change: WayChange
    pairs: Grouped

    @cached_property
    def commodity(self) -> Positions:
        """(E,) class of each pair: group * K + class."""
        fb = self.freight
        return self.pairs.group * len(fb.network.ways.commodities) + fb.demand.commodity[self.pairs.pair]

    @cached_property
    def networks(self) -> tuple[Network, Network]:
        """Before and after, for the classes of all groups."""
        return networks(self.freight, self.change)

    @cached_property
    def dispersion(self) -> Array:
        """(E,) USD per tonne."""
        return self.freight.dispersion[self.pairs.pair]

    def demand(self, volume: Array) -> Demand:
        """Return what is carried, of tonnes by pair (E,)."""
        from marchland.layers.freight import Demand

        wanted, pair = self.freight.layer_demand, self.pairs.pair
        return Demand(
            origin=wanted.origin[pair],
            destination=wanted.destination[pair],
            volume=volume,
            commodity=self.commodity,
        )

    def solve(self, volume: Array) -> Both:
        """Return both equilibria with the same volumes (E,), on the union of the routes before and after.

        After levers volumes are cut where ways could not carry them: see `eased`.
        """
        from marchland.layers.freight.on_routes import on_routes
        from marchland.layers.freight.route_set import class_cost, searched
        from marchland.layers.freight.united import united

        before, after = self.networks
        demand, hours, near = self.demand(volume), self.freight.solved.hours, self.freight.near
        own = self.freight.routes.of_pairs(self.pairs.pair)
        table = replace(own, commodity=self.commodity)
        again = self._touched(table)
        ready = solved = None
        carried = np.zeros(len(volume))
        for _ in range(SEARCHES):
            price = class_cost(after, hours)
            new = searched(after, demand, again, self.dispersion, price, MOST_ROUTES, ALIKE, LEAST)
            wider = united(_set(table.of_pairs(again)), new, demand, before, after, pairs=again)
            if solved is not None and wider.n_routes == int(np.diff(table.pair_start)[again].sum()):
                break
            table = _replaced(table, again, wider)
            ready = on_routes(after, demand, _set(table), dispersion=self.dispersion)
            solved, carried = eased(ready, bearable(ready, volume), carried, gap=GAP, near=near)
            hours, near = solved.hours, solved.near
        assert ready is not None
        assert solved is not None
        still = on_routes(before, demand, _set(table), dispersion=self.dispersion)
        return Both(
            before=still.solve(volume, gap=GAP, near=self.freight.near),
            after=solved,
            routes=table,
            ready=ready,
            volume=carried,
            whole=bool((carried == volume).all()),
        )

    def again(self, both: Both, volume: Array, *, cut: bool = True) -> Both:
        """Return the same with other volumes after the levers, those cut that ways could not carry if `cut` is said."""
        asked = bearable(both.ready, volume) if cut else volume
        found, carried = eased(both.ready, asked, both.volume, gap=GAP, near=both.after.near)
        return replace(both, after=found, volume=carried, whole=bool((carried == volume).all()))

    def omitted(self, both: Both, volume: Array) -> float:
        """Return a bound on the share of any pair that routes left out would take after the levers."""
        from marchland.layers.freight.omitted import largest_omitted

        return largest_omitted(
            self.networks[1], self.demand(volume), _set(both.routes), self.dispersion, both.after.hours
        )

    def _touched(self, table: RouteTable) -> Positions:
        """Return the pairs that have to be searched: a link of their routes changes; all where one opens."""
        before, after = self.networks
        old, new = (np.atleast_2d(n.fixed_cost) for n in (before, after))
        waits = after.free_flow_cost != before.free_flow_cost
        narrow = (after.capacity != before.capacity) | (after.preload != before.preload)
        differs = (old != new) | waits | narrow
        if (np.isinf(old) & np.isfinite(new)).any():
            return np.arange(len(self.commodity))
        return np.flatnonzero(np.bincount(table.pair, table.added_up(differs.astype(float)), len(self.commodity)))


def networks(fb: FreightBase, change: WayChange) -> tuple[Network, Network]:
    """Return the networks before and after levers, for the classes of all groups; one delay for both."""
    own, figures = fb.network.ways, fb.network.ways.at(fb.draw)
    groups = len(change.part)
    value = np.tile(figures.value_of_time, groups)
    before = fb.network.network(
        money=np.tile(class_money(own, figures, own.open), (groups, 1)),
        hours=figures.hours,
        capacity=figures.capacity,
        preload=figures.preload,
        value_of_time=value,
        delay=fb.delay,
    )
    after = fb.network.network(
        money=change.money(own, figures),
        hours=figures.hours + change.hours,
        capacity=figures.capacity * change.room,
        preload=figures.preload * change.room,
        value_of_time=value,
        delay=fb.delay,
    )
    return before, after


def _set(table: RouteTable) -> RouteSet:
    from marchland.layers.freight import RouteSet

    return RouteSet(
        pair_start=table.pair_start,
        start=table.start,
        links=table.links,
        path_size=table.path_size,
        reach=np.full(len(table.commodity), np.inf),
    )


def _replaced(table: RouteTable, pairs: Positions, wider: RouteSet) -> RouteTable:
    """Return the routes of all pairs, those of some being others now."""
    kept = np.setdiff1d(np.arange(len(table.commodity)), pairs)
    rest = table.of_pairs(kept)
    joined = RouteTable(
        pair_start=np.concatenate([rest.pair_start, rest.pair_start[-1] + wider.pair_start[1:]]),
        start=np.concatenate([rest.start, rest.start[-1] + wider.start[1:]]),
        links=np.concatenate([rest.links, wider.links]),
        commodity=table.commodity[np.concatenate([kept, pairs])],
        path_size=np.concatenate([rest.path_size, wider.path_size]),
    )
    order = np.empty(len(table.commodity), dtype=np.int64)
    order[np.concatenate([kept, pairs])] = np.arange(len(order))
    return joined.of_pairs(order)
