"""What links, contracts and answers are worth; the frontier; leverage as arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.leverage import SENDER, TARGET, answers_worth, arrays_of, frontier, leverage_of

if TYPE_CHECKING:
    from marchland.leverage import Leverage
    from marchland.world import World


@pytest.fixture(scope="module")
def result(world: World) -> Leverage:
    return leverage_of(world.at(year=2023), ["RUS"], ["ARM"], draws=2, detail=False)


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
    assert float(found["leverage_best"].sel(sender="RUS", target="ARM")) == pair.leverage[0]
    np.testing.assert_array_equal(found["leverage"].sel(sender="RUS", target="ARM"), pair.leverage[1])
    assert found["own"].dims == ("sender", "target", "draw")
    assert found.attrs["seed"] == result.seed
