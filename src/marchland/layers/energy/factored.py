"""A sparse symmetric matrix A W A' and its factors L D L', compiled.

The row that shares columns with the fewest others that are left comes first (minimum degree, Tinney & Walker 1967), so
that little fills up: of the built-in gas market's some 340 rows a factor has 2,800 entries. What is filled depends on
columns alone and is found once (George & Liu 1981), with it the entry that each product of two others is taken from;
numbers follow column by column, right-looking. Places are unsigned: what is compiled need not ask whether they count
from the end.
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
    Words = NDArray[np.uint64]

    Places = NDArray[np.uint32]
    Pattern = tuple[Numbers, Places, Places, Figures, Places, Places, Places, Places, Places, Figures]

WORD, BITS = 63, 6
"""A word of a set holds 64 rows: that of row i is `i >> BITS`, its bit `i & WORD`."""


def _counted(word: np.uint64) -> np.int64:
    """Return how many bits of a word are set."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


counted: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_counted)


def _met(begins: Places, local: Places, u: Figures, count: int) -> Words:
    """Return (count, words) the rows that each row shares a column with that can move, a bit each."""
    one = np.uint64(1)
    meets = np.zeros((count, (count >> BITS) + 1), dtype=np.uint64)
    for j in range(u.size):
        if u[j] > 0.0:
            for at in range(begins[j], begins[j + 1]):
                k = local[at]
                for other in range(begins[j], at):
                    i = local[other]
                    meets[k, i >> BITS] |= one << np.uint64(i & WORD)
                    meets[i, k >> BITS] |= one << np.uint64(k & WORD)
    return meets


met: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_met)


def _eliminated(meets: Words) -> tuple[Numbers, Places, Places]:
    """Return when each row's turn is, and what its column of the factor holds: where each begins, rows in order.

    `meets` is used up.
    """
    one = np.uint64(1)
    count, words = meets.shape
    place, degree = np.full(count, -1, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for k in range(count):
        for w in range(words):
            degree[k] += counted(meets[k, w])
    left, stands, near = np.empty(count, np.uint32), np.empty(count, np.uint32), np.empty(count, np.uint32)
    for k in range(count):
        left[k], stands[k] = k, k
    begins, rows, least, turn = np.zeros(count + 1, dtype=np.uint32), np.empty(8 * count, dtype=np.uint32), 0, 0
    while turn < count:
        k, first = left[0], turn
        for other in range(count - turn):
            if degree[left[other]] < degree[k]:
                k = left[other]
            if degree[k] <= least:
                break
        size, own, bit = 0, k >> BITS, ~(one << np.uint64(k & WORD))
        for w in range(words):
            word = meets[k, w]
            while word != 0:
                last = word & (~word + one)
                near[size] = (w << BITS) + counted(last - one)
                size += 1
                word ^= last
        for q in range(size):
            i, total = near[q], 0
            for w in range(words):
                meets[i, w] |= meets[k, w]
            meets[i, own] &= bit
            meets[i, i >> BITS] &= ~(one << np.uint64(i & WORD))
            for w in range(words):
                total += counted(meets[i, w])
            degree[i] = total
        # Its turn, and then that of those near it that meet nothing else: they fill nothing.
        while True:
            place[k] = turn
            at, last_left = stands[k], left[count - turn - 1]
            left[at], stands[last_left] = last_left, at
            begins[turn + 1] = begins[turn] + size + 1
            if begins[turn + 1] > rows.size:
                longer = np.empty(2 * begins[turn + 1], dtype=np.uint32)
                for at in range(begins[turn]):
                    longer[at] = rows[at]
                rows = longer
            rows[begins[turn]] = k
            for q in range(size):
                rows[begins[turn] + 1 + q] = near[q]
            turn += 1
            at = 0
            while at < size and degree[near[at]] >= size:
                at += 1
            if at == size:
                break
            k, size = near[at], size - 1
            near[at] = near[size]
            own, bit = k >> BITS, ~(one << np.uint64(k & WORD))
            for q in range(size):
                meets[near[q], own] &= bit
                degree[near[q]] -= 1
        least = max(begins[first + 1] - begins[first] - 1 - (turn - first), 0)
    below = np.empty(begins[count], dtype=np.uint32)
    for at in range(below.size):
        below[at] = place[rows[at]]
    for turn in range(count):
        for at in range(begins[turn] + 1, begins[turn + 1]):
            row, q = below[at], at
            while below[q - 1] > row:
                below[q] = below[q - 1]
                q -= 1
            below[q] = row
    return place, begins, below


eliminated: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_eliminated)


def _onto(starts: Places, ends: Places, rows: Places, first: Places, bottom: Places, below: Places) -> Places:
    """Return the entry of the factor that each product of two entries of one column is added to.

    Columns of any matrix that fits into the factor: rows in order from `starts` to `ends`, products from `first` on,
    each entry with itself and those after it. Each column of the factor is laid out once, for all that reach it (as
    columns wait for each other in a left-looking factorisation, George & Liu 1981).
    """
    count = bottom.size - 1
    places, where = np.empty(first[-1], dtype=np.uint32), np.empty(count, dtype=np.uint32)
    waits, behind = np.full(count, -1, dtype=np.int64), np.empty(starts.size, dtype=np.int64)
    at, used = starts.copy(), first.copy()
    for j in range(starts.size):
        if at[j] < ends[j]:
            behind[j], waits[rows[at[j]]] = waits[rows[at[j]]], j
    for k in range(count):
        for entry in range(bottom[k], bottom[k + 1]):
            where[below[entry]] = entry
        j = waits[k]
        while j >= 0:
            following, place = behind[j], used[j]
            for other in range(at[j], ends[j]):
                places[place] = where[rows[other]]
                place += 1
            used[j] = place
            at[j] += 1
            if at[j] < ends[j]:
                behind[j], waits[rows[at[j]]] = waits[rows[at[j]]], j
            j = following
    return places


onto_of: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_onto)


def _pattern(
    start: Numbers, row: Numbers, coefficient: Figures, u: Figures, works: Numbers, rows: int
) -> tuple[Numbers, Places, Places, Figures, Places, Places, Places, Places, Places, Figures]:
    """Return all about A W A' over the rows `works` that does not depend on W.

    These rows in their order; columns of A without all others: where each begins, places of the rows, coefficients;
    entries of the factor: where its columns begin, the row of each (the diagonal first), and, in the order of
    `factored`, which entry each product of two others is taken from; products of columns of A that can move: where each
    begins, the entry that each is added to, the products.
    """
    count = works.size
    place = np.full(rows, -1, dtype=np.int64)
    for k in range(count):
        place[works[k]] = k
    begins, local, share = np.zeros(start.size, dtype=np.uint32), np.empty(row.size, np.uint32), np.empty(row.size)
    kept = 0
    for j in range(u.size):
        for at in range(start[j], start[j + 1]):
            if place[row[at]] >= 0:
                local[kept], share[kept] = place[row[at]], coefficient[at]
                kept += 1
        begins[j + 1] = kept
    turn, bottom, below = eliminated(met(begins, local, u, count))
    ordered = np.empty(count, dtype=np.int64)
    for k in range(count):
        ordered[turn[k]] = works[k]
    for j in range(u.size):
        for at in range(begins[j], begins[j + 1]):
            k, amount, q = turn[local[at]], share[at], np.int64(at)
            while q > begins[j] and local[q - 1] > k:
                local[q], share[q] = local[q - 1], share[q - 1]
                q -= 1
            local[q], share[q] = k, amount
    first, ends = np.zeros(start.size, dtype=np.uint32), begins[:-1].copy()
    for j in range(u.size):
        if u[j] > 0.0:
            ends[j] = begins[j + 1]
        length = ends[j] - begins[j]
        first[j + 1] = first[j] + length * (length + 1) // 2
    product, used = np.empty(first[-1]), 0
    for j in range(u.size):
        for at in range(begins[j], ends[j]):
            for other in range(at, ends[j]):
                product[used] = share[at] * share[other]
                used += 1
    position = onto_of(begins[:-1], ends, local, first, bottom, below)
    taken = np.zeros(count + 1, dtype=np.uint32)
    for k in range(count):
        length = bottom[k + 1] - bottom[k]
        taken[k + 1] = taken[k] + length * (length - 1) // 2
    onto = onto_of(bottom[:-1] + np.uint32(1), bottom[1:], below, taken, bottom, below)
    return ordered, begins, local[:kept], share[:kept], bottom, below, onto, first, position, product


pattern: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_pattern)


def _factored(begins: Places, onto: Places, h: Figures) -> bool:
    """Put the factors in place of a positive definite matrix, D on the diagonal; False where it is not."""
    used = 0
    for k in range(begins.size - 1):
        first, end = begins[k], begins[k + 1]
        pivot = h[first]
        if not pivot > 0.0:
            return False
        inverse = 1.0 / pivot
        for at in range(first + 1, end):
            factor = h[at] * inverse
            for other in range(at, end):
                h[onto[used]] -= factor * h[other]
                used += 1
            h[at] = factor
    return True


factored: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_factored)


def _solved_by(begins: Places, below: Places, h: Figures, x: Figures) -> None:
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
