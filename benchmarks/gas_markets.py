"""Made-up gas markets of the size of the built-in one, that one itself, and draws from them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from marchland.bridge import baseline, central
from marchland.bridge.energy.market import fuel_market
from marchland.layers.energy import Arcs, Contracts, Demand, Market, Storage, Supply
from marchland.world import load_world


def gas_market(*, nodes: int = 45, sellers: int = 20, arcs: int = 150, contracts: int = 10, seed: int = 0) -> Market:
    """Return a market on a map: nodes joined to their neighbours both ways, sellers who have wedges with all buyers."""
    rng = np.random.default_rng(seed)
    at = rng.random((nodes, 2))
    far = np.linalg.norm(at[:, None] - at[None], axis=2)
    tail, head = _neighbours(far, arcs)
    selling = np.sort(rng.choice(nodes, sellers, replace=False))
    quantity = rng.lognormal(2.0, 1.0, nodes)
    price = rng.uniform(150, 350, nodes)
    total = quantity.sum()
    buyer, seller = rng.choice(nodes, contracts, replace=False), rng.choice(selling, contracts)
    store = rng.choice(nodes, nodes // 3, replace=False)
    return Market(
        nodes=tuple(f"hub {i}" for i in range(nodes)),
        supply=Supply(
            node=selling,
            capacity=rng.lognormal(0.0, 0.6, sellers) * 1.5 * total / sellers,
            marginal_cost=rng.uniform(20, 120, sellers),
            slope=rng.uniform(20, 120, sellers) * sellers / total,
        ),
        demand=Demand(
            node=np.arange(nodes),
            quantity=quantity,
            price=price,
            elasticity=rng.uniform(0.05, 0.5, nodes),
            rationing_price=price * rng.uniform(2.0, 5.0, nodes),
        ),
        arcs=Arcs(
            tail=tail,
            head=head,
            capacity=rng.lognormal(0.0, 0.7, tail.size) * total / 12,
            tariff=rng.uniform(3, 25, tail.size),
            loss=rng.uniform(0.0, 0.03, tail.size),
        ),
        contracts=Contracts(
            seller=seller, buyer=buyer, minimum=0.02 * quantity[buyer], maximum=rng.uniform(0.3, 1.0) * quantity[buyer]
        ),
        storage=Storage(node=store, stock=0.1 * quantity[store], rate=quantity[store] / 200, worth=price[store] * 1.1),
        wedge=rng.uniform(0, 80, (nodes, nodes)),
    )


def built_in() -> Market:
    """Return the gas market of the built-in world at best values, a year's horizon."""
    base = baseline(load_world().at(), "year")
    return fuel_market(base, "gas", central(base.factors)).market


def drawn(market: Market, seed: int, spread: float = 0.1) -> Market:
    """Return the market with its figures drawn again, as in a sweep of levers and draws."""
    rng = np.random.default_rng(seed)

    def again(values: np.ndarray | float) -> np.ndarray:
        array = np.asarray(values)
        return np.asarray(array * np.exp(spread * rng.standard_normal(array.shape)))

    supply, demand, arcs = market.supply, market.demand, market.arcs
    price = again(demand.price)
    capacity = again(arcs.capacity)
    capacity[rng.integers(0, capacity.size)] *= 0.2
    return replace(
        market,
        supply=replace(
            supply,
            capacity=again(supply.capacity),
            marginal_cost=again(supply.marginal_cost),
            slope=again(supply.slope),
        ),
        demand=replace(
            demand,
            quantity=again(demand.quantity),
            price=price,
            elasticity=again(demand.elasticity),
            rationing_price=np.maximum(price, again(demand.rationing_price)),
        ),
        arcs=replace(arcs, capacity=capacity, tariff=again(arcs.tariff)),
        wedge=again(market.wedge),
    )


def _neighbours(far: np.ndarray, arcs: int) -> tuple[np.ndarray, np.ndarray]:
    """Return tail and head of a spanning tree and of the shortest further ways, both ways each."""
    nodes = far.shape[0]
    joined, pairs = {0}, set()
    while len(joined) < nodes:
        inside, outside = sorted(joined), sorted(set(range(nodes)) - joined)
        near = far[np.ix_(inside, outside)]
        i, j = np.unravel_index(int(np.argmin(near)), near.shape)
        pairs.add((inside[int(i)], outside[int(j)]))
        joined.add(outside[int(j)])
    for flat in np.argsort(far, axis=None):
        i, j = divmod(int(flat), nodes)
        if len(pairs) >= arcs // 2:
            break
        if i < j and (i, j) not in pairs and (j, i) not in pairs:
            pairs.add((i, j))
    ends = np.array(sorted(pairs))
    return np.concatenate([ends[:, 0], ends[:, 1]]), np.concatenate([ends[:, 1], ends[:, 0]])
