"""Who gains what: every unit of money of an equilibrium has a receiver."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, kw_only=True, eq=False)
class Surplus:
    """Surplus by node, (N,) each, money a year; equations (8) to (13).

    With USD per 1,000 m3 and bcm, or USD per tonne and Mt, in million USD a year.

    Parameters
    ----------
    consumer
        what use is worth to users less what it costs at the price of the node
    producer
        sales at the seller's marginal cost less what production costs: the rent of capacity and of cheap fields
    congestion
        rent of full arcs, to their receivers
    transit
        tariffs and tolls, to their receivers
    wedge
        what a seller is paid above his marginal cost, and what a buyer's node keeps of the price above what it pays
    storage
        what stores give, less what they are worth
    """

    consumer: Figures
    producer: Figures
    congestion: Figures
    transit: Figures
    wedge: Figures
    storage: Figures

    @property
    def total(self) -> Figures:
        """(N,) the sum of all parts."""
        return self.consumer + self.producer + self.congestion + self.transit + self.wedge + self.storage


def accounts(market: Market, traded: Traded) -> tuple[Figures, Surplus, float]:
    """Return what buyers pay, who gains what, and what the equilibrium makes largest.

    (S, N) what buyers pay a unit: the price of their contracts, or marginal cost and wedge; nan = no sale. What a stiff
    pair trades above its usual sale is paid as the buyer's node pays. Where a pair has several contracts with a price,
    the mean by maximum (by minimum, where one has no limit).

    What the equilibrium makes largest, equation (4): surplus less transfers of tariffs, tolls and wedges.
    """
    supply, demand, storage, arcs, contracts = (
        market.supply,
        market.demand,
        market.storage,
        market.arcs,
        market.contracts,
    )
    terms = tuple(np.asarray(one) for one in (market.wedge, market.margin, market.stiffness, market.usual))
    price, transfers = asked(traded.sellers, traded.sales, traded.delivered, *terms)
    agreed = np.asarray(contracts.price)
    pairs = contracts.seller, contracts.buyer
    if not np.isnan(agreed).all():
        as_agreed(
            price, traded.sellers, *pairs, agreed, np.asarray(contracts.minimum), np.asarray(contracts.maximum),
            traded.sales,
        )  # fmt: skip
    parts, worth = gained(
        (supply.node, supply.marginal_cost, np.asarray(supply.slope)),
        (demand.node, np.asarray(demand.rationing_price), demand.choke_price, demand.steepness, demand.answering),
        (storage.node, np.asarray(storage.worth)),
        (np.asarray(arcs.tariff), np.asarray(arcs.toll), np.asarray(arcs.cost)),
        (np.asarray(arcs.receiver), np.asarray(arcs.toll_receiver)),
        (*pairs, np.asarray(contracts.resale)),
        (traded.sellers, traded.supply, traded.rationed, traded.answering, traded.stored, traded.flow, traded.sales),
        (traded.price, traded.delivered, traded.congestion),
        price,
    )
    consumer, producer, congestion, transit, wedge, stored = parts
    gains = Surplus(
        consumer=consumer, producer=producer, congestion=congestion, transit=transit, wedge=wedge, storage=stored
    )
    return price, gains, worth - transfers


def _as_agreed(
    price: Figures, sellers: Numbers, firm: Numbers, buyer: Numbers, agreed: Figures, minimum: Figures,
    maximum: Figures, sales: Figures,
) -> None:  # fmt: skip
    """Put the price of contracts in place of what else buyers would pay."""
    at = places_among(sellers, sales.shape[1])
    # 0: by maximum, 1: by minimum, 2: evenly
    total, share, endless = np.zeros((3, *sales.shape)), np.zeros((3, *sales.shape)), np.zeros(sales.shape, np.bool_)
    for k in range(firm.size):
        if not np.isnan(agreed[k]):
            s, b = at[firm[k]], buyer[k]
            endless[s, b] |= maximum[k] == np.inf
            for way, by in enumerate((maximum[k] if maximum[k] < np.inf else 0.0, minimum[k], 1.0)):
                share[way, s, b] += by
                total[way, s, b] += by * agreed[k]
    for k in range(firm.size):
        s, b = at[firm[k]], buyer[k]
        if not np.isnan(agreed[k]) and sales[s, b] > 0.0:
            way = 1 if endless[s, b] else 0
            way = way if share[way, s, b] > 0.0 else 2
            price[s, b] = total[way, s, b] / share[way, s, b]


as_agreed: Callable[..., Any] = numba.njit(cache=True)(_as_agreed)


def _gained(
    supply: Table, demand: Table, storage: Table, charges: Table, receivers: Table, contracts: Table, amounts: Table,
    prices: Table, paid: Figures,
) -> tuple[Figures, float]:  # fmt: skip
    """Return (6, N) consumer, producer, congestion, transit, wedge, storage; and worth of use less what it costs."""
    block_node, marginal_cost, slope = supply
    user_node, rationing, choke, steepness, answers = demand
    store_node, store_worth = storage
    tariff, toll, cost = charges
    receiver, collector = receivers
    firm, buyer, resale = contracts
    sellers, made, rationed, answering, stored, flow, sales = amounts
    price, delivered, congestion = prices
    firms, nodes = sales.shape
    parts, total, at = np.zeros((6, nodes)), 0.0, places_among(sellers, nodes)
    for k in range(user_node.size):
        n, used = user_node[k], rationed[k] + answering[k]
        # the area under inverse demand, equation (2)
        high = choke[k] if answers[k] > 0.0 else 0.0
        worth = rationing[k] * rationed[k] + (high - 0.5 * steepness[k] * answering[k]) * answering[k]
        parts[0, n] += worth - (price[n] * used if used > 0.0 else 0.0)
        total += worth
    for k in range(made.size):
        n = block_node[k]
        spent = (marginal_cost[k] + 0.5 * slope[k] * made[k]) * made[k]
        parts[1, n] += delivered[at[n], n] * made[k] - spent
        total -= spent
    for arc in range(tariff.size):
        entered = 0.0
        for s in range(firms):
            entered += flow[s, arc]
        parts[2, receiver[arc]] += congestion[arc] * entered
        parts[3, receiver[arc]] += tariff[arc] * entered
        parts[3, collector[arc]] += toll[arc] * entered
        total -= (tariff[arc] + toll[arc] + cost[arc]) * entered
    for k in range(stored.size):
        parts[5, store_node[k]] += (price[store_node[k]] - store_worth[k]) * stored[k]
        total -= store_worth[k] * stored[k]
    resold = np.zeros(sales.shape, dtype=np.bool_)
    for k in range(firm.size):
        resold[at[firm[k]], buyer[k]] |= resale[k]
    for s in range(firms):
        for b in range(nodes):
            amount = sales[s, b]
            if amount != 0.0:
                value = delivered[at[b], b] if resold[s, b] else price[b]
                parts[4, sellers[s]] += (paid[s, b] - delivered[s, b]) * amount
                parts[4, b] += (value - paid[s, b]) * amount
    return parts, total


gained: Callable[..., Any] = numba.njit(cache=True)(_gained)


def _asked(
    sellers: Numbers, sales: Figures, delivered: Figures, wedge: Figures, margin: Figures, stiffness: Figures,
    usual: Figures,
) -> tuple[Figures, float]:  # fmt: skip
    """Return (S, N) marginal cost and wedge of each sale, nan = none, and what wedges and margins add up to.

    No seller gives more than usual at a price below, or gets one above, what the buyer's node pays anyhow.
    """
    price, total = np.full(sales.shape, np.nan), 0.0
    for s in range(sales.shape[0]):
        i = sellers[s]
        for b in range(sales.shape[1]):
            amount = sales[s, b]
            if amount != 0.0:
                firm = wedge[i, b] + margin[i, b]
                total += (firm + stiffness[i, b] * (0.5 * amount - usual[i, b])) * amount
            if amount > 0.0:
                price[s, b] = delivered[s, b] + wedge[i, b] + stiffness[i, b] * (amount - usual[i, b])
                if stiffness[i, b] > 0.0 and amount > usual[i, b] > 0.0:
                    price[s, b] += margin[i, b] * (amount - usual[i, b]) / amount
    return price, total


asked: Callable[..., Any] = numba.njit(cache=True)(_asked)
