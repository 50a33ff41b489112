"""Anderson mixing, compiled: the next point of a fixed-point iteration from the last few.

Type II of Walker & Ni 2011, SIAM Journal on Numerical Analysis 49(4).
"""

# ruff: noqa: C901, PLR0912

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numba

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


def _mixed(
    point: Array, image: Array, past: Array, moves: Array, points: Array, small: Array,
    held: int, newest: int, fresh: bool, fraction: float, first_spend: int,
) -> bool:  # fmt: skip
    """Replace `point` by the combination of remembered sweeps whose moves cancel best; tell whether it can be used.

    `past` (2, size) holds the last point and its move, `moves` and `points` (size, memory) differences of them, `small`
    (memory + 2, 2 memory) the Gram matrix beside its Cholesky factor, and two vectors. Row `newest` is written when
    there is a `fresh` difference; `held` rows are used.
    """
    size, memory = moves.shape
    row = small[memory]
    mix = small[memory + 1]
    for a in range(memory):
        row[a] = 0.0
        mix[a] = 0.0
    for j in range(size):
        move = image[j] - point[j]
        if fresh:
            moves[j, newest] = move - past[1, j]
            points[j, newest] = point[j] - past[0, j]
            change = moves[j, newest]
            for a in range(held):
                row[a] += change * moves[j, a]
                mix[a] += move * moves[j, a]
        past[0, j] = point[j]
        past[1, j] = move
    if not fresh:
        return False
    largest = 0.0
    for a in range(held):
        small[newest, a] = row[a]
        small[a, newest] = row[a]
    for a in range(held):
        largest = max(largest, small[a, a])
    sound = True
    # Least squares by the Cholesky factor of the Gram matrix, with a small ridge.
    for a in range(held):
        for b in range(a + 1):
            value = small[a, b]
            if a == b:
                value += 1e-13 * value + 1e-16 * largest
            for c in range(b):
                value -= small[a, memory + c] * small[b, memory + c]
            if a == b:
                sound = sound and value > 0.0
                small[a, memory + a] = math.sqrt(value)
            else:
                small[a, memory + b] = value / small[b, memory + b]
    if not sound:
        return False
    for a in range(held):
        for b in range(a):
            mix[a] -= small[a, memory + b] * mix[b]
        mix[a] /= small[a, memory + a]
    for c in range(held):
        a = held - 1 - c
        for b in range(a + 1, held):
            mix[a] -= small[b, memory + a] * mix[b]
        mix[a] /= small[a, memory + a]
    for j in range(size):
        old = past[0, j]
        value = old + fraction * past[1, j]
        for a in range(held):
            value -= mix[a] * (points[j, a] + fraction * moves[j, a])
        if j >= first_spend:
            if old > 0.0 and not (0.1 * old < value < 10.0 * old):
                sound = False
        elif not abs(value - old) < 1.5:
            sound = False
        point[j] = value
    return sound


INNER: dict[str, Any] = {"error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""How a function is compiled that only compiled code calls: without wrappers, cached as a part of its caller."""

mixed: Callable[..., Any] = numba.njit(**INNER)(_mixed)
