"""Markets drawn at random, for the tests of the energy layer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from marchland.layers.energy import Arcs, Contracts, Demand, Market, Storage, Supply


def drawn(
    seed: int,
    *,
    nodes: int = 12,
    sellers: int = 4,
    arcs: int = 36,
    wedges: bool = True,
    contracts: int = 0,
    stores: int = 0,
    tight: float = 1.0,
) -> Market:
    """Return a market on a ring with further arcs, capacities `tight` times about what is wanted."""
    rng = np.random.default_rng(seed)
    ring = np.arange(nodes)
    tail = np.concatenate([ring, (ring + 1) % nodes, rng.integers(0, nodes, arcs)])[: max(arcs, 2 * nodes)]
    head = np.concatenate([(ring + 1) % nodes, ring, rng.integers(0, nodes, arcs)])[: max(arcs, 2 * nodes)]
    head = np.where(head == tail, (tail + 1) % nodes, head)
    size = tail.size
    selling = rng.choice(nodes, sellers, replace=False)
    blocks = np.concatenate([selling, rng.choice(selling, sellers // 2)])
    using = np.flatnonzero(rng.random(nodes) < 0.85)
    using = using if using.size else np.array([0])
    quantity = rng.lognormal(1.5, 1.0, using.size)
    total = quantity.sum()
    capacity = np.where(
        rng.random(size) < 0.2, np.inf, tight * rng.lognormal(-1.0, 0.8, size) * total * 2 / np.sqrt(nodes)
    )
    price = rng.uniform(150, 400, using.size)
    wedge = rng.uniform(-20, 60, (nodes, nodes)) if wedges else 0.0
    contracted = Contracts.none()
    if contracts:
        buyer, seller = rng.choice(using, contracts), rng.choice(selling, contracts)
        maximum = np.where(rng.random(contracts) < 0.5, np.inf, rng.lognormal(1.0, 0.5, contracts))
        minimum = np.where(rng.random(contracts) < 0.6, 0.05 * np.minimum(maximum, 1.0), 0.0)
        own = rng.random(contracts) < 0.3
        contracted = Contracts(
            seller=seller, buyer=buyer, minimum=minimum, maximum=maximum, resale=own & (seller != buyer)
        )
    storage = Storage.none()
    if stores:
        storage = Storage(
            node=rng.choice(using, stores),
            stock=rng.lognormal(0.0, 0.7, stores),
            rate=rng.lognormal(-4.0, 0.7, stores),
            worth=rng.uniform(100, 400, stores),
        )
    return Market(
        nodes=tuple(f"n{i}" for i in range(nodes)),
        supply=Supply(
            node=blocks,
            capacity=rng.lognormal(0.2, 0.5, blocks.size) * total / blocks.size,
            marginal_cost=rng.uniform(10, 150, blocks.size),
            slope=np.where(rng.random(blocks.size) < 0.3, 0.0, rng.uniform(10, 200, blocks.size) / total),
        ),
        demand=Demand(
            node=using,
            quantity=quantity,
            price=price,
            elasticity=np.where(rng.random(using.size) < 0.1, 0.0, rng.uniform(0.05, 0.8, using.size)),
            rationing_price=price * rng.uniform(1.0, 5.0, using.size),
        ),
        arcs=Arcs(
            tail=tail,
            head=head,
            capacity=capacity,
            tariff=rng.uniform(2, 30, size),
            loss=np.where(rng.random(size) < 0.5, 0.0, rng.uniform(0.0, 0.05, size)),
            cost=rng.uniform(0, 5, size),
        ),
        contracts=contracted,
        storage=storage,
        days=float(rng.choice([30, 90, 365])),
        wedge=wedge,
    )


def stiffened(market: Market, seed: int) -> Market:
    """Return a market of which most sales are stiff, about what was usual."""
    rng, nodes = np.random.default_rng(seed), len(market.nodes)
    shape, part = (nodes, nodes), float(market.demand.quantity.sum()) / nodes
    usual = np.where(rng.random(shape) < 0.4, 0.25 * part * rng.lognormal(0.0, 1.0, shape), 0.0)
    steep = 300 * rng.uniform(0.1, 2.0, shape) / np.maximum(usual, 0.05 * part)
    return replace(market, usual=usual, stiffness=np.where(rng.random(shape) < 0.8, steep, 0.0))


def obliged(market: Market, seed: int, count: int, *, resale: float = 0.0) -> Market:
    """Return a market with contracts whose minima go from next to nothing to more than all nodes use."""
    rng = np.random.default_rng(seed)
    seller, buyer = rng.choice(market.sellers, count), rng.choice(market.demand.node, count)
    least = float(market.demand.quantity.mean()) * np.exp(rng.uniform(-4.0, 3.0, count))
    most = np.where(rng.random(count) < 0.3, least * rng.uniform(1.0, 1.3, count), np.inf)
    own = (rng.random(count) < resale) & (seller != buyer)
    return replace(market, contracts=Contracts(seller=seller, buyer=buyer, minimum=least, maximum=most, resale=own))


def made(**columns: Any) -> Supply:  # noqa: ANN401 - lists are welcome
    return Supply(**columns)


def used(**columns: Any) -> Demand:  # noqa: ANN401
    return Demand(**columns)


def ways(**columns: Any) -> Arcs:  # noqa: ANN401
    return Arcs(**columns)


def agreed(**columns: Any) -> Contracts:  # noqa: ANN401
    return Contracts(**columns)


def stored(**columns: Any) -> Storage:  # noqa: ANN401
    return Storage(**columns)
