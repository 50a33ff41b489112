"""The programme over all ways, by generating those that pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.layers.energy.central import central
from marchland.layers.energy.cheapest import cheapest, traced
from marchland.layers.energy.folded import folded
from marchland.layers.energy.interior import interior
from marchland.layers.energy.proximal import proximal, slack
from marchland.layers.energy.ways import Ways

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.energy.programme import Programme

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]

ROUNDS = 200
"""Times that ways are added, at most."""
FEW_ROUNDS = 25
"""The same from a solution nearby, before it is looked for from scratch."""
FAR, CLOSE = 1.0, 0.03
"""How far inside its bounds the interior-point method begins, from scratch and from a solution nearby."""
CENTRAL = 1e-11
"""Complementarity and residual at which it ends."""
CHEAPER = 1e-5
"""Gain above which a way is added after it, and overflow above which an arc is."""
ROUGH = 0.3
"""Gain of a way, or overflow of an arc, above which it begins again with these added."""
AT_ONCE = 6
"""Sellers of a buyer whose ways are added at once."""
ENOUGH = 0.1
"""Violation over these ways, over that allowed of the market, whose accounts are sums of many of them."""
NEAR = 1e-3
"""First weight of the proximal terms that meet them."""
EMPTY = 0.5
"""Share of an arc's capacity above which what is free of it makes it one that is left out at first."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Solved:
    """A solution of the programme over some ways, and what every other way would cost.

    Parameters
    ----------
    programme, ways
        what was solved
    v, p
        columns and multipliers of the rows
    delivered
        (S, N) marginal cost of a unit of each seller at each node, over the price unit
    via
        (S, N) the arc that the cheapest unit comes by
    residual
        largest violation of the conditions of the programme over these ways
    steps
        Newton steps
    """

    programme: Programme
    ways: Ways
    v: Figures
    p: Figures
    delivered: Figures
    via: Numbers
    residual: float
    steps: int


def solved(
    problem: Programme,
    *,
    tolerance: float,
    ways: Ways | None = None,
    v: Figures | None = None,
    p: Figures | None = None,
) -> Solved:
    """Return the solution over all ways: ways are added until none would be cheaper than what buyers pay.

    Parameters
    ----------
    problem
        the programme
    tolerance
        largest violation of the conditions
    ways, v, p
        a solution nearby to begin at
    """
    scratch = ways is None and v is None and p is None
    inside = CLOSE if v is not None and p is not None else FAR
    if p is None:
        p = _first_prices(problem)
    if ways is None:
        delivered, via = _delivered(problem, p)
        ways = _ways(problem, np.isfinite(delivered) & (problem.target >= 0), via)
    elif problem.stiff.size:
        # A sale that is usual here and was none nearby needs a way to begin with.
        without = (problem.stiff_at >= 0) & (np.asarray(problem.market.usual)[problem.sellers] > 0)
        without[problem.seller_at[ways.seller], ways.buyer] = False
        if without.any():
            delivered, via = _delivered(problem, p)
            more = _ways(problem, without & np.isfinite(delivered), via)
            ways, v = ways.joined(more), None if v is None else np.append(v, np.zeros(len(more)))
    if v is None:
        v = np.zeros(problem.fixed[0].size - 1 + len(ways))
    over_ways, steps = folded(problem, ways), 0
    columns, v = over_ways.columns, over_ways.inside(v)
    works = np.setdiff1d(_tight(problem, columns, v, p), over_ways.rows)
    holds = proximal(*columns, problem.b, works, v, p, tolerance, 1.0, 0, 0, 0)[2] <= ENOUGH * tolerance
    # What comes out of the interior is near its bounds, not at them: one more step puts it there.
    rough, inner, residual = not holds, 0, np.inf
    for _ in range(ROUNDS if scratch else FEW_ROUNDS):
        if rough:
            v, p, newtons = central(*columns, problem.b, works, v, p, inside, CENTRAL, 100)
            inner = 1
        else:
            v, p, residual, newtons = _over_these((*columns, problem.b), works, v, p, ENOUGH * tolerance, inner)
        steps, inside, accuracy = steps + newtons, CLOSE, CHEAPER if rough else 0.5 * tolerance
        # Where nothing arrives any price above what a unit is worth would do.
        p[: problem.users.size] = np.minimum(p[: problem.users.size], problem.dearest)
        over = -slack(*columns[:3], problem.b, v)
        over[: problem.arcs_from], over[works] = -np.inf, -np.inf
        v, p = over_ways.outside(v, p)
        delivered, via = _delivered(problem, p)
        gain = _gain(problem, p, delivered)
        cheaper, full = best_of_each(gain, accuracy), over > accuracy
        if not (rough or cheaper.any() or full.any()):
            break
        rough = rough and max(float(np.max(gain, initial=0.0)), float(np.max(over, initial=0.0))) > ROUGH
        more = _ways(problem, cheaper, via)
        ways, v = ways.joined(more), np.append(v, np.zeros(len(more)))
        before, over_ways = over_ways.rows, folded(problem, ways)
        columns, v = over_ways.columns, over_ways.inside(v)
        works = np.union1d(works, np.flatnonzero(full))
        works = np.union1d(works, np.setdiff1d(before, over_ways.rows))
    else:
        if not scratch:  # a contract that has come to nothing may leave the solution nearby without a way out
            return solved(problem, tolerance=tolerance)
        v, p, residual, newtons = _over_these((*columns, problem.b), works, v, p, ENOUGH * tolerance, 0)
        v, p = over_ways.outside(v, p)
        steps += newtons
    return Solved(programme=problem, ways=ways, v=v, p=p, delivered=delivered, via=via, residual=residual, steps=steps)


def _over_these(
    whole: tuple[Any, ...], works: Numbers, v: Figures, p: Figures, tolerance: float, least: int
) -> tuple[Figures, Figures, float, int]:
    """Return columns, multipliers, the violation and the Newton steps of the programme over the ways at hand.

    By the proximal method, of `least` steps or more; where it does not arrive, from the solution of Clarabel.
    """
    start, row, coefficient, d, c, u, b = whole
    found: tuple[Figures, Figures, float, int]
    found = proximal(*whole, works, v, p, tolerance, NEAR, least, 25, 60)
    steps = found[3]
    for accuracy in (1e-9, 1e-11):
        if found[2] <= tolerance:
            break
        inside = interior(start, row, coefficient, d, c, u, b, accuracy)
        found = proximal(*whole, np.arange(b.size), *inside, tolerance, NEAR, 1, 20, 60)
        steps += found[3]
    return found[0], found[1], found[2], steps


def _tight(problem: Programme, columns: tuple[Any, ...], v: Figures, p: Figures) -> Numbers:
    """Return the rows to look at first: all but those of arcs that are far from full."""
    looks = p > 0
    looks[slack(*columns[:3], problem.b, v) < EMPTY * problem.b] = True
    looks[: problem.arcs_from] = True
    return np.flatnonzero(looks)


def _first_prices(problem: Programme) -> Figures:
    """Return observed prices for users and the first marginal costs for sellers."""
    market = problem.market
    p = np.zeros(problem.b.size)
    np.maximum.at(p, problem.user_row[market.demand.node], market.demand.price / problem.price_unit)
    cost = np.full(p.size, np.inf)
    np.minimum.at(cost, problem.seller_row[market.supply.node], market.supply.marginal_cost / problem.price_unit)
    return np.where(np.isfinite(cost), cost, p)


def best_of_each(gain: Figures, least: float) -> NDArray[np.bool_]:
    """Return (S, N) which sales gain more than `least`, the `AT_ONCE` best ones of each buyer."""
    cheaper = gain > least
    if gain.shape[0] > AT_ONCE:
        first = np.argpartition(-gain, AT_ONCE - 1, axis=0)[:AT_ONCE]
        best = np.zeros(gain.shape, dtype=bool)
        np.put_along_axis(best, first, values=True, axis=0)
        cheaper &= best
    return cheaper


def cheapest_ways(problem: Programme, p: Figures, dearer: Figures, least: float, pairs: NDArray[np.bool_]) -> Ways:
    """Return the cheapest ways of (S, N) pairs, (A,) arcs being `dearer`, that gain more than `least`."""
    delivered, via = _delivered(problem, p, dearer)
    return _ways(problem, pairs & (_gain(problem, p, delivered) > least), via)


def _delivered(problem: Programme, p: Figures, dearer: Figures | float = 0.0) -> tuple[Figures, Numbers]:
    """Return (S, N) marginal costs at every node at given multipliers, and the arcs that they come by."""
    arcs = problem.market.arcs
    charge = problem.charge + dearer + np.where(problem.arc_row >= 0, p[problem.arc_row], 0.0)
    found: tuple[Figures, Numbers] = cheapest(
        problem.sellers,
        p[problem.seller_row[problem.sellers]],
        charge,
        np.asarray(arcs.loss),
        arcs.head,
        *problem.leaving,
    )
    return found


def _gain(problem: Programme, p: Figures, delivered: Figures) -> Figures:
    """Return (S, N) what a unit more of each sale would gain; -inf where there is no sale."""
    worth = np.where(problem.target >= 0, p[problem.target], -np.inf)
    return worth - delivered - problem.premium - problem.bound_price(p)


def _ways(problem: Programme, wanted: NDArray[np.bool_], via: Numbers) -> Ways:
    """Return the ways by which the cheapest unit of each wanted (seller, node) comes."""
    seller, buyer = np.nonzero(wanted)
    start, arc = traced(seller, buyer, problem.sellers, via, problem.market.arcs.tail)
    return Ways(seller=problem.sellers[seller], buyer=buyer, start=start, arc=arc)
