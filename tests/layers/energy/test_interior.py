"""The three methods that share the work find the same solution."""

from __future__ import annotations

import numpy as np
import pytest
from tests.layers.energy.markets import drawn

from marchland.layers.energy.central import central
from marchland.layers.energy.factored import factored, pattern, solved_by
from marchland.layers.energy.folded import folded
from marchland.layers.energy.interior import interior
from marchland.layers.energy.programme import programme
from marchland.layers.energy.proximal import conditions, proximal, reduced, slack
from marchland.layers.energy.solved import solved


@pytest.mark.parametrize("seed", range(6))
def test_interior_point_and_proximal_methods_agree(seed: int) -> None:
    problem = programme(drawn(seed, nodes=15, sellers=4, arcs=45, contracts=4, stores=2, tight=0.5))
    found = solved(problem, tolerance=1e-9)
    start, row, coefficient, d, c, u = problem.of(found.ways)
    b = problem.b
    rows = pattern(start, row, coefficient, u, np.arange(b.size), b.size)

    def worth(v: np.ndarray) -> float:
        return float(c @ v + 0.5 * d @ v**2)

    ours = worth(found.v)
    theirs, price = interior(start, row, coefficient, d, c, u, b, 1e-10)
    assert worth(theirs) == pytest.approx(ours, rel=1e-7)
    over = folded(problem, found.ways)
    columns, everywhere = over.columns, np.arange(b.size)
    about = pattern(*columns[:3], columns[5], everywhere, b.size)
    inside, near, _ = central(*over.sums, b, about, np.zeros(over.kept.size), np.ones(b.size), 1.0, 1e-9, 200)
    assert worth(over.outside(inside, near, everywhere)[0]) == pytest.approx(ours, rel=1e-6)
    exact, multipliers, worst, _ = proximal(d, c, u, b, rows, theirs, price, 1e-9, 1e-3, 1, 30, 1_800)
    assert worst < 1e-8
    assert worth(exact) == pytest.approx(ours, rel=1e-9)
    g, s = reduced(start, row, coefficient, c, multipliers), slack(start, row, coefficient, b, exact)
    assert conditions(d, u, exact, g, s, multipliers) < 1e-8
    assert near.min() >= 0


@pytest.mark.parametrize("seed", range(4))
def test_factors_solve_what_they_factor_whatever_is_filled(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows, columns = 150, 400
    length = rng.integers(1, 6, columns)
    start = np.append(0, np.cumsum(length))
    row = np.concatenate([rng.choice(rows, size, replace=False) for size in length])
    coefficient, u = rng.standard_normal(row.size), np.where(rng.random(columns) < 0.1, 0.0, 1.0)
    some = np.sort(rng.choice(rows, 130, replace=False))
    works, _, _, _, begins, below, onto, first, position, product = pattern(start, row, coefficient, u, some, rows)
    assert np.array_equal(np.sort(works), some)
    weight, ridge = rng.random(columns), 0.1 + rng.random(some.size)
    entries = np.zeros(below.size)
    entries[begins[:-1]] = ridge
    for j in range(columns):
        for at in range(first[j], first[j + 1]):
            entries[position[at]] += weight[j] * product[at]
    dense = np.zeros((rows, columns))
    for j in range(columns):
        dense[row[start[j] : start[j + 1]], j] = coefficient[start[j] : start[j + 1]]
    dense = dense[works][:, u > 0]
    matrix = dense * weight[u > 0] @ dense.T + np.diag(ridge)
    assert factored(begins, onto, entries)
    wanted = rng.standard_normal(some.size)
    solution = matrix @ wanted
    solved_by(begins, below, entries, solution)
    assert solution == pytest.approx(wanted, rel=1e-8, abs=1e-8)
