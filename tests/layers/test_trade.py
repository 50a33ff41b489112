"""Truths of the trade layer, on economies that are in equilibrium."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random  # noqa: TC003 - hypothesis reads it
from typing import Any, cast, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchland.layers.trade import Economy, Equilibrium, Shock, prepare, ready, solve
from marchland.layers.trade.bound import Labour
from marchland.layers.trade.clearing import Deficits
from marchland.layers.trade.kernel import iterate

CLOSURES = st.sampled_from(get_args(Deficits))
LABOUR = st.sampled_from((*get_args(Labour), 0.6))


def an_economy(
    seed: int, *, actors: int = 4, sectors: int = 2, tariffs: bool = False, balanced: bool = False, inputs: float = 0.7
) -> Economy:
    """Draw an economy whose implied final demand is not negative: data that are an equilibrium."""
    rng = np.random.default_rng(seed)
    size = np.exp(rng.normal(0, 1, actors))
    flows = size[:, None, None] * size[None, :, None] / size.sum() * rng.uniform(0.05, 0.5, (actors, actors, sectors))
    home = np.arange(actors)
    flows[home, home] = size[:, None] * rng.uniform(0.5, 2, (actors, sectors))
    if balanced:
        flows = (flows + flows.transpose(1, 0, 2)) / 2
    duty = rng.uniform(0, 0.3, flows.shape) if tariffs else np.zeros(flows.shape)
    duty[home, home] = 0
    spent = (flows * (1 + duty)).sum(axis=0)
    split = rng.dirichlet(np.ones(sectors), (actors, sectors)).transpose(0, 2, 1)
    shares = rng.uniform(0, inputs, (actors, 1, sectors)) * spent[:, None, :] * split / flows.sum(axis=1)[:, :, None]
    shares *= np.minimum(1, 0.8 / shares.sum(axis=2, keepdims=True).clip(1e-9))
    return Economy(
        actors=tuple(f"A{i}" for i in range(actors)),
        sectors=tuple(f"S{i}" for i in range(sectors)),
        flows=1e9 * flows,
        input_shares=shares,
        elasticity=rng.uniform(1, 8, sectors),
        tariffs=duty if tariffs else None,
    )


def a_shock(seed: int, economy: Economy, *, largest: float = 2.0, tariffs: bool = False) -> Shock:
    rng = np.random.default_rng(seed + 1)
    n = len(economy.actors)
    cost = rng.uniform(0.8, largest, economy.flows.shape)
    duty = rng.uniform(0, 0.5, economy.flows.shape)
    cost[np.arange(n), np.arange(n)] = 1
    duty[np.arange(n), np.arange(n)] = 0
    return Shock(cost_hat=cost, tariffs=duty if tariffs else None)


def no_shock(economy: Economy) -> Shock:
    return Shock.none(economy)


economies = st.builds(
    an_economy,
    st.integers(0, 10**6),
    actors=st.integers(2, 6),
    sectors=st.integers(1, 3),
    tariffs=st.booleans(),
)


@dataclass(frozen=True)
class Case:
    economy: Economy
    shock: Shock


@st.composite
def cases(draw: st.DrawFn) -> Case:
    economy = draw(economies)
    return Case(economy, a_shock(draw(st.integers(0, 10**6)), economy, tariffs=draw(st.booleans())))


quick = settings(max_examples=25, deadline=None)


@quick
@given(economies, CLOSURES, LABOUR)
def test_no_shock_changes_nothing(economy: Economy, closure: Deficits, labour: Labour) -> None:
    found = solve(economy, no_shock(economy), deficits=closure, labour=labour)
    for hat in (found.welfare_hat, found.wage_hat, found.real_wage_hat, found.price_hat):
        assert hat == pytest.approx(1, abs=1e-8)
    if closure != "zero":
        assert found.flows == pytest.approx(economy.flows, rel=1e-7)
        assert found.rebase == 0


@quick
@given(cases(), CLOSURES, LABOUR, st.sampled_from([1e-6, 1e3]))
def test_the_unit_of_account_does_not_matter(case: Case, closure: Deficits, labour: Labour, unit: float) -> None:
    economy = case.economy
    other = Economy(
        actors=economy.actors,
        sectors=economy.sectors,
        flows=unit * economy.flows,
        input_shares=economy.input_shares,
        elasticity=economy.elasticity,
        tariffs=economy.tariffs,
    )
    one, two = (solve(e, case.shock, deficits=closure, labour=labour) for e in (economy, other))
    assert two.welfare_hat == pytest.approx(one.welfare_hat, rel=1e-7)
    assert two.flows == pytest.approx(unit * one.flows, rel=1e-6)


@quick
@given(cases(), CLOSURES, LABOUR, st.randoms(use_true_random=False))
def test_the_order_of_actors_does_not_matter(case: Case, closure: Deficits, labour: Labour, random: Random) -> None:
    economy, n = case.economy, len(case.economy.actors)
    order = list(range(n))
    random.shuffle(order)
    cross = np.ix_(order, order)
    other = Economy(
        actors=tuple(economy.actors[i] for i in order),
        sectors=economy.sectors,
        flows=economy.flows[cross],
        input_shares=economy.input_shares[order],
        elasticity=economy.elasticity,
        tariffs=None if economy.tariffs is None else economy.tariffs[cross],
    )
    duty = None if case.shock.tariffs is None else case.shock.tariffs[cross]
    one = solve(economy, case.shock, deficits=closure, labour=labour)
    two = solve(other, Shock(cost_hat=case.shock.cost_hat[cross], tariffs=duty), deficits=closure, labour=labour)
    assert two.welfare_hat == pytest.approx(one.welfare_hat[order], rel=1e-7)
    assert two.flows == pytest.approx(one.flows[cross], rel=1e-6)


@quick
@given(cases(), LABOUR)
def test_world_value_added_and_deficits_are_kept_under_constant_deficits(case: Case, labour: Labour) -> None:
    economy = case.economy
    found = solve(economy, case.shock, deficits="constant", labour=labour)
    value_added = 1 - economy.input_shares.sum(axis=2)
    before = (value_added * economy.flows.sum(axis=1)).sum()
    assert (value_added * found.flows.sum(axis=1)).sum() == pytest.approx(before, rel=1e-8)
    for flows in (economy.flows, found.flows):
        deficit = flows.sum(axis=(0, 2)) - flows.sum(axis=(1, 2))
        assert deficit.sum() == pytest.approx(0, abs=1e-8 * before)
    moved = found.flows.sum(axis=(0, 2)) - found.flows.sum(axis=(1, 2))
    assert moved == pytest.approx(economy.flows.sum(axis=(0, 2)) - economy.flows.sum(axis=(1, 2)), abs=1e-7 * before)


@quick
@given(cases(), LABOUR)
def test_without_deficits_everybody_sells_what_it_buys(case: Case, labour: Labour) -> None:
    found = solve(case.economy, case.shock, deficits="zero", labour=labour)
    assert found.flows.sum(axis=(0, 2)) == pytest.approx(found.flows.sum(axis=(1, 2)), rel=1e-7)


@quick
@given(economies, CLOSURES)
def test_an_embargo_on_nothing_changes_nothing(economy: Economy, closure: Deficits) -> None:
    flows = economy.flows.copy()
    flows[0, 1] = 0
    bare = Economy(
        actors=economy.actors,
        sectors=economy.sectors,
        flows=flows,
        input_shares=economy.input_shares * 0.3,
        elasticity=economy.elasticity,
        tariffs=economy.tariffs,
    )
    cost = np.ones_like(flows)
    cost[0, 1] = np.inf
    ready = prepare(bare, deficits=closure, clip=1.0)
    assert ready.solve(Shock(cost_hat=cost)).welfare_hat == pytest.approx(1, abs=1e-8)


@quick
@given(st.integers(0, 10**6), st.integers(2, 6), CLOSURES, LABOUR)
def test_autarky_of_a_balanced_one_sector_economy_has_its_closed_form(
    seed: int, actors: int, closure: Deficits, labour: Labour
) -> None:
    """Arkolakis, Costinot & Rodríguez-Clare 2012, equation (1), with inputs in the same sector."""
    economy = an_economy(seed, actors=actors, sectors=1, balanced=True)
    found = solve(economy, autarky(economy), deficits=closure, labour=labour)
    domestic = np.diagonal(economy.flows[:, :, 0]) / economy.flows[:, :, 0].sum(axis=0)
    power = 1 / (economy.elasticity[0] * (1 - economy.input_shares[:, 0, 0]))
    assert found.welfare_hat == pytest.approx(domestic**power, rel=1e-7)
    assert found.isolated.all()


def autarky(economy: Economy) -> Shock:
    n = len(economy.actors)
    cost = np.full(economy.flows.shape, np.inf)
    cost[np.arange(n), np.arange(n)] = 1
    return Shock(cost_hat=cost)


@quick
@given(economies)
def test_autarky_helps_nobody_who_trades_in_balance_without_tariffs(economy: Economy) -> None:
    free = Economy(
        actors=economy.actors,
        sectors=economy.sectors,
        flows=economy.flows,
        input_shares=economy.input_shares * 0.5,
        elasticity=economy.elasticity,
    )
    ready = prepare(free, deficits="zero", labour="mobile", clip=1.0)
    assert (ready.solve(autarky(free)).welfare_hat <= 1 + 1e-9).all()


@quick
@given(cases(), CLOSURES, LABOUR)
def test_a_warm_start_finds_the_same_equilibrium(case: Case, closure: Deficits, labour: Labour) -> None:
    ready = prepare(case.economy, deficits=closure, labour=labour)
    cold = ready.solve(case.shock)
    warm = ready.solve(case.shock, start=cold)
    assert warm.iterations <= cold.iterations
    assert warm.welfare_hat == pytest.approx(cold.welfare_hat, rel=1e-7)


@quick
@given(cases(), CLOSURES, LABOUR)
def test_the_same_input_gives_the_same_bits(case: Case, closure: Deficits, labour: Labour) -> None:
    one, two = (solve(case.economy, case.shock, deficits=closure, labour=labour) for _ in range(2))
    assert (one.welfare_hat == two.welfare_hat).all()
    assert (one.flows == two.flows).all()


@quick
@given(cases(), CLOSURES, LABOUR)
def test_tariff_revenue_is_duty_on_what_is_imported(case: Case, closure: Deficits, labour: Labour) -> None:
    found = solve(case.economy, case.shock, deficits=closure, labour=labour)
    duty = case.economy.tariffs if case.shock.tariffs is None else case.shock.tariffs
    expected = np.zeros(len(case.economy.actors)) if duty is None else (duty * found.flows).sum(axis=(0, 2))
    assert found.tariff_revenue == pytest.approx(expected, rel=1e-9)


def twins(*, theta: float = 4.0, tariff: float = 0.0) -> Economy:
    """Two equal actors, one sector: A and B sell 80 at home and 20 to each other."""
    flows = np.array([[80.0, 20.0], [20.0, 80.0]])[:, :, None]
    duty = tariff * (1 - np.eye(2))[:, :, None]
    return Economy(
        actors=("A", "B"),
        sectors=("goods",),
        flows=flows,
        input_shares=np.zeros((2, 1, 1)),
        elasticity=np.array([theta]),
        tariffs=duty if tariff else None,
    )


def test_twins_with_dearer_trade_have_the_price_index_worked_out_by_hand() -> None:
    """P = (0.8 + 0.2 x 2^-4)^(-1/4) for both, wages unmoved."""
    cost = np.array([[1.0, 2.0], [2.0, 1.0]])[:, :, None]
    found = solve(twins(), Shock(cost_hat=cost))
    price = (0.8 + 0.2 / 16) ** -0.25
    assert found.price_hat == pytest.approx(price, rel=1e-9)
    assert found.wage_hat == pytest.approx(1, rel=1e-9)
    assert found.welfare_hat == pytest.approx(1 / price, rel=1e-9)
    assert found.flows[0, 1, 0] == pytest.approx(100 * (0.2 / 16) / (0.8 + 0.2 / 16), rel=1e-9)


def test_twins_that_tax_each_other_get_the_revenue_back() -> None:
    """pi' = 0.2 t^-4 / (0.8 + 0.2 t^-4) with t = 1.5; income = 100 / (1 - pi' / 3), by hand."""
    duty = 0.5 * (1 - np.eye(2))[:, :, None]
    found = solve(twins(), Shock(cost_hat=np.ones((2, 2, 1)), tariffs=duty))
    foreign = 0.2 * 1.5**-4
    share, price = foreign / (0.8 + foreign), (0.8 + foreign) ** -0.25
    income = 100 / (1 - share / 3)
    assert found.tariff_revenue == pytest.approx(income * share / 3, rel=1e-9)
    assert found.welfare_hat == pytest.approx(income / 100 / price, rel=1e-9)


def test_a_tariff_of_one_moves_the_terms_of_trade_its_way() -> None:
    """A small tariff of a large country on its twin helps it and hurts the twin (Johnson 1953)."""
    duty = np.zeros((2, 2, 1))
    duty[1, 0] = 0.05
    found = solve(twins(), Shock(cost_hat=np.ones((2, 2, 1)), tariffs=duty))
    assert found.welfare_hat[0] > 1 > found.welfare_hat[1]
    assert found.wage_hat[0, 0] > found.wage_hat[1, 0]


def two_sectors() -> Economy:
    """Twins with a traded sector (half of it exported) and services at home."""
    flows = np.zeros((2, 2, 2))
    flows[:, :, 0] = [[50, 50], [50, 50]]
    flows[:, :, 1] = np.diag([100, 100])
    return Economy(
        actors=("A", "B"),
        sectors=("goods", "services"),
        flows=flows,
        input_shares=np.zeros((2, 2, 2)),
        elasticity=np.array([4.0, 4.0]),
    )


def test_with_one_traded_sector_in_balance_bound_workers_of_all_sectors_earn_the_same() -> None:
    """Spending shares are constant and trade balances within the sector, so that sales shares are constant too."""
    cost = np.ones((2, 2, 2))
    cost[0, 1, 0] = 3.0
    found = solve(two_sectors(), Shock(cost_hat=cost), labour="sector_bound")
    assert found.wage_hat[0, 0] == pytest.approx(found.wage_hat[0, 1], rel=1e-8)
    assert found.wage_hat[0, 0] < 1 < found.wage_hat[1, 0]


def test_bound_workers_of_the_sector_that_loses_its_market_earn_less_than_their_neighbours() -> None:
    economy = two_sectors()
    flows = np.repeat(economy.flows[:, :, :1], 2, axis=2)
    traded = Economy(
        actors=economy.actors,
        sectors=("wine", "cloth"),
        flows=flows,
        input_shares=economy.input_shares,
        elasticity=economy.elasticity,
    )
    cost = np.ones((2, 2, 2))
    cost[0, 1, 0] = np.inf
    bound = solve(traded, Shock(cost_hat=cost), labour="sector_bound")
    assert bound.wage_hat[0, 0] < bound.wage_hat[0, 1]
    mobile = solve(traded, Shock(cost_hat=cost))
    assert mobile.wage_hat[0, 0] == mobile.wage_hat[0, 1]
    assert bound.welfare_hat[0] < mobile.welfare_hat[0] < 1


def test_cutting_one_way_of_the_only_trade_in_balance_ends_both_ways() -> None:
    cost = np.ones((2, 2, 2))
    cost[0, 1, 0] = np.inf
    found = solve(two_sectors(), Shock(cost_hat=cost), labour="sector_bound", deficits="zero")
    assert found.isolated.all()
    assert found.wage_hat == pytest.approx(1, rel=1e-9)


def test_a_sector_without_output_has_a_wage_of_one_where_labour_is_bound() -> None:
    flows = np.array([[[50.0, 40.0], [30.0, 60.0]], [[30.0, 0.0], [50.0, 0.0]]])
    economy = Economy(
        actors=("A", "B"),
        sectors=("goods", "fuel"),
        flows=flows,
        input_shares=np.zeros((2, 2, 2)),
        elasticity=np.array([4.0, 6.0]),
    )
    cost = np.ones((2, 2, 2))
    cost[0, 1, 0] = 1.5
    found = solve(economy, Shock(cost_hat=cost), labour="sector_bound")
    assert found.wage_hat[1, 1] == 1
    assert np.isfinite(found.price_hat).all()


def test_a_sector_that_can_sell_to_nobody_pays_nothing_where_labour_is_bound() -> None:
    flows = np.array([[[50.0, 0.0], [30.0, 30.0]], [[60.0, 0.0], [50.0, 40.0]]])
    economy = Economy(
        actors=("A", "B"),
        sectors=("goods", "ore"),
        flows=flows,
        input_shares=np.zeros((2, 2, 2)),
        elasticity=np.array([4.0, 6.0]),
    )
    cost = np.ones((2, 2, 2))
    cost[0, 1, 1] = np.inf
    found = solve(economy, Shock(cost_hat=cost), labour="sector_bound")
    assert found.wage_hat[0, 1] == 0
    assert found.welfare_hat[0] < 1


def test_a_sector_that_is_left_with_itself_as_its_only_customer_dies() -> None:
    """A's ore goes to B and, as an input, back into A's ore; without B nobody wants it."""
    flows = np.array([[[50.0, 10.0], [30.0, 40.0]], [[70.0, 0.0], [50.0, 40.0]]])
    inputs = np.zeros((2, 2, 2))
    inputs[0, 1, 1] = 0.2
    economy = Economy(
        actors=("A", "B"), sectors=("goods", "ore"), flows=flows, input_shares=inputs, elasticity=np.array([4.0, 6.0])
    )
    cost = np.ones((2, 2, 2))
    cost[0, 1, 1] = np.inf
    found = solve(economy, Shock(cost_hat=cost), labour="sector_bound")
    assert found.wage_hat[0, 1] == 0
    assert found.flows[0, :, 1].sum() == 0
    assert found.residual < 1e-9


def test_an_actor_left_without_partners_has_deficit_zero_and_the_others_balance() -> None:
    economy = an_economy(3, actors=4)
    cost = np.ones_like(economy.flows)
    cost[0, 1:] = cost[1:, 0] = np.inf
    found = solve(economy, Shock(cost_hat=cost))
    assert list(found.isolated) == [True, False, False, False]
    bought, sold = found.flows.sum(axis=(0, 2)), found.flows.sum(axis=(1, 2))
    assert bought[0] == pytest.approx(sold[0], rel=1e-9)
    before = economy.flows.sum(axis=(0, 2)) - economy.flows.sum(axis=(1, 2))
    after = bought - sold
    assert (after[1:] * before[1:] >= -1e-3).all()
    assert (abs(after[1:]) <= abs(before[1:]) + 1e-3).all()


def test_who_can_sell_to_nobody_and_gets_no_money_can_buy_nothing() -> None:
    economy = an_economy(5, actors=3, balanced=True)
    cost = np.ones_like(economy.flows)
    cost[0, 1:] = np.inf
    found = solve(economy, Shock(cost_hat=cost))
    assert found.isolated[0]
    assert found.flows[1:, 0].sum() == 0


def test_final_shares_that_the_flows_do_not_imply_are_met_by_re_basing() -> None:
    economy = two_sectors()
    given = Economy(
        actors=economy.actors,
        sectors=economy.sectors,
        flows=economy.flows,
        input_shares=economy.input_shares,
        elasticity=economy.elasticity,
        final_shares=np.array([[0.6, 0.4], [0.5, 0.5]]),
    )
    ready = prepare(given, labour="sector_bound")
    assert ready.rebase > 0.01
    found = ready.solve(no_shock(given))
    assert found.welfare_hat == pytest.approx(1, abs=1e-9)
    assert found.rebase == ready.rebase


def test_demand_that_is_slightly_negative_is_clipped_and_listed() -> None:
    flows = np.zeros((2, 2, 2))
    flows[:, :, 0] = [[10, 1], [1, 10]]
    flows[:, :, 1] = [[100, 5], [5, 100]]
    inputs = np.zeros((2, 2, 2))
    inputs[0, 1, 0] = 0.11
    economy = Economy(
        actors=("A", "B"), sectors=("ore", "goods"), flows=flows, input_shares=inputs, elasticity=np.array([4.0, 4.0])
    )
    found = solve(economy, no_shock(economy))
    assert [(actor, sector) for actor, sector, _ in found.clipped] == [("A", "ore")]
    assert found.clipped[0][2] == pytest.approx(11 - 0.11 * 105)
    assert found.rebase > 0


@pytest.mark.parametrize("theta", [0.5, 1.0, 20.0])
@pytest.mark.parametrize("labour", [*get_args(Labour), 0.6])
@pytest.mark.parametrize("closure", get_args(Deficits))
def test_extreme_elasticities_shares_and_costs_are_solved(theta: float, labour: Labour, closure: Deficits) -> None:
    base = an_economy(11, actors=8, sectors=3, balanced=True)
    flows = base.flows.copy()
    flows[0, 3] *= 1e-12
    flows[3, 0] *= 1e-12
    flows[:, :, 2] *= np.eye(8)
    economy = Economy(
        actors=base.actors,
        sectors=base.sectors,
        flows=flows,
        input_shares=base.input_shares * 0.8,
        elasticity=np.array([theta, 5.0, 4.0]),
    )
    ready = prepare(economy, deficits=closure, labour=labour, clip=1.0)
    cost = np.ones_like(flows)
    cost[2, :3] = cost[:3, 2] = 3.0
    cost[1, 4:] = cost[4:, 1] = np.inf
    cost[range(8), range(8)] = 1
    found = ready.solve(Shock(cost_hat=cost))
    assert found.residual < 1e-9
    assert np.isfinite(found.welfare_hat).all()


def test_results_cannot_be_changed() -> None:
    found: Equilibrium = solve(twins(), no_shock(twins()))
    with pytest.raises(ValueError, match="read-only"):
        found.welfare_hat[0] = 2


def test_being_ready_leaves_the_solver_compiled() -> None:
    ready()
    assert len(cast("Any", iterate).signatures) == 1  # one form of the arguments serves every economy
