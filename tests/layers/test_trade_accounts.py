"""Truths of the accounts: where a loss comes from adds up to it, whatever the shock and the closure."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from tests.layers import test_trade_substitute as substitutes
from tests.layers.test_trade import a_shock, an_economy, economies, no_shock, twins

from marchland.errors import SolverError
from marchland.layers.trade import Economy, Equilibrium, InvalidEconomy, Shock, loss_parts, prepare, solve
from marchland.layers.trade.bound import Labour
from marchland.layers.trade.clearing import Deficits

CLOSURES = st.sampled_from(get_args(Deficits))
LABOUR = st.sampled_from((*get_args(Labour), 0.6))
quick = settings(max_examples=25, deadline=None)


@st.composite
def solved(draw: st.DrawFn, closures: st.SearchStrategy[Deficits] = CLOSURES) -> Equilibrium:
    """Draw an equilibrium: new costs, perhaps new tariffs, perhaps an embargo of one actor on one or on all others."""
    economy = draw(economies)
    shock = a_shock(draw(st.integers(0, 10**6)), economy, tariffs=draw(st.booleans()))
    cost = shock.cost_hat.copy()
    for importer in draw(st.sampled_from([(), (1,), tuple(range(1, len(economy.actors)))])):
        cost[0, importer] = np.inf
    closure, labour = draw(closures), draw(LABOUR)
    try:
        return solve(economy, Shock(cost_hat=cost, tariffs=shock.tariffs), deficits=closure, labour=labour)
    except SolverError:  # who can sell to nobody and spends more than it earns: no equilibrium to account for
        reject()


def loss_rate(found: Equilibrium) -> np.ndarray:
    return (1 - found.welfare_hat) * found.base_absorption


def embargo(economy: Economy, exporter: int, importer: int) -> Shock:
    cost = np.ones_like(economy.flows)
    cost[exporter, importer] = np.inf
    return Shock(cost_hat=cost)


@quick
@given(solved())
def test_the_parts_add_up_to_the_loss_rate(found: Equilibrium) -> None:
    parts = loss_parts(found)
    for array in (parts.sales, parts.purchases, parts.duties):
        assert np.isfinite(array).all()
    together = (parts.sales + parts.purchases + parts.duties).sum(axis=(1, 2)) + parts.transfers
    tolerance = 1e-9 * found.base_absorption
    assert (np.abs(together - loss_rate(found)) < tolerance).all()
    assert (np.abs(parts.total - together) < tolerance).all()
    assert (np.abs(parts.by_sector.sum(axis=1) - parts.by_partner.sum(axis=1)) < tolerance).all()


@quick
@given(st.integers(0, 10**6), CLOSURES, LABOUR, st.sampled_from([1.05, 3.0, 30.0, np.inf]), st.booleans())
def test_the_parts_add_up_where_prices_are_capped(
    seed: int, closure: Deficits, labour: Labour, cap: float, inputs: bool
) -> None:
    economy = substitutes.an_economy(seed, inputs=inputs)
    found = prepare(economy, deficits=closure, labour=labour, substitute=cap).solve(substitutes.cut_off(economy, 0))
    assert found.capped.any()
    parts = loss_parts(found)
    assert np.isfinite(parts.by_partner).all()
    assert (np.abs(parts.total - loss_rate(found)) < 1e-9 * found.base_absorption).all()


@pytest.mark.parametrize("labour", [*get_args(Labour), 0.6])
def test_what_a_substitute_costs_counts_under_the_partner_that_is_cut_off(labour: Labour) -> None:
    """A has no fuel of its own: B, which sold it, carries the whole rise of its price."""
    economy = substitutes.fuel_from_abroad()
    cost = np.ones_like(economy.flows)
    cost[1, 0, 2] = np.inf
    carried = []
    for cap in (3.0, 10.0):
        found = prepare(economy, labour=labour, substitute=cap).solve(Shock(cost_hat=cost))
        assert found.capped[0, 2]
        parts = loss_parts(found, [0])
        assert parts.purchases[0, 0, 2] == pytest.approx(0, abs=1e-9)
        assert parts.transfers[0] == pytest.approx(0, abs=1e-6)
        carried.append(float(parts.purchases[0, 1, 2]))
    assert 0 < carried[0] < carried[1]


@pytest.mark.parametrize("theta", [0.5, 1.0, 20.0])
@pytest.mark.parametrize("labour", [*get_args(Labour), 0.6])
@pytest.mark.parametrize("closure", get_args(Deficits))
def test_the_parts_add_up_at_extreme_elasticities_and_shares(theta: float, labour: Labour, closure: Deficits) -> None:
    base = an_economy(11, actors=8, sectors=3, balanced=True)
    flows = base.flows.copy()
    flows[0, 3] *= 1e-12
    flows[3, 0] *= 1e-12
    flows[5, :, 0] = 0
    flows[:, :, 2] *= np.eye(8)
    economy = replace(
        base, flows=flows, input_shares=0.8 * base.input_shares, elasticity=np.array([theta, 5.0, 4.0]), tariffs=None
    )
    cost = np.ones_like(flows)
    cost[2, :3] = cost[:3, 2] = 3.0
    cost[1, 4:] = cost[4:, 1] = np.inf
    cost[range(8), range(8)] = 1
    found = prepare(economy, deficits=closure, labour=labour, clip=1.0).solve(Shock(cost_hat=cost))
    parts = loss_parts(found)
    assert (np.abs(parts.total - loss_rate(found)) < 1e-9 * found.base_absorption).all()
    assert np.isfinite(parts.by_partner).all()
    assert parts.by_partner[4, 1] > 0


@quick
@given(solved(), st.data())
def test_the_parts_of_some_actors_are_those_of_all(found: Equilibrium, data: st.DataObject) -> None:
    count = len(found.welfare_hat)
    chosen = data.draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=count, unique=True))
    whole, some = loss_parts(found), loss_parts(found, chosen)
    assert list(some.actors) == chosen
    for name in ("sales", "purchases", "duties", "transfers"):
        assert getattr(some, name) == pytest.approx(getattr(whole, name)[chosen], rel=1e-9, abs=1e-3)


@quick
@given(solved(st.sampled_from(["constant", "zero"])))
def test_who_still_trades_under_a_deficit_that_is_held_has_no_transfers(found: Equilibrium) -> None:
    if not found.isolated.any():
        assert (np.abs(loss_parts(found).transfers) < 1e-8 * found.base_absorption).all()


@quick
@given(solved())
def test_duties_are_the_change_of_tariff_revenue_and_sales_that_of_value_added(found: Equilibrium) -> None:
    """Both are in proportion to it, by the logarithmic means that make the parts add up."""
    parts, base = loss_parts(found), found.base
    before = (base.tariffs * base.flows.transpose(2, 0, 1)).sum(axis=(0, 1))
    lost = before - found.tariff_revenue
    earned = (base.value_added.T * found.wage_hat).sum(axis=1)
    less = base.value_added.sum(axis=0) - earned
    duties, sales = parts.duties.sum(axis=(1, 2)), parts.sales.sum(axis=(1, 2))
    assert duties * less == pytest.approx(sales * lost, rel=1e-6, abs=1e-9 * float(found.base_absorption.max()) ** 2)


@quick
@given(solved())
def test_purchases_at_home_are_what_own_labour_costs_more(found: Equilibrium) -> None:
    """Where wages have not moved, nothing counts at home on the side of purchases."""
    parts = loss_parts(found)
    own = parts.purchases[np.arange(len(parts.actors)), parts.actors]
    still = np.abs(np.log(np.where(found.wage_hat > 0, found.wage_hat, 2.0))) < 1e-12
    assert (np.abs(own[still]) < 1e-8 * found.base_absorption.max()).all()
    dearer = (found.wage_hat > 1 + 1e-9) & (found.base.shares.diagonal(axis1=1, axis2=2).T > 0)
    assert (own[dearer] >= -1e-8 * found.base_absorption.max()).all()


def test_no_shock_has_no_parts_and_no_terms() -> None:
    economy = an_economy(1, tariffs=True)
    found = solve(economy, no_shock(economy))
    parts = loss_parts(found)
    for array in (parts.sales, parts.purchases, parts.duties, parts.transfers):
        assert array == pytest.approx(0, abs=1e-8 * float(found.base_absorption.max()))
    assert found.terms_of_trade == pytest.approx(0, abs=1e-8)
    assert found.volume_of_trade == pytest.approx(0, abs=1e-8)


def test_twins_with_dearer_trade_lose_by_what_they_buy_from_each_other_and_sell_at_home_what_they_sold_abroad() -> None:
    cost = np.array([[1.0, 2.0], [2.0, 1.0]])[:, :, None]
    found = solve(twins(), Shock(cost_hat=cost))
    parts = loss_parts(found)
    assert parts.purchases[0, 1, 0] == pytest.approx(loss_rate(found)[0], rel=1e-8)
    assert parts.purchases[0, 0, 0] == pytest.approx(0, abs=1e-7)
    assert parts.sales[0, 1, 0] > 0
    assert parts.sales[0, 1, 0] == pytest.approx(-parts.sales[0, 0, 0], rel=1e-8)
    assert parts.duties[0].sum() == 0
    assert parts.transfers[0] == pytest.approx(0, abs=1e-7)


def test_an_embargo_among_twins_has_the_finite_limit_of_a_prohibitive_cost() -> None:
    economy = twins()
    high = np.array([[1.0, 1e6], [1e6, 1.0]])[:, :, None]
    dear, gone = (
        loss_parts(solve(economy, Shock(cost_hat=cost)))
        for cost in (high, np.array([[1.0, np.inf], [np.inf, 1.0]])[:, :, None])
    )
    assert gone.purchases == pytest.approx(dear.purchases, rel=1e-6, abs=1e-6)
    assert gone.purchases[0, 1, 0] == pytest.approx(gone.total[0], rel=1e-8)


@pytest.mark.parametrize("labour", [*get_args(Labour), 0.6])
@pytest.mark.parametrize("seed", range(5))
def test_an_embargo_on_a_small_open_economy_counts_under_the_sender_and_under_no_other_partner(
    seed: int, labour: Labour
) -> None:
    """What a small actor no longer buys from one partner moves the prices of no other."""
    economy = an_economy(seed, actors=5, sectors=3, tariffs=True)
    flows = economy.flows.copy()
    flows[0, 1:] *= 1e-3
    flows[1:, 0] *= 1e-3
    flows[0, 0] *= 1e-3
    small = replace(economy, flows=flows, input_shares=0.7 * economy.input_shares)
    found = prepare(small, labour=labour, clip=1.0).solve(embargo(small, 1, 0))
    bought = loss_parts(found, [0]).purchases[0].sum(axis=1)
    assert bought[1] > 0
    assert (np.abs(bought[2:]) < 0.01 * bought[1]).all()


@pytest.mark.parametrize("closure", get_args(Deficits))
def test_an_embargo_on_what_an_actor_sells_costs_it_all_that_it_earned_there(closure: Deficits) -> None:
    economy = an_economy(4, actors=4, sectors=2)
    found = solve(economy, embargo(economy, 0, 1), deficits=closure)
    parts = loss_parts(found, [0])
    assert (parts.sales[0, 1] > 0).all()
    assert parts.sales[0, 1].sum() > parts.sales[0].sum()
    earned = found.base.labour_shares[:, 0] * found.base_flows[0, 1]
    assert parts.sales[0, 1] / parts.sales[0, 1, 0] == pytest.approx(earned / earned[0], rel=1e-6)


def test_dearer_inputs_count_under_the_partner_and_the_sector_that_they_come_from() -> None:
    """A buys services alone, at home; they are made with fuel from B, on which B's embargo leaves A's own, dearer."""
    flows = np.zeros((2, 2, 2))
    flows[:, :, 0] = [[10, 0], [30, 100]]
    flows[:, :, 1] = np.diag([100, 50])
    inputs = np.zeros((2, 2, 2))
    inputs[0, 1, 0] = 0.4
    economy = Economy(
        actors=("A", "B"),
        sectors=("fuel", "services"),
        flows=flows,
        input_shares=inputs,
        elasticity=np.array([2.0, 4.0]),
    )
    cost = np.ones((2, 2, 2))
    cost[1, 0, 0] = 1.5
    found = solve(economy, Shock(cost_hat=cost), deficits="constant")
    assert found.base.final_shares[0, 0] == 0
    parts = loss_parts(found, [0])
    assert parts.purchases[0, 1, 0] > 0
    assert parts.purchases[0, 1, 1] == 0
    assert parts.by_sector[0, 0] > parts.by_sector[0, 1]


def test_a_sector_that_nobody_buys_any_more_has_parts_that_are_finite() -> None:
    """A's ore goes to B and back into A's ore; under B's embargo nobody wants it."""
    flows = np.array([[[50.0, 10.0], [30.0, 40.0]], [[70.0, 0.0], [50.0, 40.0]]])
    inputs = np.zeros((2, 2, 2))
    inputs[0, 1, 1] = 0.2
    economy = Economy(
        actors=("A", "B"), sectors=("goods", "ore"), flows=flows, input_shares=inputs, elasticity=np.array([4.0, 6.0])
    )
    cost = np.ones((2, 2, 2))
    cost[0, 1, 1] = np.inf
    found = solve(economy, Shock(cost_hat=cost), labour="sector_bound")
    parts = loss_parts(found)
    assert parts.total == pytest.approx(loss_rate(found), abs=1e-9)
    assert parts.sales[0, 1, 1] > 0
    assert np.isfinite(found.terms_of_trade).all()
    assert np.isfinite(found.volume_of_trade).all()


@quick
@given(st.integers(0, 10**6), LABOUR)
def test_for_small_changes_of_tariffs_in_balance_the_two_terms_are_welfare(seed: int, labour: Labour) -> None:
    economy = an_economy(seed, actors=4, sectors=2, tariffs=True)
    assert economy.tariffs is not None
    more = economy.tariffs * (1 + 1e-5 * np.random.default_rng(seed).uniform(-1, 1, economy.flows.shape))
    ready = prepare(economy, deficits="zero", labour=labour)
    found = ready.solve(Shock(cost_hat=np.ones_like(economy.flows), tariffs=more), tolerance=1e-12)
    gained = found.welfare_hat - 1
    assert found.terms_of_trade + found.volume_of_trade == pytest.approx(gained, abs=1e-3 * float(np.abs(gained).max()))


@quick
@given(solved())
def test_output_is_what_is_sold_but_for_the_common_factor(found: Equilibrium) -> None:
    sold = found.flows.sum(axis=1)
    factor = sold.sum(axis=1) / found.output.sum(axis=1)
    assert found.output * factor[:, None] == pytest.approx(sold, rel=1e-9)
    assert np.abs(factor - 1).max() == pytest.approx(abs(found.imbalance), abs=1e-12)


def test_accounts_cannot_be_changed() -> None:
    found = solve(twins(), no_shock(twins()))
    for array in (found.output, found.base_output, found.base_flows, found.tariffs, found.terms_of_trade):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 2
    with pytest.raises(ValueError, match="read-only"):
        loss_parts(found).sales[0] = 2


@pytest.mark.parametrize("actors", [[2], [-1], [0, 7]])
def test_an_actor_that_is_not_there_is_an_error(actors: list[int]) -> None:
    found = solve(twins(), no_shock(twins()))
    with pytest.raises(InvalidEconomy, match="positions go from 0 to 1"):
        loss_parts(found, actors)
