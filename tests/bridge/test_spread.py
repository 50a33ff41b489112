from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.bridge.spread import LARGEST_FALL, Z95, at_deviate, share_at_deviate

POSITIVE = st.floats(1e-3, 1e9)
WIDER = st.floats(1.0, 50.0)
DEVIATE = st.floats(-6, 6)


def one(value: float) -> np.ndarray:
    return np.array([value])


@given(POSITIVE, WIDER, WIDER)
def test_a_figure_meets_its_percentiles(best: float, down: float, up: float) -> None:
    low, high = best / down, best * up
    at = [at_deviate(one(low), one(best), one(high), one(z))[0] for z in (-Z95, 0, Z95)]
    assert at == pytest.approx([low, best, high], rel=1e-12)


@given(POSITIVE, WIDER, WIDER, DEVIATE, DEVIATE)
def test_a_figure_never_falls_when_its_deviate_rises(best: float, down: float, up: float, a: float, b: float) -> None:
    few, many = (at_deviate(one(best / down), one(best), one(best * up), one(z))[0] for z in sorted((a, b)))
    assert 0 < few <= many


@given(st.floats(0.001, 0.999), WIDER, WIDER, DEVIATE)
def test_a_share_meets_its_percentiles_and_stays_a_share(best: float, down: float, up: float, z: float) -> None:
    odds = best / (1 - best)
    low, high = (o / (1 + o) for o in (odds / down, odds * up))
    at = [share_at_deviate(one(low), one(best), one(high), one(d))[0] for d in (-Z95, 0, Z95)]
    assert at == pytest.approx([low, best, high], rel=1e-9)
    assert 0 < share_at_deviate(one(low), one(best), one(high), one(z))[0] < 1


def test_nothing_stays_nothing_and_unknown_stays_unknown() -> None:
    low, best, high = np.array([0, np.nan, 0.0]), np.array([0, np.nan, 5.0]), np.array([0, np.nan, 10.0])
    drawn = at_deviate(low, best, high, np.full(3, -Z95))
    assert drawn[0] == 0
    assert np.isnan(drawn[1])
    assert drawn[2] == pytest.approx(5 / LARGEST_FALL)  # a low of zero is no certainty of nothing


def test_shares_of_nothing_and_of_all_are_certain() -> None:
    at = share_at_deviate(np.array([0.0, 0.9]), np.array([0.0, 1.0]), np.array([0.1, 1.0]), np.array([1.0, -1.0]))
    assert at.tolist() == [0, 1]
