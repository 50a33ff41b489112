"""A separable convex quadratic programme by the proximal method of multipliers, compiled.

    minimise  c'v + v'Dv/2   with   A v <= b,   0 <= v <= u,   D diagonal, zero or more.

Each step minimises over the multipliers p >= 0 the dual of the programme with a proximal term on both sides
(Rockafellar 1976, his "proximal method of multipliers"), by a projected Newton method (Bertsekas 1982): the dual is
piecewise quadratic, its Hessian a sum over the columns that are off their bounds. For such programmes the steps end
after finitely many, at a point that keeps the conditions exactly.
"""

# ruff: noqa: C901, PLR0912, PLR0915

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]


def _reduced(start: Numbers, row: Numbers, coefficient: Figures, c: Figures, p: Figures) -> Figures:
    """Return c + A'p."""
    g = c.copy()
    for j in range(c.size):
        total = 0.0
        for at in range(start[j], start[j + 1]):
            total += coefficient[at] * p[row[at]]
        g[j] += total
    return g


reduced: Callable[..., Any] = numba.njit(cache=True)(_reduced)


def _slack(start: Numbers, row: Numbers, coefficient: Figures, b: Figures, v: Figures) -> Figures:
    """Return b - A v."""
    s = b.copy()
    for j in range(v.size):
        if v[j] != 0.0:
            for at in range(start[j], start[j + 1]):
                s[row[at]] -= coefficient[at] * v[j]
    return s


slack: Callable[..., Any] = numba.njit(cache=True)(_slack)


def _conditions(d: Figures, u: Figures, v: Figures, g: Figures, s: Figures, p: Figures) -> float:
    """Return the largest violation: |v - clip(v - (g + D v), 0, u)| and |p - max(0, p - s)|."""
    worst = 0.0
    for j in range(v.size):
        wanted = v[j] - (g[j] + d[j] * v[j])
        gap = abs(v[j] - min(max(wanted, 0.0), u[j]))
        worst = max(worst, gap)
    for i in range(p.size):
        worst = max(worst, abs(p[i] - max(p[i] - s[i], 0.0)))
    return worst


conditions: Callable[..., Any] = numba.njit(cache=True)(_conditions)


def _direction(h: Figures, x: Figures, n: int) -> bool:
    """Solve h x = x in place for the leading n, h symmetric positive definite (lower part); False where it is not."""
    column = np.empty(n)
    for k in range(n):
        pivot = h[k, k]
        if not pivot > 0.0:
            return False
        inverse = 1.0 / pivot
        for i in range(k + 1, n):
            column[i] = h[i, k]
        for i in range(k + 1, n):
            if column[i] != 0.0:
                factor = column[i] * inverse
                h[i, k] = factor
                x[i] -= factor * x[k]
                for j in range(k + 1, i + 1):
                    h[i, j] -= factor * column[j]
        x[k] *= inverse
    for k in range(n - 1, -1, -1):
        total = x[k]
        for j in range(k):
            x[j] -= h[k, j] * total
    return True


direction: Callable[..., Any] = numba.njit(cache=True)(_direction)


def _proximal(
    start: Numbers, row: Numbers, coefficient: Figures, d: Figures, c: Figures, u: Figures, b: Figures,
    v: Figures, p: Figures, tolerance: float, loose: float, least: int, steps: int,
    newtons: int,
) -> tuple[Figures, Figures, float, int]:  # fmt: skip
    """Return v, p, the largest violation of the conditions and the number of Newton steps.

    Between `least` and `steps` steps are made, of at most `newtons` Newton steps. `loose` is the first weight of the
    proximal terms; it falls tenfold a step, to a floor below which rounding grows.
    """
    columns, rows = c.size, b.size
    near, count = loose, 0
    v, p = v.copy(), p.copy()
    g, s = reduced(start, row, coefficient, c, p), slack(start, row, coefficient, b, v)
    worst = conditions(d, u, v, g, s, p)
    best_v, best_p, best = v.copy(), p.copy(), worst
    h = np.zeros((rows, rows))
    x = np.empty(rows)
    place = np.empty(rows, dtype=np.int64)
    for step in range(steps):
        if worst <= tolerance and step >= least:
            break
        v0, p0 = v.copy(), p.copy()
        enough = max(0.1 * tolerance, 0.01 * min(worst, near))
        for _inner in range(newtons):
            # v(p) and the gradient of the dual at p
            value = 0.0
            for j in range(columns):
                v[j] = min(max((near * v0[j] - g[j]) / (d[j] + near), 0.0), u[j])
                value -= g[j] * v[j] + 0.5 * d[j] * v[j] * v[j] + 0.5 * near * (v[j] - v0[j]) ** 2
            s = slack(start, row, coefficient, b, v)
            norm = 0.0
            for i in range(rows):
                value += b[i] * p[i] + 0.5 * near * (p[i] - p0[i]) ** 2
                s[i] += near * (p[i] - p0[i])
                norm = max(norm, abs(p[i] - max(p[i] - s[i], 0.0)))
            if norm <= enough:
                break
            count += 1
            active = 0
            for i in range(rows):
                place[i] = -1
                if p[i] > 0.0 or s[i] < 0.0:
                    place[i] = active
                    x[active] = -s[i]
                    active += 1
            for i in range(active):
                for k in range(i + 1):
                    h[i, k] = 0.0
                h[i, i] = near
            for j in range(columns):
                wanted = (near * v0[j] - g[j]) / (d[j] + near)
                if 0.0 < wanted < u[j]:
                    weight = 1.0 / (d[j] + near)
                    for at in range(start[j], start[j + 1]):
                        i = place[row[at]]
                        if i >= 0:
                            for other in range(start[j], start[j + 1]):
                                k = place[row[other]]
                                if 0 <= k <= i:
                                    h[i, k] += weight * coefficient[at] * coefficient[other]
            if not direction(h, x, active):
                break
            size = 1.0
            old = p.copy()
            for _halving in range(40):
                slope = 0.0
                for i in range(rows):
                    if place[i] >= 0:
                        p[i] = max(old[i] + size * x[place[i]], 0.0)
                        slope += s[i] * (p[i] - old[i])
                g = reduced(start, row, coefficient, c, p)
                trial = 0.0
                for j in range(columns):
                    vj = min(max((near * v0[j] - g[j]) / (d[j] + near), 0.0), u[j])
                    trial -= g[j] * vj + 0.5 * d[j] * vj * vj + 0.5 * near * (vj - v0[j]) ** 2
                for i in range(rows):
                    trial += b[i] * p[i] + 0.5 * near * (p[i] - p0[i]) ** 2
                if trial <= value + 1e-4 * slope + 1e-13 * abs(value):
                    break
                size *= 0.5
        s = slack(start, row, coefficient, b, v)
        worst = conditions(d, u, v, g, s, p)
        if worst < best or (step < least and worst <= tolerance):
            best_v, best_p, best = v.copy(), p.copy(), worst
        near = max(0.1 * near, 1e-3)
    return best_v, best_p, best, count


proximal: Callable[..., Any] = numba.njit(cache=True)(_proximal)
