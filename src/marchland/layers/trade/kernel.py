"""The fixed point of the trade layer, compiled.

The unknowns are log wages, log price indices and expenditures over base, one row each of a matrix [row, actor]. A sweep
evaluates, with the equation numbers of `marchland.layers.trade`, unit costs (2), price indices (3), sales (5), wages
(7), incomes (6) and expenditures (4). Sweeps are accelerated by Anderson mixing (Anderson 1965; Walker & Ni 2011, SIAM
Journal on Numerical Analysis 49, type II), safeguarded: a point that leaves the domain or raises the violation too much
is replaced by a shorter plain step from the best point so far.

Arrays are laid out so that the inner loop runs over actors, contiguously: `[sector, exporter, importer]`,
`[sector, actor]` and `[using, supplying, actor]`. Nothing is reordered at run time (no fastmath, no threads), so that
the same input gives the same bits. Workspace is passed in, and scalar mathematics comes from `math`, because both halve
the time to compile.
"""

# ruff: noqa: C901, PLR0124, PLR0912, PLR0915, PLR1730

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from marchland.layers.trade.mixing import INNER, mixed

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Flags = NDArray[np.bool_]


def _goods(
    x: Array,
    image: Array,
    weights: Array,
    sales_weights: Array,
    duty_weights: Array,
    at_home: Flags,
    input_shares: Array,
    cells: Array,
    elasticity: Array,
    used: Flags,
    dutiable: bool,
    work: Array,
    sales: Array,
    labour: Array,
) -> float:
    """Evaluate costs, prices, sales, duties and the demand for labour at `x`; return the violation of (3).

    `sales` (S + 1, N) holds sales by sector, and duties in its last row; `labour` (W, N) the wage bill demanded.
    """
    sectors, actors = used.shape
    wages = labour.shape[0]
    duties = sales[sectors]
    cost = work[0]
    demand = work[1]
    worst = 0.0
    for n in range(actors):
        duties[n] = 0.0
        for s in range(wages):
            labour[s, n] = 0.0
    for s in range(sectors):
        theta = elasticity[s]
        share = cells[0, s]
        wage_row = s if wages > 1 else 0
        log_wage = x[wage_row]
        for n in range(actors):
            cost[n] = share[n] * log_wage[n]
        for k in range(sectors):
            gamma = input_shares[s, k]
            log_price = x[wages + k]
            for n in range(actors):
                cost[n] += gamma[n] * log_price[n]
        for n in range(actors):
            cost[n] = math.exp(-theta * cost[n])  # (2), to the power of -theta
            demand[n] = 0.0
        if at_home[s]:
            for n in range(actors):
                demand[n] = weights[s, n, n] * cost[n]
        else:
            for n in range(actors):
                power = cost[n]
                buyers = weights[s, n]
                for i in range(actors):
                    demand[i] += buyers[i] * power
        old_price = x[wages + s]
        new_price = image[wages + s]
        spend = x[wages + sectors + s]
        scale = cells[3, s]
        for i in range(actors):
            if used[s, i]:
                price = -math.log(demand[i]) / theta  # (3)
                gap = abs(price - old_price[i])
                if gap > worst or gap != gap:
                    worst = gap
                new_price[i] = price
                demand[i] = spend[i] * scale[i] / demand[i]
            else:
                demand[i] = 0.0
        sold = sales[s]
        for n in range(actors):
            sold[n] = weights[s, n, n] * demand[n] if at_home[s] else 0.0
        if not at_home[s]:
            for i in range(actors):
                spent = demand[i]
                sellers = sales_weights[s, i]
                for n in range(actors):
                    sold[n] += sellers[n] * spent
            if dutiable:
                for n in range(actors):
                    power = cost[n]
                    buyers = duty_weights[s, n]
                    for i in range(actors):
                        duties[i] += buyers[i] * power * demand[i]
        hired = labour[wage_row]
        for n in range(actors):
            sold[n] *= cost[n]  # (5)
            hired[n] += share[n] * sold[n]
    return worst


def _incomes(
    x: Array,
    image: Array,
    input_shares: Array,
    cells: Array,
    accounts: Array,
    group: NDArray[np.int64],
    groups: Array,
    used: Flags,
    free_factor: bool,
    work: Array,
    sales: Array,
    labour: Array,
    supply: Array,
) -> float:
    """Evaluate wages, incomes and expenditures from what `_goods` found; return the violation of (4), (5) and (7).

    `supply` (W, N) is the base value added behind each wage; `groups` (3, G) base value added of each group of actors
    that trade with each other, and (out) demand over output in it, and workspace.
    """
    sectors, actors = used.shape
    wages = labour.shape[0]
    count = groups.shape[1]
    income = work[0]
    demand = work[1]
    worst = 0.0
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
                excess = math.log(labour[s, n] / (groups[1, group[n]] * math.exp(x[s, n]) * supply[s, n]))
                gap = abs(excess)
                if gap > worst or gap != gap:
                    worst = gap
                image[s, n] = x[s, n] + cells[4, s, n] * excess
                groups[2, group[n]] += math.exp(image[s, n]) * supply[s, n]
    for g in range(count):  # the numeraire: each group's value added keeps its base value
        groups[2, g] = math.log(groups[0, g] / groups[2, g])
    for n in range(actors):
        earned = sales[sectors, n]
        for s in range(wages):
            if supply[s, n] > 0.0:
                image[s, n] += groups[2, group[n]]
                earned += math.exp(image[s, n]) * supply[s, n]
        income[n] = accounts[1, n] * earned + accounts[0, n]  # (6)
        if free_factor:
            for s in range(sectors):
                sales[s, n] /= groups[1, group[n]]
    for k in range(sectors):
        final = cells[1, k]
        for n in range(actors):
            demand[n] = final[n] * income[n]
        for s in range(sectors):
            gamma = input_shares[s, k]
            sold = sales[s]
            for n in range(actors):
                demand[n] += gamma[n] * sold[n]
        for n in range(actors):
            if used[k, n]:
                image[wages + sectors + k, n] = demand[n] / cells[3, k, n]  # (4)
                gap = abs(image[wages + sectors + k, n] / x[wages + sectors + k, n] - 1.0)
                if gap > worst or gap != gap:
                    worst = gap
    return worst


# The cache of `iterate` holds these too but looks at this file alone: a change of `mixing` needs this file touched.
goods: Callable[..., Any] = numba.njit(**INNER)(_goods)
incomes: Callable[..., Any] = numba.njit(**INNER)(_incomes)


def _iterate(
    x: Array,
    point: Array,
    image: Array,
    image_flat: Array,
    weights: Array,
    sales_weights: Array,
    duty_weights: Array,
    at_home: Flags,
    input_shares: Array,
    cells: Array,
    accounts: Array,
    elasticity: Array,
    group: NDArray[np.int64],
    groups: Array,
    used: Flags,
    supply: Array,
    free_factor: bool,
    dutiable: bool,
    tolerance: float,
    most: int,
    damping: float,
    work: Array,
    sales: Array,
    labour: Array,
    past: Array,
    best: Array,
    moves: Array,
    points: Array,
    small: Array,
) -> tuple[int, float]:
    """Iterate; see `fixed_point`, which allocates what this needs."""
    size, memory = moves.shape
    first_spend = size - used.size
    held = most - most  # an integer and a flag, not the literals 0 and False: with those `mixed` would compile twice
    newest = held
    started = most < held
    best_worst = math.inf
    fraction = damping
    for sweeps in range(1, most + 1):
        worst = goods(
            x, image, weights, sales_weights, duty_weights, at_home, input_shares, cells, elasticity, used, dutiable,
            work, sales, labour,
        )  # fmt: skip
        gap = incomes(
            x, image, input_shares, cells, accounts, group, groups, used, free_factor, work, sales, labour, supply
        )
        if gap > worst or gap != gap:
            worst = gap
        if worst <= tolerance:
            return sweeps, worst
        if not worst < 1e300 or worst > 30.0 * best_worst:
            # Back to the best point, and a shorter step from there.
            fraction *= 0.5
            if not best_worst < 1e300 or fraction < 1e-4:
                return sweeps, best_worst
            for j in range(size):
                point[j] = best[0, j] + fraction * best[1, j]
            held = 0
            newest = 0
            continue
        if worst < best_worst:
            best_worst = worst
            for j in range(size):
                best[0, j] = point[j]
                best[1, j] = image_flat[j] - point[j]
            fraction *= 1.5
            if fraction > damping:
                fraction = damping
        if started and held < memory:
            held += 1
        usable = mixed(point, image_flat, past, moves, points, small, held, newest, started, fraction, first_spend)
        if started:
            newest = (newest + 1) % memory
        started = True
        if not usable:
            held = 0
            newest = 0
            for j in range(size):
                old = past[0, j]
                step = fraction * past[1, j]
                if j < first_spend:
                    if abs(step) > 1.0:
                        step /= abs(step)
                    point[j] = old + step
                elif old > 0.0:
                    ratio = 1.0 + step / old
                    if ratio > 5.0:
                        ratio = 5.0
                    elif ratio < 0.2:
                        ratio = 0.2
                    point[j] = old * ratio
    return most, best_worst


iterate: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_iterate)


def fixed_point(
    x: Array,
    *,
    weights: Array,
    sales_weights: Array,
    duty_weights: Array,
    at_home: Flags,
    input_shares: Array,
    cells: Array,
    accounts: Array,
    elasticity: Array,
    group: NDArray[np.int64],
    groups: Array,
    used: Flags,
    supply: Array,
    free_factor: bool,
    dutiable: bool,
    tolerance: float,
    most: int,
    memory: int,
    damping: float,
) -> tuple[int, float]:
    """Iterate from `x`, in place, until no condition is violated by more than `tolerance`.

    Parameters
    ----------
    x
        (W + 2 S, N) log wages (W = S where labour is bound to its sector, else 1), log prices, expenditures over base;
        afterwards the last point, or the last one tried where the tolerance was not reached
    weights
        (S, N, N) pi (cost_hat (1 + tau') / (1 + tau))^-theta [sector, exporter, importer]
    sales_weights
        (S, N, N) weights / (1 + tau') [sector, importer, exporter]
    duty_weights
        (S, N, N) weights tau' / (1 + tau') [sector, exporter, importer]; not read unless `dutiable`
    at_home
        (S,) sectors without foreign trade
    input_shares
        (S, S, N) gamma[using, supplying, actor]
    cells
        (5, S, N) beta, alpha, base value added, base expenditure (1 where 0), and the part of a wage's excess demand
        that is taken (first row only where labour is mobile)
    accounts
        (2, N) deficits, income factors
    elasticity
        (S,) theta
    group, groups
        (N,) group of each actor; (3, G) base value added of each group, and (out) demand over output in it
    used
        (S, N) where there is anything to buy for
    supply
        (W, N) base value added behind each wage; 0 where nobody is left to sell to
    free_factor
        whether the common factor of equation (5) is free: the proportional closure
    dutiable
        whether there are tariffs
    tolerance, most, memory, damping
        violation allowed, sweeps at most, sweeps remembered, part of a plain sweep taken

    Returns
    -------
    sweeps, violation
        used and reached; `inf` where the first sweep left the domain
    """
    sectors, actors = used.shape
    size = x.size
    image = np.zeros_like(x)
    sweeps, violation = iterate(
        x, x.reshape(size), image, image.reshape(size), weights, sales_weights, duty_weights, at_home, input_shares,
        cells, accounts, elasticity, group, groups, used, supply, free_factor, dutiable, tolerance, most, damping,
        np.empty((2, actors)), np.empty((sectors + 1, actors)), np.empty_like(supply), np.zeros((2, size)),
        np.zeros((2, size)), np.zeros((size, memory)), np.zeros((size, memory)), np.zeros((memory + 2, 2 * memory)),
    )  # fmt: skip
    return int(sweeps), float(violation)
