"""Closures solved with most pairs on their tangent are the equilibria that a solve of all pairs finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchland.layers.freight import Demand, Network, closing, prepare, tangent


def steep(seed: int) -> tuple[Network, Demand]:
    """A random network of nine nodes with narrow links; a third of all pairs of nodes, of two classes."""
    draw = np.random.default_rng(seed)
    tail, head = draw.integers(0, 9, 40), draw.integers(0, 9, 40)
    network = Network(
        9, tail, head, draw.uniform(0, 5, (2, 40)), draw.uniform(0.5, 2, 40), draw.uniform(1, 4, 40), 0.3, 3.0,
        draw.uniform(0, 1, 40), np.array([0.5, 2.0]),
    )  # fmt: skip
    pairs = np.array([(o, d, k) for k in range(2) for o in range(9) for d in range(9) if o != d])
    pairs = pairs[draw.uniform(size=len(pairs)) < 0.3]
    return network, Demand(pairs[:, 0], pairs[:, 1], draw.uniform(0, 1, len(pairs)), pairs[:, 2])


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_closure_is_the_equilibrium_that_a_solve_of_all_pairs_finds(seed: int) -> None:
    network, demand = steep(seed)
    links = [seed % 40, (seed + 7) % 40]
    quick = closing(prepare(network, demand, dispersion=0.5, gap=1e-8), links)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tangent, "MOST_HELD", -1)
        ready = prepare(network, demand, dispersion=0.5, gap=1e-8)
        assert ready.tangent is None
        whole = closing(ready, links)
    for one, two in ((quick.base, whole.base), (quick.changed, whole.changed)):
        assert one.gap <= 1e-8
        assert one.flow == pytest.approx(two.flow, abs=1e-5)
        assert one.od_cost == pytest.approx(two.od_cost, rel=1e-6)


def test_a_tangent_is_what_loads_do_for_small_changes_and_pairs_can_be_taken_out_of_it() -> None:
    network, demand = steep(3)
    ready = prepare(network, demand, dispersion=0.5, gap=1e-10)
    line, own = ready.tangent, ready.choice
    assert line is not None
    change = 1e-5 * np.random.default_rng(0).uniform(size=line.hours.size)
    for pairs in (np.arange(demand.n_pairs), np.arange(5, demand.n_pairs)):
        some, _ = own.only(pairs)
        out, at = own.only(np.setdiff1d(np.arange(demand.n_pairs), pairs))
        rest = line.less(out, ready.share[at])
        true, near = np.zeros(line.hours.size), np.zeros(line.hours.size)
        spent, _, _ = some.load(line.hours + change, true)
        said, share, _ = rest.load(line.hours + change, near)
        before = np.zeros(line.hours.size)
        some.load(line.hours, before)
        assert not share.size
        assert np.abs(true - before).max() > 1e-6
        assert near == pytest.approx(true, abs=1e-3 * np.abs(true - before).max())
        assert said == pytest.approx(spent, rel=1e-9)
