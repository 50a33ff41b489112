"""The conditions of a spatial price equilibrium, checked on quantities and prices alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.layers.energy.market import Market
    from marchland.layers.energy.traded import Traded

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]


class _Violation:
    """The largest violation so far, with the units that make it a number."""

    def __init__(self, market: Market) -> None:
        demand = market.demand
        used = demand.quantity[demand.quantity > 0]
        self.quantity = float(used.mean()) if used.size else 1.0
        self.money = float(demand.price.mean()) if demand.price.size else 1.0
        self.worst = 0.0

    def kept(self, quantity: Figures, loss: Figures, most: Figures | float = np.inf) -> None:
        """Hold 0 <= quantity <= most against the money that a unit more of it would lose."""
        amount = quantity / self.quantity
        wanted = np.minimum(np.maximum(amount - loss / self.money, 0.0), np.asarray(most) / self.quantity)
        self.worst = max(self.worst, float(np.max(np.abs(amount - wanted), initial=0.0)))

    def cleared(self, price: Figures, over: Figures) -> None:
        """Hold 0 <= price against what is left over."""
        value = price / self.money
        wanted = np.maximum(value - over / self.quantity, 0.0)
        self.worst = max(self.worst, float(np.max(np.abs(value - wanted), initial=0.0)))


def residual(market: Market, traded: Traded) -> float:
    """Return the largest violation of the Karush-Kuhn-Tucker conditions (7) of the whole market.

    Over every seller, node, arc and pair, whether a way was looked at or not. A condition "x >= 0, y >= 0, x y = 0" is
    violated by |min(x, y)|, with quantities over the mean observed use of a row of demand and prices over the mean
    observed price. It knows nothing of how the solution was found.
    """
    violation = _Violation(market)
    at = np.full(len(market.nodes), -1, dtype=np.int64)
    at[traded.sellers] = np.arange(traded.sellers.size)
    own = traded.delivered[np.arange(traded.sellers.size), traded.sellers]
    _made_and_used(market, traded, violation, own[at[market.supply.node]])
    brought = _carried(market, traded, violation)

    least, most, resold = _agreed(market, traded)
    seller, buyer = at[traded.pair[:, 0]], traded.pair[:, 1]
    bought = traded.sales[seller, buyer]
    worth = np.tile(traded.price, (traded.sellers.size, 1))
    worth[seller[resold], buyer[resold]] = own[at[buyer[resold]]]
    bound = np.zeros_like(traded.sales)
    bound[seller, buyer] = traded.most - traded.least
    premium = (np.asarray(market.wedge) + np.asarray(market.margin))[traded.sellers]
    stiff = np.asarray(market.stiffness)[traded.sellers]
    premium = premium + stiff * (traded.sales - np.asarray(market.usual)[traded.sellers])
    there = np.isfinite(traded.delivered)
    cost, sold = np.where(there, traded.delivered, 0.0), there & ~np.isnan(worth)
    loss = np.where(sold, cost + premium + bound - np.where(sold, worth, 0.0), 0.0)
    # A stiff wedge turns an error of quantity into a larger one of price: the step is as much shorter.
    bends = 1 + stiff * violation.quantity / violation.money
    violation.kept(traded.sales, loss / bends, np.where(sold, np.inf, 0.0))
    violation.cleared(traded.least, bought - least)
    violation.cleared(traded.most, np.where(np.isfinite(most), most - bought, np.inf))

    # What every seller has at every node is sold or sent on; users get what they use.
    has = brought - traded.sales
    np.add.at(has, (at[market.supply.node], market.supply.node), traded.supply)
    np.add.at(has, (at[buyer[resold]], buyer[resold]), bought[resold])
    violation.cleared(np.where(there, cost, 0.0), np.where(there, has, np.abs(has)))
    into = traded.sales.copy()
    into[seller[resold], buyer[resold]] = 0.0
    gets = into.sum(axis=0)
    np.add.at(gets, market.storage.node, traded.stored)
    np.add.at(gets, market.demand.node, -traded.rationed - traded.answering)
    users = ~np.isnan(traded.price)
    violation.cleared(traded.price[users], gets[users])
    return violation.worst


def _made_and_used(market: Market, traded: Traded, violation: _Violation, price_made: Figures) -> None:
    """Hold production, use and stores against their prices, equations (1) to (3)."""
    supply, demand, storage = market.supply, market.demand, market.storage
    marginal = supply.marginal_cost + np.asarray(supply.slope) * traded.supply
    violation.kept(traded.supply, marginal - price_made, supply.capacity)
    price = traded.price[demand.node]
    violation.kept(traded.rationed, price - np.asarray(demand.rationing_price), demand.rationed)
    answering, choke = demand.answering, demand.choke_price
    steep = demand.steepness
    violation.kept(traded.answering, price - (choke - steep * traded.answering), answering)
    violation.kept(traded.stored, np.asarray(storage.worth) - traded.price[storage.node], storage.most(market.days))


def _carried(market: Market, traded: Traded, violation: _Violation) -> Figures:
    """Hold flows against prices at both ends, and return (S, N) what arcs bring to a node less what they take.

    A unit is worth no more at the head than it costs at the tail, equation (5).
    """
    arcs = market.arcs
    limited = np.isfinite(arcs.capacity) & (arcs.capacity > 0)
    violation.cleared(traded.congestion[limited], (arcs.capacity - traded.flow.sum(axis=0))[limited])
    brought, worst = along_arcs(
        traded.flow,
        traded.delivered,
        arcs.tail,
        arcs.head,
        np.where(arcs.capacity > 0, arcs.charge + traded.congestion, np.inf),
        np.asarray(arcs.loss),
        violation.quantity,
        violation.money,
    )
    violation.worst = max(violation.worst, worst)
    return np.asarray(brought)


def _along_arcs(
    flow: Figures,
    delivered: Figures,
    tail: Numbers,
    head: Numbers,
    charge: Figures,
    loss: Figures,
    quantity: float,
    money: float,
) -> tuple[Figures, float]:
    """Return what arcs bring to each node less what they take, by seller, and the largest violation of (5)."""
    brought, worst = np.zeros(delivered.shape), 0.0
    for seller in range(flow.shape[0]):
        for arc in range(tail.size):
            amount, here = flow[seller, arc], delivered[seller, tail[arc]]
            brought[seller, head[arc]] += amount * (1 - loss[arc])
            brought[seller, tail[arc]] -= amount
            if charge[arc] == np.inf or here == np.inf:
                gap = abs(amount) / quantity
            else:
                dear = (here + charge[arc] - delivered[seller, head[arc]] * (1 - loss[arc])) / money
                gap = abs(amount / quantity - max(amount / quantity - dear, 0.0))
            worst = max(worst, gap)
    return brought, worst


along_arcs: Callable[..., Any] = numba.njit(cache=True)(_along_arcs)


def _agreed(market: Market, traded: Traded) -> tuple[Figures, Figures, NDArray[np.bool_]]:
    """Return (P,) minimum, maximum and whether it is resold, of each pair under contract, read from the contracts."""
    contracts, nodes, pairs = market.contracts, len(market.nodes), traded.pair.shape[0]
    keys = traded.pair[:, 0] * nodes + traded.pair[:, 1]
    at = np.searchsorted(keys, contracts.seller * nodes + contracts.buyer)
    least = np.bincount(at, weights=np.asarray(contracts.minimum), minlength=pairs).astype(np.float64)
    most = np.bincount(at, weights=np.asarray(contracts.maximum), minlength=pairs).astype(np.float64)
    return least, most, np.bincount(at, weights=np.asarray(contracts.resale), minlength=pairs) > 0
