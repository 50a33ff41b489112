"""Who gains what: every unit of money of an equilibrium has a receiver."""

from __future__ import annotations

from dataclasses import dataclass
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


def paid(market: Market, traded: Traded) -> Figures:
    """Return (S, N) what buyers pay a unit: the price of their contracts, or marginal cost and wedge; nan = no sale.

    What a stiff pair trades above its usual sale is paid as the buyer's node pays.

    Where a pair has several contracts with a price, the mean by maximum (by minimum, where one has no limit).
    """
    price: Figures = asked(
        traded.sellers,
        traded.sales,
        traded.delivered,
        np.asarray(market.wedge),
        np.asarray(market.margin),
        np.asarray(market.stiffness),
        np.asarray(market.usual),
    )[0]
    contracts = market.contracts
    if contracts.seller.size and not np.isnan(contracts.price).all():
        at = np.full(len(market.nodes), -1, dtype=np.int64)
        at[traded.sellers] = np.arange(traded.sellers.size)
        agreed = np.asarray(contracts.price)
        most, least = np.asarray(contracts.maximum), np.asarray(contracts.minimum)
        known = ~np.isnan(agreed)
        for seller, buyer in {*zip(contracts.seller[known].tolist(), contracts.buyer[known].tolist(), strict=True)}:
            if traded.sales[at[seller], buyer] > 0:
                of = (contracts.seller == seller) & (contracts.buyer == buyer) & known
                share = most[of] if np.isfinite(most[of]).all() else least[of]
                share = share if share.sum() > 0 else np.ones(share.size)
                price[at[seller], buyer] = float(share @ agreed[of] / share.sum())
    return price


def surplus(market: Market, traded: Traded, price: Figures) -> Surplus:
    """Return who gains what, at (S, N) prices paid."""
    nodes = len(market.nodes)
    demand, supply, storage, arcs = market.demand, market.supply, market.storage, market.arcs
    at = np.full(nodes, -1, dtype=np.int64)
    at[traded.sellers] = np.arange(traded.sellers.size)
    own = traded.delivered[np.arange(traded.sellers.size), traded.sellers]

    def by_node(node: NDArray[np.int64], value: Figures) -> Figures:
        return np.bincount(node, weights=value, minlength=nodes).astype(np.float64)

    used = traded.rationed + traded.answering
    unit = np.where(used > 0, traded.price[demand.node], 0.0)
    consumer = by_node(demand.node, worth(market, traded) - unit * used)
    made = traded.supply
    costs = (supply.marginal_cost + 0.5 * np.asarray(supply.slope) * made) * made
    producer = by_node(supply.node, own[at[supply.node]] * made - costs)
    total = traded.flow.sum(axis=0)
    tariff, toll = np.asarray(arcs.tariff) * total, np.asarray(arcs.toll) * total
    receiver, collector = np.asarray(arcs.receiver), np.asarray(arcs.toll_receiver)
    stored = by_node(storage.node, (traded.price[storage.node] - np.asarray(storage.worth)) * traded.stored)
    seller, buyer = np.nonzero(traded.sales)
    amount, cost = traded.sales[seller, buyer], traded.delivered[seller, buyer]
    value = traded.price[buyer].copy()
    for pair in np.flatnonzero(_resold(market, traded)):
        value[(traded.sellers[seller] == traded.pair[pair, 0]) & (buyer == traded.pair[pair, 1])] = own[
            at[traded.pair[pair, 1]]
        ]
    money = price[seller, buyer]
    wedge = by_node(traded.sellers[seller], (money - cost) * amount) + by_node(buyer, (value - money) * amount)
    return Surplus(
        consumer=consumer,
        producer=producer,
        congestion=by_node(receiver, traded.congestion * total),
        transit=by_node(receiver, tariff) + by_node(collector, toll),
        wedge=wedge,
        storage=stored,
    )


def worth(market: Market, traded: Traded) -> Figures:
    """Return (D,) what use is worth to users, money a year: the area under inverse demand, equation (2)."""
    demand = market.demand
    choke, answering = demand.choke_price, demand.answering
    steep = demand.steepness
    area: Figures = (
        np.asarray(demand.rationing_price) * traded.rationed
        + (np.where(answering > 0, choke, 0.0) - 0.5 * steep * traded.answering) * traded.answering
    )
    return area


def objective(market: Market, traded: Traded) -> float:
    """Return what the equilibrium makes largest, equation (4): surplus less transfers of tariffs, tolls and wedges."""
    supply, arcs = market.supply, market.arcs
    made, total = traded.supply, traded.flow.sum(axis=0)
    transfers = asked(
        traded.sellers,
        traded.sales,
        traded.delivered,
        np.asarray(market.wedge),
        np.asarray(market.margin),
        np.asarray(market.stiffness),
        np.asarray(market.usual),
    )[1]
    return float(
        worth(market, traded).sum()
        - ((supply.marginal_cost + 0.5 * np.asarray(supply.slope) * made) * made).sum()
        - (arcs.charge * total).sum()
        - (np.asarray(market.storage.worth) * traded.stored).sum()
        - transfers
    )


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


def _resold(market: Market, traded: Traded) -> NDArray[np.bool_]:
    """Return (P,) whether the pair's contracts allow resale."""
    contracts = market.contracts
    own = {(int(s), int(b)) for s, b in zip(contracts.seller, contracts.buyer, strict=True)}
    if not np.asarray(contracts.resale).any():
        return np.zeros(traded.pair.shape[0], dtype=bool)
    allowed = np.asarray(contracts.resale)
    own = {(int(s), int(b)) for s, b in zip(contracts.seller[allowed], contracts.buyer[allowed], strict=True)}
    return np.array([(int(s), int(b)) in own for s, b in traded.pair], dtype=bool)
