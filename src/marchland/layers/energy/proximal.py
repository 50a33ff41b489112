"""A separable convex quadratic programme by the proximal method of multipliers, compiled.

    minimise  c'v + v'Dv/2   with   A v + z = b,   0 <= v <= u,   z >= 0,   D diagonal, zero or more.

Each step adds proximal terms to columns, slack and multipliers (Rockafellar 1976, the proximal method of multipliers).
What is left is to minimise a function of the multipliers that is convex and piecewise quadratic: Newton's method on its
semismooth gradient (Qi & Sun 1993), with an exact search along the direction. Its matrix is a sum over the columns that
are off their bounds. The steps end after finitely many, at a point that keeps the conditions but for rounding.
"""

# ruff: noqa: C901, PLR0912, PLR0915

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from marchland.layers.energy.factored import factored, solved_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.layers.energy.factored import Pattern

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]


FLOOR = 3e-6
"""Least weight of the proximal terms: with less of them rounding grows, with more the last steps are many."""


def _reduced(start: Numbers, row: Numbers, coefficient: Figures, c: Figures, p: Figures) -> Figures:
    """Return c + A'p."""
    g = np.empty(c.size)
    for j in range(c.size):
        total = c[j]
        for at in range(start[j], start[j + 1]):
            total += coefficient[at] * p[row[at]]
        g[j] = total
    return g


reduced: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_reduced)


def _slack(start: Numbers, row: Numbers, coefficient: Figures, b: Figures, v: Figures) -> Figures:
    """Return b - A v."""
    s = b.copy()
    for j in range(v.size):
        if v[j] != 0.0:
            for at in range(start[j], start[j + 1]):
                s[row[at]] -= coefficient[at] * v[j]
    return s


slack: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_slack)


def _sides(
    begins: Numbers, local: Numbers, share: Figures, c: Figures, b: Figures, v: Figures, p: Figures,
    g: Figures, s: Figures,
) -> None:  # fmt: skip
    """Put c + A'p and b - A v in place."""
    for k in range(b.size):
        s[k] = b[k]
    for j in range(c.size):
        total, amount = c[j], v[j]
        for at in range(begins[j], begins[j + 1]):
            total += share[at] * p[local[at]]
            s[local[at]] -= share[at] * amount
        g[j] = total


sides: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_sides)


def _conditions(d: Figures, u: Figures, v: Figures, g: Figures, s: Figures, p: Figures) -> float:
    """Return the largest violation: |v - clip(v - (g + D v), 0, u)| and |p - max(0, p - s)|."""
    worst = 0.0
    for j in range(v.size):
        wanted = v[j] - (g[j] + d[j] * v[j])
        worst = max(worst, abs(v[j] - min(max(wanted, 0.0), u[j])))
    for i in range(p.size):
        worst = max(worst, abs(p[i] - max(p[i] - s[i], 0.0)))
    return worst


conditions: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_conditions)


def _strayed(d: Figures, u: Figures, v: Figures, g: Figures, little: float) -> float:
    """Return the share of columns whose conditions are violated by more than a little."""
    count = 0
    for j in range(v.size):
        wanted = v[j] - (g[j] + d[j] * v[j])
        if abs(v[j] - min(max(wanted, 0.0), u[j])) > little:
            count += 1
    return count / max(v.size, 1)


strayed: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_strayed)


def _along(
    u: Figures, b: Figures, v0: Figures, z0: Figures, p0: Figures, g: Figures, p: Figures, dg: Figures,
    x: Figures, near: float, inverse: Figures, size: float,
) -> float:  # fmt: skip
    """Return the derivative along the direction x, `size` of it on."""
    total, wide = 0.0, 1.0 / near
    for j in range(g.size):
        total -= min(max((near * v0[j] - g[j] - size * dg[j]) * inverse[j], 0.0), u[j]) * dg[j]
    for k in range(x.size):
        price = p[k] + size * x[k]
        total += x[k] * (b[k] - max(z0[k] - price * wide, 0.0) + near * (price - p0[k]))
    return total


along: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_along)


def _proximal(
    d: Figures, c: Figures, u: Figures, b: Figures, pattern: Pattern,
    v: Figures, p: Figures, tolerance: float, loose: float, least: int, steps: int, most: int,
) -> tuple[Figures, Figures, float, int]:  # fmt: skip
    """Return v, p, the largest violation of the conditions and the number of Newton steps.

    Only the rows of the `pattern` are looked at: the multipliers of others are 0, and their violation does not count.
    Between `least` and `steps` steps are made, of at most `most` Newton steps together. `loose` is the first weight of
    the proximal terms; it falls tenfold a step, to a floor below which rounding grows.
    """
    works, begins, local, share, bottom, below, onto, first_of, position, product = pattern
    rows, whole, near, count = works.size, np.zeros(p.size), loose, 0
    v, g, s, z, limit, price = (
        v.copy(),
        np.empty(c.size),
        np.empty(rows),
        np.empty(rows),
        np.empty(rows),
        np.empty(rows),
    )
    for k in range(rows):
        limit[k], price[k] = b[works[k]], p[works[k]]
    b, p, inverse = limit, price, np.empty(c.size)
    sides(begins, local, share, c, b, v, p, g, s)
    for k in range(rows):
        z[k] = max(s[k], 0.0)
    worst = conditions(d, u, v, g, s, p)
    h, x, dg = np.empty(below.size), np.empty(rows), np.empty(c.size)
    for step in range(steps):
        if (worst <= tolerance and step >= least) or count >= most:
            break
        v0, p0, z0 = v.copy(), p.copy(), z.copy()
        for j in range(c.size):
            inverse[j] = 1.0 / (d[j] + near)
        enough, before, size = max(0.1 * tolerance, 0.1 * min(worst, near)), np.inf, 0.0
        while count < most:
            for j in range(c.size):
                v[j] = min(max((near * v0[j] - g[j]) * inverse[j], 0.0), u[j])
            sides(begins, local, share, c, b, v, p, g, s)
            norm = 0.0
            for k in range(rows):
                z[k] = max(z0[k] - p[k] / near, 0.0)
                x[k] = z[k] - s[k] - near * (p[k] - p0[k])
                norm = max(norm, abs(x[k]))
            # Enough, or as near as rounding lets it come.
            if norm <= enough or (size == 1.0 and norm > 0.5 * before and norm < 1e-6):
                break
            before = norm
            count += 1
            for at in range(h.size):
                h[at] = 0.0
            for k in range(rows):
                h[bottom[k]] = near + (1.0 / near if z[k] > 0.0 else 0.0)
            for j in range(c.size):
                if 0.0 < v[j] < u[j]:
                    for at in range(first_of[j], first_of[j + 1]):
                        h[position[at]] += inverse[j] * product[at]
            if not factored(bottom, onto, h):
                break
            solved_by(bottom, below, h, x)
            for j in range(c.size):
                total = 0.0
                for at in range(begins[j], begins[j + 1]):
                    total += share[at] * x[local[at]]
                dg[j] = total
            # The derivative grows along the direction: where it is still below zero after all of it, all is taken.
            size, low, high = 1.0, 0.0, 1.0
            here = along(u, b, v0, z0, p0, g, p, dg, x, near, inverse, 1.0)
            if here > 0.0:
                first = along(u, b, v0, z0, p0, g, p, dg, x, near, inverse, 0.0)
                at_low, at_high = first, here
                for _search in range(30):
                    if abs(here) <= -0.1 * first or not at_high > at_low:
                        break
                    size = low - (high - low) * at_low / (at_high - at_low)
                    size = min(max(size, low + 0.05 * (high - low)), high - 0.05 * (high - low))
                    here = along(u, b, v0, z0, p0, g, p, dg, x, near, inverse, size)
                    if here < 0.0:
                        low, at_low = size, here
                    else:
                        high, at_high = size, here
            for k in range(rows):
                p[k] += size * x[k]
            for j in range(c.size):
                g[j] += size * dg[j]
        for k in range(rows):
            p[k] = max(p[k], 0.0)
        sides(begins, local, share, c, b, v, p, g, s)
        worst = conditions(d, u, v, g, s, p)
        near = max(0.1 * near, FLOOR)
    for k in range(rows):
        whole[works[k]] = p[k]
    return v, whole, worst, count


proximal: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_proximal)
