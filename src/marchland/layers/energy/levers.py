"""What can be done to a market: each returns another market and leaves the given one as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.energy.arcs import Arcs
from marchland.layers.energy.blocks import Supply
from marchland.layers.energy.contracts import Contracts
from marchland.layers.energy.validation import InvalidMarket

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from marchland.layers.energy.market import Market


def cut(market: Market, *, seller: int, buyer: int, maximum: float) -> Market:
    """Return the market where a seller sells a buyer at most `maximum` units a year; minimums above it fall to it.

    Raises
    ------
    InvalidMarket
        where the pair is unknown or the maximum is negative
    """
    _node(market, "seller", seller)
    _node(market, "buyer", buyer)
    if not maximum >= 0:
        raise InvalidMarket(f"cut: the maximum is {maximum}; it must be zero or more")
    contracts = market.contracts
    of = (contracts.seller == seller) & (contracts.buyer == buyer)
    if not of.any():
        return replace(market, contracts=_joined(contracts, seller=seller, buyer=buyer, maximum=maximum))
    least, most = np.asarray(contracts.minimum).copy(), np.asarray(contracts.maximum).copy()
    if not maximum < most[of].sum():
        return market
    finite = np.isfinite(most[of])
    share = np.where(finite, 0.0, 1.0) if not finite.all() else most[of]
    most[of] = maximum * share / share.sum()
    least[of] = np.minimum(least[of], most[of])
    return replace(market, contracts=replace(contracts, minimum=least, maximum=most))


def reprice(market: Market, *, seller: int, buyer: int, change: float) -> Market:
    """Return the market where a seller asks a buyer `change` money a unit more: wedge and agreed prices move by it.

    Raises
    ------
    InvalidMarket
        where the pair is unknown, the change is not a number, or an agreed price would fall below zero
    """
    _node(market, "seller", seller)
    _node(market, "buyer", buyer)
    wedge = np.asarray(market.wedge).copy()
    wedge[seller, buyer] += change
    contracts = market.contracts
    of = (contracts.seller == seller) & (contracts.buyer == buyer)
    if of.any():
        price = np.asarray(contracts.price) + np.where(of, change, 0.0)
        contracts = replace(contracts, price=price)
    return replace(market, wedge=wedge, contracts=contracts)


def toll(market: Market, *, arcs: ArrayLike, amount: float, receiver: int | None = None) -> Market:
    """Return the market where arcs cost `amount` money a unit more, which the receiver gets; default: theirs.

    Raises
    ------
    InvalidMarket
        where an arc or the receiver is unknown, the toll would be negative, or another node has a toll on the arc
    """
    at = _arcs(market, arcs)
    added = np.asarray(market.arcs.toll).copy()
    collector = np.asarray(market.arcs.toll_receiver).copy()
    if receiver is not None:
        _node(market, "receiver", receiver)
        taken = at[(added[at] > 0) & (collector[at] != receiver)]
        if taken.size:
            raise InvalidMarket(
                f"toll: {market.nodes[collector[taken[0]]]} has a toll on arc {taken[0]} already; an arc has one "
                f"receiver of tolls: split the arc in two, one for each"
            )
        collector[at] = receiver
    added[at] += amount
    return replace(market, arcs=replace(market.arcs, toll=added, toll_receiver=collector))


def close(market: Market, *, arcs: ArrayLike, share: float = 1.0) -> Market:
    """Return the market where arcs have lost a share of their capacity; 1 = closed.

    Raises
    ------
    InvalidMarket
        where an arc is unknown, the share is outside 0 to 1, or a part is taken of an arc without a limit
    """
    at = _arcs(market, arcs)
    if not 0 <= share <= 1:
        raise InvalidMarket(f"close: the share is {share}; it must be from 0 to 1 (1 = closed)")
    capacity = np.asarray(market.arcs.capacity).copy()
    if share < 1 and share > 0 and np.isinf(capacity[at]).any():
        arc = at[np.isinf(capacity[at])][0]
        raise InvalidMarket(f"close: arc {arc} has no limit, of which {share:g} is no quantity; give it a capacity")
    capacity[at] = 0.0 if share == 1 else capacity[at] * (1 - share)
    return replace(market, arcs=replace(market.arcs, capacity=capacity))


def supply(market: Market, *, node: int, capacity: float, marginal_cost: float, slope: float = 0.0) -> Market:
    """Return the market with one more block of supply.

    Raises
    ------
    InvalidMarket
        where the node is unknown or a figure is negative
    """
    _node(market, "node", node)
    before = market.supply
    more = Supply(
        node=np.append(before.node, node),
        capacity=np.append(before.capacity, capacity),
        marginal_cost=np.append(before.marginal_cost, marginal_cost),
        slope=np.append(np.asarray(before.slope), slope),
    )
    return replace(market, supply=more)


def build(
    market: Market, *, tail: int, head: int, capacity: float, tariff: float, loss: float = 0.0, cost: float = 0.0
) -> Market:
    """Return the market with one more arc, after the others.

    Raises
    ------
    InvalidMarket
        where a node is unknown or a figure is out of range
    """
    _node(market, "tail", tail)
    _node(market, "head", head)
    before = market.arcs
    receivers = np.asarray(before.receiver), np.asarray(before.toll_receiver)
    more = Arcs(
        tail=np.append(before.tail, tail),
        head=np.append(before.head, head),
        capacity=np.append(before.capacity, capacity),
        tariff=np.append(np.asarray(before.tariff), tariff),
        loss=np.append(np.asarray(before.loss), loss),
        cost=np.append(np.asarray(before.cost), cost),
        toll=np.append(np.asarray(before.toll), 0.0),
        receiver=np.append(receivers[0], tail),
        toll_receiver=np.append(receivers[1], tail),
    )
    return replace(market, arcs=more)


def _joined(before: Contracts, *, seller: int, buyer: int, maximum: float) -> Contracts:
    return Contracts(
        seller=np.append(before.seller, seller),
        buyer=np.append(before.buyer, buyer),
        minimum=np.append(np.asarray(before.minimum), 0.0),
        maximum=np.append(np.asarray(before.maximum), maximum),
        price=np.append(np.asarray(before.price), np.nan),
        resale=np.append(np.asarray(before.resale), np.False_),
    )


def _node(market: Market, what: str, node: int) -> None:
    if not 0 <= node < len(market.nodes):
        raise InvalidMarket(f"{what} is {node}: the market has {len(market.nodes)} nodes, from 0")


def _arcs(market: Market, arcs: ArrayLike) -> NDArray[np.int64]:
    """Return positions of arcs, each once.

    Raises
    ------
    InvalidMarket
        where one is unknown
    """
    given = np.atleast_1d(np.asarray(arcs))
    if given.dtype == bool and given.shape == market.arcs.tail.shape:
        return np.flatnonzero(given)
    at = np.unique(given)
    count = market.arcs.tail.size
    if not np.issubdtype(at.dtype, np.integer) or (at.size and not (at[0] >= 0 and at[-1] < count)):
        raise InvalidMarket(f"arcs {given.tolist()}: the market has {count} arcs, from 0; give their positions")
    return at.astype(np.int64)
