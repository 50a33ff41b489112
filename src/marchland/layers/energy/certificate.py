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


def residual(market: Market, traded: Traded) -> float:
    """Return the largest violation of the Karush-Kuhn-Tucker conditions (7) of the whole market.

    Over every seller, node, arc and pair, whether a way was looked at or not. A condition "x >= 0, y >= 0, x y = 0" is
    violated by |min(x, y)|, with quantities over the mean observed use of a row of demand and prices over the mean
    observed price. It knows nothing of how the solution was found.
    """
    supply, demand, storage, arcs = market.supply, market.demand, market.storage, market.arcs
    quantity, money = demand.usual_use, demand.usual_price
    sellers, nodes = traded.sellers, len(market.nodes)
    at = np.full(nodes, -1, dtype=np.int64)
    at[sellers] = np.arange(sellers.size)
    own = traded.delivered[np.arange(sellers.size), sellers]
    # Production, use and stores against their prices, equations (1) to (3).
    price = traded.price[demand.node]
    gap = np.concatenate(
        [
            supply.marginal_cost + np.asarray(supply.slope) * traded.supply - own[at[supply.node]],
            price - np.asarray(demand.rationing_price),
            price - (demand.choke_price - demand.steepness * traded.answering),
            np.asarray(storage.worth) - traded.price[storage.node],
        ]
    )
    amount = np.concatenate([traded.supply, traded.rationed, traded.answering, traded.stored])
    most = np.concatenate([supply.capacity, demand.rationed, demand.answering, storage.most(market.days)])
    worst = kept(amount / quantity, gap / money, most / quantity)

    # What is sold against what it is worth, contracts against their bounds, arcs against their capacity.
    least, limit, resold = _agreed(market, traded)
    seller, buyer = at[traded.pair[:, 0]], traded.pair[:, 1]
    paid, bought, has, gets = sold(
        sellers,
        traded.sales,
        traded.delivered,
        traded.price,
        seller,
        buyer,
        resold,
        traded.most - traded.least,
        at,
        np.asarray(market.wedge),
        np.asarray(market.margin),
        np.asarray(market.stiffness),
        np.asarray(market.usual),
        quantity,
        money,
    )
    free = cleared(traded.least, bought - least, money, quantity)
    held = cleared(traded.most, np.where(np.isfinite(limit), limit - bought, np.inf), money, quantity)
    limited = np.isfinite(arcs.capacity) & (arcs.capacity > 0)
    room = (arcs.capacity - traded.flow.sum(axis=0))[limited]
    full = cleared(traded.congestion[limited], room, money, quantity)
    charge = np.where(arcs.capacity > 0, arcs.charge + traded.congestion, np.inf)
    loss = np.asarray(arcs.loss)
    along = along_arcs(traded.flow, traded.delivered, arcs.tail, arcs.head, charge, loss, quantity, money, has)

    # What every seller has at every node is sold or sent on; users get what they use.
    has[at[supply.node], supply.node] += np.bincount(supply.node, weights=traded.supply, minlength=nodes)[supply.node]
    gets += np.bincount(storage.node, weights=traded.stored, minlength=nodes)
    gets -= np.bincount(demand.node, weights=traded.rationed + traded.answering, minlength=nodes)
    there, users = np.isfinite(traded.delivered), ~np.isnan(traded.price)
    left = cleared(traded.delivered[there], has[there], money, quantity)
    lost = float(np.max(np.abs(has[~there]), initial=0.0)) / quantity
    served = cleared(traded.price[users], gets[users], money, quantity)
    return float(np.max([worst, paid, free, held, full, along, left, lost, served]))


def _kept(amount: Figures, loss: Figures, most: Figures) -> float:
    """Return by how much 0 <= amount <= most is violated, against what a unit more of it would lose."""
    worst = 0.0
    for j in range(amount.size):
        gap = abs(amount[j] - min(max(amount[j] - loss[j], 0.0), most[j]))
        if not gap <= worst:
            worst = gap
        if np.isnan(worst):
            break
    return worst


kept: Callable[..., Any] = numba.njit(cache=True)(_kept)


def _cleared(price: Figures, over: Figures, money: float, quantity: float) -> float:
    """Return by how much 0 <= price is violated, against what is left over."""
    worst = 0.0
    for j in range(price.size):
        gap = abs(price[j] / money - max(price[j] / money - over[j] / quantity, 0.0))
        if not gap <= worst:
            worst = gap
        if np.isnan(worst):
            break
    return worst


cleared: Callable[..., Any] = numba.njit(cache=True)(_cleared)


def _sold(
    sellers: Numbers, sales: Figures, delivered: Figures, price: Figures, firm: Numbers, buyer: Numbers,
    resold: NDArray[np.bool_], bound: Figures, at: Numbers, wedge: Figures, margin: Figures, stiffness: Figures,
    usual: Figures, quantity: float, money: float,
) -> tuple[float, Figures, Figures, Figures]:  # fmt: skip
    """Return by how much sales are violated, against what a unit more would lose its seller.

    With it (P,) what pairs under contract buy, (S, N) what sellers get by resale less what they sell, and (N,) what
    users are sold. A stiff wedge turns an error of quantity into a larger one of price: the step is as much shorter.
    """
    firms, nodes = sales.shape
    worst, has, gets, bought = 0.0, np.empty((firms, nodes)), np.zeros(nodes), np.empty(firm.size)
    worth, held = np.empty((firms, nodes)), np.zeros((firms, nodes))
    for s in range(firms):
        for b in range(nodes):
            worth[s, b], has[s, b] = price[b], -sales[s, b]
            gets[b] += sales[s, b]
    for k in range(firm.size):
        s, b = firm[k], buyer[k]
        held[s, b], bought[k] = bound[k], sales[s, b]
        if resold[k]:
            worth[s, b] = delivered[at[b], b]
            gets[b] -= sales[s, b]
            has[at[b], b] += sales[s, b]
    for s in range(firms):
        for b in range(nodes):
            i, amount, cost, wanted = sellers[s], sales[s, b], delivered[s, b], 0.0
            if cost < np.inf and not np.isnan(worth[s, b]):
                asked = cost + wedge[i, b] + margin[i, b] + stiffness[i, b] * (amount - usual[i, b]) + held[s, b]
                loss = (asked - worth[s, b]) / (money + stiffness[i, b] * quantity)
                wanted = max(amount / quantity - loss, 0.0)
            gap = abs(amount / quantity - wanted)
            if not gap <= worst:
                worst = gap
            if np.isnan(worst):
                return worst, bought, has, gets
    return worst, bought, has, gets


sold: Callable[..., Any] = numba.njit(cache=True)(_sold)


def _along_arcs(
    flow: Figures, delivered: Figures, tail: Numbers, head: Numbers, charge: Figures, loss: Figures, quantity: float,
    money: float, has: Figures,
) -> float:  # fmt: skip
    """Return by how much flows are violated against prices at both ends, and add what they bring to what sellers have.

    A unit is worth no more at the head than it costs at the tail, equation (5).
    """
    worst = 0.0
    for seller in range(flow.shape[0]):
        for arc in range(tail.size):
            amount, here = flow[seller, arc], delivered[seller, tail[arc]]
            if amount == 0.0 and (charge[arc] == np.inf or here == np.inf):
                continue
            has[seller, head[arc]] += amount * (1 - loss[arc])
            has[seller, tail[arc]] -= amount
            if charge[arc] == np.inf or here == np.inf:
                gap = abs(amount) / quantity
            else:
                dear = (here + charge[arc] - delivered[seller, head[arc]] * (1 - loss[arc])) / money
                gap = abs(amount / quantity - max(amount / quantity - dear, 0.0))
            if not gap <= worst:
                worst = gap
            if np.isnan(worst):
                return worst
    return worst


along_arcs: Callable[..., Any] = numba.njit(cache=True)(_along_arcs)


def _agreed(market: Market, traded: Traded) -> tuple[Figures, Figures, NDArray[np.bool_]]:
    """Return (P,) minimum, maximum and whether it is resold, of each pair under contract, read from the contracts."""
    contracts, nodes, pairs = market.contracts, len(market.nodes), traded.pair.shape[0]
    keys = traded.pair[:, 0] * nodes + traded.pair[:, 1]
    at = np.searchsorted(keys, contracts.seller * nodes + contracts.buyer)
    least = np.bincount(at, weights=np.asarray(contracts.minimum), minlength=pairs).astype(np.float64)
    most = np.bincount(at, weights=np.asarray(contracts.maximum), minlength=pairs).astype(np.float64)
    return least, most, np.bincount(at, weights=np.asarray(contracts.resale), minlength=pairs) > 0
