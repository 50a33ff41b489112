"""Braess 1968, Unternehmensforschung 12: a new link makes everybody slower.

    0 --10 v--> 2 --50 + v--> 1        v trucks of 6; the middle link 2 -> 3 takes 10 + v
    0 --50 + v--> 3 --10 v--> 1

Without the middle link 3 and 3 take 83 hours each; with it 2, 2 and 2 take 92.
"""

from __future__ import annotations

import numpy as np
import pytest

from marchland.layers.freight import Demand, Network, equilibrium

TAIL, HEAD = np.array([0, 0, 2, 2, 3]), np.array([2, 3, 1, 3, 1])
MIDDLE = 3
# A free-flow time cannot be zero where hours rise with flow: 1e-8 (1 + 1e9 v) is 10 v.
FREE = np.array([1e-8, 50.0, 50.0, 10.0, 1e-8])
ALPHA = np.array([1e9, 0.02, 0.02, 0.1, 1e9])


def network(middle: float) -> Network:
    fixed = np.zeros(5)
    fixed[MIDDLE] = middle
    return Network(4, TAIL, HEAD, fixed, FREE, np.ones(5), ALPHA, np.ones(5))


DEMAND = Demand(np.array([0]), np.array([1]), np.array([6.0]))


def test_with_the_middle_link() -> None:
    found = equilibrium(network(0.0), DEMAND, gap=1e-12)
    assert found.flow == pytest.approx([4, 2, 2, 2, 4], abs=1e-6)
    assert found.od_cost == pytest.approx([92], abs=1e-6)
    assert found.routes.flow == pytest.approx([2, 2, 2], abs=1e-6)


def test_closing_it_lowers_the_cost() -> None:
    found = equilibrium(network(np.inf), DEMAND, gap=1e-12)
    assert found.flow == pytest.approx([3, 3, 3, 0, 3], abs=1e-6)
    assert found.od_cost == pytest.approx([83], abs=1e-6)


def test_a_toll_on_it_lowers_the_cost_too() -> None:
    found = equilibrium(network(6.5), DEMAND, gap=1e-12)
    assert found.flow[MIDDLE] == pytest.approx(1.0, abs=1e-6)
    assert found.od_cost[0] < 92
