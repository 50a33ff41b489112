"""The fixed point of logit loads and hours, by Newton's method on the convex problem of which it is the solution.

With t the hours of links, v(t) the loads of the logit at these, V(t) the flow at which a link takes t hours, the
solution is the minimum over t of

    sum_a integral^t[a] V[a] dt  -  sum_pairs volume x expected cost (t) / value of time

(the dual of equation 3; Fisk 1980, Transportation Research 14B), whose gradient is V(t) - v(t). Written in flows, a
Newton step d solves (I + Q D) d = v(T(f)) - f, D the slopes of hours, Q the fall of loads with hours. It is solved
directly on the links where that bends anything (`curvature`), where these are too many by conjugate gradients, each
product being one pass over the routes; and shortened where it would overshoot the minimum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import SolverError
from marchland.layers.freight.curvature import curvature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.layers.freight.choice import Choice
    from marchland.layers.freight.curvature import Curvature
    from marchland.layers.freight.network import Network
    from marchland.layers.freight.tangent import Tangent

    Figures = NDArray[np.float64]

CEILING = 1e100
"""Hours and slopes above it are cut there while iterating, so that differences of two remain numbers."""
STEPS = 60
"""Newton steps before the dispersion is widened."""
WIDE_STEPS = 20
"""The same at each width."""
LAST_STEPS = 200
NEARLY = 20.0
"""Moves of shares, in gaps, from which on the residual is looked at."""
SLOW = 0.3
"""Part of the last move from which on a curvature is no longer good."""
PRODUCTS = 60
SHORTENINGS = 60
FORCING = 0.05
LOOSE = 0.01
"""Residual that is enough at a dispersion wider than asked for."""
FALL, LEAST_FALL = 4.0, 1.1
"""The dispersion falls by so much at a time; by the root of that where the solution is lost, down to the least."""
SHORT, STALLED = 0.01, 3
"""So many steps of at most this part of their length are enough to see that Newton's method does not get there."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Delay:
    """Hours on links that vary with flow (equation 2), `V` of them."""

    free: Figures
    alpha: Figures
    beta: Figures
    capacity: Figures
    preload: Figures

    def hours(self, flow: Figures) -> Figures:
        """Return (V,) hours."""
        with np.errstate(over="ignore"):
            rise = self.alpha * ((flow + self.preload) / self.capacity) ** self.beta
            return np.asarray(np.minimum(self.free * (1 + rise), CEILING))

    def slope(self, flow: Figures) -> Figures:
        """Return (V,) how fast hours rise with flow; on an empty link as with a billionth of its capacity."""
        ratio = np.maximum((flow + self.preload) / self.capacity, 1e-9)
        with np.errstate(over="ignore"):
            rise = self.free * self.alpha * self.beta / self.capacity * ratio ** (self.beta - 1)
        return np.asarray(np.minimum(rise, CEILING))

    def spared(self, flow: Figures) -> float:
        """Return flow x hours less the integral of hours from empty to this flow, over all links."""
        with np.errstate(over="ignore"):
            ratio, still = (flow + self.preload) / self.capacity, self.preload / self.capacity
            power = self.beta + 1
            area = self.capacity / power * (ratio**power - still**power)
            part = self.free * self.alpha * (flow * ratio**self.beta - area)
        return float(np.minimum(part, CEILING).sum())


def delay_of(network: Network, varies: NDArray[np.bool_]) -> Delay:
    """Return the delay of the links that vary."""
    return Delay(
        free=network.free_flow_cost[varies],
        alpha=network.alpha[varies],
        beta=network.beta[varies],
        capacity=network.capacity[varies],
        preload=network.preload[varies],
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Point:
    """Loads of the logit at the hours of a flow of the varying links: `choices` share what `hours` say."""

    flow: Figures
    hours: Figures
    load: Figures
    share: tuple[Figures, ...]
    expected: tuple[Figures, ...]
    objective: float

    def residual(self, other: Point, choices: Sequence[Choice | Tangent]) -> float:
        """Return the largest difference of a route's share, over pairs with volume."""
        largest = 0.0
        for one, two, choice in zip(self.share, other.share, choices, strict=True):
            largest = max(largest, float(np.abs(one - two).max(where=choice.counted, initial=0.0)))
        return largest


def point(choices: Sequence[Choice | Tangent], delay: Delay, flow: Figures) -> Point:
    """Return loads, shares and the objective at the hours of a flow."""
    hours, load, spent = delay.hours(flow), np.zeros(flow.size), 0.0
    found = []
    for choice in choices:
        total, share, expected = choice.load(hours, load)
        found.append((share, expected))
        spent += total
    shares, costs = tuple(f[0] for f in found), tuple(f[1] for f in found)
    return Point(
        flow=flow, hours=hours, load=load, share=shares, expected=costs, objective=delay.spared(flow) - spent
    )  # fmt: skip


def fixed_point(
    choices: Sequence[Choice], delay: Delay, flow: Figures, gap: float, near: Curvature | None = None
) -> tuple[Point, Point, float, int, Curvature | None]:
    """Return the point reached, the point at its loads, the residual between the two, the steps, and the curvature.

    Where Newton's method does not get there at once (a dispersion that is small beside the differences of costs makes
    shares jump), it starts from a dispersion so large that it does, and follows the solution as that falls.

    Parameters
    ----------
    near
        the curvature of a point nearby, if one is known

    Raises
    ------
    SolverError
        where the residual is still above `gap` when no step makes it less
    """
    here, there, residual, steps, bent = newton(choices, delay, flow, gap, STEPS, near)
    if residual <= gap:
        return here, there, residual, steps, bent
    flow, often, fall = here.flow, _spread(choices, delay.hours(here.load)), FALL
    while often > 1 and fall > LEAST_FALL:
        wide = [choice.dispersed(often) for choice in choices]
        here, _, residual, more, _ = newton(wide, delay, flow, max(gap, LOOSE), WIDE_STEPS)
        steps += more
        if residual <= max(gap, LOOSE):
            flow = here.flow
        else:
            often *= fall
            fall = fall**0.5
        often /= fall
    here, there, residual, more, bent = newton(choices, delay, flow, gap, LAST_STEPS)
    if residual <= gap:
        return here, there, residual, steps + more, bent
    raise SolverError(
        f"no equilibrium of freight: after {steps + more} steps route shares still move by {residual:.3g}, above the "
        f"gap of {gap:g}; ask for a larger gap, or a larger dispersion"
    )


def newton(
    choices: Sequence[Choice | Tangent],
    delay: Delay,
    flow: Figures,
    gap: float,
    most: int,
    near: Curvature | None = None,
) -> tuple[Point, Point, float, int, Curvature | None]:
    """Return what `fixed_point` does, after `most` steps at the latest.

    A curvature is used for as long as each step with it moves shares by much less than the one before.
    """
    here = point(choices, delay, flow)
    steps, short, bent, fresh, before = 0, 0, near, False, np.inf
    for step in range(most):
        steps = step + 1
        if bent is None:
            bent, fresh = curvature(choices, here.share, delay.slope(here.flow)), True
        direction = _direction(choices, delay, here) if bent is None else bent.step(here.load - here.flow)
        ahead, length = _shortened(choices, delay, here, direction)
        if ahead is None:
            if fresh:
                break
            bent = None
            continue
        moved = here.residual(ahead, choices)
        here = ahead
        short = short + 1 if length < SHORT else 0
        if short >= STALLED:
            break
        if moved <= NEARLY * gap:
            there = point(choices, delay, np.maximum(here.load, 0.0))
            residual = here.residual(there, choices)
            if residual <= gap:
                return here, there, residual, steps, bent
        if length < 1 or moved > SLOW * before:
            bent = None
        fresh, before = False, moved
    there = point(choices, delay, np.maximum(here.load, 0.0))
    return here, there, here.residual(there, choices), steps, bent


def _spread(choices: Sequence[Choice], hours: Figures) -> float:
    """Return the largest difference of costs between two routes of a pair, in dispersions."""
    largest = 0.0
    for choice in choices:
        if choice.core_cost.size:
            each = np.repeat(np.arange(choice.core_cost.size), np.diff(choice.core_start))
            spent = np.bincount(each, weights=hours[choice.core], minlength=choice.core_cost.size)
            full = np.diff(choice.first) > 0
            pair = np.repeat(np.arange(full.size), np.diff(choice.first))
            cost = (choice.core_cost + choice.worth[pair] * spent) / choice.theta[pair]
            at = choice.first[:-1][full]
            largest = max(largest, float((np.maximum.reduceat(cost, at) - np.minimum.reduceat(cost, at)).max()))
    return largest


def _direction(choices: Sequence[Choice | Tangent], delay: Delay, here: Point) -> Figures:
    """Return the Newton step from here, by conjugate gradients: where many links bend (see `curvature`)."""
    residual = here.load - here.flow
    root = np.sqrt(delay.slope(here.flow))
    right = root * residual
    answer, turned_answer = np.zeros(right.size), np.zeros(right.size)
    left, search = right.copy(), right.copy()
    size = float(left @ left)
    target = FORCING**2 * size
    for count in range(PRODUCTS):
        if size <= target and count > 0:
            break
        turn = np.zeros(right.size)
        for choice, share in zip(choices, here.share, strict=True):
            choice.turn(share, root * search, turn)
        product = search + root * turn
        length = size / max(float(search @ product), np.finfo(float).tiny)
        answer += length * search
        turned_answer += length * turn
        left -= length * product
        before, size = size, float(left @ left)
        search = left + size / max(before, np.finfo(float).tiny) * search
    # of d = answer / root and d = residual - Q root answer, alike were it not for what is left, the first is sharper
    # where loads are stiff, the second where hours hardly rise
    stiff = (root > 0) & (np.abs(left) <= root * (0.3 * np.abs(residual) + 1e-3 * np.abs(residual).max(initial=0.0)))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(stiff, answer / root, residual - turned_answer)


def _shortened(
    choices: Sequence[Choice | Tangent], delay: Delay, here: Point, direction: Figures
) -> tuple[Point | None, float]:
    """Return a point ahead that lowers the objective, and which part of the step; None where rounding hides any."""
    length = 1.0
    for _ in range(SHORTENINGS):
        flow = np.maximum(here.flow + length * direction, 0.0)
        there = point(choices, delay, flow)
        change = there.hours - here.hours
        # the objective is convex in hours: where it does not rise beyond the new point, it fell up to there
        rising = float((flow - there.load) @ change)
        if rising <= 0 or there.objective < here.objective:
            return there, length
        falling = float((here.load - here.flow) @ change)
        hidden = abs(there.objective - here.objective) <= 1e-11 * abs(here.objective)
        if hidden and rising < 0.9 * abs(falling):
            return there, length
        length *= min(0.5, max(0.1, abs(falling) / (abs(falling) + rising)))
    return None, length
