"""Factors bound to their sector: the two limits, what lies between them, and the two models that it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import root
from tests.layers.test_trade import CLOSURES, Case, a_shock, an_economy, cases

from marchland.layers.trade import Economy, Equilibrium, InvalidEconomy, Shock, clearing, prepare, solve
from marchland.layers.trade.newton import newton


def wine(*, share_sold: float = 0.8) -> Economy:
    """Return a small maker of wine whose one great buyer may stop buying, its buyer, and all others."""
    flows = np.zeros((3, 3, 2))
    flows[0, 0] = [5, 400]
    flows[1, 1] = [50, 20_000]
    flows[2, 2] = [1_000, 200_000]
    flows[0, 1] = [100 * share_sold, 20]
    flows[0, 2] = [100 * (1 - share_sold), 60]
    flows[1, 0], flows[2, 0] = [0.5, 120], [0.5, 59]
    flows[1, 2], flows[2, 1] = [1, 900], [80, 821]
    return Economy(
        actors=("maker", "buyer", "others"), sectors=("wine", "goods"), flows=1e6 * flows,
        input_shares=np.zeros((3, 2, 2)), elasticity=np.array([1.6, 2.0]),
    )  # fmt: skip


def refused(economy: Economy) -> Shock:
    cost = np.ones_like(economy.flows)
    cost[0, 1, 0] = np.inf
    return Shock(cost_hat=cost)


@given(cases(), CLOSURES)
@settings(max_examples=15, deadline=None)
def test_nothing_bound_is_mobile_and_all_bound_is_sector_bound(case: Case, closure: str) -> None:
    for share, name in ((0.0, "mobile"), (1.0, "sector_bound")):
        as_share = solve(case.economy, case.shock, labour=share, deficits=closure)  # type: ignore[arg-type]
        as_name = solve(case.economy, case.shock, labour=name, deficits=closure)  # type: ignore[arg-type]
        for field in ("welfare_hat", "wage_hat", "price_hat", "flows"):
            np.testing.assert_array_equal(getattr(as_share, field), getattr(as_name, field))


@given(cases(), CLOSURES)
@settings(max_examples=10, deadline=None)
def test_the_limits_are_approached_without_a_leap(case: Case, closure: str) -> None:
    for share, limit in ((1e-6, "mobile"), (1 - 1e-6, "sector_bound")):
        near = solve(case.economy, case.shock, labour=share, deficits=closure)  # type: ignore[arg-type]
        at = solve(case.economy, case.shock, labour=limit, deficits=closure)  # type: ignore[arg-type]
        np.testing.assert_allclose(near.welfare_hat, at.welfare_hat, rtol=1e-4)
        np.testing.assert_allclose(near.price_hat, at.price_hat, rtol=1e-4)


@given(cases(), CLOSURES, st.floats(0.05, 0.95), st.floats(0.05, 0.95))
@settings(max_examples=30, deadline=None)
def test_every_factor_earns_what_it_is_worth_where_it_is(case: Case, closure: str, first: float, last: float) -> None:
    sectors = len(case.economy.sectors)
    bound = np.linspace(first, last, sectors)
    found = solve(case.economy, case.shock, labour=bound, deficits=closure)  # type: ignore[arg-type]
    assert found.residual <= 1e-9
    earned = found.base.labour_shares.T * found.output
    before = found.base.value_added.T
    free = 1 - bound
    mobile = (free * earned).sum(axis=1, keepdims=True) / (free * before).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(found.wage_hat, (earned / before) ** bound * mobile**free, rtol=1e-8)
    # Factors that move earn the same wherever they are, and there are as many of them as before.
    hired = free * earned / mobile
    np.testing.assert_allclose(hired.sum(axis=1), (free * before).sum(axis=1), rtol=1e-8)
    # Nobody earns what nobody pays, and every market clears.
    paid = found.flows * (1 + found.tariffs)
    np.testing.assert_allclose(earned.sum(), before.sum(), rtol=1e-8)
    np.testing.assert_allclose(found.flows.sum(axis=1) / (1 + found.imbalance), found.output, rtol=1e-8)
    demand = paid.sum(axis=0) - np.einsum("isk,is->ik", case.economy.input_shares, found.output)
    np.testing.assert_allclose(demand.sum(axis=1), found.welfare_hat * _deflated(found), rtol=1e-7)


def _deflated(found: Equilibrium) -> np.ndarray:
    """Income of the base at the prices after the shock."""
    income: np.ndarray = found.base.income * np.prod(found.price_hat.T**found.base.final_shares, axis=0)
    return income


def test_a_sector_answers_its_price_with_the_elasticity_of_its_bound_share() -> None:
    for share in (0.3, 0.8, 0.95):
        found = solve(wine(), refused(wine()), labour=share)
        price = found.wage_hat[0, 0]  # nothing but value added is in it
        volume = found.output[0, 0] / found.base_output[0, 0] / price
        earned = found.output[0] / found.base_output[0]
        before = found.base.value_added[:, 0]
        mobile = float(earned @ before / before.sum())
        assert np.log(volume) == pytest.approx((1 - share) / share * np.log(price / mobile), rel=1e-7)


def test_it_is_the_choice_of_sector_of_workers_who_differ() -> None:
    """Galle, Rodríguez-Clare & Yi 2023: workers draw what they are worth in each sector from Fréchet of shape kappa."""
    kappa = 1.5
    found = solve(wine(), refused(wine()), labour=1 / kappa)
    before = found.base.value_added.T
    part = before / before.sum(axis=1, keepdims=True)
    average = (part * found.wage_hat**kappa).sum(axis=1, keepdims=True) ** (1 / kappa)
    earned = found.base.labour_shares.T * found.output
    np.testing.assert_allclose(earned, before * found.wage_hat**kappa * average ** (1 - kappa), rtol=1e-8)


def test_the_more_is_bound_the_more_finds_another_buyer_and_the_more_is_lost() -> None:
    economy, shares = wine(), (0.0, 0.2, 0.5, 0.8, 1.0)
    found = [solve(economy, refused(economy), labour=share) for share in shares]
    was = economy.flows[0, 1, 0]
    kept = [(one.flows[0, 2, 0] - one.base_flows[0, 2, 0]) / was for one in found]
    lost = [1 - one.welfare_hat[0] for one in found]
    assert (np.diff(kept) > 0).all()
    assert (np.diff(lost) > 0).all()
    assert kept[-1] > 2 * kept[0]


@given(st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_welfare_of_twins_falls_with_what_is_bound(seed: int) -> None:
    """Between twins no terms of trade are at stake: what can be made shrinks with what is bound."""
    rng = np.random.default_rng(seed)
    home, abroad = rng.uniform(1, 10, 3), rng.uniform(0.2, 5, 3)
    twins = Economy(
        actors=("A", "B"), sectors=("a", "b", "c"), flows=np.array([[home, abroad], [abroad, home]]),
        input_shares=np.tile(rng.dirichlet(np.ones(3), 3) * 0.2, (2, 1, 1)), elasticity=rng.uniform(1, 6, 3),
    )  # fmt: skip
    cost = np.ones_like(twins.flows)
    cost[0, 1] = cost[1, 0] = rng.uniform(0.7, 4, 3)
    welfare = [solve(twins, Shock(cost_hat=cost), labour=x).welfare_hat for x in (0.0, 0.3, 0.7, 1.0)]
    np.testing.assert_allclose([one[0] for one in welfare], [one[1] for one in welfare], rtol=1e-8)
    assert (np.diff([one[0] for one in welfare]) < 1e-9).all()


def test_a_plain_solver_of_the_specific_factors_model_finds_the_same() -> None:
    """Jones 1971, in levels: bound factors and mobile ones as Cobb and Douglas have it, market by market."""
    economy = an_economy(7, actors=3, sectors=2, balanced=True)
    shock, bound = a_shock(7, economy), np.array([0.7, 0.2])
    found = solve(economy, shock, labour=bound, deficits="zero", tolerance=1e-11)
    base = found.base
    n, s = 3, 2
    beta, gamma, alpha = base.labour_shares.T, base.input_shares.transpose(2, 0, 1), base.final_shares.T
    before, theta = base.value_added.T, base.elasticity
    weights = base.shares.transpose(1, 2, 0) * shock.cost_hat**-theta

    def gap(x: np.ndarray) -> np.ndarray:
        rent, wage = np.exp(x[: n * s].reshape(n, s)), np.exp(x[n * s : n * s + n])
        price = np.exp(x[n * s + n :].reshape(n, s))
        made = rent**bound * wage[:, None] ** (1 - bound)
        cost = made**beta * np.prod(price[:, None, :] ** gamma, axis=2)
        terms = weights * (cost**-theta)[:, None, :]
        # Rents and wages tell what is earned: bound factors are as many as before.
        earned = rent * before
        output = earned / beta
        spent = alpha * earned.sum(axis=1)[:, None] + np.einsum("isk,is->ik", gamma, output)
        sold = (terms / terms.sum(axis=0) * spent[None]).sum(axis=1)
        hired = ((1 - bound) * earned).sum(axis=1) / wage
        markets = np.log(sold / output)
        markets[0, 0] = np.log(earned.sum() / before.sum())  # Walras: one market is told by the others
        people = np.log(hired / ((1 - bound) * before).sum(axis=1))
        return np.concatenate((markets.ravel(), people, (terms.sum(axis=0) ** (-1 / theta) / price - 1).ravel()))

    plain = root(gap, np.zeros(2 * n * s + n), method="hybr", options={"xtol": 1e-13})
    assert np.abs(plain.fun).max() < 1e-10
    rent, wage = np.exp(plain.x[: n * s].reshape(n, s)), np.exp(plain.x[n * s : n * s + n])
    np.testing.assert_allclose(found.wage_hat, rent**bound * wage[:, None] ** (1 - bound), rtol=1e-8)
    np.testing.assert_allclose(found.price_hat, np.exp(plain.x[n * s + n :].reshape(n, s)), rtol=1e-8)


def test_what_is_bound_where_nobody_buys_any_more_earns_nothing_and_the_rest_moves() -> None:
    economy = wine()
    flows = economy.flows.copy()
    flows[0, 0, 0] = flows[0, 2, 0] = 0.0  # all its wine is for the buyer
    economy = replace(economy, flows=flows)
    found = solve(economy, refused(economy), labour=0.6)
    base = found.base
    assert found.output[0, 0] == 0.0
    assert found.wage_hat[0, 0] == 0.0
    before = base.value_added[:, 0]
    goods = found.output[0, 1] / before[1]
    mobile = 0.4 * found.output[0, 1] / (0.4 * before.sum())
    assert found.wage_hat[0, 1] == pytest.approx(goods**0.6 * mobile**0.4, rel=1e-8)


def test_a_start_from_another_solution_leads_to_the_same() -> None:
    economy = an_economy(3, actors=5, sectors=3, tariffs=True)
    ready = prepare(economy, labour=0.7)
    first, second = a_shock(3, economy), a_shock(4, economy)
    near = ready.solve(first)
    np.testing.assert_allclose(ready.solve(second, start=near).welfare_hat, ready.solve(second).welfare_hat, rtol=1e-8)


@pytest.mark.parametrize(
    ("labour", "told"),
    [
        ("free", "labour is 'free'; choose mobile, sector_bound or"),
        (-0.1, r"labour\[wine\] is -0.1: it must be from 0 to 1"),
        (1.5, r"labour\[wine\] is 1.5"),
        (np.nan, r"labour\[wine\] is nan"),
        (np.array([0.5, 2.0]), r"labour\[goods\] is 2"),
        (np.ones(3), r"labour has shape \(3,\); expected one number, or \(2,\)"),
        (["some"], "labour must be"),
    ],
)
def test_shares_that_are_none_are_refused(labour: object, told: str) -> None:
    with pytest.raises(InvalidEconomy, match=told):
        prepare(wine(), labour=labour)  # type: ignore[arg-type]


@pytest.mark.parametrize("closure", ["constant", "proportional"])
def test_newton_finds_what_sweeps_find(closure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    economy = an_economy(5, actors=4, sectors=3, tariffs=True)
    shock = a_shock(5, economy, largest=4.0)
    bound = np.array([0.9, 0.5, 0.0])
    swept = solve(economy, shock, labour=bound, deficits=closure)  # type: ignore[arg-type]
    steps: list[float] = []
    plain = newton

    def counted(*given: object, **named: object) -> tuple[int, float]:
        steps.append(1)
        return plain(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(clearing, "newton", counted)
    monkeypatch.setattr(clearing, "ATTEMPTS", ((2, 2, 1.0), (2, 2, 0.5), (2, 2, 0.2)))
    ready = prepare(economy, labour=bound, deficits=closure)  # type: ignore[arg-type]
    found = ready.solve(shock, tolerance=1e-7)
    assert steps
    np.testing.assert_allclose(found.wage_hat, swept.wage_hat, rtol=1e-6)
