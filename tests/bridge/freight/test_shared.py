"""What is found once: the freight without levers for all horizons, and effects of levers up to a number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import baseline
from marchland.bridge.freight import coupling
from marchland.bridge.freight.base import freight_base, share_freight
from marchland.bridge.freight.coupling import freight_effect
from marchland.bridge.spread import Range
from marchland.levers import Lever

if TYPE_CHECKING:
    import pytest

    from marchland.world import World

CLOSED = Lever(actor="BBB", action="close", object="way b1", size=0.5)


def test_a_lever_does_the_same_at_a_horizon_that_borrows_the_freight_of_another(carried: World) -> None:
    year, decade, alone = (baseline(carried, horizon) for horizon in ("year", "decade", "decade"))
    share_freight(year, decade)
    assert freight_base(decade).solved is freight_base(year).solved
    assert freight_base(decade).solved is not freight_base(alone).solved
    assert np.array_equal(freight_base(decade).solved.flow, freight_base(alone).solved.flow)
    elasticity = [freight_base(base).drawn.economy.elasticity for base in (year, decade, alone)]
    assert elasticity[0][0] < elasticity[1][0]
    assert np.array_equal(elasticity[1], elasticity[2])
    borrowed, own = (freight_effect(base, [CLOSED]) for base in (decade, alone))
    assert borrowed is not None
    assert own is not None
    assert np.array_equal(borrowed.cost_hat, own.cost_hat)


def test_freight_that_differs_is_not_borrowed(carried: World) -> None:
    year, decade = baseline(carried, "year"), baseline(carried, "decade")
    still = {"delay_alpha": Range(low=np.zeros(()), best=np.zeros(()), high=np.zeros(()))}
    free = replace(decade, parameters={**decade.parameters, **still})
    share_freight(year, free)
    assert freight_base(free).delay[0] == 0
    assert freight_base(free).solved is not freight_base(year).solved


def test_of_more_effects_than_are_kept_those_asked_for_last_are(
    carried: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coupling, "MOST_KEPT", 2)
    base = baseline(carried, "year")
    levers = [replace(CLOSED, size=size) for size in (0.2, 0.4, 0.6)]
    first, second, _ = (freight_effect(base, [lever]) for lever in (levers[0], levers[1], levers[0]))
    freight_effect(base, [levers[2]])
    assert freight_effect(base, [levers[0]]) is first
    again = freight_effect(base, [levers[1]])
    assert again is not second
    assert again is not None
    assert second is not None
    assert np.array_equal(again.cost_hat, second.cost_hat)
