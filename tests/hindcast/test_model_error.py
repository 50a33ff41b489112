"""The model error is found where it is known, moves no effect, and is fitted to nothing that it is tested on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.hindcast.synthetic import episodes_off_by, held, outcome

from marchland.hindcast import Held, ModelError
from marchland.hindcast.fitted_error import Residual, fitted_error
from marchland.hindcast.record import totals
from marchland.hindcast.symmetric_change import ratio_of, symmetric_change
from marchland.hindcast.widened import residual, widened, with_model_error

NONE = ModelError(additive=0.0, relative=0.0, freedom=5, typical=1.0, outcomes=18, episodes=5)
SOME = replace(NONE, additive=0.2, relative=0.3)


def test_growing_and_shrinking_by_the_same_factor_are_changes_of_the_same_size() -> None:
    factors = np.array([1.0, 1.1, 2.0, 10.0, 150.0])
    assert symmetric_change(1 / factors) == pytest.approx(-symmetric_change(factors))
    assert ratio_of(symmetric_change(factors)) == pytest.approx(factors)
    assert symmetric_change(1.05) == pytest.approx(np.log(1.05), rel=1e-3)
    assert (float(symmetric_change(0.0)), float(ratio_of(-3.0))) == (-2.0, 0.0)


def test_an_error_that_is_known_is_found() -> None:
    early = episodes_off_by(0.15, 0.3, episodes=20, each=30, seed=3)
    error = fitted_error([r for one in early for scored in one.outcomes if (r := residual(scored)) is not None])
    assert error is not None
    assert error.additive == pytest.approx(0.15, abs=0.03)
    assert error.relative == pytest.approx(0.3, abs=0.06)
    assert (error.freedom, error.episodes, error.outcomes) == (20, 20, 600)


@pytest.mark.parametrize(("additive", "relative"), [(0.1, 0.0), (0.0, 0.4), (0.3, 0.3)])
def test_ranges_with_the_error_hold_nine_of_ten_later_outcomes(additive: float, relative: float) -> None:
    early = episodes_off_by(additive, relative, episodes=10, each=20, seed=1)
    later = episodes_off_by(additive, relative, episodes=10, each=60, seed=2, test=True)
    done, _ = with_model_error([*early, *later])
    found = totals([one for one in done if one.test])
    assert found.widened is not None
    assert 0.86 < found.widened.hits / found.widened.of < 0.95
    assert found.inside.hits < 0.5 * found.inside.of
    assert found.crps is not None
    assert found.crps_widened is not None
    assert found.crps_widened < found.crps


def test_few_outcomes_of_few_episodes_give_wide_tails() -> None:
    few, many = (replace(SOME, freedom=n).range_of(np.ones(1)) for n in (3, 300))
    assert few[0] < many[0] < 1 < many[1] < few[1]
    assert many[1] == pytest.approx(1 + 1.645 * SOME.of_a_loss, abs=0.02)


def test_models_without_error_keep_the_range_of_their_parameters() -> None:
    right = [
        held(f"e{e}", tuple(outcome(f"e{e}", m, (m - 2, m, m + 2), around=3.0) for m in (-60.0, -20.0, 0.0, 30.0)))
        for e in range(4)
    ]
    done, error = with_model_error(right)
    assert error is not None
    assert (error.additive, error.relative) == (0.0, 0.0)
    for one in done:
        for scored in one.outcomes:
            assert scored.widened is not None
            assert (scored.widened.low, scored.widened.high) == (scored.score.low, scored.score.high)
    draws = np.linspace(1.0, 2.0, 16)
    assert NONE.range_of(draws) == pytest.approx(tuple(np.quantile(draws, (0.05, 0.95))))


def test_a_wrong_sign_and_an_effect_where_the_models_say_none_are_within_reach() -> None:
    for model, seen in ((5.0, -20.0), (0.0, 30.0), (-10.0, 8.0)):
        scored = outcome("e", model, (seen - 1, seen, seen + 1))
        assert not scored.score.inside
        assert widened(scored, SOME).inside
        assert not widened(scored, replace(SOME, additive=0.0)).inside


def test_nothing_falls_below_nothing_and_no_part_is_above_the_whole() -> None:
    wide = replace(SOME, additive=1.0)
    fallen = widened(outcome("e", -90.0, (-91, -90, -89)), wide)
    assert (fallen.low, fallen.high < 900) == (-100.0, True)
    part = widened(outcome("e", 97.0, (96, 97, 98), measure="share"), wide)
    assert (part.low >= 0, part.high) == (True, 100.0)


def test_a_loss_has_an_error_that_is_a_part_of_it_and_may_turn_it_into_a_gain() -> None:
    draws = np.linspace(0.01, 0.02, 32)
    low, high = SOME.range_of(draws)
    assert SOME.of_a_loss == pytest.approx(np.hypot(0.2, 0.3))
    assert low < draws.min() < draws.max() < high
    assert SOME.range_of(-draws) == pytest.approx((-high, -low))
    assert SOME.range_of(7 * draws) == pytest.approx((7 * low, 7 * high))
    assert replace(SOME, relative=0.9).range_of(draws)[0] < 0
    assert SOME.range_of(np.zeros(4)) == (0.0, 0.0)
    scored = widened(outcome("e", 40.0, (39, 40, 41), measure="level", base=None), SOME)
    assert (scored.low < 38, scored.high > 42) == (True, True)


def test_a_later_episode_moves_no_fit_and_no_range_of_another() -> None:
    early = episodes_off_by(0.2, 0.2, episodes=5, each=4, seed=5)
    later = episodes_off_by(0.2, 0.2, episodes=3, each=4, seed=6, test=True)
    wild = [replace(one, outcomes=tuple(outcome(one.code, 0.0, (900, 950, 990)) for _ in range(9))) for one in later]
    done, error = with_model_error([*early, *later])
    other, same = with_model_error([*early, *wild])
    assert error == same
    assert done[:5] == other[:5]


def test_an_episode_is_held_against_what_the_others_show() -> None:
    early = episodes_off_by(0.1, 0.1, episodes=5, each=6, seed=7)
    own = early[0].outcomes[0]
    wild = replace(own, seen=replace(own.seen, low=400.0, best=450.0, high=500.0))
    moved = [replace(early[0], outcomes=(wild, *early[0].outcomes[1:])), *early[1:]]
    (before, _), (after, _) = with_model_error(early), with_model_error(moved)

    def ranges(one: Held) -> list[tuple[float, float]]:
        return [(scored.widened.low, scored.widened.high) for scored in one.outcomes if scored.widened is not None]

    assert len(ranges(before[0])) == 6
    assert ranges(before[0]) == ranges(after[0])
    assert ranges(before[1]) != ranges(after[1])


def test_two_episodes_are_too_few_to_fit_to() -> None:
    done, error = with_model_error(episodes_off_by(0.2, 0.2, episodes=2, each=9, seed=8))
    assert error is None
    assert all(scored.widened is None for one in done for scored in one.outcomes)
    assert totals(done).widened is None


def test_what_is_a_change_of_nothing_is_not_fitted_to() -> None:
    assert residual(outcome("e", 40.0, (39, 40, 41), measure="level", base=None)) is None
    one = residual(outcome("e", -50.0, (-12.0, -10.0, -8.0)))
    assert one is not None
    assert one.effect == pytest.approx(-2 / 3)
    assert one.seen == pytest.approx(-0.2 / 1.9)


def test_what_is_in_doubt_anyway_is_no_model_error() -> None:
    sure = [Residual(episode=f"e{n}", seen=0.1 * (-1) ** n, effect=0.0, doubt=0.01) for n in range(12)]
    unsure = [replace(one, doubt=0.2) for one in sure]
    found, none = fitted_error(sure), fitted_error(unsure)
    assert found is not None
    assert none is not None
    assert found.additive > 0.08
    assert none.additive == 0.0
