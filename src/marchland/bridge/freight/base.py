"""The freight of a world without levers: who carries what where, and what passes whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.economy import drawn_economy, parameter
from marchland.bridge.factors import central
from marchland.bridge.freight.change import class_money
from marchland.bridge.freight.choice import RouteTable
from marchland.bridge.freight.demand import freight_demand, worth_in
from marchland.bridge.freight.network import freight_network

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.economy import DrawnEconomy
    from marchland.bridge.factors import Draw
    from marchland.bridge.freight.demand import FreightDemand
    from marchland.bridge.freight.network import FreightNetwork
    from marchland.layers.freight import Assignment, Demand, Network
    from marchland.layers.freight.on_routes import Near

    Array = NDArray[np.float64]

GAP = 1e-4
SEARCHES = 2
"""Searches for routes, each at the hours of the last equilibrium."""
MOST_ROUTES, ALIKE, LEAST = 8, 0.6, 1000.0
"""Routes of a pair that a search keeps besides those by which any gatekeeper can be passed or gone around; the part of
its cost from which on a route is taken for another one; tonnes a year of a stream that is looked at (`route_set`)."""
USED = 0.01
"""Share of a pair's volume from which on a route stays in that a later search does not find again."""
LEAST_SCALE = 0.2
"""Part of what the cheapest way costs that dispersion is a share of where hours are worth less: a judgement."""
LONGER = 1e-4
"""By how much hours are longer to see what they are worth on the cheapest way."""
SMALLEST_DISPERSION = 1e-6
"""USD per tonne, for pairs that have no way or one at no cost."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FreightBase:
    """Freight in one draw, usually at best values: `R` ways, `P` pairs of zones by class.

    Parameters
    ----------
    draw
        state of knowledge
    network, demand
        see there
    drawn
        the economy of the draw
    layer_network, layer_demand
        as the freight layer takes them
    delay
        alpha and beta
    cheapest
        (P,) USD per tonne, cost of each pair's cheapest way when all are empty; inf = no way
    scale
        (P,) USD per tonne, what dispersion is a share of: what the hours of that way are worth, at least a fifth of
        its cost; shippers differ in what an hour is worth to them, and rates are the same to all
    dispersion
        (P,) USD per tonne
    solved
        the equilibrium
    """

    draw: Draw
    network: FreightNetwork
    demand: FreightDemand
    drawn: DrawnEconomy
    layer_network: Network
    layer_demand: Demand
    delay: tuple[float, float]
    cheapest: Array
    scale: Array
    dispersion: Array
    solved: Assignment

    @cached_property
    def worth(self) -> Array:
        """(C,) FOB value of a tonne in each cell of trade, USD."""
        return worth_in(self.demand.usd_per_tonne, self.demand.cells[2], self.draw)

    @cached_property
    def tonnes(self) -> Array:
        """(C,) tonnes a year of each cell of trade."""
        return np.asarray(self.drawn.economy.flows[tuple(self.demand.cells)] / self.worth)

    @cached_property
    def value(self) -> Array:
        """(P,) USD a year that each pair carries."""
        return np.asarray(self.demand.shares @ self.drawn.economy.flows[tuple(self.demand.cells)])

    @cached_property
    def routes(self) -> RouteTable:
        """The routes of all pairs."""
        return route_table(self.solved, self.demand.commodity)

    @cached_property
    def near(self) -> Near:
        """Where equilibria near this one are sought."""
        from marchland.layers.freight.compared import set_of
        from marchland.layers.freight.on_routes import on_routes

        own = set_of(self.solved, self.layer_demand)
        ready = on_routes(self.layer_network, self.layer_demand, own, dispersion=self.dispersion)
        return ready.near(self.solved.flow)

    @property
    def served(self) -> NDArray[np.bool_]:
        """(P,) whether a pair has a way."""
        return np.isfinite(self.solved.od_cost)

    @property
    def unserved(self) -> float:
        """Share of the tonnes to be carried that has no way in the world as it is."""
        whole = float(self.layer_demand.volume.sum())
        return float(self.layer_demand.volume[~self.served].sum()) / whole if whole > 0 else 0.0

    @cached_property
    def _entries(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Way and route of each link of each route, links that are no way left out."""
        way = self.network.way[self.routes.links]
        return way[way >= 0], self.routes.route[way >= 0]

    def carried(self, pairs: NDArray[np.bool_] | None = None) -> tuple[Array, Array]:
        """Return what passes each way, both directions together: tonnes (R,) and USD (R,) a year.

        Parameters
        ----------
        pairs
            (P,) which pairs; default all
        """
        flow, worth = self._flows(pairs)
        way, route = self._entries
        size = len(self.network.ways.links)
        tonnes, value = (np.bincount(way, each[route], size) for each in (flow, worth))
        return np.asarray(tonnes, dtype=np.float64), np.asarray(value, dtype=np.float64)

    def passing(self, target: Iterable[int]) -> tuple[Array, Array]:
        """Return what passes each way of the trade of an actor or bloc: tonnes (R,) and USD (R,) a year.

        Parameters
        ----------
        target
            positions of the actors; trade among them counts once
        """
        return self.carried(self.of(target))

    def of(self, target: Iterable[int]) -> NDArray[np.bool_]:
        """Return the pairs of which one end is one of some actors, (P,)."""
        wanted = list(target)
        return np.isin(self.demand.exporter, wanted) | np.isin(self.demand.importer, wanted)

    def through(self, links: Iterable[str], pairs: NDArray[np.bool_] | None = None) -> tuple[float, float]:
        """Return tonnes and USD a year that pass any of some ways, each counted once.

        Parameters
        ----------
        links
            codes
        pairs
            (P,) which pairs; default all
        """
        flow, worth = self._flows(pairs)
        way, route = self._entries
        met = np.zeros(len(flow), dtype=bool)
        met[route[np.isin(way, self.network.ways.position(links))]] = True
        return float(flow[met].sum()), float(worth[met].sum())

    def captive(self, links: Iterable[str]) -> NDArray[np.bool_]:
        """Return the pairs, (P,), that have a way now and none without some ways, by code."""
        shut = np.zeros(len(self.network.ways.links), dtype=bool)
        shut[self.network.ways.position(links)] = True
        return self.served & ~self._joined(shut)

    def _flows(self, pairs: NDArray[np.bool_] | None) -> tuple[Array, Array]:
        """Return tonnes and USD of each route, those of other pairs being zero."""
        volume, pair = self.layer_demand.volume, self.routes.pair
        flow = self.solved.routes.flow * (1.0 if pairs is None else pairs[pair])
        with np.errstate(divide="ignore", invalid="ignore"):
            worth = np.where(volume > 0, self.value / volume, 0.0)
        return flow, flow * worth[pair]

    def _joined(self, shut: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return the pairs, (P,), that have a way where some ways (R,) are shut to all."""
        found = np.zeros(len(self.demand.exporter), dtype=bool)
        for k in range(len(self.network.ways.commodities)):
            cost = np.where(self.network.spread(shut.astype(float)) > 0, np.inf, self._money[k])
            own = np.flatnonzero(self.demand.commodity == k)
            ends = self.network.leaves[self.demand.leaves[own]], self.network.arrives[self.demand.arrives[own]]
            found[own] = np.isfinite(cheapest_costs(self.network, cost, *ends))
        return found

    @property
    def _money(self) -> Array:
        return np.asarray(self.layer_network.fixed_cost).reshape(-1, len(self.network.way))


def freight_base(base: Baseline) -> FreightBase:
    """Return the freight of a baseline at best values; solved once and kept, and shared where `share_freight` says so.

    Raises
    ------
    MissingData
        where the world has links and no parameters of freight
    SolverError
        where the equilibrium is not met
    """
    if "base" not in base.freight:
        lender: Baseline | None = base.freight.get("lender")
        found = None if lender is None else _borrowed(freight_base(lender), base)
        base.freight["base"] = found or freight_in(base, central(base.factors))
    kept: FreightBase = base.freight["base"]
    return kept


def share_freight(lender: Baseline, borrower: Baseline) -> None:
    """Let a baseline use the freight of another one of the same world at another horizon, which is the same.

    Of what freight without levers rests on the horizon changes nothing but the elasticities of the economy behind it.
    """
    borrower.freight["lender"] = lender


def _borrowed(lent: FreightBase, base: Baseline) -> FreightBase | None:
    """Return the freight of one baseline for another; None where they do not trade or carry alike."""
    draw = central(base.factors)
    if draw.names != lent.draw.names:
        return None
    drawn = drawn_economy(base, draw)
    delay = (parameter(base, draw, "delay_alpha"), parameter(base, draw, "delay_beta"))
    scale = dispersions(lent.scale, parameter(base, draw, "freight_dispersion"))
    same = delay == lent.delay and np.array_equal(scale, lent.dispersion)
    if not (same and np.array_equal(drawn.economy.flows, lent.drawn.economy.flows)):
        return None
    return replace(lent, draw=draw, drawn=drawn)


def freight_in(base: Baseline, draw: Draw) -> FreightBase:
    """Solve the freight of a baseline in a draw; see `freight_base`."""
    from marchland.layers.freight import Demand

    network = freight_network(base.world)
    drawn = drawn_economy(base, draw)
    demand = freight_demand(base, network, drawn.economy.flows)
    figures = network.ways.at(draw)
    delay = (parameter(base, draw, "delay_alpha"), parameter(base, draw, "delay_beta"))
    money = class_money(network.ways, figures, network.ways.open)
    layer = network.network(
        money=money,
        hours=figures.hours,
        capacity=figures.capacity,
        preload=figures.preload,
        value_of_time=figures.value_of_time,
        delay=delay,
    )
    worth = worth_in(demand.usd_per_tonne, demand.cells[2], draw)
    wanted = Demand(
        origin=network.leaves[demand.leaves],
        destination=network.arrives[demand.arrives],
        volume=np.asarray(demand.shares @ (drawn.economy.flows[tuple(demand.cells)] / worth)),
        commodity=demand.commodity,
    )
    cheapest, longer = (
        _when_empty(network, money, figures.value_of_time, part * figures.hours, wanted) for part in (1.0, 1.0 + LONGER)
    )
    some, scale = np.isfinite(cheapest), np.zeros(len(cheapest))
    scale[some] = np.maximum((longer[some] - cheapest[some]) / LONGER, LEAST_SCALE * cheapest[some])
    dispersion = dispersions(scale, parameter(base, draw, "freight_dispersion"))
    return FreightBase(
        draw=draw,
        network=network,
        demand=demand,
        drawn=drawn,
        layer_network=layer,
        layer_demand=wanted,
        delay=delay,
        cheapest=cheapest,
        scale=scale,
        dispersion=dispersion,
        solved=_settled(layer, wanted, dispersion),
    )


def _when_empty(network: FreightNetwork, money: Array, value_of_time: Array, hours: Array, wanted: Demand) -> Array:
    """Return the cost of each pair's cheapest way when all are empty, (P,); inf = no way."""
    cost = network.spread(money) + value_of_time[:, None] * network.spread(hours)
    commodity = np.asarray(wanted.commodity)
    found = np.full(len(commodity), np.inf)
    for k in range(len(network.ways.commodities)):
        own = np.flatnonzero(commodity == k)
        found[own] = cheapest_costs(network, cost[k], wanted.origin[own], wanted.destination[own])
    return found


def _settled(network: Network, demand: Demand, dispersion: Array) -> Assignment:
    """Return the equilibrium on routes that were searched when ways are empty and at the hours found since."""
    from marchland.layers.freight import logit_equilibrium, route_set
    from marchland.layers.freight.united import narrowed, united

    routes = route_set(network, demand, dispersion=dispersion, most=MOST_ROUTES, alike=ALIKE, least=LEAST)
    found = logit_equilibrium(network, demand, dispersion=dispersion, routes=routes, gap=GAP)
    for _ in range(SEARCHES - 1):
        more = route_set(
            network, demand, dispersion=dispersion, hours=found.hours, most=MOST_ROUTES, alike=ALIKE, least=LEAST
        )
        used = found.routes.flow >= USED * demand.volume[found.routes.pair]
        routes = united(more, narrowed(routes, used, demand, network), demand, network)
        found = logit_equilibrium(network, demand, dispersion=dispersion, routes=routes, gap=GAP, start=found)
    return found


def dispersions(scale: Array, share: float) -> Array:
    """Return the dispersion of the choice among routes, (P,) USD per tonne: a share of each pair's scale."""
    return np.maximum(scale * share, SMALLEST_DISPERSION)


def route_table(solved: Assignment, commodity: NDArray[np.int64]) -> RouteTable:
    """Return the routes of an assignment, by pair."""
    routes = solved.routes
    return RouteTable(
        pair_start=np.searchsorted(routes.pair, np.arange(len(commodity) + 1)),
        start=routes.start,
        links=routes.links.astype(np.int32),
        commodity=commodity,
        path_size=routes.path_size,
    )


def cheapest_costs(
    network: FreightNetwork, cost: Array, origin: NDArray[np.int64], destination: NDArray[np.int64]
) -> Array:
    """Return the cost of each pair's cheapest way, (P,) in the unit of `cost` (L,); inf = no way.

    Zones have a node to leave from and one to arrive at, so that no way leads through them.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    if not len(origin):
        return np.zeros(0)
    usable = np.flatnonzero(np.isfinite(cost))
    # Of links side by side the dearest first, so that the cheapest is written last; what is free costs next to nothing.
    usable = usable[np.argsort(-cost[usable], kind="stable")]
    key = network.tail[usable] * network.n_nodes + network.head[usable]
    _, last = np.unique(key[::-1], return_index=True)
    kept = usable[::-1][last]
    shape = (network.n_nodes, network.n_nodes)
    graph = csr_array((np.maximum(cost[kept], 1e-12), (network.tail[kept], network.head[kept])), shape=shape)
    sources, row = np.unique(origin, return_inverse=True)
    return np.asarray(dijkstra(graph, indices=sources)[row, destination])
