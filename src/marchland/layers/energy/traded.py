"""Quantities and prices of an equilibrium, in the units of its market."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from marchland.layers.energy.ways import carried

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.layers.energy.solved import Solved

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]

ROUNDED = 1e-12
"""What is wanted and not had, over usual use, below which it is rounding."""


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

    price, delivered = priced(problem.user_row, np.nan), found.delivered * money
    pair, at, terms = problem.pair, problem.seller_at, (market.wedge, market.margin, market.stiffness, market.usual)
    wants_more = withheld(pair, at[pair], problem.resold, delivered, price, *(np.asarray(term) for term in terms))
    most = np.where(problem.most > 0, priced(problem.most_row), wants_more)
    return Traded(
        sellers=sellers,
        supply=supply,
        rationed=rationed,
        answering=answering,
        stored=stored[:stores],
        flow=flow,
        sales=sales,
        price=price,
        delivered=delivered,
        congestion=priced(problem.arc_row),
        pair=problem.pair,
        least=priced(problem.least_row),
        most=most,
    ), short


def _withheld(
    pair: Numbers, at: Numbers, resold: NDArray[np.bool_], delivered: Figures, price: Figures, wedge: Figures,
    margin: Figures, stiffness: Figures, usual: Figures,
) -> Figures:  # fmt: skip
    """Return (P,) what the first unit of a sale would gain, money a unit: the price of a maximum of nothing.

    `at` (P, 2) are the places of seller and buyer among the sellers.
    """
    gain = np.zeros(pair.shape[0])
    for k in range(pair.shape[0]):
        i, n = pair[k, 0], pair[k, 1]
        worth = delivered[at[k, 1], n] if resold[k] else price[n]
        cost = delivered[at[k, 0], n] + (wedge[i, n] - stiffness[i, n] * usual[i, n] + margin[i, n])
        if np.isfinite(cost) and not np.isnan(worth):
            gain[k] = max(worth - cost, 0.0)
    return gain


withheld: Callable[..., Any] = numba.njit(cache=True)(_withheld)


def _by_node(
    traded: tuple[NDArray[Any], ...], users: tuple[NDArray[Any], ...]
) -> tuple[Figures, Figures, Figures, Figures, Figures, Figures]:
    """Return (N,) prices, use and what is wanted at the rationing price and not had, (A,) flows, (N, N) sales and pay.

    Where nobody uses any, the price is the lowest marginal cost.
    """
    sellers, price, delivered, carried, sold, paid = traded
    node, amount, wanted, usual = users
    firms, nodes = delivered.shape
    prices, use, unserved = np.full(nodes, np.inf), np.zeros(nodes), np.zeros(nodes)
    flow, sales, pay = np.zeros(carried.shape[1]), np.zeros((nodes, nodes)), np.full((nodes, nodes), np.nan)
    for s in range(firms):
        for n in range(nodes):
            prices[n] = min(prices[n], delivered[s, n])
            sales[sellers[s], n], pay[sellers[s], n] = sold[s, n], paid[s, n]
        for arc in range(flow.size):
            flow[arc] += carried[s, arc]
    for n in range(nodes):
        if not np.isnan(price[n]):
            prices[n] = price[n]
    for k in range(node.size):
        use[node[k]] += amount[k]
        if wanted[k] >= ROUNDED * usual[k]:
            unserved[node[k]] += max(wanted[k], 0.0)
    return prices, use, unserved, flow, sales, pay


by_node: Callable[..., Any] = numba.njit(cache=True)(_by_node)
