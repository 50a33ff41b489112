"""The programme over all ways, by generating those that pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.layers.energy.cheapest import cheapest, traced
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
FAR, LOOSE, CLOSE = 1.0, 1e-2, 1e-3
"""First weights of the proximal terms: from scratch, from a solution nearby, from the interior-point method's."""
ROUGH = 1e-2
"""Tolerance to which ways and full arcs are looked for, before the last one."""
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
    near = v is not None and p is not None
    if p is None:
        p = _first_prices(problem)
    if ways is None:
        delivered, via = _delivered(problem, p)
        ways = _ways(problem, np.isfinite(delivered) & (problem.target >= 0), via)
    if v is None:
        start, _, _, _, _, u = problem.of(ways)
        v = np.zeros(start.size - 1)
        demand = problem.market.demand.node.size
        first = problem.market.supply.node.size
        v[first : first + 2 * demand] = u[first : first + 2 * demand]
    works, steps, rough = _tight(problem, ways, v, p), 0, max(ROUGH, tolerance)
    for _ in range(ROUNDS):
        columns = problem.of(ways)
        v, p, residual, newtons = _over_these((*columns, problem.b), works, v, p, 0.1 * rough, near=near)
        steps += newtons
        # Where nothing arrives any price above what a unit is worth would do.
        p[: problem.users.size] = np.minimum(p[: problem.users.size], problem.dearest)
        delivered, via = _delivered(problem, p)
        cheaper = _gain(problem, p, delivered) > 0.5 * rough
        over = np.flatnonzero(slack(*columns[:3], problem.b, v) < -0.1 * rough)
        over = np.setdiff1d(over, works)
        if not cheaper.any() and not over.size:
            if rough == tolerance:
                break
            rough, near = tolerance, True
            continue
        more = _ways(problem, cheaper, via)
        works, near = np.union1d(works, over), True
        ways, v = ways.joined(more), np.append(v, np.zeros(len(more)))
    return Solved(programme=problem, ways=ways, v=v, p=p, delivered=delivered, via=via, residual=residual, steps=steps)


def _over_these(
    whole: tuple[Any, ...], works: Numbers, v: Figures, p: Figures, tolerance: float, *, near: bool
) -> tuple[Figures, Figures, float, int]:
    """Return columns, multipliers, the violation and the Newton steps of the programme over the ways at hand.

    By the proximal method; where it does not arrive, from the interior-point method's solution.
    """
    start, row, coefficient, d, c, u, b = whole
    found: tuple[Figures, Figures, float, int]
    found = proximal(*whole, works, v, p, tolerance, LOOSE if near else FAR, 0, 25, 60)
    steps = found[3]
    for accuracy in (1e-9, 1e-11):
        if found[2] <= tolerance:
            break
        inside = interior(start, row, coefficient, d, c, u, b, accuracy)
        found = proximal(*whole, np.arange(b.size), *inside, tolerance, CLOSE, 1, 20, 60)
        steps += found[3]
    return found[0], found[1], found[2], steps


def _tight(problem: Programme, ways: Ways, v: Figures, p: Figures) -> Numbers:
    """Return the rows to look at first: all but those of arcs that are far from full."""
    start, row, coefficient, _, _, _ = problem.of(ways)
    looks = p > 0
    looks[slack(start, row, coefficient, problem.b, v) < EMPTY * problem.b] = True
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


def _delivered(problem: Programme, p: Figures) -> tuple[Figures, Numbers]:
    """Return (S, N) marginal costs at every node at given multipliers, and the arcs that they come by."""
    arcs = problem.market.arcs
    charge = problem.charge + np.where(problem.arc_row >= 0, p[problem.arc_row], 0.0)
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
