"""The fixed point of the trade layer, compiled.

The unknowns are log wages, log price indices and expenditures over base, one row each of a matrix [row, actor]. A sweep
evaluates, with the equation numbers of `marchland.layers.trade`, unit costs (2), price indices (3), sales (5), wages
(7), incomes (6) and expenditures (4). Sweeps are accelerated by Anderson mixing (Anderson 1965; Walker & Ni 2011, SIAM
Journal on Numerical Analysis 49, type II), safeguarded: a point that leaves the domain or raises the violation too much
is replaced by a shorter plain step from the best point so far. Workspace is passed in, because that takes less time to
compile.
"""

# ruff: noqa: C901, PLR0124, PLR0912, PLR0915, PLR1730

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from marchland.layers.trade.mixing import mixed
from marchland.layers.trade.sweep import goods, incomes

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Flags = NDArray[np.bool_]


PATIENCE = 40
"""Sweeps without progress after which a violation that is enough is taken as it is."""


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
    floors: Array,
    accounts: Array,
    elasticity: Array,
    group: NDArray[np.int64],
    groups: Array,
    used: Flags,
    supply: Array,
    bound: Array,
    mobile: Array,
    free_factor: bool,
    dutiable: bool,
    own: Array,
    turn: Array,
    local: NDArray[np.float32],
    tolerance: float,
    enough: float,
    most: int,
    damping: float,
    work: Array,
    sales: Array,
    labour: Array,
    earned: Array,
    moved: Array,
    past: Array,
    best: Array,
    moves: Array,
    points: Array,
    small: Array,
) -> tuple[int, float]:
    """Iterate; see `fixed_point`, which allocates what this needs."""
    size, memory = moves.shape
    rows, actors = x.shape
    first_spend = size - used.size
    held = most - most  # an integer and a flag, not the literals 0 and False: with those `mixed` would compile twice
    newest = held
    started = most < held
    best_worst = math.inf
    for j in range(size):
        best[0, j] = point[j]
    fraction = damping
    latest = held
    for sweeps in range(1, most + 1):
        worst = goods(
            x, image, weights, sales_weights, duty_weights, at_home, input_shares, cells, floors, elasticity, used,
            supply, bound, mobile, dutiable, own, turn, work, sales, labour, earned,
        )  # fmt: skip
        gap = incomes(
            x, image, input_shares, cells, accounts, group, groups, used, free_factor, work, sales, labour, supply,
            earned,
        )  # fmt: skip
        if gap > worst or gap != gap:
            worst = gap
        if worst <= tolerance:
            return sweeps, worst
        if local.size > 1:  # an actor's own equations together
            for j in range(size):
                image_flat[j] -= point[j]
            for row in range(rows):
                for n in range(actors):
                    moved[row, n] = 0.0
                for column in range(rows):
                    share = local[row, column]
                    move = image[column]
                    for n in range(actors):
                        moved[row, n] += share[n] * move[n]
            for row in range(rows):
                for n in range(actors):
                    image[row, n] = x[row, n] + (moved[row, n] if image[row, n] != 0.0 else 0.0)
        if best_worst <= enough and sweeps > latest + PATIENCE:
            break
        if not worst < 1e300 or worst > 30.0 * best_worst:
            # Back to the best point, and a shorter step from there.
            fraction *= 0.5
            if not best_worst < 1e300 or fraction < 1e-4:
                for j in range(size):
                    point[j] = best[0, j]
                return sweeps, best_worst
            for j in range(size):
                point[j] = best[0, j] + fraction * best[1, j]
            held = 0
            newest = 0
            continue
        if worst < best_worst:
            best_worst = worst
            latest = sweeps
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
    for j in range(size):
        point[j] = best[0, j]
    return sweeps, best_worst


# The cache of `iterate` holds what it calls but looks at this file alone: a change of `sweep` or `mixing` needs this
# file touched.
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
    floors: Array,
    accounts: Array,
    elasticity: Array,
    group: NDArray[np.int64],
    groups: Array,
    used: Flags,
    supply: Array,
    bound: Array,
    mobile: Array,
    free_factor: bool,
    dutiable: bool,
    own: Array,
    turn: Array,
    local: NDArray[np.float32],
    tolerance: float,
    enough: float,
    most: int,
    memory: int,
    damping: float,
) -> tuple[int, float]:
    """Iterate from `x`, in place, until no condition is violated by more than `tolerance`, or than is enough.

    Parameters
    ----------
    x
        (W + 2 S, N) logs of earnings over base of each sector (W = S; where nothing is bound to a sector, W = 1 and
        these are log wages), log prices, expenditures over base; afterwards the last point, or the best one where the
        tolerance was not reached
    weights
        (S, N, N) pi (cost_hat (1 + tau') / (1 + tau))^-theta [sector, exporter, importer]; without
        the diagonal where goods do not turn freely
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
    floors
        (S, N) the cap on a price index over base, to the power of -theta; 0 = no cap
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
    bound
        (W,) part of a sector's value added that is bound to it; 1 where W is 1
    mobile
        (N,) base value added of factors that are not
    free_factor
        whether the common factor of equation (5) is free: the proportional closure
    dutiable
        whether there are tariffs
    own
        (S, N) the diagonal of the weights
    turn
        (3, S, N) 1 / (1 + omega) of equation (9), 0 = turns freely; part of sales that goes abroad in the base;
        sales abroad over those at home in the base. (1, 1, 1) = all turn freely
    local
        (W + 2 S, W + 2 S, N) what to multiply plain moves by, see `marchland.layers.trade.local`; (1, 1, 1) = nothing
    tolerance, enough
        violation aimed at; violation that is enough once rounding lets it fall no further
    most, memory, damping
        sweeps at most, sweeps remembered, part of a plain sweep taken

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
        cells, floors, accounts, elasticity, group, groups, used, supply, bound, mobile, free_factor, dutiable,
        own, turn, local, tolerance, enough, most, damping, np.empty((6, actors)), np.empty((sectors + 1, actors)),
        np.empty_like(supply), np.empty_like(supply), np.empty_like(x), np.zeros((2, size)), np.zeros((2, size)),
        np.zeros((size, memory)), np.zeros((size, memory)), np.zeros((memory + 2, 2 * memory)),
    )  # fmt: skip
    return int(sweeps), float(violation)
