"""Flows by sector fitted to totals by pair, to what is known of them and to ceilings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchland.world.build.margins import Ceiling, fitted

ALL = np.ones(2, dtype=bool)


def test_without_ceilings_a_total_is_split_as_the_prior_says() -> None:
    prior = np.array([[[1.0, 3.0], [0.0, 0.0]], [[2.0, 2.0], [5.0, 0.0]]])
    totals = np.array([[8.0, 0.0], [10.0, 7.0]])
    flows, excess = fitted(prior, totals, np.zeros_like(prior))
    assert flows[0, 0] == pytest.approx([2, 6])
    assert flows[1, 0] == pytest.approx([5, 5])
    assert flows[1, 1] == pytest.approx([7, 0])
    assert excess == 0


def test_what_is_known_stays_and_the_rest_follows_the_prior() -> None:
    prior = np.array([[[1.0, 1.0, 2.0]]])
    least = np.array([[[6.0, 0.0, 0.0]]])
    flows, _ = fitted(prior, np.array([[10.0]]), least)
    assert flows[0, 0] == pytest.approx([7, 1, 2])


def test_a_ceiling_moves_pairs_by_one_factor_for_its_sector() -> None:
    # Two exporters sell 10 each to one importer, evenly by the prior; it takes at most 6 of the first sector. By
    # symmetry each sells 3 and 7: the closed form of minimum cross-entropy.
    prior = np.ones((2, 1, 2))
    totals = np.full((2, 1), 10.0)
    ceiling = Ceiling(members=ALL, of="importer", most=np.array([[6.0, np.inf]]))
    flows, excess = fitted(prior, totals, np.zeros_like(prior), [ceiling])
    assert flows[:, 0] == pytest.approx(np.array([[3.0, 7.0], [3.0, 7.0]]), rel=1e-6)
    assert excess < 1e-6


def test_under_a_ceiling_odds_keep_their_ratio_to_the_prior() -> None:
    prior = np.array([[[1.0, 1.0]], [[4.0, 1.0]]])
    totals = np.array([[10.0], [10.0]])
    ceiling = Ceiling(members=ALL, of="importer", most=np.array([[9.0, np.inf]]))
    flows, _ = fitted(prior, totals, np.zeros_like(prior), [ceiling])
    odds = flows[:, 0, 0] / flows[:, 0, 1] / (prior[:, 0, 0] / prior[:, 0, 1])
    assert odds[0] == pytest.approx(odds[1], rel=1e-6)
    assert flows[:, 0, 0].sum() == pytest.approx(9, rel=1e-6)


def test_totals_hold_even_where_ceilings_cannot() -> None:
    prior = np.ones((1, 1, 2))
    ceiling = Ceiling(members=np.ones(1, dtype=bool), of="exporter", most=np.array([[2.0, 2.0]]))
    flows, excess = fitted(prior, np.array([[10.0]]), np.zeros_like(prior), [ceiling])
    assert flows.sum() == pytest.approx(10)
    assert excess > 0


def test_more_known_than_the_total_is_refused() -> None:
    with pytest.raises(ValueError, match="more is known to be in it than its total"):
        fitted(np.ones((1, 1, 2)), np.array([[1.0]]), np.array([[[2.0, 0.0]]]))


def test_a_total_without_a_prior_is_refused() -> None:
    with pytest.raises(ValueError, match="the prior has no cell"):
        fitted(np.zeros((1, 1, 2)), np.array([[1.0]]), np.zeros((1, 1, 2)))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_totals_always_hold_and_no_flow_falls_below_what_is_known(seed: int) -> None:
    rng = np.random.default_rng(seed)
    prior = rng.uniform(0.1, 5, (4, 4, 3))
    totals = rng.uniform(1, 50, (4, 4))
    least = rng.uniform(0, 0.3, (4, 4, 3)) * totals[:, :, None]
    group = np.array([True, True, False, False])
    most = rng.uniform(5, 60, (4, 3))
    ceilings = [Ceiling(members=group, of=side, most=most) for side in ("importer", "exporter")]
    flows, _ = fitted(prior, totals, least, ceilings)
    assert flows.sum(axis=2) == pytest.approx(totals)
    assert (flows >= least - 1e-9).all()
