"""The fixed point of the trade layer, compiled.

The unknowns are log wages, log price indices and expenditures. One sweep evaluates, in this order and with the
equation numbers of `marchland.layers.trade`, unit costs (2), price indices (3), sales (5), wages (7) and
expenditures (4), (6). Sweeps are accelerated by Anderson mixing (Anderson 1965; Walker & Ni 2011, type II),
safeguarded: a candidate that leaves the domain or raises the residual too much is replaced by a damped plain sweep.

Arrays are laid out so that the inner loop runs over actors, contiguously: `[sector, exporter, importer]`,
`[sector, actor]` and `[using, supplying, actor]`. Nothing is reordered at run time (no fastmath, no threads), so that
the same input gives the same bits.
"""

# The compiled function has to be one long function of loops: splitting it costs time in every one of its calls.
# ruff: noqa: C901, PLR0912, PLR0914, PLR0915

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Flags = NDArray[np.bool_]


def _sweep(
    x: Array,
    out: Array,
    spread: Array,
    weights: Array,
    sales_weights: Array,
    duty_weights: Array,
    at_home: Flags,
    input_shares: Array,
    labour_shares: Array,
    final_shares: Array,
    elasticity: Array,
    value_added: Array,
    transfers: Array,
    income_factor: Array,
    group: NDArray[np.int64],
    group_value_added: Array,
    group_factor: Array,
    active: Flags,
    used: Flags,
    base_expenditure: Array,
    step: Array,
    free_factor: bool,
    bound: bool,
    dutiable: bool,
    cost: Array,
    demand: Array,
    sales: Array,
    duties: Array,
    earned: Array,
    group_sum: Array,
) -> float:
    """Apply the map once: from `x` to `out`; return the largest violation at `x`.

    `x` and `out` hold log wages [wages, actor], log prices [sector, actor] and expenditures over base
    [sector, actor], one after the other. `group_factor[group]` returns demand over output in each group of actors
    that trade with each other. The arrays after `dutiable` are workspace.
    """
    sectors, actors = labour_shares.shape
    wages = sectors if bound else 1
    at_price = wages * actors
    at_spend = at_price + sectors * actors
    worst = 0.0
    for n in range(actors):
        earned[n] = 0.0
        duties[n] = 0.0
    for s in range(sectors):
        at_wage = s * actors if bound else 0
        for n in range(actors):
            cost[n] = labour_shares[s, n] * x[at_wage + n]
        for k in range(sectors):
            at = at_price + k * actors
            for n in range(actors):
                cost[n] += input_shares[s, k, n] * x[at + n]
        theta = elasticity[s]
        for n in range(actors):
            cost[n] = np.exp(-theta * cost[n])  # c^-theta, equation (2)
        at = at_price + s * actors
        spend = at_spend + s * actors
        if at_home[s]:
            for n in range(actors):
                demand[n] = weights[s, n, n] * cost[n]
        else:
            for i in range(actors):
                demand[i] = 0.0
            for n in range(actors):
                power = cost[n]
                for i in range(actors):
                    demand[i] += weights[s, n, i] * power
        for i in range(actors):
            if used[s, i]:
                price = -np.log(demand[i]) / theta  # equation (3)
                gap = abs(price - x[at + i])
                if gap > worst or np.isnan(gap):
                    worst = gap
                out[at + i] = price
                demand[i] = x[spend + i] * base_expenditure[s, i] / demand[i]
            else:
                out[at + i] = 0.0
                demand[i] = 0.0
        if at_home[s]:
            for n in range(actors):
                sales[s, n] = weights[s, n, n] * cost[n] * demand[n]
        else:
            for n in range(actors):
                sales[s, n] = 0.0
            for i in range(actors):
                spent = demand[i]
                for n in range(actors):
                    sales[s, n] += sales_weights[s, i, n] * spent
            for n in range(actors):
                sales[s, n] *= cost[n]  # equation (5)
            if dutiable:
                for n in range(actors):
                    power = cost[n]
                    for i in range(actors):
                        duties[i] += duty_weights[s, n, i] * power * demand[i]
        for n in range(actors):
            spread[s * actors + n] = labour_shares[s, n] * sales[s, n]
            earned[n] += spread[s * actors + n]
    # Equation (7): wages follow the demand for labour over its supply.
    groups = group_sum.shape[0]
    for g in range(groups):
        group_sum[g] = 0.0
    for n in range(actors):
        group_sum[group[n]] += earned[n]
    for g in range(groups):
        group_factor[g] = group_sum[g] / group_value_added[g]
        gap = abs(group_factor[g] - 1.0)
        if not free_factor and (gap > worst or np.isnan(gap)):
            worst = gap
        group_sum[g] = 0.0
    for n in range(actors):
        factor = group_factor[group[n]]
        if bound:
            for s in range(sectors):
                at = s * actors + n
                if active[s, n]:
                    excess = np.log(spread[at] / (factor * np.exp(x[at]) * value_added[s, n]))
                    if abs(excess) > worst or np.isnan(excess):
                        worst = abs(excess)
                    out[at] = x[at] + step[s, n] * excess
                    group_sum[group[n]] += np.exp(out[at]) * value_added[s, n]
                else:
                    out[at] = 0.0
        else:
            total = 0.0
            for s in range(sectors):
                total += value_added[s, n]
            excess = np.log(earned[n] / (factor * np.exp(x[n]) * total))
            if abs(excess) > worst or np.isnan(excess):
                worst = abs(excess)
            out[n] = x[n] + step[0, n] * excess
            group_sum[group[n]] += np.exp(out[n]) * total
    # The numeraire: each group's value added keeps its base value.
    for n in range(actors):
        shift = np.log(group_value_added[group[n]] / group_sum[group[n]])
        income = 0.0
        for s in range(sectors):
            at = s * actors + n if bound else n
            if (bound and active[s, n]) or (not bound and s == 0):
                out[at] += shift
            if active[s, n] or not bound:
                income += np.exp(out[at]) * value_added[s, n]
        earned[n] = income_factor[n] * (income + duties[n]) + transfers[n]  # equation (6)
    for k in range(sectors):
        at = at_spend + k * actors
        for n in range(actors):
            demand[n] = final_shares[k, n] * earned[n]
        for s in range(sectors):
            for n in range(actors):
                demand[n] += input_shares[s, k, n] * sales[s, n] / (group_factor[group[n]] if free_factor else 1.0)
        for n in range(actors):
            if used[k, n]:
                ratio = demand[n] / base_expenditure[k, n]  # equation (4)
                gap = abs(ratio / x[at + n] - 1.0)
                if gap > worst or np.isnan(gap):
                    worst = gap
                out[at + n] = ratio
            else:
                out[at + n] = 0.0
    return worst


sweep: Callable[..., Any] = numba.njit(cache=True)(_sweep)


def _fixed_point(
    x: Array,
    weights: Array,
    sales_weights: Array,
    duty_weights: Array,
    at_home: Flags,
    input_shares: Array,
    labour_shares: Array,
    final_shares: Array,
    elasticity: Array,
    value_added: Array,
    transfers: Array,
    income_factor: Array,
    group: NDArray[np.int64],
    group_value_added: Array,
    group_factor: Array,
    active: Flags,
    used: Flags,
    base_expenditure: Array,
    step: Array,
    free_factor: bool,
    bound: bool,
    dutiable: bool,
    tolerance: float,
    most: int,
    memory: int,
    damping: float,
) -> tuple[int, float]:
    """Iterate from `x`, in place, until no condition is violated by more than `tolerance`.

    Returns the number of sweeps and the violation reached, `inf` where the iteration left the domain for good.
    `damping` is the part of a plain sweep that is taken; `memory` the number of past sweeps that Anderson mixing uses.
    """
    sectors, actors = labour_shares.shape
    size = x.shape[0]
    at_spend = size - sectors * actors
    cost = np.empty(actors)
    demand = np.empty(actors)
    sales = np.empty((sectors, actors))
    duties = np.empty(actors)
    earned = np.empty(actors)
    spread = np.empty(sectors * actors)
    group_sum = np.empty(group_value_added.shape[0])
    image = np.empty(size)
    last_move = np.empty(size)
    last_image = np.empty(size)
    move = np.empty(size)
    best = x.copy()
    best_move = np.zeros(size)
    moves = np.empty((memory, size))
    images = np.empty((memory, size))
    gram = np.empty((memory, memory))
    factor = np.empty((memory, memory))
    mix = np.empty(memory)
    held = 0
    oldest = 0
    best_worst = np.inf
    fraction = damping
    for sweeps in range(1, most + 1):
        worst = sweep(
            x, image, spread, weights, sales_weights, duty_weights, at_home, input_shares, labour_shares,
            final_shares, elasticity, value_added, transfers, income_factor, group, group_value_added, group_factor,
            active, used, base_expenditure, step, free_factor, bound, dutiable,
            cost, demand, sales, duties, earned, group_sum,
        )  # fmt: skip
        sound = np.isfinite(worst)
        if sound:
            for j in range(size):
                move[j] = image[j] - x[j]
            if worst <= tolerance:
                return sweeps, worst
        if not sound or worst > 30.0 * best_worst:
            if not np.isfinite(best_worst):
                return sweeps, np.inf
            # Back to the best point, and a shorter step from there.
            fraction *= 0.5
            if fraction < 1e-4:
                return sweeps, best_worst
            for j in range(size):
                x[j] = best[j] + fraction * best_move[j]
            held = 0
            oldest = 0
            continue
        if worst < best_worst:
            best_worst = worst
            for j in range(size):
                best[j] = x[j]
                best_move[j] = move[j]
            fraction = min(damping, fraction * 1.5)
        if memory > 0 and sweeps > 1:
            # One more column of differences, and its row of the Gram matrix.
            row = oldest
            for j in range(size):
                moves[row, j] = move[j] - last_move[j]
                images[row, j] = image[j] - last_image[j]
            oldest = (oldest + 1) % memory
            held = min(held + 1, memory)
            for a in range(held):
                total = 0.0
                for j in range(size):
                    total += moves[row, j] * moves[a, j]
                gram[row, a] = total
                gram[a, row] = total
        for j in range(size):
            last_move[j] = move[j]
            last_image[j] = image[j]
        mixed = held > 0
        if mixed:
            # Cholesky factor of the Gram matrix with a small ridge: least squares for the mixing weights.
            trace = 0.0
            for a in range(held):
                trace = max(trace, gram[a, a])
            for a in range(held):
                total = 0.0
                for j in range(size):
                    total += moves[a, j] * move[j]
                mix[a] = total
                for b in range(a + 1):
                    value = gram[a, b]
                    if a == b:
                        value += 1e-13 * gram[a, a] + 1e-16 * trace
                    for c in range(b):
                        value -= factor[a, c] * factor[b, c]
                    if a == b:
                        if value <= 0.0:
                            mixed = False
                            value = 1.0
                        factor[a, a] = np.sqrt(value)
                    else:
                        factor[a, b] = value / factor[b, b]
        if mixed:
            for a in range(held):
                for b in range(a):
                    mix[a] -= factor[a, b] * mix[b]
                mix[a] /= factor[a, a]
            for a in range(held - 1, -1, -1):
                for b in range(a + 1, held):
                    mix[a] -= factor[b, a] * mix[b]
                mix[a] /= factor[a, a]
            for j in range(size):
                x[j] += fraction * move[j]
            for a in range(held):
                weight = mix[a]
                for j in range(size):
                    # image - move is the point itself, so this mixes points and damped moves.
                    x[j] -= weight * (images[a, j] - (1.0 - fraction) * moves[a, j])
            for j in range(size):
                reference = last_image[j] - last_move[j]
                if j >= at_spend:
                    if last_image[j] > 0.0 and not (0.1 * reference < x[j] < 10.0 * reference):
                        mixed = False
                elif not abs(x[j] - reference) < 1.5:
                    mixed = False
            if not mixed:
                held = 0
                oldest = 0
                for j in range(size):
                    x[j] = last_image[j] - last_move[j]
        if not mixed:
            for j in range(size):
                limited = fraction * last_move[j]
                if j < at_spend:
                    limited = min(1.0, max(-1.0, limited))
                    x[j] += limited
                elif last_image[j] > 0.0:
                    x[j] *= min(5.0, max(0.2, 1.0 + limited / x[j]))
                elif x[j] > 0.0:
                    x[j] *= 0.5
    for j in range(size):
        x[j] = best[j]
    return most, best_worst


fixed_point: Callable[..., Any] = numba.njit(cache=True)(_fixed_point)
