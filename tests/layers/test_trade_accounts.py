"""Truths of the accounts: where a loss comes from adds up to it, whatever the shock and the closure."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.layers.test_trade import a_shock, economies

from marchland.layers.trade import Equilibrium, Shock, loss_parts, solve
from marchland.layers.trade.clearing import Deficits, Labour

CLOSURES = st.sampled_from(get_args(Deficits))
LABOUR = st.sampled_from(get_args(Labour))
quick = settings(max_examples=25, deadline=None)


@st.composite
def solved(draw: st.DrawFn) -> Equilibrium:
    """Draw an equilibrium: new costs, perhaps new tariffs, perhaps an embargo of one actor on one or on all others."""
    economy = draw(economies)
    shock = a_shock(draw(st.integers(0, 10**6)), economy, tariffs=draw(st.booleans()))
    cost = shock.cost_hat.copy()
    for importer in draw(st.sampled_from([(), (1,), tuple(range(1, len(economy.actors)))])):
        cost[0, importer] = np.inf
    return solve(economy, Shock(cost_hat=cost, tariffs=shock.tariffs), deficits=draw(CLOSURES), labour=draw(LABOUR))


def loss_rate(found: Equilibrium) -> np.ndarray:
    return (1 - found.welfare_hat) * found.base_absorption


@quick
@given(solved())
def test_the_parts_add_up_to_the_loss_rate(found: Equilibrium) -> None:
    parts = loss_parts(found)
    for array in (parts.sales, parts.purchases, parts.duties):
        assert np.isfinite(array).all()
    together = (parts.sales + parts.purchases + parts.duties).sum(axis=(1, 2)) + parts.transfers
    assert together == pytest.approx(loss_rate(found), abs=1e-9 * found.base_absorption.min())
    assert parts.total == pytest.approx(together, rel=1e-12, abs=1e-12 * found.base_absorption.min())
    assert parts.by_sector.sum(axis=1) == pytest.approx(parts.by_partner.sum(axis=1), rel=1e-9, abs=1e-3)
