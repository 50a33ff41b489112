from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from marchland.leverage import dependence, gatekeeping
from marchland.levers import Lever, Scenario, opened
from marchland.sweep import run

if TYPE_CHECKING:
    from marchland.world import World


@pytest.fixture(scope="module")
def view(carried: World) -> World:
    return carried.at()


def test_shares_are_those_of_gatekeeping_and_the_loss_is_that_of_the_closure(view: World) -> None:
    (found,) = dependence(view, "AAA", ["BBB"], draws=4, seed=3)
    (gate,) = gatekeeping(view, ["AAA"], ["BBB"], draws=4, seed=3).gates
    assert (found.value, found.tonnes, found.captive) == (gate.value, gate.tonnes, gate.captive_value)
    closure = Scenario(name="x", levers=(Lever(actor="BBB", action="close", object="way BBB for AAA"),))
    best, drawn = run(view, closure, draws=4, seed=3).loss("AAA")
    assert found.loss.best == pytest.approx(best)
    assert drawn.min() <= found.loss.low <= found.loss.high <= drawn.max()
    assert found.share.best == pytest.approx(run(view, closure, draws=0).loss_share("AAA")[0])
    assert found.loss.best > 0


def test_a_way_round_lowers_what_a_closure_costs(view: World) -> None:
    (before,) = dependence(view, "AAA", ["BBB"])
    (after,) = dependence(opened(view, ["rail_a2_c1"]), "AAA", ["BBB"])
    assert after.value.best < before.value.best
    assert 0 < after.loss.best < before.loss.best
    assert math.isnan(after.loss.low)


def test_who_is_not_passed_costs_nothing(view: World) -> None:
    (found,) = dependence(view, "AAA", ["CCC"])
    assert found.value.best == found.tonnes.best == found.captive == 0
    assert found.loss.best == found.share.best == 0
