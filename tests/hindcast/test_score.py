from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scoringrules

from marchland.hindcast import Observation, score
from marchland.hindcast.crps import crps
from marchland.hindcast.record import count

SAMPLE = np.array([-40.0, -10.0, -30.0, -20.0, -22.0])


def seen(low: float, best: float, high: float, **given: Any) -> Observation:  # noqa: ANN401
    fixed: dict[str, Any] = {"measure": "change_percent", "unit": "%"} | given
    return Observation(
        episode="e", code="o", name="o", role="outcome", quantity="goods", low=low, best=best, high=high, **fixed
    )


def test_crps_is_the_area_between_the_two_distributions() -> None:
    grid = np.linspace(-60, 20, 800_001)
    below = (SAMPLE[:, None] <= grid).mean(axis=0)
    for y in (-50.0, -25.0, -22.0, 5.0):
        area = np.trapezoid((below - (grid >= y)) ** 2, grid)
        assert crps(SAMPLE, y) == pytest.approx(area, rel=1e-3)


def test_crps_is_that_of_scoringrules() -> None:
    for y in (-50.0, -25.0, 5.0):
        assert crps(SAMPLE, y) == pytest.approx(float(scoringrules.crps_ensemble(y, SAMPLE, estimator="nrg")))


def test_crps_of_one_draw_is_its_error() -> None:
    assert crps(np.array([3.0]), 5.0) == 2.0


def test_a_range_is_inside_where_the_two_ranges_meet() -> None:
    assert score(seen(-60, -50, -38), -22, SAMPLE).inside  # the 5th percentile of the draws is -38
    assert not score(seen(-60, -50, -39), -22, SAMPLE).inside
    assert score(seen(-12.1, -5, 0), -22, SAMPLE).inside
    assert not score(seen(-11, -5, 0), -22, SAMPLE).inside


def test_a_ratio_is_the_median_over_what_was_seen() -> None:
    found = score(seen(-50, -44, -40), -22, SAMPLE)
    assert (found.ratio, found.within_two) == (0.5, True)
    assert score(seen(-50, -45, -40), -22, SAMPLE).within_two is False
    assert score(seen(-12, -11, -10), -22, SAMPLE).within_two is True
    assert score(seen(20, 22, 24), -22, SAMPLE).within_two is False
    assert score(seen(-5, -1, 1), -22, SAMPLE).within_two is None


def test_a_sign_is_right_where_both_go_the_same_way_by_more_than_nothing() -> None:
    assert score(seen(-50, -44, -40), -22, SAMPLE).sign is True
    assert score(seen(40, 44, 50), -22, SAMPLE).sign is False
    assert score(seen(-50, -44, -40), -1e-9, 1e-9 * SAMPLE).sign is False
    assert score(seen(-30, -1, 1), -22, SAMPLE).sign is True
    assert score(seen(-5, -1, 1), -22, SAMPLE).sign is False
    assert score(seen(40, 44, 50, measure="level", unit="MUSD"), 22, -SAMPLE).sign is None


def test_an_exact_interval_holds_the_share() -> None:
    found = count([True] * 9 + [False, None])
    assert (found.hits, found.of) == (9, 10)
    # Clopper & Pearson: the tail beyond each end is 5 %.
    assert found.low == pytest.approx(0.6058, abs=1e-4)
    assert found.high == pytest.approx(0.9949, abs=1e-4)
    empty = count([None])
    assert (empty.hits, empty.of, empty.low, empty.high) == (0, 0, 0.0, 1.0)
