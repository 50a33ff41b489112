"""Fitting dispersion to shares of two corridors, and holding the model against traffic."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.calibrate import CorridorRoutes, calibrate_dispersion, observed, write_calibration
from marchland.calibrate.dispersion import fitted
from marchland.calibrate.traffic import middle
from marchland.errors import MissingData, SolverError
from marchland.world import load_world

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world import World


def corridors(by: float, against: float, tonnes: float = 1.0) -> CorridorRoutes:
    """Return one pair with a route by each corridor; what its hours are worth is 1,000 USD."""
    cost = np.array([by, against])
    some = np.isfinite(cost)
    return CorridorRoutes(
        tonnes=np.array([tonnes]),
        scale=np.array([1000.0]),
        pair=np.zeros(2, dtype=np.int64)[some],
        cost=cost[some],
        path_size=np.ones(2)[some],
        by=np.array([True, False])[some],
        against=np.array([False, True])[some],
    )


def test_the_share_is_a_logit_of_what_the_corridors_cost() -> None:
    # 200 USD dearer at a dispersion of 0.1 of 1,000 USD: odds of exp(-2)
    assert corridors(1200, 1000).share(0.1) == pytest.approx(np.exp(-2) / (1 + np.exp(-2)))


def test_corridors_that_cost_the_same_are_shared_evenly_at_any_dispersion() -> None:
    assert [corridors(1000, 1000).share(d) for d in (0.01, 0.1, 1.0)] == pytest.approx([0.5] * 3)


def test_more_dispersion_gives_a_dearer_corridor_more() -> None:
    shares = [corridors(1300, 1000).share(d) for d in (0.02, 0.05, 0.1, 0.3)]
    assert shares == sorted(shares)


def test_a_third_way_takes_from_both_corridors_alike_and_one_route_told_twice_takes_once() -> None:
    one = corridors(1200, 1000)
    sea = {
        "pair": np.zeros(3, dtype=np.int64),
        "cost": np.array([1200.0, 1000.0, 900.0]),
        "path_size": np.ones(3),
        "by": np.array([True, False, False]),
        "against": np.array([False, True, False]),
    }
    assert replace(one, **sea).share(0.1) == pytest.approx(one.share(0.1))
    twice = {**sea, "cost": np.array([1200.0, 1000.0, 1000.0]), "path_size": np.array([1.0, 0.5, 0.5])}
    twice["against"] = np.array([False, True, True])
    assert replace(one, **twice).share(0.1) == pytest.approx(one.share(0.1))


def test_a_corridor_without_a_way_has_nothing_and_none_at_all_no_share() -> None:
    assert corridors(np.inf, 1000).share(0.1) == 0
    assert np.isnan(corridors(np.inf, np.inf).share(0.1))


def test_the_fit_finds_the_dispersion_that_made_the_shares() -> None:
    costs = [corridors(1200, 1000), corridors(1450, 1000)]
    assert fitted(costs, [each.share(0.13) for each in costs]) == pytest.approx(0.13, rel=1e-4)


def test_no_dispersion_makes_the_dearer_corridor_the_larger() -> None:
    with pytest.raises(SolverError, match="no dispersion"):
        fitted([corridors(1200, 1000)], [0.7])


def test_a_year_is_taken_in_its_middle_and_a_day_on_itself() -> None:
    assert middle({"from": date(2023, 1, 1), "to": date(2023, 12, 31)}) == date(2023, 7, 2)
    assert middle({"from": date(2023, 5, 1), "to": date(2023, 5, 1)}) == date(2023, 5, 1)


def test_a_world_without_observations_is_not_calibrated(small: World) -> None:
    with pytest.raises(MissingData, match="no row for calibration"):
        calibrate_dispersion(small)


@pytest.mark.slow
def test_the_built_in_dispersion_is_what_its_calibration_gives(world: World, tmp_path: Path) -> None:
    found = calibrate_dispersion(world)
    row = next(world["parameters"].where(parameter="freight_dispersion").rows())
    assert [found.low, found.best, found.high] == pytest.approx([row["low"], row["best"], row["high"]], rel=0.03)
    assert set(row["source"].split(";")) == set(found.sources)
    copy = load_world(write_calibration(world, found, tmp_path / "copy"))
    again = next(copy["parameters"].where(parameter="freight_dispersion").rows())
    assert again["best"] == pytest.approx(found.best, rel=0.01)
    assert len(copy["parameters"]) == len(world["parameters"])


@pytest.mark.slow
def test_shares_meet_what_was_seen_and_most_other_traffic_is_near(world: World) -> None:
    made = observed(world, draws=0)
    assert [row.code for row in made] == world["traffic"]["traffic"].tolist()
    test = [row.ratio for row in made if row.use == "test"]
    assert all(ratio > 0 for ratio in test)
    # Half of what the model never saw lies within a factor of two and a half.
    assert np.median(np.abs(np.log(test))) < np.log(2.5)
