"""Quantities and prices of an equilibrium, in the units of its market."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.energy.ways import carried

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.energy.programme import Programme
    from marchland.layers.energy.solved import Solved

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Traded:
    """What is produced, used, carried and sold, and the prices that hold it together; every seller tracked.

    Parameters
    ----------
    sellers
        (S,) positions of nodes
    supply
        (B,) units a year
    rationed, answering
        (D,) units a year used at the rationing price's worth, and below it
    stored
        (K,) units a year taken out of store
    flow
        (S, A) units a year of each seller that enter an arc
    sales
        (S, N) units a year of each seller delivered to a buyer
    price
        (N,) money a unit: worth of a unit to users; nan where there are none
    delivered
        (S, N) money a unit: marginal cost of a unit of each seller at each node; inf = no open way
    congestion
        (A,) money a unit that enters: what a unit more of capacity would be worth
    pair
        (P, 2) positions of seller and buyer under contract
    least, most
        (P,) money a unit: what the minimum costs, and what the maximum withholds
    """

    sellers: Numbers
    supply: Figures
    rationed: Figures
    answering: Figures
    stored: Figures
    flow: Figures
    sales: Figures
    price: Figures
    delivered: Figures
    congestion: Figures
    pair: Numbers
    least: Figures
    most: Figures


def traded(found: Solved) -> tuple[Traded, Figures]:
    """Return the quantities and prices of a solution, and (P,) what is missing under each pair's minimum."""
    problem, ways = found.programme, found.ways
    market, quantity, money = problem.market, problem.quantity_unit, problem.price_unit
    blocks, rows, stores = market.supply.node.size, market.demand.node.size, market.storage.node.size
    v, used = found.v * quantity, blocks + 2 * rows
    supply, rationed, answering, stored = v[:blocks], v[blocks : blocks + rows], v[blocks + rows : used], v[used:]
    short = np.zeros(problem.least.size)
    fixed = problem.fixed[0].size - 1
    short[problem.least_row >= 0] = v[used + stores : fixed - problem.stiff_row.size]
    sellers, nodes = problem.sellers, len(market.nodes)
    seller = problem.seller_at[ways.seller]
    along = seller, ways.buyer, ways.start, ways.arc
    flow, sales = carried(v[fixed:], *along, np.asarray(market.arcs.loss), sellers.size, nodes)

    def priced(row: Numbers, otherwise: float = 0.0) -> Figures:
        return np.where(row >= 0, found.p[row] * money, otherwise)

    price = priced(problem.user_row, np.nan)
    most = np.where(problem.most > 0, priced(problem.most_row), _withheld(problem, found.delivered * money, price))
    return Traded(
        sellers=sellers,
        supply=supply,
        rationed=rationed,
        answering=answering,
        stored=stored[:stores],
        flow=flow,
        sales=sales,
        price=price,
        delivered=found.delivered * money,
        congestion=priced(problem.arc_row),
        pair=problem.pair,
        least=priced(problem.least_row),
        most=most,
    ), short


def _withheld(problem: Programme, delivered: Figures, price: Figures) -> Figures:
    """Return (P,) what the first unit of a sale would gain, money a unit: the price of a maximum of nothing."""
    market, seller, buyer = problem.market, problem.pair[:, 0], problem.pair[:, 1]
    at = problem.seller_at
    worth = np.where(problem.resold, delivered[at[buyer], buyer], price[buyer])
    wedge, margin, stiffness, usual = (
        np.asarray(terms)[seller, buyer] for terms in (market.wedge, market.margin, market.stiffness, market.usual)
    )
    cost = delivered[at[seller], buyer] + (wedge - stiffness * usual + margin)
    return np.where(np.isfinite(cost) & ~np.isnan(worth), np.maximum(worth - cost, 0.0), 0.0)
