"""A separable convex quadratic programme, roughly, by a primal-dual interior-point method, compiled.

Loops over columns are without branches, so that they are done several columns at once: a column without an upper bound
has a distance and a multiplier of 1 there that do not move.
"""

# ruff: noqa: C901, PLR0912, PLR0915

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from marchland.layers.energy.factored import factored, solved_by
from marchland.layers.energy.proximal import sides

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.layers.energy.factored import Pattern

    Figures = NDArray[np.float64]
    Pairs = tuple[Figures, Figures, Figures, Figures, Figures]
    Over = tuple[Figures, Figures, Figures, Figures]
    Ties = tuple[Figures, Figures, Figures, Figures, Figures]


ROUNDED = 100.0
"""Residuals, over complementarity, that rounding may leave."""
NEAR = 1e-5
"""Mean complementarity below which residuals are computed anew at each step."""


def _off(ahead: float, product: float) -> float:
    """Return a > 0 with a - product / a = ahead."""
    root = np.sqrt(ahead * ahead + 4.0 * product)
    return float(0.5 * (ahead + root) if ahead > 0.0 else 2.0 * product / (root - ahead))


off: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_off)


def _begun(d: Figures, u: Figures, v: Figures, g: Figures, inside: float) -> Pairs:
    """Put v at a centre near it, and return what is above it, both multipliers, and 1 where it has an upper bound."""
    n = v.size
    above, low, high, bounded = np.ones(n), np.empty(n), np.ones(n), np.zeros(n)
    for j in range(n):
        loss, scale = g[j] + d[j] * v[j], 1.0 / np.sqrt(1.0 + d[j])
        if v[j] <= 0.5 * u[j]:
            v[j] = min(scale * off(v[j] / scale - scale * max(loss, 0.0), inside), 0.5 * u[j])
        else:
            v[j] = u[j] - min(scale * off((u[j] - v[j]) / scale - scale * max(-loss, 0.0), inside), 0.5 * u[j])
        low[j] = inside / v[j]
        if u[j] < np.inf:
            bounded[j], above[j] = 1.0, u[j] - v[j]
            high[j] = inside / above[j]
    return v, above, low, high, bounded


begun: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_begun)


def _away(d: Figures, pairs: Pairs, g: Figures) -> None:
    """Add to c + A'p what is left of the gradient."""
    v, _, low, high, bounded = pairs
    for j in range(v.size):
        g[j] += d[j] * v[j] - low[j] + bounded[j] * high[j]


away: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_away)


def _tied(d: Figures, pairs: Pairs, over: Over, ties: Ties) -> None:
    """Put in place one over each distance and multiplier, how these are tied, and what is asked of them to be 0."""
    v, above, low, high, bounded = pairs
    over_v, over_above, over_low, over_high = over
    tie_low, tie_high, asked_low, asked_high, weight = ties
    for j in range(v.size):
        over_v[j], over_above[j] = 1.0 / v[j], bounded[j] / above[j]
        over_low[j], over_high[j] = 1.0 / low[j], 1.0 / high[j]
        tie_low[j], tie_high[j] = low[j] * over_v[j], high[j] * over_above[j]
        asked_low[j], asked_high[j] = -low[j], -bounded[j] * high[j]
        weight[j] = 1.0 / (d[j] + tie_low[j] + tie_high[j])


tied: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_tied)


def _moved(over: Over, ties: Ties, dv: Figures, dlow: Figures, dhigh: Figures) -> float:
    """Put the direction in place, and return one over the step at which the first of all reaches its bound."""
    over_v, over_above, over_low, over_high = over
    tie_low, tie_high, asked_low, asked_high, weight = ties
    nearest = 1.0
    for j in range(dv.size):
        dv[j] *= weight[j]
        dlow[j] = asked_low[j] - tie_low[j] * dv[j]
        dhigh[j] = asked_high[j] + tie_high[j] * dv[j]
        bound = max(-dv[j] * over_v[j], dv[j] * over_above[j])
        nearest = max(nearest, max(bound, max(-dlow[j] * over_low[j], -dhigh[j] * over_high[j])))  # noqa: PLW3301
    return nearest


moved: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_moved)


def _apart(pairs: Pairs, g: Figures) -> tuple[float, float]:
    """Return the sum of complementarity and the largest part of the gradient."""
    v, above, low, high, bounded = pairs
    gap, worst = 0.0, 0.0
    for j in range(v.size):
        gap += v[j] * low[j] + bounded[j] * above[j] * high[j]
        worst = max(worst, abs(g[j]))
    return gap, worst


apart: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_apart)


def _ahead(pairs: Pairs, dv: Figures, dlow: Figures, dhigh: Figures, step: float) -> float:
    """Return the sum of complementarity a step on."""
    v, above, low, high, bounded = pairs
    gap = 0.0
    for j in range(v.size):
        gap += (v[j] + step * dv[j]) * (low[j] + step * dlow[j])
        gap += bounded[j] * (above[j] - step * dv[j]) * (high[j] + step * dhigh[j])
    return gap


ahead: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_ahead)


def _asked_more(over: Over, ties: Ties, dv: Figures, dlow: Figures, dhigh: Figures, aim: float) -> None:
    """Ask of each pair to come to the aim, with what a full step would add to its product taken off."""
    over_v, over_above = over[:2]
    asked_low, asked_high = ties[2:4]
    for j in range(dv.size):
        asked_low[j] += (aim - dv[j] * dlow[j]) * over_v[j]
        asked_high[j] += (aim + dv[j] * dhigh[j]) * over_above[j]


asked_more: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_asked_more)


def _onward(pairs: Pairs, dv: Figures, dlow: Figures, dhigh: Figures, step: float) -> None:
    """Make the step."""
    v, above, low, high, bounded = pairs
    for j in range(v.size):
        v[j] += step * dv[j]
        low[j] += step * dlow[j]
        high[j] += step * dhigh[j]
        above[j] -= step * bounded[j] * dv[j]


onward: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_onward)


def _central(
    d: Figures, c: Figures, u: Figures, b: Figures, pattern: Pattern,
    v: Figures, p: Figures, inside: float, tolerance: float, most: int,
) -> tuple[Figures, Figures, int]:  # fmt: skip
    """Return v, p and the iterations of: minimise c'v + v'Dv/2 with A v <= b and 0 <= v <= u, u above 0.

    Of A and b only the rows of the `pattern` count. It begins near v and p, at a centre: each distance from a bound and
    its multiplier multiply to `inside` (Chen & Harker 1993), so that no step is cut short from the start. It ends where
    complementarity is below the tolerance and both residuals are near it (Mehrotra 1992, predictor and corrector with
    one step length).
    """
    works, begins, local, share, bottom, below, onto, first_of, position, product = pattern
    n, m = c.size, works.size
    limit, z, price, s, g = np.empty(m), np.empty(m), np.empty(m), np.empty(m), np.empty(n)
    for k in range(m):
        limit[k], price[k] = b[works[k]], p[works[k]]
    v = v.copy()
    sides(begins, local, share, c, limit, v, price, g, s)
    # Columns: their distance from both bounds and the multipliers of these; rows: slack and multiplier.
    pairs = begun(d, u, v, g, inside)
    v = pairs[0]
    for k in range(m):
        z[k] = off(max(s[k], 0.0) - price[k], inside)
        price[k] = inside / z[k]
    count = n + m + pairs[4].sum()
    # One over each distance and multiplier; how they are tied; what is asked of each pair, over its distance.
    over = (np.empty(n), np.empty(n), np.empty(n), np.empty(n))
    ties = (np.empty(n), np.empty(n), np.empty(n), np.empty(n), np.empty(n))
    asked_low, asked_high, weight = ties[2:]
    dv, dlow, dhigh, h, x = np.empty(n), np.empty(n), np.empty(n), np.empty(below.size), np.empty(m)
    over_z, over_price, tie, asked = np.empty(m), np.empty(m), np.empty(m), np.empty(m)
    dz, dp = np.empty(m), np.empty(m)
    iterations, exact = 0, True
    for _ in range(most):
        # how far from the centre, and from holding
        if exact:
            sides(begins, local, share, c, limit, v, price, g, s)
            away(d, pairs, g)
        gap, worst = apart(pairs, g)
        for k in range(m):
            gap += z[k] * price[k]
            worst = max(worst, abs(z[k] - s[k]))
        mean = gap / max(count, 1)
        if exact and mean <= tolerance and worst <= ROUNDED * tolerance:
            break
        iterations += 1
        for at in range(h.size):
            h[at] = 0.0
        for k in range(m):
            over_z[k], over_price[k] = 1.0 / z[k], 1.0 / price[k]
            tie[k], asked[k] = z[k] * over_price[k], -z[k]
            h[bottom[k]] = tie[k]
        tied(d, pairs, over, ties)
        for j in range(n):
            for at in range(first_of[j], first_of[j + 1]):
                h[position[at]] += weight[j] * product[at]
        if not factored(bottom, onto, h):
            break
        step = 0.0
        for corrected in range(2):
            for k in range(m):
                x[k] = z[k] - s[k] + asked[k]
            for j in range(n):
                dv[j] = asked_low[j] - asked_high[j] - g[j]
                amount = weight[j] * dv[j]
                for at in range(begins[j], begins[j + 1]):
                    x[local[at]] += share[at] * amount
            solved_by(bottom, below, h, x)
            nearest = 1.0
            for k in range(m):
                dp[k] = x[k]
                dz[k] = asked[k] - tie[k] * x[k]
                nearest = max(nearest, -dp[k] * over_price[k], -dz[k] * over_z[k])
            for j in range(n):
                total = dv[j]
                for at in range(begins[j], begins[j + 1]):
                    total -= share[at] * x[local[at]]
                dv[j] = total
            step = 1.0 / max(nearest, moved(over, ties, dv, dlow, dhigh))
            if corrected == 0:
                left = ahead(pairs, dv, dlow, dhigh, step)
                for k in range(m):
                    left += (z[k] + step * dz[k]) * (price[k] + step * dp[k])
                aim = mean * (left / gap) ** 3
                asked_more(over, ties, dv, dlow, dhigh, aim)
                for k in range(m):
                    asked[k] += (aim - dz[k] * dp[k]) * over_price[k]
        step = min(1.0, 0.999 * step)
        onward(pairs, dv, dlow, dhigh, step)
        for k in range(m):
            s[k] = z[k] + step * dz[k] + (1.0 - step) * (s[k] - z[k])
            z[k] += step * dz[k]
            price[k] += step * dp[k]
        # A step takes as much of both residuals as it is long, but for rounding.
        exact = mean < NEAR
        if not exact:
            for j in range(n):
                g[j] *= 1.0 - step
    whole = np.zeros(p.size)
    for k in range(m):
        whole[works[k]] = price[k]
    return v, whole, iterations


central: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_central)
