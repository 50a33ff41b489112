"""A sparse symmetric matrix A W A' and its factors L D L', rows in the order of their degree, compiled.

Rows that touch few others come first, so that little fills up: of the built-in gas market's some 370 rows a factor has
3,000 entries. What is filled depends on columns alone and is found once (George & Liu 1981); numbers follow column by
column, left-looking.
"""

# ruff: noqa: C901, PLR0912

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]


def _by_degree(start: Numbers, row: Numbers, works: Numbers, rows: int) -> Numbers:
    """Return the rows `works`, those that share columns with the fewest others first."""
    count = works.size
    place = np.full(rows, -1, dtype=np.int64)
    for k in range(count):
        place[works[k]] = k
    meets = np.zeros((count, count), dtype=np.bool_)
    degree = np.zeros(count, dtype=np.int64)
    for j in range(start.size - 1):
        for at in range(start[j], start[j + 1]):
            k = place[row[at]]
            if k >= 0:
                for other in range(start[j], at):
                    i = place[row[other]]
                    if i >= 0 and i != k and not meets[k, i]:
                        meets[k, i] = meets[i, k] = True
                        degree[k] += 1
                        degree[i] += 1
    return works[np.argsort(degree, kind="mergesort")]


by_degree: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_by_degree)


def _filled(
    start: Numbers, row: Numbers, coefficient: Figures, place: Numbers, count: int
) -> tuple[Numbers, Numbers, Numbers, Numbers, Figures]:
    """Return the factor's entries and what each column adds to the matrix.

    Entries of the factor: where each of its columns begins, the row of each (the diagonal first). Columns of A: where
    their products begin, the entry that each product is added to, the products. `place` says where a row of A stands in
    the matrix, -1 = nowhere.
    """
    entry = np.full((count, count), -1, dtype=np.int32)
    products = 0
    for j in range(start.size - 1):
        for at in range(start[j], start[j + 1]):
            k = place[row[at]]
            if k >= 0:
                products += start[j + 1] - start[j]
                for other in range(start[j], start[j + 1]):
                    i = place[row[other]]
                    if i >= k:
                        entry[k, i] = 0
    begins = np.zeros(count + 1, dtype=np.int64)
    for k in range(count):
        parent, size = -1, 1
        entry[k, k] = 0
        for i in range(k + 1, count):
            if entry[k, i] == 0:
                size += 1
                if parent < 0:
                    parent = i
                else:
                    entry[parent, i] = 0
        begins[k + 1] = begins[k] + size
    below = np.empty(begins[count], dtype=np.int64)
    for k in range(count):
        at = begins[k]
        for i in range(k, count):
            if entry[k, i] == 0:
                below[at], entry[k, i] = i, at
                at += 1
    first, position, product = np.zeros(start.size, dtype=np.int64), np.empty(products, np.int64), np.empty(products)
    products = 0
    for j in range(start.size - 1):
        for at in range(start[j], start[j + 1]):
            k = place[row[at]]
            if k >= 0:
                for other in range(start[j], start[j + 1]):
                    i = place[row[other]]
                    if i > k or (i == k and other == at):
                        position[products], product[products] = entry[k, i], coefficient[at] * coefficient[other]
                        products += 1
        first[j + 1] = products
    return begins, below, first, position[:products], product[:products]


filled: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_filled)


def _factored(begins: Numbers, below: Numbers, h: Figures, work: Figures, links: Numbers, ahead: Numbers) -> bool:
    """Put the factors in place of a positive definite matrix, D on the diagonal; False where it is not.

    `work`, `links` and `ahead` are room for as many numbers as there are rows.
    """
    count = begins.size - 1
    # Which columns have their next entry in a row: the first of them, and the next in line.
    links[:] = -1
    queue = np.full(count, -1, dtype=np.int64)
    for k in range(count):
        first, end = begins[k], begins[k + 1]
        for at in range(first, end):
            work[below[at]] = h[at]
        j = links[k]
        while j >= 0:
            later = queue[j]
            at, last = ahead[j], begins[j + 1]
            factor = h[at] * h[begins[j]]
            if below[last - 1] - below[at] == last - 1 - at:
                offset = below[at] - at
                for q in range(at, last):
                    work[offset + q] -= factor * h[q]
            else:
                for q in range(at, last):
                    work[below[q]] -= factor * h[q]
            if at + 1 < last:
                ahead[j] = at + 1
                queue[j] = links[below[at + 1]]
                links[below[at + 1]] = j
            j = later
        pivot = work[k]
        if not pivot > 0.0:
            return False
        inverse = 1.0 / pivot
        h[first] = pivot
        for at in range(first + 1, end):
            h[at] = work[below[at]] * inverse
        if first + 1 < end:
            ahead[k] = first + 1
            queue[k] = links[below[first + 1]]
            links[below[first + 1]] = k
    return True


factored: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_factored)


def _solved_by(begins: Numbers, below: Numbers, h: Figures, x: Figures) -> None:
    """Solve in place with what `factored` left."""
    count = begins.size - 1
    for k in range(count):
        amount = x[k]
        for at in range(begins[k] + 1, begins[k + 1]):
            x[below[at]] -= h[at] * amount
    for k in range(count - 1, -1, -1):
        total = x[k] / h[begins[k]]
        for at in range(begins[k] + 1, begins[k + 1]):
            total -= h[at] * x[below[at]]
        x[k] = total


solved_by: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_solved_by)
