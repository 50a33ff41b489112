"""A market whose equilibrium is what was observed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import SolverError
from marchland.layers.energy.blocks import Supply
from marchland.layers.energy.certificate import residual
from marchland.layers.energy.contracts import Contracts
from marchland.layers.energy.equilibrium import check_cleared, check_tolerance
from marchland.layers.energy.programme import programme
from marchland.layers.energy.solved import solved
from marchland.layers.energy.traded import traded
from marchland.layers.energy.validation import InvalidMarket, figures, require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.energy.market import Market
    from marchland.layers.energy.traded import Traded

    Figures = NDArray[np.float64]

ROOM = 1e-6
"""Share by which arcs and fields may be filled above their capacity by what was observed; theirs is raised to it."""
DEAR = 1.2
"""A price above all, over the largest rationing price."""
NOTHING = 1e-9
"""Sales below this share of the largest are none."""


def calibrated(
    market: Market,
    *,
    sales: NDArray[np.float64],
    price: NDArray[np.float64] | float = np.nan,
    reserve: float = 0.0,
    substitution: float = np.inf,
    tolerance: float = 1e-8,
) -> Market:
    """Return the market with wedges and margins that make observed sales an equilibrium, equations (14) to (16).

    What was sold goes the cheapest way. The wedge of a pair is what the buyer paid less the seller's marginal cost at
    the buyer; its margin is the price of the buyer's node less what the buyer paid. Pairs that did not trade get a
    wedge that keeps them from it, no higher than that and `reserve`. Contracts must allow what was observed; an arc or
    a field that it fills gets a millionth more capacity.

    Parameters
    ----------
    market
        wedges, margins and stiffness are not used
    sales
        (N, N) `sales[seller, buyer]` delivered, units a year
    price
        (N, N) paid by the buyer, money a unit; nan = not known: that of the buyer's node
    reserve
        money a unit by which sales that were not observed cost more than they are worth
    substitution
        elasticity of a pair's sales to its price, all other prices given, above zero: stiffness is price over
        elasticity and observed sales. inf (default) = none: what a buyer takes from which of several sellers is then
        open, as all cost him the same
    tolerance
        largest violation of the conditions of equilibrium

    Raises
    ------
    InvalidMarket
        where a sale is negative, its seller sells nothing, its buyer uses nothing, a contract forbids it, or a seller
        cannot produce so much
    CannotClear
        where the arcs cannot carry what was sold
    SolverError
        where the certificate is not met

    References
    ----------
    Howitt 1995, American Journal of Agricultural Economics 77(2), for the stiffness.
    """
    check_tolerance(tolerance)
    nodes = len(market.nodes)
    observed = figures("sales", sales, (nodes, nodes))
    require("sales", observed, np.isfinite(observed) & (observed >= 0), "it must be zero or more, and known")
    observed = np.where(observed > NOTHING * float(np.max(observed, initial=0.0)), observed, 0.0)
    known = figures("price", price, (nodes, nodes))
    require("price", known, np.isnan(known) | (np.isfinite(known) & (known >= 0)), "it must be zero or more")
    if not (reserve >= 0 and substitution > 0):
        raise InvalidMarket(f"reserve is {reserve}, substitution {substitution}: zero or more, and above zero")
    _allowed(market, observed)
    arcs, blocks = market.arcs, market.supply
    wide = replace(arcs, capacity=arcs.capacity * (1 + ROOM))
    # At a wedge above all that use is worth nobody buys more than he has to; further above only digits are lost.
    dear = DEAR * float(np.max(market.demand.rationing_price, initial=1.0))
    plain = replace(market, wedge=dear, margin=0.0, stiffness=0.0, usual=0.0)
    fixed = replace(plain, arcs=wide, supply=_beyond(market), contracts=_exactly(market, observed))
    found = solved(programme(fixed, barred=observed == 0), tolerance=0.1 * tolerance)
    state, short = traded(found)
    check_cleared(found, short)
    made = _produced(market, state.supply)
    state = replace(state, supply=made)
    flow = state.flow.sum(axis=0)
    wedge, margin, stiffness = _wedges(market, state, observed, known, reserve, substitution)
    base = replace(
        market,
        arcs=replace(arcs, capacity=np.where(arcs.capacity > 0, np.maximum(arcs.capacity, flow), 0.0)),
        supply=replace(blocks, capacity=np.maximum(blocks.capacity, made)),
        wedge=wedge,
        margin=margin,
        stiffness=stiffness,
        usual=observed,
    )
    worst = max(found.residual, residual(base, _as_base(base, state)))
    if not worst <= tolerance:
        raise SolverError(f"observed sales are no equilibrium: residual {worst:.1e}, allowed {tolerance:.1e}")
    return base


def _wedges(
    market: Market, state: Traded, observed: Figures, known: Figures, reserve: float, substitution: float
) -> tuple[Figures, Figures, Figures]:
    """Return wedge, margin and stiffness, equations (14) to (16)."""
    nodes, sellers = len(market.nodes), state.sellers
    cost = np.full((nodes, nodes), np.inf)
    cost[sellers] = state.delivered
    worth = np.tile(state.price, (nodes, 1))
    resale = np.asarray(market.contracts.resale)
    seller, buyer = market.contracts.seller[resale], market.contracts.buyer[resale]
    worth[seller, buyer] = cost[buyer, buyer]
    sold = observed > 0
    bill = np.where(np.isnan(known), worth, known)
    gap = np.where(np.isfinite(cost) & ~np.isnan(worth), worth - np.where(np.isfinite(cost), cost, 0.0), 0.0)
    kept_out = np.maximum(gap + reserve, 0.0)
    steep = np.divide(worth, observed, out=np.zeros_like(worth), where=sold) / substitution
    wedge = np.where(sold, bill - np.where(np.isfinite(cost), cost, 0.0), kept_out)
    return wedge, np.where(sold, worth - bill, 0.0), np.where(sold, np.maximum(steep, 0.0), 0.0)


def _as_base(market: Market, state: Traded) -> Traded:
    """Return the state without prices of the bounds that held sales at what was observed; wedges are these now."""
    pairs = np.unique(np.stack([market.contracts.seller, market.contracts.buyer], axis=1), axis=0)
    nothing = np.zeros(pairs.shape[0])
    return replace(state, pair=pairs.reshape(-1, 2), least=nothing, most=nothing)


def _exactly(market: Market, observed: Figures) -> Contracts:
    """Return contracts that hold sales at no less than was observed; resale stays."""
    seller, buyer = np.nonzero(observed)
    resold = np.zeros(observed.shape, dtype=bool)
    own = np.asarray(market.contracts.resale)
    resold[market.contracts.seller[own], market.contracts.buyer[own]] = True
    amount = observed[seller, buyer]
    return Contracts(seller=seller, buyer=buyer, minimum=amount, resale=resold[seller, buyer])


def _allowed(market: Market, observed: Figures) -> None:
    """Raise where a sale was observed that cannot be: no seller, no buyer, against a contract."""
    names, contracts = market.nodes, market.contracts
    sells, uses = np.zeros(len(names), dtype=bool), np.zeros(observed.shape, dtype=bool)
    sells[market.sellers] = True
    uses[:, market.demand.node] = True
    uses[contracts.seller, contracts.buyer] = True
    for seller, buyer in np.argwhere((observed > 0) & ~(sells[:, None] & uses)):
        if not sells[seller]:
            raise InvalidMarket(f"sales: {names[seller]} sells nothing; add its supply, or drop its sales")
        raise InvalidMarket(f"sales: nobody uses the fuel at {names[buyer]}; add its demand, or drop the sales to it")
    most, least = np.full(observed.shape, np.inf), np.zeros(observed.shape)
    pairs = contracts.seller, contracts.buyer
    most[pairs] = 0.0
    np.add.at(most, pairs, np.asarray(contracts.maximum))
    np.add.at(least, pairs, np.asarray(contracts.minimum))
    for seller, buyer in np.argwhere((observed > most * (1 + ROOM)) | (observed < least * (1 - ROOM))):
        raise InvalidMarket(
            f"sales: {names[seller]} was seen to sell {observed[seller, buyer]:.6g} units a year to {names[buyer]}; "
            f"their contracts allow {least[seller, buyer]:.6g} to {most[seller, buyer]:.6g}: mend one of the two"
        )


def _bounded(blocks: Supply) -> NDArray[np.int64]:
    """Return the nodes that cannot produce without limit."""
    return np.setdiff1d(blocks.node, blocks.node[np.isinf(blocks.capacity)])


def _beyond(market: Market) -> Supply:
    """Return the blocks, and at each node that has a limit one more without, a little dearer than its dearest unit."""
    blocks, little = market.supply, 1e-3 * float(np.mean(market.demand.price))
    nodes = _bounded(blocks)
    of = np.isin(blocks.node, nodes)
    top = blocks.marginal_cost[of] + blocks.capacity[of] * np.asarray(blocks.slope)[of]
    dearest = np.zeros(nodes.size)
    np.maximum.at(dearest, np.searchsorted(nodes, blocks.node[of]), top)
    return Supply(
        node=np.append(blocks.node, nodes),
        capacity=np.append(blocks.capacity, np.full(nodes.size, np.inf)),
        marginal_cost=np.append(blocks.marginal_cost, dearest + little),
        slope=np.append(np.asarray(blocks.slope), np.zeros(nodes.size)),
    )


def _produced(market: Market, supply: Figures) -> Figures:
    """Return (B,) production, what is beyond capacity with the first block of its node.

    Raises
    ------
    InvalidMarket
        where a node needs more than a millionth above its capacity
    """
    blocks = market.supply
    made = supply[: blocks.node.size].copy()
    for node, more in zip(_bounded(blocks), supply[blocks.node.size :], strict=True):
        of = np.flatnonzero(blocks.node == node)
        capacity = blocks.capacity[of].sum()
        if more > ROOM * max(capacity, 1.0):
            raise InvalidMarket(
                f"supply row {of[0]}: what {market.nodes[node]} was seen to sell takes {made[of].sum() + more:.6g} "
                f"units a year, with losses on the way; its capacity is {capacity:.6g}: raise it, or lower the sales"
            )
        made[of[0]] += more
    return made
