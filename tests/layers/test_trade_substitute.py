"""What is made at home in place of what is cut off: a cut-off is a result, not an error."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchland.layers.trade import Economy, Equilibrium, Shock, prepare, solve
from marchland.layers.trade.bound import Labour
from marchland.layers.trade.clearing import Deficits
from marchland.layers.trade.substitute import LAST_RESORT

CLOSURES = get_args(Deficits)
KINDS_OF_LABOUR = (*get_args(Labour), 0.6)
quick = settings(max_examples=25, deadline=None)


def an_economy(seed: int, *, actors: int = 4, sectors: int = 3, inputs: bool = True, theta: float = 8.0) -> Economy:
    """Draw an economy in equilibrium whose last sector is made by actor 0 alone."""
    rng = np.random.default_rng(seed)
    size = np.exp(rng.normal(0, 1, actors))
    flows = size[:, None, None] * size[None, :, None] / size.sum() * rng.uniform(0.05, 0.5, (actors, actors, sectors))
    home = np.arange(actors)
    flows[home, home] = size[:, None] * rng.uniform(0.5, 2, (actors, sectors))
    if sectors > 1:
        flows[1:, :, -1] = 0
    shares = np.zeros((actors, sectors, sectors))
    if inputs:
        split = rng.dirichlet(np.ones(sectors), (actors, sectors)).transpose(0, 2, 1)
        output = np.maximum(flows.sum(axis=1), 1e-3 * size[:, None])
        shares = rng.uniform(0, 0.7, (actors, 1, sectors)) * flows.sum(axis=0)[:, None, :] * split / output[:, :, None]
        shares *= np.minimum(1, 0.8 / shares.sum(axis=2, keepdims=True).clip(1e-9))
    return Economy(
        actors=tuple(f"A{i}" for i in range(actors)),
        sectors=tuple(f"S{i}" for i in range(sectors)),
        flows=1e9 * flows,
        input_shares=shares,
        elasticity=rng.uniform(1, theta, sectors),
    )


def cut_off(economy: Economy, actor: int) -> Shock:
    cost = np.ones_like(economy.flows)
    cost[actor] = cost[:, actor] = np.inf
    cost[actor, actor] = 1
    return Shock(cost_hat=cost)


def fuel_from_abroad() -> Economy:
    """A makes goods and services, and buys its fuel from B, which makes everything."""
    flows = np.zeros((2, 2, 3))
    flows[:, :, 0] = [[60, 30], [20, 50]]
    flows[:, :, 1] = [[100, 0], [0, 70]]
    flows[:, :, 2] = [[0, 0], [10, 40]]
    return Economy(
        actors=("A", "B"),
        sectors=("goods", "services", "fuel"),
        flows=flows,
        input_shares=np.zeros((2, 3, 3)),
        elasticity=np.array([4.0, 2.0, 6.0]),
    )


def test_what_nobody_is_left_to_sell_is_made_at_home_at_the_last_resort() -> None:
    """A alone: wages 1, fuel at 30 times its price, goods at (3/4)^(-1/4), spending shares 80/190, 100/190, 10/190."""
    found = solve(fuel_from_abroad(), cut_off(fuel_from_abroad(), 0))
    assert found.price_hat[0, 2] == LAST_RESORT
    assert found.substituted[0, 2] == pytest.approx(10, rel=1e-8)
    assert found.flows[0, 0, 2] == found.substituted[0, 2]
    assert found.wage_hat[0] == pytest.approx(1, rel=1e-8)
    expected = LAST_RESORT ** (-10 / 190) * 0.75 ** (80 / 190 / 4)
    assert found.welfare_hat[0] == pytest.approx(expected, rel=1e-8)
    assert list(np.argwhere(found.capped)[:, 0]) == [0]


def test_a_cap_of_its_own_takes_the_place_of_the_last_resort() -> None:
    caps = np.array([np.inf, np.inf, 5.0])
    found = solve(fuel_from_abroad(), cut_off(fuel_from_abroad(), 0), substitute=caps)
    assert found.price_hat[0, 2] == 5
    assert found.welfare_hat[0] == pytest.approx(5 ** (-10 / 190) * 0.75 ** (80 / 190 / 4), rel=1e-8)


def test_bound_labour_for_a_sector_without_workers_comes_from_all_sectors_by_their_size() -> None:
    """A alone spends 80, 100 and 10 of 190; its workers made 90 of goods and 100 of services."""
    found = solve(fuel_from_abroad(), cut_off(fuel_from_abroad(), 0), labour="sector_bound")
    goods, services = 80 + 10 * 90 / 190, 100 + 10 * 100 / 190
    assert found.wage_hat[0, 0] == pytest.approx(goods / 90, rel=1e-8)
    assert found.wage_hat[0, 1] == pytest.approx(services / 100, rel=1e-8)
    assert found.wage_hat[0, 2] == 1


def test_without_a_cap_a_source_however_small_sets_the_price() -> None:
    """Arkolakis, Costinot & Rodríguez-Clare 2012: welfare falls to the domestic share to the power 1/theta."""
    flows = np.array([[1e-9, 1.0], [1.0, 1.0]])[:, :, None]
    economy = Economy(
        actors=("A", "B"), sectors=("goods",), flows=flows, input_shares=np.zeros((2, 1, 1)), elasticity=np.ones(1)
    )
    found = solve(economy, cut_off(economy, 0))
    assert found.welfare_hat[0] == pytest.approx(1e-9 / (1 + 1e-9), rel=1e-6)
    assert not found.capped.any()
    assert solve(economy, cut_off(economy, 0), substitute=7.0).welfare_hat[0] == pytest.approx(1 / 7, rel=1e-8)


@quick
@given(st.integers(0, 10**6), st.integers(2, 5), st.floats(1.05, 3), st.sampled_from(CLOSURES))
def test_autarky_in_one_sector_costs_the_cap_or_the_closed_form_whichever_is_less(
    seed: int, actors: int, cap: float, closure: Deficits
) -> None:
    economy = an_economy(seed, actors=actors, sectors=1)
    flows = (economy.flows + economy.flows.transpose(1, 0, 2)) / 2
    economy = Economy(
        actors=economy.actors,
        sectors=economy.sectors,
        flows=flows,
        input_shares=economy.input_shares,
        elasticity=economy.elasticity,
    )
    cost = np.full(flows.shape, np.inf)
    cost[np.arange(actors), np.arange(actors)] = 1
    found = solve(economy, Shock(cost_hat=cost), deficits=closure, substitute=cap)
    domestic = np.diagonal(flows[:, :, 0]) / flows[:, :, 0].sum(axis=0)
    free = domestic ** (1 / (economy.elasticity[0] * (1 - economy.input_shares[:, 0, 0])))
    assert found.welfare_hat == pytest.approx(np.maximum(free, 1 / cap), rel=1e-7)


def holds(found: Equilibrium, economy: Economy, caps: np.ndarray) -> None:
    """Assert what a cap means: a price at most the cap, a substitute only where it is the cap, made at home."""
    assert found.residual <= 1e-9
    for hat in (found.welfare_hat, found.price_hat, found.wage_hat):
        assert np.isfinite(hat).all()
    assert (found.price_hat <= caps).all()
    assert (found.substituted >= 0).all()
    assert (found.price_hat[found.capped] == np.broadcast_to(caps, found.price_hat.shape)[found.capped]).all()
    home = np.diagonal(found.flows).T
    assert (found.substituted <= home * (1 + 1e-12)).all()
    value_added = 1 - economy.input_shares.sum(axis=2)
    if found.imbalance == 0:
        before = (value_added * economy.flows.sum(axis=1)).sum()
        assert (value_added * found.flows.sum(axis=1)).sum() == pytest.approx(before, rel=1e-8)


@quick
@given(
    st.integers(0, 10**6),
    st.floats(1.01, 4),
    st.sampled_from(["zero", "proportional"]),
    st.sampled_from(KINDS_OF_LABOUR),
    st.booleans(),
)
def test_no_price_rises_above_the_cap_and_nothing_is_substituted_below_it(
    seed: int, cap: float, closure: Deficits, labour: Labour, inputs: bool
) -> None:
    economy = an_economy(seed, inputs=inputs)
    rng = np.random.default_rng(seed)
    cost = np.where(rng.random(economy.flows.shape) < 0.3, np.inf, rng.uniform(1, 3, economy.flows.shape))
    cost[np.arange(4), np.arange(4)] = 1
    found = solve(economy, Shock(cost_hat=cost), deficits=closure, labour=labour, substitute=cap)
    holds(found, economy, np.full(3, cap))


@quick
@given(st.integers(0, 10**6), st.sampled_from(CLOSURES), st.sampled_from(KINDS_OF_LABOUR), st.booleans())
def test_an_actor_cut_off_by_everybody_lives_on_what_it_makes_at_home(
    seed: int, closure: Deficits, labour: Labour, inputs: bool
) -> None:
    economy = an_economy(seed, inputs=inputs)
    ready = prepare(economy, deficits=closure, labour=labour)
    for actor in range(4):
        found = ready.solve(cut_off(economy, actor))
        assert found.residual <= 1e-9
        assert found.isolated[actor]
        assert found.capped[actor, 2] == (actor != 0)
        if actor:
            assert found.price_hat[actor, 2] == LAST_RESORT
            assert found.welfare_hat[actor] < 1 or closure != "zero"
        else:  # nobody else makes it
            assert found.capped[1:, 2].all()
        home = np.diagonal(found.flows).T[actor].sum()
        assert found.flows[actor].sum() == pytest.approx(home)
        assert found.flows[:, actor].sum() == pytest.approx(home)


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("labour", KINDS_OF_LABOUR)
def test_a_cap_that_never_holds_changes_nothing(closure: Deficits, labour: Labour) -> None:
    economy = an_economy(4)
    cost = np.ones_like(economy.flows)
    cost[0, 1, 0] = 3
    free, capped = (
        solve(economy, Shock(cost_hat=cost), deficits=closure, labour=labour, substitute=cap) for cap in (np.inf, 50.0)
    )
    assert capped.welfare_hat == pytest.approx(free.welfare_hat, rel=1e-9)
    assert not capped.capped.any()


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("labour", KINDS_OF_LABOUR)
@pytest.mark.parametrize("cap", [2.0, np.inf])
def test_who_sold_only_abroad_and_is_cut_off_makes_what_it_needs(closure: Deficits, labour: Labour, cap: float) -> None:
    """A's ore all goes to B, its own sales are parts for that ore alone, and its goods come from B."""
    flows = np.zeros((2, 2, 3))
    flows[:, :, 0] = [[0, 50], [0, 20]]
    flows[:, :, 1] = [[5, 0], [0, 20]]
    flows[:, :, 2] = [[0, 0], [50, 60]]
    inputs = np.zeros((2, 3, 3))
    inputs[0, 0, 1] = 0.1
    economy = Economy(
        actors=("A", "B"),
        sectors=("ore", "parts", "goods"),
        flows=flows,
        input_shares=inputs,
        elasticity=np.array([4.0, 3.0, 2.0]),
    )
    shock = cut_off(economy, 0)
    found = solve(economy, shock, deficits=closure, labour=labour, substitute=cap)
    assert found.residual <= 1e-9
    assert found.capped[0].tolist() == [False, False, True]
    assert found.price_hat[0, 2] == min(cap, LAST_RESORT)
    assert found.welfare_hat[0] == pytest.approx(1 / min(cap, LAST_RESORT), rel=1e-8)
    assert found.wage_hat[0, 0] == pytest.approx(found.wage_hat[0, 1], rel=1e-8)


def test_workers_who_lost_their_market_make_the_substitute_of_their_own_sector() -> None:
    """A exports wine of its own and drinks imported wine; cut off, its wine growers supply it."""
    flows = np.zeros((2, 2, 2))
    flows[:, :, 0] = [[0, 30], [30, 20]]
    flows[:, :, 1] = [[100, 0], [0, 100]]
    economy = Economy(
        actors=("A", "B"),
        sectors=("wine", "rest"),
        flows=flows,
        input_shares=np.zeros((2, 2, 2)),
        elasticity=np.array([4.0, 4.0]),
    )
    found = solve(economy, cut_off(economy, 0), labour="sector_bound")
    assert found.substituted[0] == pytest.approx([30, 0], abs=1e-6)
    assert found.wage_hat[0] == pytest.approx(1, rel=1e-8)
