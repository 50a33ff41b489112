"""What links, contracts and answers are worth; the frontier; leverage as arrays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.bridge import baseline, draws
from marchland.errors import MarchlandError
from marchland.leverage import SENDER, TARGET, Bundle, answers_worth, arrays_of, frontier, leverage_of, shared_draws
from marchland.leverage.losses import BundlesTask
from marchland.sweep import Failed

if TYPE_CHECKING:
    from marchland.leverage import Leverage
    from marchland.world import World


@pytest.fixture(scope="module")
def result(world: World) -> Leverage:
    return leverage_of(world.at(year=2023), ["RUS"], ["GEO"], draws=2, detail=False)


def test_on_the_frontier_more_loss_costs_the_sender_more_and_it_holds_what_counts(result: Leverage) -> None:
    (pair,) = result.pairs
    steps = [pair.options[i] for i in frontier(pair)]
    own, loss = ([float(step.best[party].sum()) for step in steps] for party in (SENDER, TARGET))
    assert own == sorted(own)
    assert loss == sorted(loss)
    within = [value for value, cost in zip(loss, own, strict=True) if cost <= pair.budget]
    assert within[-1] == pytest.approx(pair.leverage[0] * pair.target_gdp)


def test_a_contract_for_what_is_withheld_takes_a_part_of_the_loss_away(result: Leverage) -> None:
    (pair,) = result.pairs
    found = answers_worth(result, pair, draws=2)
    contracts = [one for one in found.found if one.kind == "contract"]
    assert contracts
    assert [one.worth[0] for one in found.found] == sorted((one.worth[0] for one in found.found), reverse=True)
    for one in contracts:
        assert 0 < one.left < one.without == pytest.approx(pair.leverage[0])
        np.testing.assert_allclose(one.without_drawn, pair.leverage[1], rtol=1e-6)
        assert (one.worth[1] > 0).all()


def test_arrays_hold_the_leverage_of_each_pair(result: Leverage) -> None:
    (pair,) = result.pairs
    found = arrays_of(result)
    assert float(found["leverage_best"].sel(sender="RUS", target="GEO")) == pair.leverage[0]
    np.testing.assert_array_equal(found["leverage"].sel(sender="RUS", target="GEO"), pair.leverage[1])
    assert found["own"].dims == ("sender", "target", "draw")
    assert found.attrs["seed"] == result.seed


def test_what_an_answer_leaves_is_the_loss_by_all_levers_with_it_less_what_it_brings_alone(result: Leverage) -> None:
    (pair,) = result.pairs
    assert pair.chosen is not None
    base, levers = baseline(result.world, result.horizon), pair.options[pair.chosen].bundle.levers
    assert len({lever.rule.layer for lever in levers}) > 1
    found = answers_worth(result, pair, draws=2).found
    assert found
    for one in found:
        assert isinstance(one.option, tuple)
        bundles = [Bundle(kind="joined", levers=own, size=1.0) for own in ((*levers, *one.option), one.option)]
        task = BundlesTask(base=base, bundles=tuple(bundles), parties=((pair.sender, pair.target),) * 2)
        for draw, left in zip(draws(base.factors, 2, result.seed), one.left_drawn, strict=True):
            losses = task(draw)
            together, alone = losses.loss[:, TARGET].sum(axis=1)
            assert left == pytest.approx((together - alone) / losses.gdp[base.positions("GEO")].sum(), rel=1e-5)


def test_what_an_answer_is_worth_is_told_in_draws_of_the_leverage_only(result: Leverage) -> None:
    with pytest.raises(MarchlandError, match="draws 3: what an answer is worth"):
        answers_worth(result, result.pairs[0], draws=3)


def test_draws_that_failed_in_either_result_are_left_out_of_both(result: Leverage) -> None:
    def lacking(*draw: int) -> Leverage:
        kept = np.array([i for i in range(1, 6) if i not in draw])
        failed = tuple(Failed(draw=i, reason="no equilibrium") for i in draw)
        return replace(result, z=kept[:, None].astype(float), failed=failed)

    one, other = lacking(2), lacking(1, 4)
    here, there = shared_draws(one, other)
    assert one.z[here, 0].tolist() == other.z[there, 0].tolist() == [3, 5]
