"""The three methods that share the work find the same solution."""

from __future__ import annotations

import numpy as np
import pytest
from tests.layers.energy.markets import drawn

from marchland.layers.energy.central import central
from marchland.layers.energy.interior import interior
from marchland.layers.energy.programme import programme
from marchland.layers.energy.proximal import conditions, proximal, reduced, slack
from marchland.layers.energy.solved import solved


@pytest.mark.parametrize("seed", range(6))
def test_interior_point_and_proximal_methods_agree(seed: int) -> None:
    problem = programme(drawn(seed, nodes=15, sellers=4, arcs=45, contracts=4, stores=2, tight=0.5))
    found = solved(problem, tolerance=1e-9)
    whole = (*problem.of(found.ways), problem.b)
    start, row, coefficient, d, c, u, b = whole
    rows = np.arange(b.size)

    def worth(v: np.ndarray) -> float:
        return float(c @ v + 0.5 * d @ v**2)

    ours = worth(found.v)
    theirs, price = interior(start, row, coefficient, d, c, u, b, 1e-10)
    assert worth(theirs) == pytest.approx(ours, rel=1e-7)
    inside, near, _ = central(*whole, rows, np.zeros(c.size), np.ones(b.size), 1.0, 1e-9, 200)
    assert worth(inside) == pytest.approx(ours, rel=1e-6)
    exact, multipliers, worst, _ = proximal(*whole, rows, theirs, price, 1e-9, 1e-3, 1, 30, 60)
    assert worst < 1e-8
    assert worth(exact) == pytest.approx(ours, rel=1e-9)
    g, s = reduced(start, row, coefficient, c, multipliers), slack(start, row, coefficient, b, exact)
    assert conditions(d, u, exact, g, s, multipliers) < 1e-8
    assert near.min() >= 0
