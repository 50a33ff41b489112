"""A dense linear system, solved with the same bits however many threads a process has.

Libraries of linear algebra share large systems out to threads, and their number changes the last digits.
"""

# ruff: noqa: C901, PLR0912

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

WIDE = 8
"""Columns that are eliminated before the rest of the matrix is touched; the code below spells them out."""


def _eliminate(a: Array, b: Array) -> bool:
    """Set `b` (M,) to the solution x of a x = b, with `a` (M, M) used up; False where `a` is singular.

    Gauss, with the largest pivot of each column (Golub & Van Loan 2013, section 3.4), in panels of `WIDE` columns.
    """
    count = len(b)
    for first in range(0, count, WIDE):
        last = min(first + WIDE, count)
        for p in range(first, last):
            best = p
            for i in range(p + 1, count):
                if abs(a[i, p]) > abs(a[best, p]):
                    best = i
            if not abs(a[best, p]) > 0.0:
                return False
            if best != p:
                for j in range(count):
                    a[p, j], a[best, j] = a[best, j], a[p, j]
                b[p], b[best] = b[best], b[p]
            for i in range(p + 1, count):
                part = a[i, p] / a[p, p]
                a[i, p] = part
                if part != 0.0:
                    for j in range(p + 1, last):
                        a[i, j] -= part * a[p, j]
                    b[i] -= part * b[p]
        for p in range(first, last):
            for i in range(p + 1, last):
                part = a[i, p]
                for j in range(last, count):
                    a[i, j] -= part * a[p, j]
        # There is a rest below a panel only where the panel is whole.
        for i in range(last, count):
            row = a[i]
            f0, f1, f2, f3 = row[first], row[first + 1], row[first + 2], row[first + 3]
            f4, f5, f6, f7 = row[first + 4], row[first + 5], row[first + 6], row[first + 7]
            r0, r1, r2, r3 = a[first], a[first + 1], a[first + 2], a[first + 3]
            r4, r5, r6, r7 = a[first + 4], a[first + 5], a[first + 6], a[first + 7]
            for j in range(last, count):
                row[j] -= ((f0 * r0[j] + f1 * r1[j]) + (f2 * r2[j] + f3 * r3[j])) + (
                    (f4 * r4[j] + f5 * r5[j]) + (f6 * r6[j] + f7 * r7[j])
                )
    for p in range(count - 1, -1, -1):
        value = b[p]
        for j in range(p + 1, count):
            value -= a[p, j] * b[j]
        b[p] = value / a[p, p]
    return True


eliminate: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_eliminate)
