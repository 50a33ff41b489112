"""The programme over all ways, by generating those that pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.energy.central import central
from marchland.layers.energy.factored import pattern
from marchland.layers.energy.folded import folded
from marchland.layers.energy.interior import interior
from marchland.layers.energy.offers import offers, ways_both, ways_to, without_way
from marchland.layers.energy.proximal import proximal, reduced, strayed
from marchland.layers.energy.rows import tight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.energy.factored import Pattern
    from marchland.layers.energy.folded import Folded
    from marchland.layers.energy.programme import Programme
    from marchland.layers.energy.ways import Ways

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]

ROUNDS = 200
"""Times that ways are added, at most."""
STEPS, MANY = 25, 1_500
"""Steps of the proximal method, and Newton steps in them, at most."""
FEW = 15
"""Newton steps from a solution nearby, before the interior-point method is asked."""
STRAYED, MOST_STRAYED = 1e-5, 0.01
"""Share of columns whose conditions a solution nearby may miss, and by how much, for these to be tried."""
FAR, CLOSE = 1.0, 0.01
"""What each distance from a bound and its multiplier multiply to where that begins, from scratch and from nearby."""
CENTRAL = 1e-11
"""Complementarity and residual at which it ends."""
CHEAPER = 1e-5
"""Gain above which a way is added after it, and overflow above which an arc is."""
ROUGH = 0.03
"""Gain of a way, or overflow of an arc, above which it begins again with these added."""
ENOUGH = 0.1
"""Violation over these ways, over that allowed of the market, whose accounts are sums of many of them."""
NEAR = 1e-4
"""First weight of the proximal terms that meet them."""
EMPTY = 0.05
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
    nearby = v is not None and p is not None
    inside = CLOSE if nearby else FAR
    if p is None:
        p = _first_prices(problem)
    if ways is None:
        ways = ways_to(problem, p, problem.target >= 0)
    elif problem.stiff.size:
        # A sale that is usual here and was none nearby needs a way to begin with.
        without = without_way(
            problem.stiff_at, np.asarray(problem.market.usual), problem.sellers, ways.seller, ways.buyer
        )
        if without.any():
            more = ways_both(problem, p, without)
            ways, v = ways.joined(more), None if v is None else np.append(v, np.zeros(len(more)))
    if v is None:
        v = np.zeros(problem.fixed[0].size - 1 + len(ways))
    over_ways, steps = folded(problem, ways), 0
    v = over_ways.inside(v)
    works = _tight(problem, over_ways, v, p)
    rows, enough = pattern_of(over_ways, works), ENOUGH * tolerance
    rough, residual = True, np.inf
    for _ in range(ROUNDS):
        if rough:
            v, p, inner, newtons = _roughly(over_ways, rows, v, p, inside, enough)
        else:
            v, p, residual, newtons = _over_these(over_ways, rows, v, p, enough, inner)
        steps, inside, accuracy = steps + newtons, CLOSE, CHEAPER if rough else 0.5 * tolerance
        v, p, over = over_ways.outside(v, p, works)
        offered, full = offers(problem, p, accuracy), over > accuracy
        more = offered.ways
        if not (rough or len(more) or full.any()):
            break
        rough = rough and max(offered.most, float(np.max(over, initial=0.0))) > ROUGH
        if len(more) or full.any():
            looks = full
            looks[works] = looks[over_ways.rows] = True
            ways, v = ways.joined(more), np.append(v, np.zeros(len(more)))
            over_ways = folded(problem, ways)
            looks[over_ways.rows] = False
            works = np.flatnonzero(looks)
            rows = pattern_of(over_ways, works)
        v = over_ways.inside(v)
    else:
        v, p, residual, newtons = _over_these(over_ways, rows, v, p, enough, 0)
        v, p, _ = over_ways.outside(v, p, works)
        steps += newtons
        offered = offers(problem, p, np.inf)
    return Solved(
        programme=problem,
        ways=ways,
        v=v,
        p=p,
        delivered=offered.delivered,
        residual=residual,
        steps=steps,
    )


def _roughly(
    over_ways: Folded, rows: Pattern, v: Figures, p: Figures, inside: float, enough: float
) -> tuple[Figures, Figures, int, int]:
    """Return columns, multipliers, steps of the proximal method still to make, and Newton steps.

    From nearby a few steps of the proximal method may do. Where too much has changed for that, the interior-point
    method: what comes out of it is near its bounds, not at them, and one step of the other puts it there.
    """
    problem, newtons = over_ways.programme, 0
    start, row, coefficient, d, c, u = over_ways.columns
    if inside < FAR and strayed(d, u, v, reduced(start, row, coefficient, c, p), STRAYED) <= MOST_STRAYED:
        found = proximal(*over_ways.sums, problem.b, rows, v, p, enough, NEAR, 0, STEPS, FEW)
        newtons = found[3]
        if found[2] <= enough:
            return found[0], found[1], 0, newtons
    v, p, steps = central(*over_ways.sums, problem.b, rows, v, p, inside, CENTRAL, 100)
    return v, p, 1, newtons + steps


def _over_these(
    over_ways: Folded, rows: Pattern, v: Figures, p: Figures, tolerance: float, least: int
) -> tuple[Figures, Figures, float, int]:
    """Return columns, multipliers, the violation and the Newton steps of the programme over the ways at hand.

    By the proximal method, of `least` steps or more; where it does not arrive, from the solution of Clarabel.
    """
    b, steps = over_ways.programme.b, 0
    found: tuple[Figures, Figures, float, int]
    found = proximal(*over_ways.sums, b, rows, v, p, tolerance, NEAR, least, STEPS, MANY)
    for accuracy in (1e-9, 1e-11):
        if found[2] <= tolerance:
            break
        steps += found[3]
        inside = interior(*over_ways.columns, b, accuracy)
        everywhere = pattern_of(over_ways, np.arange(b.size))
        found = proximal(*over_ways.sums, b, everywhere, *inside, tolerance, NEAR, 1, STEPS, MANY)
    return found[0], found[1], found[2], steps + found[3]


def pattern_of(over_ways: Folded, works: Numbers) -> Pattern:
    """Return all about the rows `works` of a programme that its numbers do not change."""
    start, row, coefficient, _, _, u = over_ways.columns
    rows: Pattern = pattern(start, row, coefficient, u, works, over_ways.programme.b.size)
    return rows


def _tight(problem: Programme, over_ways: Folded, v: Figures, p: Figures) -> Numbers:
    """Return the rows to look at first: all but those of arcs that are far from full."""
    works: Numbers = tight(*over_ways.columns[:3], problem.b, v, p, EMPTY, problem.arcs_from, over_ways.rows)
    return works


def _first_prices(problem: Programme) -> Figures:
    """Return observed prices for users and the first marginal costs for sellers."""
    market = problem.market
    p = np.zeros(problem.b.size)
    np.maximum.at(p, problem.user_row[market.demand.node], market.demand.price / problem.price_unit)
    cost = np.full(p.size, np.inf)
    np.minimum.at(cost, problem.seller_row[market.supply.node], market.supply.marginal_cost / problem.price_unit)
    return np.where(np.isfinite(cost), cost, p)
