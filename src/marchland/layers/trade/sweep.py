"""One sweep of the trade layer, compiled: every equation once, at a given point.

Arrays are laid out so that the inner loop runs over actors, contiguously: `[sector, exporter, importer]`,
`[sector, actor]` and `[using, supplying, actor]`. Nothing is reordered at run time (no fastmath, no threads), so that
the same input gives the same bits. Scalar mathematics comes from `math`, because that takes less time to compile.
"""

# ruff: noqa: C901, PLR0124, PLR0912, PLR0915

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numba

from marchland.layers.trade.mixing import INNER

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Flags = NDArray[np.bool_]


NEAR = 2e-3
"""Arguments this near to where the result is 1 or 0 take a short series, exact to rounding: most actors hardly move."""

FARTHEST = 12.0
"""Log of what goods earn abroad over what they earn at home, at most: farther, hardly any are sold on one side."""


def _gathered(table: Array, s: int, factor: Array, out: Array) -> None:
    """Set out[i] to the sum over n of table[s, n, i] factor[n], four rows at a time."""
    count = out.shape[0]
    fours = count - count % 4
    for i in range(count):
        out[i] = 0.0
    plane = table[s]
    for n in range(0, fours, 4):
        a, b, c, d = factor[n], factor[n + 1], factor[n + 2], factor[n + 3]
        for i in range(count):
            out[i] += (plane[n, i] * a + plane[n + 1, i] * b) + (plane[n + 2, i] * c + plane[n + 3, i] * d)
    for n in range(fours, count):
        a = factor[n]
        for i in range(count):
            out[i] += plane[n, i] * a


gathered: Callable[..., Any] = numba.njit(**INNER)(_gathered)


def _power(x: float) -> float:
    """Return the exponential of x."""
    if -NEAR < x < NEAR:
        return 1.0 + x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0))))
    return math.exp(x)


def _logarithm(x: float) -> float:
    """Return the natural logarithm of x."""
    y = x - 1.0
    if -NEAR < y < NEAR:
        return y * (1.0 - y * (0.5 - y * (1.0 / 3.0 - y * (0.25 - y * (0.2 - y * (1.0 / 6.0 - y / 7.0))))))
    return math.log(x)


power: Callable[..., Any] = numba.njit(**INNER)(_power)
logarithm: Callable[..., Any] = numba.njit(**INNER)(_logarithm)


def _goods(
    x: Array, image: Array, weights: Array, sales_weights: Array, duty_weights: Array, at_home: Flags,
    input_shares: Array, cells: Array, floors: Array, elasticity: Array, used: Flags, supply: Array, bound: Array,
    mobile: Array, dutiable: bool, own: Array, turn: Array, work: Array, sales: Array, labour: Array, earned: Array,
) -> float:  # fmt: skip
    """Evaluate costs, prices, sales, duties and the demand for labour at `x`; return the violation of (3).

    `own` (S, N) are the weights of what is bought at home, which the others leave out where `turn` (3, S, N) says
    that goods do not turn freely between home and abroad: see `fixed_point`. `sales` (S + 1, N) holds
    sales by sector, and duties in its last row; `labour` (W, N) the wage bill demanded, `earned` (W, N) that of `x`.
    """
    sectors, actors = used.shape
    wages = labour.shape[0]
    duties = sales[sectors]
    turned = turn.shape[1] == sectors and turn.shape[2] == actors and turn.shape[0] == 3
    cost = work[0]
    at_home_cost = work[5]
    demand = work[1]
    made = work[2]
    total = work[3]
    common = work[4]
    worst = 0.0
    for n in range(actors):
        duties[n] = 0.0
        common[n] = 0.0
    for s in range(wages):
        free = 1.0 - bound[s]
        for n in range(actors):
            labour[s, n] = 0.0
            earned[s, n] = math.exp(x[s, n]) * supply[s, n]
            common[n] += free * earned[s, n]
    for n in range(actors):  # what factors that are not bound earn, wherever they are
        common[n] = math.log(common[n] / mobile[n]) if common[n] > 0.0 else 0.0
    for s in range(sectors):
        theta = elasticity[s]
        share = cells[0, s]
        wage_row = s if wages > 1 else 0
        log_wage = x[wage_row]
        stays = bound[wage_row]
        for n in range(actors):
            cost[n] = share[n] * (stays * log_wage[n] + (1.0 - stays) * common[n])
        for k in range(sectors):
            gamma = input_shares[s, k]
            log_price = x[wages + k]
            for n in range(actors):
                cost[n] += gamma[n] * log_price[n]
        old_price = x[wages + s]
        spend = x[wages + sectors + s]
        scale = cells[3, s]
        if turned and not at_home[s]:  # (9): what a unit earns abroad and at home, at the prices and spending of x
            for i in range(actors):
                demand[i] = power(theta * old_price[i]) * spend[i] * scale[i] if used[s, i] else 0.0
            gathered(sales_weights, s, demand, total)
            for n in range(actors):
                stiff = turn[0, s, n]
                kept = power(-theta * cost[n])
                abroad = kept
                if stiff > 0.0:
                    here = own[s, n] * demand[n]
                    ratio = 0.0
                    if total[n] > 0.0 and here > 0.0:
                        ratio = stiff / (1.0 + stiff * theta) * logarithm(total[n] / (here * turn[2, s, n]))
                    elif here > 0.0:
                        ratio = -FARTHEST
                    elif total[n] > 0.0:
                        ratio = FARTHEST
                    ratio = min(max(ratio, -FARTHEST), FARTHEST)
                    away = turn[1, s, n]
                    if ratio > 0.0:
                        mean = ratio + stiff * logarithm(away + (1.0 - away) * power(-ratio / stiff))
                    else:
                        mean = stiff * logarithm(1.0 - away + away * power(ratio / stiff))
                    kept *= power(theta * mean)
                    abroad = kept * power(-theta * ratio)
                cost[n] = abroad
                at_home_cost[n] = kept
        else:
            for n in range(actors):
                cost[n] = power(-theta * cost[n])  # (2), to the power of -theta
        if at_home[s]:
            for n in range(actors):
                total[n] = own[s, n] * cost[n]
        else:
            gathered(weights, s, cost, total)
            if turned:
                for n in range(actors):
                    total[n] += own[s, n] * at_home_cost[n]
        new_price = image[wages + s]
        for i in range(actors):
            demand[i] = 0.0
            made[i] = 0.0
            if used[s, i]:
                spent = spend[i] * scale[i]
                sources = total[i]
                if sources < floors[s, i]:  # the cap holds: what is missing is made at home
                    made[i] = (1.0 - sources / floors[s, i]) * spent
                    sources = floors[s, i]
                price = -logarithm(sources) / theta  # (3)
                gap = abs(price - old_price[i])
                if gap > worst or gap != gap:
                    worst = gap
                new_price[i] = price
                demand[i] = spent / sources
        sold = sales[s]
        if at_home[s]:
            for n in range(actors):
                sold[n] = own[s, n] * demand[n]
        else:
            if dutiable:
                gathered(duty_weights, s, cost, total)
                for i in range(actors):
                    duties[i] += total[i] * demand[i]
            gathered(sales_weights, s, demand, sold)
        hired = labour[wage_row]
        for n in range(actors):
            sold[n] = sold[n] * cost[n]
            if turned and not at_home[s]:
                sold[n] += own[s, n] * demand[n] * at_home_cost[n]
            sold[n] += made[n]  # (5)
            hired[n] += share[n] * sold[n]
    return worst


def _incomes(
    x: Array, image: Array, input_shares: Array, cells: Array, accounts: Array, group: NDArray[np.int64],
    groups: Array, used: Flags, free_factor: bool, work: Array, sales: Array, labour: Array, supply: Array,
    earned: Array,
) -> float:  # fmt: skip
    """Evaluate wages, incomes and expenditures from what `_goods` found; return the violation of (4), (5) and (7).

    `supply` (W, N) is the base value added behind each wage, `earned` (W, N) what it earns at `x`, overwritten;
    `groups` (3, G) base value added of each group of actors that trade with each other, and (out) demand over output in
    it, and workspace.
    """
    sectors, actors = used.shape
    wages = labour.shape[0]
    count = groups.shape[1]
    income = work[0]
    demand = work[1]
    worst = 0.0
    if wages > 1:  # labour of a sector without workers of its own comes from all others
        for n in range(actors):
            drawn = 0.0
            workers = 0.0
            for s in range(wages):
                if supply[s, n] > 0.0:
                    workers += supply[s, n]
                else:
                    drawn += labour[s, n]
                    labour[s, n] = 0.0
            if drawn > 0.0:
                for s in range(wages):
                    labour[s, n] += drawn * supply[s, n] / workers
    for g in range(count):
        groups[1, g] = 0.0
        groups[2, g] = 0.0
    for s in range(wages):
        for n in range(actors):
            groups[1, group[n]] += labour[s, n]
    for g in range(count):
        groups[1, g] /= groups[0, g]
        gap = abs(groups[1, g] - 1.0)
        if not free_factor and (gap > worst or gap != gap):
            worst = gap
    for s in range(wages):
        for n in range(actors):
            if supply[s, n] > 0.0:  # (7): a wage follows the demand for labour over its supply
                excess = math.log(labour[s, n] / (groups[1, group[n]] * earned[s, n]))
                gap = abs(excess)
                if gap > worst or gap != gap:
                    worst = gap
                move = cells[4, s, n] * excess
                image[s, n] = x[s, n] + move
                earned[s, n] *= math.exp(move)
                groups[2, group[n]] += earned[s, n]
    for g in range(count):  # the numeraire: each group's value added keeps its base value
        groups[2, g] = groups[0, g] / groups[2, g]
    for n in range(actors):
        level = groups[2, group[n]]
        log_level = math.log(level)
        paid = 0.0
        for s in range(wages):
            if supply[s, n] > 0.0:
                image[s, n] += log_level
                paid += earned[s, n]
        income[n] = accounts[1, n] * (paid * level + sales[sectors, n]) + accounts[0, n]  # (6)
        if free_factor:
            for s in range(sectors):
                sales[s, n] /= groups[1, group[n]]
    for k in range(sectors):
        final = cells[1, k]
        scale = cells[3, k]
        for n in range(actors):
            demand[n] = final[n] * income[n]
        for s in range(sectors):
            gamma = input_shares[s, k]
            sold = sales[s]
            for n in range(actors):
                demand[n] += gamma[n] * sold[n]
        for n in range(actors):
            if used[k, n]:
                image[wages + sectors + k, n] = demand[n] / scale[n]  # (4)
                gap = abs(image[wages + sectors + k, n] / x[wages + sectors + k, n] - 1.0)
                if gap > worst or gap != gap:
                    worst = gap
    return worst


goods: Callable[..., Any] = numba.njit(**INNER)(_goods)
incomes: Callable[..., Any] = numba.njit(**INNER)(_incomes)
