"""A separable convex quadratic programme, roughly, by a primal-dual interior-point method, compiled."""

# ruff: noqa: C901, PLR0912, PLR0915

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from marchland.layers.energy.factored import by_degree, factored, filled, solved_by
from marchland.layers.energy.proximal import reduced, slack

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]


def _kept_rows(start: Numbers, row: Numbers, coefficient: Figures, place: Numbers) -> tuple[Numbers, Numbers, Figures]:
    """Return the columns without the rows that have no place: start, place of the row, coefficient."""
    begins, local, share = np.zeros(start.size, dtype=np.int64), np.empty(row.size, dtype=np.int64), np.empty(row.size)
    count = 0
    for j in range(start.size - 1):
        for at in range(start[j], start[j + 1]):
            if place[row[at]] >= 0:
                local[count], share[count] = place[row[at]], coefficient[at]
                count += 1
        begins[j + 1] = count
    return begins, local[:count], share[:count]


kept_rows: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_kept_rows)


def _central(
    start: Numbers, row: Numbers, coefficient: Figures, d: Figures, c: Figures, u: Figures, b: Figures, works: Numbers,
    v: Figures, p: Figures, inside: float, tolerance: float, most: int,
) -> tuple[Figures, Figures, int]:  # fmt: skip
    """Return v, p and the iterations of: minimise c'v + v'Dv/2 with A v <= b (rows `works`) and 0 <= v <= u.

    It begins at v and p, held `inside` from their bounds, and ends where complementarity and both residuals are below
    the tolerance (Mehrotra 1992, predictor and corrector with one step length).
    """
    n, m = c.size, works.size
    works = by_degree(start, row, works, b.size)
    place = np.full(b.size, -1, dtype=np.int64)
    price, full = np.zeros(b.size), p
    for k in range(m):
        place[works[k]] = k
        price[works[k]] = max(full[works[k]], inside)
    v = v.copy()
    moves = np.zeros(n, dtype=np.bool_)
    above = np.full(n, np.inf)
    for j in range(n):
        moves[j] = u[j] > 1e-9
        if not moves[j]:
            v[j] = 0.0
        elif u[j] == np.inf:
            v[j] = max(v[j], inside)
        else:
            margin = min(inside, 0.25 * u[j])
            v[j] = min(max(v[j], margin), u[j] - margin)
            above[j] = u[j] - v[j]
    g = reduced(start, row, coefficient, c, price)
    s = slack(start, row, coefficient, b, v)
    z = np.empty(m)
    for k in range(m):
        z[k] = max(s[works[k]], inside)
    low, high = np.zeros(n), np.zeros(n)
    for j in range(n):
        if moves[j]:
            slope = g[j] + d[j] * v[j]
            low[j] = max(slope, inside)
            if u[j] < np.inf:
                high[j] = max(-slope, inside)
    begins, local, share = kept_rows(start, row, coefficient, place)
    bottom, below, first_of, position, product = filled(start, row, coefficient, place, m)
    h, x = np.empty(below.size), np.empty(m)
    work, links, onward = np.empty(m), np.empty(m, dtype=np.int64), np.empty(m, dtype=np.int64)
    weight, q, over_v, over_above = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n)
    dv, dlow, dhigh = np.zeros(n), np.zeros(n), np.zeros(n)
    dz, dp = np.zeros(m), np.zeros(m)
    iterations = 0
    for _ in range(most):
        # how far from the centre, and from holding
        g = reduced(start, row, coefficient, c, price)
        s = slack(start, row, coefficient, b, v)
        gap, pairs, worst = 0.0, m, 0.0
        for j in range(n):
            if moves[j]:
                gap += v[j] * low[j]
                pairs += 1
                worst = max(worst, abs(g[j] + d[j] * v[j] - low[j] + high[j]))
                if above[j] < np.inf:
                    gap += above[j] * high[j]
                    pairs += 1
        for k in range(m):
            gap += z[k] * price[works[k]]
            worst = max(worst, abs(z[k] - s[works[k]]))
        mean = gap / max(pairs, 1)
        if mean <= tolerance and worst <= tolerance:
            break
        iterations += 1
        h[:] = 0.0
        for k in range(m):
            h[bottom[k]] = z[k] / price[works[k]]
        for j in range(n):
            if moves[j]:
                over_v[j], over_above[j] = 1.0 / v[j], 1.0 / above[j]
                weight[j] = 1.0 / (d[j] + low[j] * over_v[j] + high[j] * over_above[j])
                for at in range(first_of[j], first_of[j + 1]):
                    h[position[at]] += weight[j] * product[at]
        if not factored(bottom, below, h, work, links, onward):
            break
        centre, step = 0.0, 0.0
        for corrected in range(2):
            for k in range(m):
                aim = centre * mean - z[k] * price[works[k]] - (dz[k] * dp[k] if corrected == 1 else 0.0)
                x[k] = z[k] - s[works[k]] + aim / price[works[k]]
            for j in range(n):
                if moves[j]:
                    aim = centre * mean - v[j] * low[j] - (dv[j] * dlow[j] if corrected == 1 else 0.0)
                    q[j] = aim * over_v[j] - (g[j] + d[j] * v[j] - low[j] + high[j])
                    if above[j] < np.inf:
                        aim = centre * mean - above[j] * high[j] + (dv[j] * dhigh[j] if corrected == 1 else 0.0)
                        q[j] -= aim * over_above[j]
                    amount = weight[j] * q[j]
                    for at in range(begins[j], begins[j + 1]):
                        x[local[at]] += share[at] * amount
            old_z, old_p = dz.copy(), dp.copy()
            solved_by(bottom, below, h, x)
            for k in range(m):
                aim = centre * mean - z[k] * price[works[k]] - (old_z[k] * old_p[k] if corrected == 1 else 0.0)
                dp[k] = x[k]
                dz[k] = (aim - z[k] * x[k]) / price[works[k]]
            step = 1.0
            for k in range(m):
                if dp[k] < 0.0:
                    step = min(step, -price[works[k]] / dp[k])
                if dz[k] < 0.0:
                    step = min(step, -z[k] / dz[k])
            for j in range(n):
                if moves[j]:
                    total = q[j]
                    for at in range(begins[j], begins[j + 1]):
                        total -= share[at] * x[local[at]]
                    old, moved = dv[j], weight[j] * total
                    aim = centre * mean - v[j] * low[j] - (old * dlow[j] if corrected == 1 else 0.0)
                    dlow[j] = (aim - low[j] * moved) * over_v[j]
                    if above[j] < np.inf:
                        aim = centre * mean - above[j] * high[j] + (old * dhigh[j] if corrected == 1 else 0.0)
                        dhigh[j] = (aim + high[j] * moved) * over_above[j]
                        if dhigh[j] < 0.0:
                            step = min(step, -high[j] / dhigh[j])
                        if moved > 0.0:
                            step = min(step, above[j] / moved)
                    dv[j] = moved
                    if moved < 0.0:
                        step = min(step, -v[j] / moved)
                    if dlow[j] < 0.0:
                        step = min(step, -low[j] / dlow[j])
            if corrected == 0:
                ahead = 0.0
                for j in range(n):
                    if moves[j]:
                        ahead += (v[j] + step * dv[j]) * (low[j] + step * dlow[j])
                        if above[j] < np.inf:
                            ahead += (above[j] - step * dv[j]) * (high[j] + step * dhigh[j])
                for k in range(m):
                    ahead += (z[k] + step * dz[k]) * (price[works[k]] + step * dp[k])
                centre = (ahead / gap) ** 3
        step = min(1.0, 0.999 * step)
        for j in range(n):
            if moves[j]:
                v[j] += step * dv[j]
                low[j] += step * dlow[j]
                if above[j] < np.inf:
                    above[j] -= step * dv[j]
                    high[j] += step * dhigh[j]
        for k in range(m):
            z[k] += step * dz[k]
            price[works[k]] += step * dp[k]
    return v, price, iterations


central: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_central)
