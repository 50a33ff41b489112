"""Goods that do not turn freely between home and markets abroad."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from marchland.layers.trade import Economy, Equilibrium, InvalidEconomy, Shock, loss_parts, prepare
from marchland.layers.trade.turning import costs_by_market

ACTORS, SECTORS = ("a", "b", "c"), ("wine", "goods", "home")
THETA = np.array([1.5, 4.0, 1.0])


@pytest.fixture(scope="module")
def economy() -> Economy:
    """Return three actors with inputs, a deficit and a sector that is not traded."""
    rng = np.random.default_rng(3)
    flows = rng.uniform(1, 4, (3, 3, 3))
    flows[np.arange(3), np.arange(3)] *= 8
    flows[:, :, 2] = np.diag([40.0, 60.0, 50.0])
    shares = np.full((3, 3, 3), 0.12)
    return Economy(actors=ACTORS, sectors=SECTORS, flows=flows, input_shares=shares, elasticity=THETA)


def refused(economy: Economy, kept: float = 0.0) -> Shock:
    cost = np.ones_like(economy.flows)
    with np.errstate(divide="ignore"):
        cost[0, 1, 0] = kept ** (-1 / THETA[0]) if kept else np.inf
    return Shock(cost_hat=cost)


def solved(economy: Economy, omega: float, shock: Shock | None = None, labour: float = 0.8) -> Equilibrium:
    prepared = prepare(economy, labour=labour, substitute=10.0, transformation=omega)
    return prepared.solve(refused(economy) if shock is None else shock)


def sales(flows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return sales abroad and at home, (N, S)."""
    home = flows[np.arange(3), np.arange(3)]
    return flows.sum(axis=1) - home, home


def test_infinite_is_what_there_was_before_to_the_bit(economy: Economy) -> None:
    before = prepare(economy, labour=0.8, substitute=10.0).solve(refused(economy))
    after = solved(economy, np.inf)
    for each in fields(before):
        one, two = getattr(before, each.name), getattr(after, each.name)
        if isinstance(one, np.ndarray):
            assert np.array_equal(one, two), each.name
    assert (after.abroad_hat == 1).all()


def test_what_turns_ever_more_freely_comes_to_turn_freely(economy: Economy) -> None:
    free = solved(economy, np.inf)
    there = free.flows > 0
    gaps = [np.abs(solved(economy, omega).flows[there] / free.flows[there] - 1).max() for omega in (1e2, 1e4, 1e6)]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] < 1e-5


@pytest.mark.parametrize("omega", [0.0, 0.5, 4.0])
@pytest.mark.parametrize("labour", [0.0, 0.8, 1.0])
@pytest.mark.parametrize("kept", [0.0, 1e-6, 0.4])
def test_equation_nine_holds(economy: Economy, omega: float, labour: float, kept: float) -> None:
    found = solved(economy, omega, refused(economy, kept), labour)
    abroad, home = sales(found.flows)
    abroad_base, home_base = sales(found.base_flows)
    z = np.log(found.abroad_hat[:, :2])
    ratio = np.log((abroad / home)[:, :2]) - np.log((abroad_base / home_base)[:, :2])
    assert z == pytest.approx(ratio / (1 + omega), abs=1e-8)
    assert found.abroad_hat[:, 2] == pytest.approx(1)
    assert found.residual <= 1e-9
    # (2) and (3) with costs by market, by hand.
    share = abroad_base[:, :2] / (abroad_base + home_base)[:, :2]
    mean = np.log(1 - share + share * np.exp(z * (1 + omega))) / (1 + omega)
    assert found.turn is not None
    assert costs_by_market(found.turn, np.log(found.abroad_hat.T))[0].T[:, :2] == pytest.approx(z - mean, abs=1e-9)
    inputs = np.einsum("nsk,nk->ns", economy.input_shares, np.log(found.price_hat))
    cost = 0.64 * np.log(found.wage_hat) + inputs
    for i in range(3):
        for s in range(2):
            total = 0.0
            for n in range(3):
                market = -mean[n, s] if n == i else z[n, s] - mean[n, s]
                barred = kept if (n, i, s) == (0, 1, 0) else 1.0
                part = found.base_flows[n, i, s] / found.base_flows[:, i, s].sum()
                total += part * barred * np.exp(-THETA[s] * (cost[n, s] + market))
            assert -np.log(total) / THETA[s] == pytest.approx(np.log(found.price_hat[i, s]), abs=1e-8)


def test_at_zero_as_much_goes_abroad_as_before(economy: Economy) -> None:
    found = solved(economy, 0.0)
    abroad, home = sales(found.flows)
    abroad_base, home_base = sales(found.base_flows)
    quantity = [(after / before)[:, :2] for after, before in ((abroad[:, :2], abroad_base[:, :2]), (home, home_base))]
    assert quantity[0] / quantity[1] == pytest.approx(found.abroad_hat[:, :2], rel=1e-7)


def test_the_less_it_turns_the_more_finds_other_buyers(economy: Economy) -> None:
    others = [solved(economy, omega).flows[0, 2, 0] for omega in (0.0, 0.5, 2.0, np.inf)]
    assert others == sorted(others, reverse=True)
    # ... at a lower price, and its maker loses more.
    lost = [float(1 - solved(economy, omega).welfare_hat[0]) for omega in (0.0, 0.5, 2.0, np.inf)]
    assert lost == sorted(lost, reverse=True)


@pytest.mark.parametrize("omega", [0.0, 0.5, 4.0])
def test_a_loss_still_adds_up(economy: Economy, omega: float) -> None:
    found = solved(economy, omega)
    parts = loss_parts(found)
    assert parts.total == pytest.approx((1 - found.welfare_hat) * found.base_absorption, rel=1e-9, abs=1e-9)


def test_who_can_sell_to_nobody_abroad_sells_at_home(economy: Economy) -> None:
    cost = np.ones_like(economy.flows)
    cost[0, 1:] = cost[1:, 0] = np.inf
    found = solved(economy, 0.5, Shock(cost_hat=cost))
    assert found.isolated[0]
    assert found.flows[0, 1:].sum() == 0


@pytest.mark.parametrize("omega", [0.0, 0.5, 4.0])
def test_where_nobody_buys_abroad_any_more_what_was_made_for_it_is_lost(economy: Economy, omega: float) -> None:
    cost = np.ones_like(economy.flows)
    cost[:, :, 0] = np.where(np.eye(3, dtype=bool), 1.0, np.inf)
    found, free = solved(economy, omega, Shock(cost_hat=cost)), solved(economy, np.inf, Shock(cost_hat=cost))
    assert sales(found.flows)[0][:, 0] == pytest.approx(0, abs=1e-9)
    assert found.residual < 1e-8
    assert (found.welfare_hat < free.welfare_hat).all()


def test_one_for_each_actor_or_none_below_zero(economy: Economy) -> None:
    only = prepare(economy, transformation=np.array([0.5, np.inf, np.inf])).solve(refused(economy))
    assert (only.abroad_hat[1:] == 1).all()
    assert only.abroad_hat[0, 0] < 1
    with pytest.raises(InvalidEconomy, match="0 or more"):
        prepare(economy, transformation=-1.0)
    with pytest.raises(InvalidEconomy, match="expected one number"):
        prepare(economy, transformation=np.ones(2))
