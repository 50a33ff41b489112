"""The conditions of a spatial price equilibrium, checked on quantities and prices alone."""

# ruff: noqa: C901, PLR0912

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from marchland.layers.energy.ways import places_among

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.layers.energy.market import Market
    from marchland.layers.energy.traded import Traded

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Table = tuple[NDArray[Any], ...]


def residual(market: Market, traded: Traded) -> float:
    """Return the largest violation of the Karush-Kuhn-Tucker conditions (7) of the whole market.

    Over every seller, node, arc and pair, whether a way was looked at or not. A condition "x >= 0, y >= 0, x y = 0" is
    violated by |min(x, y)|, with quantities over the mean observed use of a row of demand and prices over the mean
    observed price; one that is not a number is violated without end. It knows nothing of how the solution was found.
    """
    supply, demand, storage, arcs = market.supply, market.demand, market.storage, market.arcs
    contracts = market.contracts
    agreed = agreed_by(
        traded.pair, len(market.nodes), contracts.seller, contracts.buyer, np.asarray(contracts.minimum),
        np.asarray(contracts.maximum), np.asarray(contracts.resale),
    )  # fmt: skip
    found: float = violated(
        (supply.node, supply.marginal_cost, np.asarray(supply.slope), supply.capacity),
        (demand.node, np.asarray(demand.rationing_price), demand.choke_price, demand.steepness),
        (demand.rationed, demand.answering),
        (storage.node, np.asarray(storage.worth), storage.most(market.days)),
        (arcs.tail, arcs.head, arcs.capacity, arcs.charge, np.asarray(arcs.loss)),
        (traded.pair, *agreed),
        tuple(np.asarray(terms) for terms in (market.wedge, market.margin, market.stiffness, market.usual)),
        (traded.sellers, traded.supply, traded.rationed, traded.answering, traded.stored, traded.flow, traded.sales),
        (traded.price, traded.delivered, traded.congestion, traded.least, traded.most),
        demand.usual_use,
        demand.usual_price,
    )
    return found


def _worse(worst: float, gap: float) -> float:
    """Return the larger of two violations; one that is not a number stays."""
    return worst if gap <= worst or np.isnan(worst) else gap


worse: Callable[..., Any] = numba.njit(cache=True)(_worse)


def _outside(amount: float, loss: float, most: float) -> float:
    """Return by how much 0 <= amount <= most is violated, against what a unit more of it would lose."""
    return np.nan if np.isnan(loss) else abs(amount - min(max(amount - loss, 0.0), most))


outside: Callable[..., Any] = numba.njit(cache=True)(_outside)


def _cleared(price: float, over: float) -> float:
    """Return by how much 0 <= price is violated, against what is left over."""
    return np.nan if np.isnan(over) else abs(price - max(price - over, 0.0))


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
    worst, per_unit, per_money = 0.0, 1.0 / quantity, 1.0 / money
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
                dear = (here + charge[arc] - delivered[seller, head[arc]] * (1 - loss[arc])) * per_money
                gap = abs(amount * per_unit - max(amount * per_unit - dear, 0.0))
            if not gap <= worst:
                worst = gap
            if np.isnan(worst):
                return worst
    return worst


along_arcs: Callable[..., Any] = numba.njit(cache=True)(_along_arcs)


def _violated(
    supply: Table, demand: Table, wanted: Table, storage: Table, arcs: Table, agreed: Table, terms: Table,
    amounts: Table, prices: Table, quantity: float, money: float,
) -> float:  # fmt: skip
    """Return the largest violation; tables of the market, then quantities and prices, as `residual` hands them on."""
    block_node, marginal_cost, slope, capacity = supply
    user_node, rationing, choke, steepness = demand
    rationed_most, answering_most = wanted
    store_node, worth, store_most = storage
    tail, head, room, charge, loss = arcs
    pair, least, most, resold = agreed
    wedge, margin, stiffness, usual = terms
    sellers, made, rationed, answering, stored, flow, sales = amounts
    price, delivered, congestion, least_price, most_price = prices
    firms, nodes = sales.shape
    at, worst = places_among(sellers, nodes), 0.0
    # Production, use and stores against their prices, equations (1) to (3).
    for k in range(made.size):
        dear = marginal_cost[k] + slope[k] * made[k] - delivered[at[block_node[k]], block_node[k]]
        worst = worse(worst, outside(made[k] / quantity, dear / money, capacity[k] / quantity))
    for k in range(user_node.size):
        paid = price[user_node[k]]
        worst = worse(
            worst, outside(rationed[k] / quantity, (paid - rationing[k]) / money, rationed_most[k] / quantity)
        )
        dear = paid - (choke[k] - steepness[k] * answering[k])
        worst = worse(worst, outside(answering[k] / quantity, dear / money, answering_most[k] / quantity))
    for k in range(stored.size):
        dear = worth[k] - price[store_node[k]]
        worst = worse(worst, outside(stored[k] / quantity, dear / money, store_most[k] / quantity))
    # What is sold against what it is worth, contracts against their bounds, arcs against their capacity.
    firm, buyer, bound = np.empty(least.size, dtype=np.int64), pair[:, 1], most_price - least_price
    for k in range(least.size):
        firm[k] = at[pair[k, 0]]
    gap, bought, has, gets = sold(
        sellers, sales, delivered, price, firm, buyer, resold, bound, at, wedge, margin, stiffness, usual, quantity,
        money,
    )  # fmt: skip
    worst = worse(worst, gap)
    for k in range(least.size):
        worst = worse(worst, cleared(least_price[k] / money, (bought[k] - least[k]) / quantity))
        left = most[k] - bought[k] if np.isfinite(most[k]) else np.inf
        worst = worse(worst, cleared(most_price[k] / money, left / quantity))
    dearer = np.empty(tail.size)
    for arc in range(tail.size):
        dearer[arc] = charge[arc] + congestion[arc] if room[arc] > 0.0 else np.inf
        if np.isfinite(room[arc]) and room[arc] > 0.0:
            left = room[arc]
            for s in range(firms):
                left -= flow[s, arc]
            worst = worse(worst, cleared(congestion[arc] / money, left / quantity))
    worst = worse(worst, along_arcs(flow, delivered, tail, head, dearer, loss, quantity, money, has))
    # What every seller has at every node is sold or sent on; users get what they use.
    for k in range(made.size):
        has[at[block_node[k]], block_node[k]] += made[k]
    for k in range(stored.size):
        gets[store_node[k]] += stored[k]
    for k in range(user_node.size):
        gets[user_node[k]] -= rationed[k] + answering[k]
    for s in range(firms):
        for n in range(nodes):
            if delivered[s, n] == np.inf:
                worst = worse(worst, abs(has[s, n]) / quantity)
            else:
                worst = worse(worst, cleared(delivered[s, n] / money, has[s, n] / quantity))
    for n in range(nodes):
        if not np.isnan(price[n]):
            worst = worse(worst, cleared(price[n] / money, gets[n] / quantity))
    return float(worst)


violated: Callable[..., Any] = numba.njit(cache=True)(_violated)


def _agreed(
    pair: Numbers, nodes: int, seller: Numbers, buyer: Numbers, minimum: Figures, maximum: Figures,
    resale: NDArray[np.bool_],
) -> tuple[Figures, Figures, NDArray[np.bool_]]:  # fmt: skip
    """Return (P,) minimum, maximum and whether it is resold, of each pair under contract, read from the contracts."""
    pairs = pair.shape[0]
    least, most, resold = np.zeros(pairs), np.zeros(pairs), np.zeros(pairs, dtype=np.bool_)
    keys = pair[:, 0] * nodes + pair[:, 1]
    for k in range(seller.size):
        at = np.searchsorted(keys, seller[k] * nodes + buyer[k])
        least[at] += minimum[k]
        most[at] += maximum[k]
        resold[at] |= resale[k]
    return least, most, resold


agreed_by: Callable[..., Any] = numba.njit(cache=True)(_agreed)
