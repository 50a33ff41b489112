"""A separable convex quadratic programme, roughly, by a primal-dual interior-point method, compiled."""

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


ROUNDED = 100.0
"""Residuals, over complementarity, that rounding may leave."""


def _off(ahead: float, product: float) -> float:
    """Return a > 0 with a - product / a = ahead."""
    root = np.sqrt(ahead * ahead + 4.0 * product)
    return float(0.5 * (ahead + root) if ahead > 0.0 else 2.0 * product / (root - ahead))


off: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_off)


def _central(
    d: Figures, c: Figures, u: Figures, b: Figures, pattern: Pattern,
    v: Figures, p: Figures, inside: float, tolerance: float, most: int,
) -> tuple[Figures, Figures, int]:  # fmt: skip
    """Return v, p and the iterations of: minimise c'v + v'Dv/2 with A v <= b and 0 <= v <= u.

    Of A and b only the rows of the `pattern` count. It begins near v and p, at a centre: each distance from a bound and
    its multiplier multiply to `inside` (Chen & Harker 1993), so that no step is cut short from the start. It ends where
    complementarity is below the tolerance and both residuals are near it (Mehrotra 1992, predictor and corrector with
    one step length).
    """
    works, begins, local, share, bottom, below, onto, first_of, position, product = pattern
    n, m = c.size, works.size
    # Columns: their distance from both bounds and the multipliers of these; rows: slack and multiplier.
    v, above, low, high = v.copy(), np.zeros(n), np.zeros(n), np.zeros(n)
    moves, pairs = np.zeros(n, dtype=np.bool_), m
    limit, z, price, s, g = np.empty(m), np.empty(m), np.empty(m), np.empty(m), np.empty(n)
    for k in range(m):
        limit[k], price[k] = b[works[k]], p[works[k]]
    sides(begins, local, share, c, limit, v, price, g, s)
    for j in range(n):
        moves[j] = u[j] > 1e-9
        if not moves[j]:
            v[j] = 0.0
            continue
        pairs += 1
        loss, scale = g[j] + d[j] * v[j], 1.0 / np.sqrt(1.0 + d[j])
        if v[j] <= 0.5 * u[j]:
            v[j] = min(scale * off(v[j] / scale - scale * max(loss, 0.0), inside), 0.5 * u[j])
            above[j] = u[j] - v[j]
        else:
            above[j] = min(scale * off((u[j] - v[j]) / scale - scale * max(-loss, 0.0), inside), 0.5 * u[j])
            v[j] = u[j] - above[j]
        low[j] = inside / v[j]
        if u[j] == np.inf:
            above[j] = 0.0
        else:
            high[j] = inside / above[j]
            pairs += 1
    for k in range(m):
        z[k] = off(max(s[k], 0.0) - price[k], inside)
        price[k] = inside / z[k]
    h, x = np.empty(below.size), np.empty(m)
    # One over each distance and multiplier, 0 where there is no bound; what is asked of each pair, over its distance.
    over_v, over_above, over_low, over_high = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n)
    tie_low, tie_high, asked_low, asked_high = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n)
    weight, dv, dlow, dhigh = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n)
    over_z, over_price, tie, asked = np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m)
    dz, dp = np.zeros(m), np.zeros(m)
    iterations = 0
    for _ in range(most):
        # how far from the centre, and from holding
        sides(begins, local, share, c, limit, v, price, g, s)
        gap, worst = 0.0, 0.0
        for j in range(n):
            if moves[j]:
                gap += v[j] * low[j] + above[j] * high[j]
                g[j] += d[j] * v[j] - low[j] + high[j]
                worst = max(worst, abs(g[j]))
        for k in range(m):
            gap += z[k] * price[k]
            worst = max(worst, abs(z[k] - s[k]))
        mean = gap / max(pairs, 1)
        if mean <= tolerance and worst <= ROUNDED * tolerance:
            break
        iterations += 1
        for at in range(h.size):
            h[at] = 0.0
        for k in range(m):
            over_z[k], over_price[k] = 1.0 / z[k], 1.0 / price[k]
            tie[k], asked[k] = z[k] * over_price[k], -z[k]
            h[bottom[k]] = tie[k]
        for j in range(n):
            if moves[j]:
                over_v[j], over_low[j] = 1.0 / v[j], 1.0 / low[j]
                tie_low[j], asked_low[j] = low[j] * over_v[j], -low[j]
                if above[j] > 0.0:
                    over_above[j], over_high[j] = 1.0 / above[j], 1.0 / high[j]
                    tie_high[j], asked_high[j] = high[j] * over_above[j], -high[j]
                weight[j] = 1.0 / (d[j] + tie_low[j] + tie_high[j])
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
                moved = weight[j] * total
                dv[j] = moved
                dlow[j] = asked_low[j] - tie_low[j] * moved
                dhigh[j] = asked_high[j] + tie_high[j] * moved
                nearest = max(nearest, -moved * over_v[j], moved * over_above[j])
                nearest = max(nearest, -dlow[j] * over_low[j], -dhigh[j] * over_high[j])
            step = 1.0 / nearest
            if corrected == 0:
                ahead = 0.0
                for j in range(n):
                    ahead += (v[j] + step * dv[j]) * (low[j] + step * dlow[j])
                    ahead += (above[j] - step * dv[j]) * (high[j] + step * dhigh[j])
                for k in range(m):
                    ahead += (z[k] + step * dz[k]) * (price[k] + step * dp[k])
                aim = mean * (ahead / gap) ** 3
                for j in range(n):
                    asked_low[j] += (aim - dv[j] * dlow[j]) * over_v[j]
                    asked_high[j] += (aim + dv[j] * dhigh[j]) * over_above[j]
                for k in range(m):
                    asked[k] += (aim - dz[k] * dp[k]) * over_price[k]
        step = min(1.0, 0.999 * step)
        for j in range(n):
            v[j] += step * dv[j]
            low[j] += step * dlow[j]
            high[j] += step * dhigh[j]
            if above[j] > 0.0:
                above[j] -= step * dv[j]
        for k in range(m):
            z[k] += step * dz[k]
            price[k] += step * dp[k]
    whole = np.zeros(p.size)
    for k in range(m):
        whole[works[k]] = price[k]
    return v, whole, iterations


central: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_central)
