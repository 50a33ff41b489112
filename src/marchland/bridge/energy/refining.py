"""Oil that is refined for sale abroad: it is worth to its country what refining earns, and to others the products."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import SolverError
from marchland.layers import energy

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]

LEAST_MARGIN = 0.01
"""What refining earns at least, over the price of the oil."""
CLOSE = 1e-3
"""Share of the price of oil to which the rise of products has to agree with that of oil."""
MOST_ROUNDS = 25


def with_refining(home: energy.Demand, share: Array, margin: float) -> tuple[energy.Demand, Mask]:
    """Return demand in which oil refined for sale abroad has rows of its own, and which rows these are, (D,).

    They have the node, the price and the elasticity of the row that they were part of, and end at the price at which
    refining earns nothing.

    Parameters
    ----------
    home
        all use, one row a node
    share
        (D,) part of it that is refined for sale abroad, 0 to 1
    margin
        money a unit that refining earns
    """
    rows = np.flatnonzero(share > 0)
    none = np.zeros(share.size, dtype=bool)
    if not rows.size:
        return home, none
    whole, price, dearest = home.quantity, home.price[rows], np.asarray(home.rationing_price)
    elasticity = np.asarray(home.elasticity)
    own = np.minimum(price + np.maximum(margin, LEAST_MARGIN * price), dearest[rows])
    demand = energy.Demand(
        node=np.append(home.node, home.node[rows]),
        quantity=np.append(whole * (1 - share), (whole * share)[rows]),
        price=np.append(home.price, price),
        elasticity=np.append(elasticity, elasticity[rows]),
        rationing_price=np.append(dearest, own),
    )
    return demand, np.append(none, np.ones(rows.size, dtype=bool))


def passed_on(
    solve: Callable[[energy.Market], energy.Equilibrium],
    market: energy.Market,
    before: energy.Equilibrium,
    refined: Mask,
) -> energy.Equilibrium:
    """Return the equilibrium in which products sold abroad are dearer by what oil is dearer in most places.

    A refinery that alone pays more for its oil cannot ask more for its products; where all pay more, all do. So the
    price at which refining earns nothing moves with the price of oil: by as much as it rose where half of all oil is
    used. It is found by repetition, by secants and false position.

    Parameters
    ----------
    solve
        from a market to its equilibrium
    market
        in which products cost what they did
    before
        the equilibrium to which prices are compared
    refined
        (D,) rows of demand that are refined for sale abroad

    Raises
    ------
    CannotClear, SolverError
        where a market does not clear, or the two rises do not meet
    """
    found = solve(market)
    if not refined.any():
        return found
    used = before.demand > 0
    usual = float((before.demand * np.where(used, before.price, 0.0)).sum() / before.demand.sum())
    tried = [(0.0, _rise(before, found))]
    while abs(tried[-1][1] - tried[-1][0]) > CLOSE * usual:
        if len(tried) == MOST_ROUNDS:
            raise SolverError(
                f"products of refineries rise by {tried[-1][0]:.4g} and oil by {tried[-1][1]:.4g}: no price was found "
                "at which both agree; make the levers smaller"
            )
        asked = _next(tried)
        found = solve(_dearer(market, refined, asked))
        tried.append((asked, _rise(before, found)))
    return found


def going_without(market: energy.Market, state: energy.Equilibrium, refined: Mask) -> Array:
    """Return what is wanted at the rationing price at home and not had, (N,) units a year.

    Oil that is not refined for others any more is not among it: that ends before anybody at home goes without.
    """
    home, nodes = ~refined, len(market.nodes)
    wanted = np.bincount(market.demand.node[home], weights=market.demand.rationed[home], minlength=nodes)
    return np.asarray(np.minimum(state.unserved, np.maximum(wanted - state.demand, 0.0)))


def refined_abroad(market: energy.Market, state: energy.Equilibrium, refined: Mask) -> Array:
    """Return what is refined for sale abroad, (N,) units a year: all use beyond that at home at the node's price."""
    demand, nodes = market.demand, len(market.nodes)
    some = np.bincount(demand.node[refined], minlength=nodes) > 0
    home = ~refined & some[demand.node]
    line = 1 - np.asarray(demand.elasticity) * (state.price[demand.node] - demand.price) / demand.price
    at_home = np.where(home, np.maximum(demand.quantity * line, 0.0), 0.0)
    used = np.bincount(demand.node, weights=at_home, minlength=nodes)
    return np.asarray(np.where(some, np.maximum(state.demand - used, 0.0), 0.0))


def _rise(before: energy.Equilibrium, after: energy.Equilibrium) -> float:
    """Return by how much oil is dearer where half of it is used: the median of the rise by hub, by use."""
    hubs = np.flatnonzero((before.demand > 0) & np.isfinite(before.price) & np.isfinite(after.price))
    rise = after.price[hubs] - before.price[hubs]
    order = np.argsort(rise, kind="stable")
    used = np.cumsum(before.demand[hubs][order])
    return float(rise[order][np.searchsorted(used, used[-1] / 2)])


def _next(tried: list[tuple[float, float]]) -> float:
    """Return the rise of products to try next.

    Between one that oil outdoes and one that outdoes oil, where the line through both agrees, or half way; before both
    are known farther on, in steps that grow.
    """
    last, found = tried[-1]
    below, above = ([t for t in tried if (t[1] > t[0]) == side] for side in (True, False))
    if below and above:
        (first, gap), (second, other) = ((t, rise - t) for t, rise in (below[-1], above[-1]))
        if len(tried) % 3 == 0:
            return (first + second) / 2
        return first + (second - first) * gap / (gap - other)
    if len(tried) == 1:
        return found
    first, before = tried[-2]
    steep = (found - before) / (last - first)
    return last + (found - last) / (1.0 - min(max(steep, 0.0), 1.0 - 0.5 ** len(tried)))


def _dearer(market: energy.Market, refined: Mask, rise: float) -> energy.Market:
    """Return the market in which products are dearer; cheaper by no more than refining earns."""
    demand = market.demand
    ends = np.asarray(demand.rationing_price)
    moved = np.where(refined, np.maximum(ends + rise, demand.price), ends)
    home = ~refined
    most = np.full(len(market.nodes), np.inf)
    most[demand.node[home]] = ends[home]
    return replace(market, demand=replace(demand, rationing_price=np.minimum(moved, most[demand.node])))
