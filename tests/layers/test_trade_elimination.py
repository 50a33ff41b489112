"""The linear systems of Newton's method."""

from __future__ import annotations

import numpy as np
import pytest

from marchland.layers.trade.elimination import WIDE, eliminate


@pytest.mark.parametrize("count", [1, 2, WIDE - 1, WIDE, WIDE + 1, 3 * WIDE, 61])
def test_the_solution_solves_the_system(count: int) -> None:
    rng = np.random.default_rng(count)
    matrix, wanted = rng.normal(size=(count, count)), rng.normal(size=count)
    found = matrix @ wanted
    assert eliminate(matrix.copy(), found)
    assert found == pytest.approx(wanted, rel=1e-8, abs=1e-8)


def test_rows_are_exchanged_where_a_pivot_is_zero() -> None:
    found = np.array([3.0, 5.0])
    assert eliminate(np.array([[0.0, 1.0], [1.0, 0.0]]), found)
    assert found.tolist() == [5.0, 3.0]


def test_a_singular_system_is_told() -> None:
    assert not eliminate(np.array([[1.0, 2.0], [2.0, 4.0]]), np.ones(2))
