"""The market of one fuel in a draw: an equilibrium at what was observed, on the pipes that are open on the day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.economy import parameter
from marchland.bridge.energy.accounts import Accounts, Doubts, closed
from marchland.bridge.energy.carried import ROOM, Carried, carried
from marchland.bridge.energy.cleared import told_of
from marchland.bridge.energy.figures import fuel_figures
from marchland.bridge.energy.lanes import second_lanes, with_lanes
from marchland.bridge.energy.priced import hub_prices
from marchland.bridge.energy.refining import passed_on, with_refining
from marchland.bridge.energy.refused import refused_sales
from marchland.bridge.energy.stores import lasting, prices_at_hubs, stores, stores_at
from marchland.bridge.energy.wedges import Relations, with_wedges
from marchland.bridge.factors import central
from marchland.bridge.spread import LARGEST_FALL, Z95
from marchland.errors import SolverError
from marchland.layers import energy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.energy.figures import FuelFigures
    from marchland.bridge.factors import Draw
    from marchland.bridge.spread import Range

    Array = NDArray[np.float64]
    Positions = NDArray[np.int64]

FLOWS, PRICES = "energy.flows", "energy.prices"
BIAS_WEIGHT, CELL_WEIGHT = 0.5**0.5, 0.5**0.5
"""How the variance of a figure splits: bias of its kind, noise of the cell."""
LIFTING = 0.05
"""What is saved at least by a unit that is not made, over the cost of the last one."""
GIVEN_AWAY = 1.05
"""What is saved by a unit that is not made, over what is lost by one that is sold at home below its cost."""
LEAST_COST = 1e-3
"""Money a unit: what costs nothing to make has no supply curve."""
SMALLEST = 1e-6
"""A seller that makes a smaller share of the world's fuel answers to prices as one that makes so much."""
TOLERANCES = (1e-8, 1e-7)
"""Largest violations of the conditions of equilibrium: the second where the first is not met."""
ABOVE = 1.05
"""Least rationing price over the price at a hub."""
STREAMS = {"gas": 20, "oil": 30}


@dataclass(frozen=True, kw_only=True, eq=False)
class FuelMarket:
    """The market of one fuel; nodes are the hubs and arcs the pipes of `figures`, in their order.

    Parameters
    ----------
    figures
        what the tables say
    accounts
        the sales that close every hub's account, and what was moved for it
    stranded
        (H, H) sales without any pipe, which are left out on both sides
    overfull
        (A,) what was sold needs more than the pipe's capacity by so much, units a year; it is given that much
    reopened
        (A,) what was sold passed a pipe that is closed on the day, units a year
    guessed
        (H,) True where no price is known at a hub that uses the fuel, and that of the nearest one stands in
    refined
        (D,) rows of the market's demand that are refined for sale abroad
    prepared
        the market on the day without levers, with its equilibrium: found from that at best values, and where all
        searches of the draw begin
    rebased
        share of use that moved when pipes that are closed on the day were taken out
    free
        share of what is in store that the season leaves; see `marchland.bridge.energy.stores`
    """

    figures: FuelFigures
    accounts: Accounts
    stranded: Array
    overfull: Array
    reopened: Array
    guessed: NDArray[np.bool_]
    refined: NDArray[np.bool_]
    prepared: energy.Prepared
    rebased: float
    free: float

    @property
    def market(self) -> energy.Market:
        """The market on the day, without levers."""
        return self.prepared.market

    def lasting(self, days: float) -> energy.Market:
        """Return the market on the day, of so many days: what stores give depends on them."""
        return lasting(self.market, days, self.free)

    @property
    def base(self) -> energy.Equilibrium:
        """Its equilibrium."""
        return self.prepared.base

    def solve(self, market: energy.Market) -> energy.Equilibrium:
        """Return the equilibrium of the market with levers, found from that without.

        What refineries sell abroad is dearer by what oil is dearer in most places: see `passed_on`.

        Raises
        ------
        CannotClear
            where contracts cannot be kept
        SolverError
            where the certificate is not met
        """
        with told_of(self.figures):
            return passed_on(partial(_solved, self.prepared), market, self.base, self.refined)


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """What all draws of a fuel share: figures, cost of the last unit made (H,), ways of sales, (H, H) refused sales."""

    figures: FuelFigures
    cost: Array
    ways: Carried
    refused: NDArray[np.bool_]


def fuel_ground(base: Baseline, fuel: str) -> Ground:
    """Return figures and ways of a fuel, found once for a baseline.

    Raises
    ------
    MissingData
        where the world has no flows of the fuel up to its year
    """
    key = ("ground", fuel)
    if key not in base.energy:
        figures = fuel_figures(base.world, fuel)
        doubts = _doubts(figures)
        best = closed(figures.sold.best, figures.paid.best, figures.production.best, figures.consumption.best, doubts)
        price, _ = hub_prices(figures, best.sales, best.price, figures.price.best)
        share = float(base.parameters["energy_cost"].best) if "energy_cost" in base.parameters else np.nan
        cost = np.where(np.isnan(figures.cost.best), share * price, figures.cost.best)
        figures, ways = with_lanes(figures, carried(figures, best.sales, cost))
        base.energy[key] = Ground(
            figures=figures,
            cost=cost,
            ways=ways,
            refused=refused_sales(base.world, figures),
        )
    ground: Ground = base.energy[key]
    return ground


def fuel_market(base: Baseline, fuel: str, draw: Draw) -> FuelMarket:
    """Return the market of a fuel in a draw; the central one is kept with the baseline.

    Sales are drawn and their accounts closed; they go the ways that are cheapest at best values, and pipes have room
    for them. The wedge of a pair is what the buyer paid less what a unit of the seller costs there, so that the year is
    an equilibrium. Pipes that are closed on the world's day are taken out at last, and the market clears again. In
    draws costs of production and tariffs all move by one factor, so that the same ways stay the cheapest.

    Raises
    ------
    MissingData
        where the world has no flows of the fuel up to its year, or a parameter is missing
    CannotClear, SolverError
        where the market does not clear
    """
    key = f"market {fuel}"
    if key not in base.energy:
        base.energy[key] = _fuel_market(base, fuel, central(base.factors), None)
    best: FuelMarket = base.energy[key]
    return best if draw.is_central else _fuel_market(base, fuel, draw, best.prepared)


def _fuel_market(base: Baseline, fuel: str, draw: Draw, prepared: energy.Prepared | None) -> FuelMarket:
    ground = fuel_ground(base, fuel)
    figures, ways, drawn = ground.figures, ground.ways, _Drawn(draw=draw, stream=STREAMS[fuel])
    accounts = closed(
        drawn.at(figures.sold, FLOWS, 0),
        drawn.at(figures.paid, PRICES, 1),
        drawn.at(figures.production, FLOWS, 2),
        drawn.at(figures.consumption, FLOWS, 3),
        _doubts(figures),
    )
    sales = np.where(ways.stranded > 0, 0.0, accounts.sales)
    loads, made = ways.loads(figures, sales)
    limit = drawn.at(figures.limit, FLOWS, 4)
    own = second_lanes(ways, np.where(figures.was_open, np.where(np.isnan(limit), np.inf, limit), 0.0), loads)
    room = np.where(ways.scarce > 0, loads, np.maximum(own, loads * (1 + ROOM)))
    price, guessed = hub_prices(figures, sales, accounts.price, drawn.at(figures.price, PRICES, 5))
    dearer = parameter(base, draw, "energy_cost") / float(base.parameters["energy_cost"].best)
    market, refined = _market(base, draw, drawn, figures, sales, room, made, price, dearer * ground.cost, dearer)
    refused = ground.refused & (made > 0)[:, None] & (sales.sum(axis=0) > 0)
    market = replace(market, contracts=_contracts(figures, sales, refused))
    delivered = np.where(refused & (sales <= 0), np.inf, dearer * ways.delivered)
    rules = Relations(
        substitution=parameter(base, draw, f"{fuel}_substitution"), premium=parameter(base, draw, f"{fuel}_new_seller")
    )
    wedged = with_wedges(market, sales, accounts.price, price, delivered, rules)
    shut = np.flatnonzero(~figures.is_open & (room > 0))
    with told_of(figures):
        today = _on_the_day(wedged, shut, prepared)
    return FuelMarket(
        figures=figures,
        accounts=accounts,
        stranded=np.where(ways.stranded > 0, accounts.sales, 0.0),
        overfull=np.where(figures.was_open, np.maximum(loads - own, 0.0), 0.0),
        reopened=np.where(figures.is_open, 0.0, loads),
        guessed=guessed & (sales.sum(axis=0) > 0),
        refined=refined,
        prepared=today,
        rebased=float(np.abs(today.base.sales - sales).sum() / sales.sum()),
        free=parameter(base, draw, f"{fuel}_storage_free"),
    )


def _doubts(figures: FuelFigures) -> Doubts:
    """Return how sure sales, production and use are, by their ranges."""

    def spread(figures: Range) -> Array:
        with np.errstate(invalid="ignore", divide="ignore"):
            found = np.log(figures.high / np.maximum(figures.low, figures.best / LARGEST_FALL)) / (2 * Z95)
        return np.asarray(np.where(np.isfinite(found), found, 0.0))

    return Doubts(
        sold=spread(figures.sold), production=spread(figures.production), consumption=spread(figures.consumption)
    )


def _prepared(market: energy.Market) -> energy.Prepared:
    """Return a market with its equilibrium, to the better certificate where it can be had."""
    try:
        return energy.prepare(market, tolerance=TOLERANCES[0])
    except SolverError:
        return energy.prepare(market, tolerance=TOLERANCES[1])


def _solved(prepared: energy.Prepared, market: energy.Market) -> energy.Equilibrium:
    """Return the equilibrium of a market; where it is too far from the base to be found from there, from scratch."""
    try:
        return prepared.solve(market)
    except SolverError:
        return _prepared(market).base


def _near(prepared: energy.Prepared | None, market: energy.Market) -> energy.Prepared:
    """Return a market with its equilibrium, found from another; where there is none, or it is too far, from scratch."""
    if prepared is None:
        return _prepared(market)
    try:
        return prepared.at(market)
    except SolverError:
        return _prepared(market)


def _on_the_day(market: energy.Market, shut: Positions, prepared: energy.Prepared | None) -> energy.Prepared:
    """Return the market without pipes that are closed by now; stores are for what comes, not for what has become."""
    if not shut.size:
        return _near(prepared, market)
    loose = replace(market.contracts, minimum=np.zeros(market.contracts.seller.size))
    closed_ = replace(energy.close(market, arcs=shut), contracts=loose)
    empty = _near(prepared, replace(closed_, storage=energy.Storage.none()))
    price, top = prices_at_hubs(market.demand, len(market.nodes))
    dear = np.fmax(price, empty.base.price)
    return _near(empty, replace(closed_, storage=stores_at(market.storage, dear, np.fmax(top, dear))))


def _market(
    base: Baseline,
    draw: Draw,
    drawn: _Drawn,
    figures: FuelFigures,
    sales: Array,
    capacity: Array,
    made: Array,
    price: Array,
    cost: Array,
    dearer: float,
) -> tuple[energy.Market, NDArray[np.bool_]]:
    """Return the market without wedges, and which rows of its demand are refined for sale abroad."""
    fuel = figures.fuel
    users, makers = np.flatnonzero(sales.sum(axis=0) > 0), np.flatnonzero(made > 0)
    able = drawn.at(figures.capacity, FLOWS, 6)
    tariff = dearer * figures.tariff.best
    rationing = np.maximum(parameter(base, draw, f"{fuel}_rationing_price"), ABOVE * price)
    kept = np.isin(figures.stores, users)
    elasticity = parameter(base, draw, f"{fuel}_supply_elasticity")
    demand = energy.Demand(
        node=users,
        quantity=sales.sum(axis=0)[users],
        price=price[users],
        elasticity=parameter(base, draw, f"{fuel}_demand_elasticity"),
        rationing_price=rationing[users],
    )
    refined = np.zeros(users.size, dtype=bool)
    if (figures.refined.best > 0).any():
        sold_on = np.nan_to_num(drawn.at(figures.refined, FLOWS, 10) / drawn.at(figures.consumption, FLOWS, 3))
        margin = parameter(base, draw, f"{fuel}_refining_margin")
        demand, refined = with_refining(demand, np.clip(sold_on, 0.0, 1.0)[users], margin)
    market = energy.Market(
        nodes=figures.hubs,
        supply=_supply(makers, made[makers], able[makers], cost[makers], price[makers], elasticity),
        demand=demand,
        arcs=energy.Arcs(
            tail=figures.tail,
            head=figures.head,
            capacity=capacity,
            tariff=np.where(figures.used_up, 0.0, tariff),
            cost=np.where(figures.used_up, tariff, 0.0),
            loss=figures.loss.best,
            receiver=figures.receiver,
        ),
        storage=stores(
            figures.stores[kept],
            drawn.at(figures.stock, FLOWS, 9)[kept],
            drawn.at(figures.rate, FLOWS, 9)[kept],
            price=price,
            top=prices_at_hubs(demand, len(figures.hubs))[1],
            free=parameter(base, draw, f"{fuel}_storage_free"),
            scarcity=parameter(base, draw, "energy_storage_scarcity"),
        ),
    )
    return market, refined


def _supply(hub: Positions, made: Array, able: Array, cost: Array, price: Array, elasticity: float) -> energy.Supply:
    """Return two blocks a hub: what is made at any price, and what answers to it.

    Marginal cost is the line through what is made at its cost, with the slope that the elasticity gives there, and no
    lower than a part of it: what nobody can take is shut in. Where fuel costs more than it is sold for at home, that is
    what is saved at least: what cannot be sold abroad is not given away at home. It ends at the hub's capacity, where
    one is known.

    Parameters
    ----------
    hub
        (B,) positions
    made, able
        (B,) units a year, with losses on the way; nan = capacity not known
    cost, price
        (B,) of the last unit made, and at the hub, money a unit
    """
    most = np.where(np.isnan(able), np.inf, np.maximum(able, (1 + ROOM) * made))
    slope = np.maximum(cost, LEAST_COST) / (elasticity * np.maximum(made, SMALLEST * made.sum()))
    least = np.maximum(LIFTING * np.maximum(cost, LEAST_COST), np.minimum(GIVEN_AWAY * (cost - price), cost))
    firm = np.maximum(made - (np.maximum(cost, LEAST_COST) - least) / slope, 0.0)
    first = np.maximum(cost - slope * (made - firm), least)
    some = firm > 0
    return energy.Supply(
        node=np.concatenate([hub[some], hub]),
        capacity=np.concatenate([firm[some], most - firm]),
        marginal_cost=np.concatenate([least[some], first]),
        slope=np.concatenate([np.zeros(int(some.sum())), slope]),
    )


def _contracts(figures: FuelFigures, sales: Array, refused: NDArray[np.bool_]) -> energy.Contracts:
    """Return contracts that what was sold keeps; who sold more than is agreed has none.

    Where sales are refused the pair trades no more than it did.
    """
    agreed = (sales > 0) & (figures.agreed >= figures.sold.best)
    pair = seller, buyer = np.nonzero(agreed | refused)
    free = agreed[pair] & ~refused[pair]
    return energy.Contracts(
        seller=seller,
        buyer=buyer,
        minimum=np.where(agreed[pair], np.minimum(figures.obliged[pair], sales[pair]), 0.0),
        maximum=np.where(free, np.maximum(figures.agreed[pair], sales[pair]), (1 + ROOM) * sales[pair]),
    )


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    """Figures in a draw: half of their variance is the bias of their kind."""

    draw: Draw
    stream: int

    def at(self, figures: Range, factor: str, stream: int) -> Array:
        noise = self.draw.noise(self.stream + stream, figures.best.shape)
        return figures.at(BIAS_WEIGHT * self.draw.get(factor) + CELL_WEIGHT * noise)
