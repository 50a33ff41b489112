"""What levers do to a market of gas or oil."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.energy.carried import delivered_costs
from marchland.bridge.energy.market import fuel_ground
from marchland.errors import ScenarioError
from marchland.layers import energy
from marchland.levers.pipes import pipes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.energy.figures import FuelFigures
    from marchland.bridge.energy.market import FuelMarket
    from marchland.levers import Lever

    Array = NDArray[np.float64]
    Positions = NDArray[np.int64]

LIVES_ON = 0.95
"""Share of what a hub uses from which on it lives on a seller's fuel."""
NO_MORE = 1e-6
BESIDE = 1e-3
"""By what share more can be made than is supplied to a partner: it is the sale that is bound, so that it is known who
gains by that, the buyer."""
STOPS = ("cut", "embargo", "close", "reprice")
"""Actions after which nobody is held to what a contract obliges him to take or to deliver."""


def fuels_of(base: Baseline, levers: Sequence[Lever]) -> tuple[str, ...]:
    """Return the fuels that levers touch, in the order gas, oil."""
    named = {lever.fuel for lever in levers if lever.fuel}
    over = [lever for lever in levers if lever.is_pipe and not lever.fuel]
    if over:
        kinds = dict(zip(base.world["pipes"]["pipe"].tolist(), base.world["pipes"]["fuel"].tolist(), strict=True))
        named |= {kinds[pipe] for lever in over for pipe in base.world.derived(pipes_of, lever)}
    return tuple(fuel for fuel in ("gas", "oil") if fuel in named)


def energy_change(base: Baseline, found: FuelMarket, levers: Sequence[Lever]) -> energy.Market:
    """Return the market while levers hold.

    A cut and an embargo leave a share of what seller and buyer traded; those of both multiply. Who cuts somebody off
    does not carry others' fuel there either, as far as it did not before: sellers new to the buyer come round by dearer
    ways, or not at all; the same where who sells asks a higher price. Nor does who closes pipes to a country send it
    more of its own by others. A price is asked for what they trade. A pipe that is closed, or has a part of its
    capacity left, is that for all. What is supplied comes in one block at the actor's hub, at what its dearest unit
    costs; to a partner it is sold at the partner's price, the pair's wedge giving way, and no more of it than the lever
    says; who refuses the actor's fuel takes none of it. Stores last as long as the longest lever.

    Raises
    ------
    ScenarioError
        where a lever touches nothing: see `pipes_of`
    InvalidMarket
        where two actors charge for one pipe
    """
    figures, market = found.figures, found.lasting(float(max(lever.days for lever in levers)))
    if any(lever.action in STOPS for lever in levers):
        nothing = np.zeros(market.contracts.seller.size)
        market = replace(market, contracts=replace(market.contracts, minimum=nothing))
    kept, touched = np.ones(found.base.sales.shape), np.zeros(found.base.sales.shape, dtype=bool)
    for lever in levers:
        if lever.is_pipe:
            market = _piped(base, found, market, lever)
        elif lever.fuel == figures.fuel and lever.action in {"cut", "embargo"}:
            pairs = _pairs(base, figures, lever)
            kept[pairs] *= 1 - lever.size
            touched[pairs] = True
            if lever.action == "cut":
                market, barred = _round(base, found, market, lever, lever.size)
                touched |= barred
        elif lever.fuel == figures.fuel and lever.action == "reprice":
            market, dearer = _repriced(base, found, market, lever)
            if dearer:
                market, barred = _round(base, found, market, lever, 1.0)
                touched |= barred
        elif lever.fuel == figures.fuel and lever.action == "supply":
            market = _supplied(base, found, market, lever)
    return _cut(found, market, kept, touched)


def _pairs(base: Baseline, figures: FuelFigures, lever: Lever) -> tuple[Positions, ...]:
    """Return positions of sellers and buyers that a lever on a flow touches, for indexing."""
    actors, partners = (figures.of(base.positions(code)) for code in (lever.actor, lever.partner))
    sellers, buyers = (actors, partners) if lever.direction == "to" else (partners, actors)
    return np.ix_(sellers, buyers)


def _cut(found: FuelMarket, market: energy.Market, kept: Array, touched: NDArray[np.bool_]) -> energy.Market:
    """Return the market where pairs trade no more than a share of what they did; all at once, as pairs may be many."""
    sells, uses = np.zeros(len(market.nodes), dtype=bool), np.zeros(len(market.nodes), dtype=bool)
    sells[market.sellers], uses[market.demand.node] = True, True
    seller, buyer = np.nonzero(touched & sells[:, None] & uses)
    if not seller.size:
        return market
    own, before = market.contracts, (seller, buyer)
    untouched = ~touched[own.seller, own.buyer]
    return replace(
        market,
        contracts=energy.Contracts(
            seller=np.append(own.seller[untouched], seller),
            buyer=np.append(own.buyer[untouched], buyer),
            minimum=np.append(np.asarray(own.minimum)[untouched], np.zeros(seller.size)),
            maximum=np.append(np.asarray(own.maximum)[untouched], kept[before] * found.base.sales[before]),
            price=np.append(np.asarray(own.price)[untouched], np.full(seller.size, np.nan)),
        ),
    )


def _round(
    base: Baseline, found: FuelMarket, market: energy.Market, lever: Lever, share: float
) -> tuple[energy.Market, NDArray[np.bool_]]:
    """Return the market where sellers new to a partner come round the actor, and pairs that have no such way.

    Of what it costs to come round they bear a share: that of the sales that are cut.
    """
    figures, state = found.figures, found.base
    own, buyers = (figures.of(base.positions(code)) for code in (lever.actor, lever.partner))
    arcs, row = market.arcs, np.arange(state.sellers.size)
    charge, passable = arcs.charge + state.congestion, arcs.capacity > 0
    cost = state.delivered[row, state.sellers]
    apart = delivered_costs(figures, state.sellers, cost, charge, passable & ~np.isin(figures.tail, own))
    wedge, barred = np.asarray(market.wedge).copy(), np.zeros(found.base.sales.shape, dtype=bool)
    for at, seller in enumerate(state.sellers.tolist()):
        for buyer in buyers.tolist():
            if seller in own or seller == buyer or state.sales[seller, buyer] > 0:
                continue
            if np.isinf(apart[at, buyer]):
                barred[seller, buyer] = True
            elif np.isfinite(state.delivered[at, buyer]):
                wedge[seller, buyer] += share * max(float(apart[at, buyer] - state.delivered[at, buyer]), 0.0)
    return replace(market, wedge=wedge), barred


def _repriced(base: Baseline, found: FuelMarket, market: energy.Market, lever: Lever) -> tuple[energy.Market, bool]:
    """Return the market where the actor's price is asked, and whether it is above what all of its buyers paid.

    The wedge moves to the price, and a contract says what is paid.
    With less sold a unit costs the seller a little less; the buyer pays what was asked all the same.
    """
    stiff, paid = np.asarray(market.stiffness).copy(), np.asarray(market.contracts.price).copy()
    sellers, buyers = _pairs(base, found.figures, lever)
    asked = [(s, b) for s in sellers[:, 0].tolist() for b in buyers[0].tolist() if found.base.sales[s, b] > 0]
    for seller, buyer in asked:
        change = lever.size - float(found.base.paid[seller, buyer])
        market = energy.reprice(market, seller=seller, buyer=buyer, change=change)
        stiff[seller, buyer] = 0.0
    own, new = market.contracts, []
    dearer = all(lever.size > float(found.base.paid[pair]) for pair in asked)
    for seller, buyer in asked:
        of = (own.seller == seller) & (own.buyer == buyer)
        paid[of] = lever.size
        if not of.any():
            new.append((seller, buyer))
    rows = np.array(new, dtype=np.int64).reshape(-1, 2)
    repriced = replace(
        market,
        stiffness=stiff,
        contracts=energy.Contracts(
            seller=np.append(own.seller, rows[:, 0]),
            buyer=np.append(own.buyer, rows[:, 1]),
            minimum=np.append(np.asarray(own.minimum), np.zeros(len(rows))),
            maximum=np.append(np.asarray(own.maximum), np.full(len(rows), np.inf)),
            price=np.append(paid, np.full(len(rows), lever.size)),
        ),
    )
    return repriced, dearer


def _piped(base: Baseline, found: FuelMarket, market: energy.Market, lever: Lever) -> energy.Market:
    figures = found.figures
    named = set(base.world.derived(pipes_of, lever))
    arcs = np.array([at for at, pipe in enumerate(figures.pipes) if pipe in named], dtype=np.int64)
    if not arcs.size:
        return market
    if lever.action == "close":
        endless = arcs[np.isinf(market.arcs.capacity[arcs])]
        if 0 < lever.size < 1 and endless.size:
            # What has no limit is closed by a share of what passes it.
            capacity = np.asarray(market.arcs.capacity).copy()
            capacity[endless] = found.base.flow[endless]
            market = replace(market, arcs=replace(market.arcs, capacity=capacity))
        return energy.close(_not_round(base, found, market, lever, arcs), arcs=arcs, share=lever.size)
    if lever.action == "toll":
        return _tolled(base, figures, market, lever, arcs)
    capacity, limit = np.asarray(market.arcs.capacity).copy(), figures.limit.best[arcs]
    if lever.size > 0:
        capacity[arcs] = np.where(np.isnan(limit), np.inf, lever.size * limit)
    return replace(market, arcs=replace(market.arcs, capacity=capacity))


def _not_round(
    base: Baseline, found: FuelMarket, market: energy.Market, lever: Lever, arcs: Positions
) -> energy.Market:
    """Return the market where who closes pipes to a country sends it no more of its own fuel by others.

    Other pipes to that country out of countries that live on the actor's fuel carry no more than before.
    """
    figures, state = found.figures, found.base
    own = figures.of(base.positions(lever.actor))
    reached = np.setdiff1d(figures.actor[figures.head[arcs]], [-1, *base.positions(lever.actor)])
    bought = state.sales.sum(axis=0)
    lives_on = state.sales[own].sum(axis=0) >= LIVES_ON * np.where(bought > 0, bought, np.inf)
    lives_on[own] = True
    others = np.isin(figures.actor[figures.head], reached) & ~np.isin(figures.actor[figures.tail], reached)
    others &= lives_on[figures.tail]
    others[arcs] = False
    capacity, flow = np.asarray(market.arcs.capacity).copy(), state.flow[: len(figures.pipes)]
    at = np.flatnonzero(others & (capacity[: others.size] > flow))
    room = np.where(np.isfinite(capacity[at]), capacity[at], 2 * flow[at] + 1)
    capacity[at] = flow[at] + (1 - lever.size) * (room - flow[at]) if lever.size < 1 else flow[at] * (1 + NO_MORE)
    return replace(market, arcs=replace(market.arcs, capacity=capacity))


def _tolled(
    base: Baseline, figures: FuelFigures, market: energy.Market, lever: Lever, arcs: Positions
) -> energy.Market:
    """Return the market with a toll, which the actor gets: at the end of the pipe that is its own, else at its hub."""
    own = figures.of(base.positions(lever.actor)).tolist()
    if not own:
        raise ScenarioError(
            f"{lever.words}: {lever.actor} has no hub where the toll could be booked; add one to places.csv (kind hub)"
        )
    for arc in arcs.tolist():
        ends = [hub for hub in (int(figures.tail[arc]), int(figures.head[arc])) if hub in own]
        market = energy.toll(market, arcs=[arc], amount=lever.size, receiver=(ends or own)[0])
    return market


def _supplied(base: Baseline, found: FuelMarket, market: energy.Market, lever: Lever) -> energy.Market:
    figures, state = found.figures, found.base
    own = figures.of(base.positions(lever.actor))
    if not own.size:
        raise ScenarioError(f"{lever.words}: {lever.actor} has no hub; add one to places.csv (kind hub)")
    buyers = figures.of(base.positions(lever.partner)) if lever.partner else np.zeros(0, dtype=np.int64)
    hub = int(own[np.argmax(state.sales[np.ix_(own, buyers)].sum(axis=1))]) if buyers.size else int(own[0])
    refusing = fuel_ground(base, figures.fuel).refused[hub, buyers]
    if buyers.size and refusing.all():
        return market
    buyers = buyers[~refusing]
    cost, using = _dearest(found, hub), buyers[np.isin(buyers, found.market.demand.node)]
    capacity = lever.size * (1 + BESIDE) if using.size else lever.size
    market = energy.supply(market, node=hub, capacity=capacity, marginal_cost=cost)
    wedge, stiff = np.asarray(market.wedge).copy(), np.asarray(market.stiffness).copy()
    charge, passable = market.arcs.charge + state.congestion, market.arcs.capacity > 0
    delivered = delivered_costs(figures, np.array([hub]), np.array([cost]), charge, passable)[0]
    for buyer in using.tolist():
        if state.sales[hub, buyer] <= 0 and np.isfinite(delivered[buyer]):
            wedge[hub, buyer] = float(state.price[buyer] - delivered[buyer])
        stiff[hub, buyer] = 0.0
    market = replace(market, wedge=wedge, stiffness=stiff)
    for buyer in using.tolist():
        market = energy.cut(market, seller=hub, buyer=buyer, maximum=float(state.sales[hub, buyer]) + lever.size)
    return market


def _dearest(found: FuelMarket, hub: int) -> float:
    """Return what the dearest unit costs that a hub makes; where it makes nothing, the price there."""
    supply = found.market.supply
    cost = supply.marginal_cost + np.asarray(supply.slope) * found.base.supply
    own = cost[supply.node == hub]
    if own.size:
        return float(own.max())
    price = float(found.base.price[hub])
    return price if np.isfinite(price) else 0.0
