from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from marchland.bridge import baseline, central
from marchland.engine import LAYERS, Course, Stage, course, shapley_shares, stage
from marchland.levers import Lever, Scenario

if TYPE_CHECKING:
    from marchland.world import World


@pytest.fixture(scope="module")
def three(small: World) -> Stage:
    base = baseline(small, "year")
    return stage(base, central(base.factors))


def pulled(action: Any, what: str, *, actor: str = "CCC", **other: Any) -> Lever:  # noqa: ANN401 - any of a lever
    return Lever(actor=actor, action=action, object=what, **other)


def run_through(ready: Stage, *levers: Lever) -> Course:
    return course(ready, Scenario(name="test", levers=levers))


def test_a_loss_is_the_rate_times_the_days_of_a_year(three: Stage) -> None:
    rate = three.effects([pulled("embargo", "goods to AAA")]).loss_rate
    year = run_through(three, pulled("embargo", "goods to AAA", days=365))
    fifth = run_through(three, pulled("embargo", "goods to AAA", days=73))
    assert year.loss == pytest.approx(rate)
    assert fifth.loss == pytest.approx(rate / 5)
    assert fifth.goods_after == pytest.approx(year.goods_after)


def test_levers_one_after_the_other_add_up_and_a_pause_costs_nothing(three: Stage) -> None:
    first = pulled("embargo", "goods to AAA", start=dt.date(2024, 1, 1), days=60)
    later = pulled("expel", "workers from AAA", start=dt.date(2024, 9, 1), days=30)
    both = run_through(three, first, later)
    assert both.loss == pytest.approx(run_through(three, first).loss + run_through(three, later).loss)


def test_goods_after_are_the_mean_over_the_days_on_which_a_lever_holds(three: Stage) -> None:
    half = run_through(
        three,
        pulled("embargo", "goods to AAA", start=dt.date(2024, 1, 1), days=30),
        pulled("expel", "workers from AAA", start=dt.date(2024, 6, 1), days=30),
    )
    c, a = three.base.actors.index("CCC"), three.base.actors.index("AAA")
    round_about = sum(half.gone_round.values())
    assert set(half.gone_round) == {(c, three.base.actors.index("BBB"), a)}
    assert half.goods_after[c, a, 0] - round_about == pytest.approx(half.goods_before[c, a, 0] / 2)


def test_the_parts_of_levers_add_up_to_the_loss(three: Stage) -> None:
    levers = (
        pulled("embargo", "goods to AAA", days=200),
        pulled("tariff", "goods from AAA", size=0.5, days=300),
        pulled("expel", "workers from AAA", size=0.5),
        pulled("cut", "transfers to AAA", size=0.5),
    )
    scenario = Scenario(name="four", levers=levers)
    parts = shapley_shares(three, scenario)
    assert parts.shape[0] == 4
    assert parts.sum(axis=0) == pytest.approx(course(three, scenario).loss, rel=1e-9, abs=1)
    assert not parts[:2, :, 1].any()
    assert not parts[2:, :, 0].any()


def test_two_halves_that_do_the_same_get_equal_parts(three: Stage) -> None:
    halves = (
        pulled("embargo", "goods to AAA", size=0.5),
        pulled("embargo", "goods from CCC", actor="AAA", size=0.5),
    )
    first, second = shapley_shares(three, Scenario(name="halves", levers=halves))
    assert first == pytest.approx(second, rel=1e-6)
    assert first[:, 0].any()


def test_a_single_lever_has_all_of_the_loss(three: Stage) -> None:
    scenario = Scenario(name="one", levers=(pulled("embargo", "goods to AAA"),))
    assert shapley_shares(three, scenario)[0] == pytest.approx(course(three, scenario).loss)


def test_with_more_than_six_levers_there_are_no_parts_rather_than_wrong_ones(three: Stage) -> None:
    levers = tuple(pulled("embargo", "goods to AAA", size=s / 10) for s in range(1, 8))
    parts = shapley_shares(three, Scenario(name="seven", levers=levers))
    assert parts.shape == (0, len(three.base.actors), len(LAYERS))
    assert np.isfinite(run_through(three, *levers).loss).all()
