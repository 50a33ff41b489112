"""What may be taken out of stores, and what it is worth there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers import energy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Positions = NDArray[np.int64]

REFILL = 1.02
"""What the first unit taken out of store is worth over the price of the base: it has to be bought and put back."""
STEPS = (1.0, 1.05, 1.15, 1.35, 1.7, 2.4, 4.0, 8.0, 16.0)
"""What a unit in store is worth over the first one, where one block ends and the next begins."""
LAST = 0.9
"""What the season's part is worth, over what those pay who pay the most."""
SEASON = 150.0
"""Days in which stores empty, November to March."""
BLOCKS = len(STEPS)
"""Rows of each store: one between any two steps, and what is for the season."""


def stores(
    node: Positions, stock: Array, rate: Array, *, price: Array, top: Array, free: float, scarcity: float
) -> energy.Storage:
    """Return the stores of hubs as blocks whose worth rises as they empty.

    Most of what is in store when the heating season begins is for the season: that leaves `free` of it. A unit of this
    part has to be bought back, nobody knows at what price, and is worth the more the less is left of it: with a share
    `y` of it left its worth is the price and 2 % times y^-scarcity. It is the demand for stocks of the theory of
    storage (Working 1949; Wright & Williams 1982), with one elasticity. What is for the season is left for those who
    pay the most in the months to come, and comes last. The blocks are those of a market that lasts for the whole season
    or longer; see `lasting`.

    Parameters
    ----------
    node, stock, rate
        (K,) positions of hubs; units; units a day
    price
        (H,) money a unit at hubs without levers
    top
        (H,) the most that a unit is worth to users
    free
        share of the stock
    scarcity
        elasticity of the worth of a unit to what is left, as a positive number
    """
    left = np.array(STEPS) ** (-1 / scarcity)
    share = np.append(free * (left[:-1] - left[1:]), 1 - free * (1 - left[-1]))
    nodes = np.repeat(node, BLOCKS)
    return energy.Storage(
        node=nodes,
        stock=np.outer(stock, share).ravel(),
        rate=np.repeat(rate, BLOCKS),
        worth=_worth(nodes, price, top),
    )


def stores_at(storage: energy.Storage, price: Array, top: Array) -> energy.Storage:
    """Return stores that are worth what they are at other prices, (H,); see `stores`."""
    return replace(storage, worth=_worth(storage.node, price, top))


def prices_at_hubs(demand: energy.Demand, hubs: int) -> tuple[Array, Array]:
    """Return (H,) the price at which users were seen to use, and the most that a unit is worth to them; nan = none."""
    price, top = np.full(hubs, np.nan), np.full(hubs, np.nan)
    price[demand.node] = demand.price
    np.fmax.at(top, demand.node, demand.choke_price)
    return price, top


def lasting(market: energy.Market, days: float, free: float) -> energy.Market:
    """Return a market that lasts so many days.

    What the season takes after them can be bought back then, and is free as well: of the stock all but (1 - free) times
    the part of the season that the days are. The blocks of a store together give no more than comes out of it.

    Parameters
    ----------
    market
        with the stores that `stores` returns
    days
        how long it lasts
    free
        share of the stock that the season leaves
    """
    storage = market.storage
    stock = np.asarray(storage.stock).reshape(-1, BLOCKS).copy()
    whole = stock.sum(axis=1)
    stock[:, :-1] *= (1 - (1 - free) * min(days / SEASON, 1.0)) / free
    stock[:, -1] = whole - stock[:, :-1].sum(axis=1)
    most = days * np.asarray(storage.rate).reshape(-1, BLOCKS) - (np.cumsum(stock, axis=1) - stock)
    return replace(market, days=days, storage=replace(storage, stock=np.clip(most, 0.0, stock).ravel()))


def _worth(node: Positions, price: Array, top: Array) -> Array:
    """Return what a unit of each block is worth, (K,); `node` has each store's hub once for each block."""
    edges = np.array(STEPS)
    over = np.append(np.sqrt(edges[:-1] * edges[1:]), np.inf)
    first = REFILL * price[node].reshape(-1, BLOCKS)
    last = np.maximum(LAST * top[node].reshape(-1, BLOCKS), first)
    return np.asarray(np.minimum(first * over, last).ravel())
