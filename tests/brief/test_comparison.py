"""Two outcomes side by side: what their ranges hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.brief.comparison import Comparison, compared
from marchland.brief.render.comparison import ranges_of_comparison
from marchland.hindcast import ModelError
from marchland.levers import Lever, Scenario
from marchland.sweep import run

if TYPE_CHECKING:
    from marchland.brief.comparison import ComparedLoss
    from marchland.engine import Outcome
    from marchland.world import World

ERROR = ModelError(additive=0.05, relative=0.4, freedom=200, typical=0.5, outcomes=18, episodes=10)
WHOLE = Lever(actor="CCC", action="embargo", object="goods to AAA", size=1.0)
HALF = replace(WHOLE, size=0.5)
HOME = Lever(actor="CCC", action="expel", object="workers from AAA", size=0.5)


def outcome(world: World, *levers: Lever, seed: int = 1, draws: int = 12) -> Outcome:
    return run(world, Scenario(name="made up", levers=levers), draws=draws, seed=seed)


def of_target(comparison: Comparison) -> ComparedLoss:
    return next(row for row in comparison.losses if row.actor == "AAA")


def width(figures: tuple[float | None, float, float | None]) -> float:
    low, _, high = figures
    assert low is not None
    assert high is not None
    return high - low


@pytest.fixture(scope="module")
def whole(small: World) -> Outcome:
    return outcome(small, WHOLE)


@pytest.fixture(scope="module")
def half(small: World) -> Outcome:
    return outcome(small, HALF)


def test_losses_have_the_ranges_that_they_have_when_shown_alone(whole: Outcome, half: Outcome) -> None:
    row = of_target(compared(half, whole, error=ERROR))
    for outcome, figures in ((half, row.first), (whole, row.second)):
        best, drawn = outcome.loss("AAA")
        low, high = ERROR.range_of(drawn)
        assert figures == (low, best, high)


def test_the_error_of_like_computations_is_the_same_part_of_both(whole: Outcome, half: Outcome) -> None:
    alike = compared(half, whole, error=ERROR)
    assert (alike.paired, alike.error) == (True, "shared")
    difference = whole.loss("AAA")[1] - half.loss("AAA")[1]
    assert of_target(alike).difference[::2] == ERROR.range_of(difference)
    assert of_target(alike).difference[1] == whole.loss("AAA")[0] - half.loss("AAA")[0]
    assert "by the same part in both" in ranges_of_comparison(alike)


def test_an_outcome_differs_from_itself_by_nothing_whatever_the_error(whole: Outcome) -> None:
    assert of_target(compared(whole, whole, error=ERROR)).difference == (0.0, 0.0, 0.0)


def test_without_an_error_ranges_are_those_of_the_draws(whole: Outcome, half: Outcome) -> None:
    plain = compared(half, whole, error=None)
    low, high = np.quantile(whole.loss("AAA")[1] - half.loss("AAA")[1], (0.05, 0.95))
    assert of_target(plain).difference[::2] == (low, high)
    assert width(of_target(plain).second) < width(of_target(compared(half, whole, error=ERROR)).second)
    assert "error" not in ranges_of_comparison(plain)


def test_where_other_layers_or_draws_are_compared_the_models_may_err_apart(small: World, whole: Outcome) -> None:
    home, other = outcome(small, HOME), outcome(small, WHOLE, seed=2)
    for paired, one in ((True, home), (False, other)):
        apart = compared(one, whole, error=ERROR)
        assert (apart.paired, apart.error) == (paired, "apart")
        assert "independently" in ranges_of_comparison(apart)
        row, plain = of_target(apart), of_target(compared(one, whole, error=None))
        # What each may be wrong by adds up as the root of the sum of squares.
        own = float(np.hypot(width(row.first), width(row.second)))
        assert max(width(plain.difference), 0.5 * own) < width(row.difference) < 1.1 * own
    assert width(of_target(compared(other, whole, error=ERROR)).difference) > 0.5 * abs(whole.loss("AAA")[0])


def test_two_independent_errors_of_a_kind_are_wider_by_the_root_of_two() -> None:
    ones = np.ones(64)
    low, high = ERROR.range_of_difference(ones, ones)
    alone = np.diff(ERROR.range_of(ones)).item()
    assert low == pytest.approx(-high, rel=0.05)
    assert high - low == pytest.approx(np.sqrt(2) * alone, rel=0.05)
