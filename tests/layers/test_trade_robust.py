"""Economies at the edge: they are solved, to the certificate, whatever the closure and the kind of labour."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchland.errors import SolverError
from marchland.layers.trade import Economy, Shock, prepare
from marchland.layers.trade.bound import Labour
from marchland.layers.trade.clearing import Deficits

CLOSURES = get_args(Deficits)
KINDS_OF_LABOUR = (*get_args(Labour), 0.6)
quick = settings(max_examples=40, deadline=None)


def drawn(
    seed: int, *, actors: int, sectors: int, services: int = 0, inputs: float = 0.6, empty: float = 0.0
) -> Economy:
    """Draw an economy in equilibrium: sizes over orders of magnitude, elasticities from 0.5 to 20."""
    rng = np.random.default_rng(seed)
    size = np.exp(rng.normal(0, 1.5, actors))
    flows = 0.3 * size[:, None, None] * size[None, :, None] / size.sum()
    flows = (
        flows * np.exp(rng.normal(0, 1, (actors, actors, sectors))) * (rng.random((actors, actors, sectors)) >= empty)
    )
    flows[:, :, sectors - services :] *= 1e-2
    home = np.arange(actors)
    flows[home, home] = size[:, None] * rng.uniform(0.5, 3, (actors, sectors))
    shares = np.zeros((actors, sectors, sectors))
    if inputs:
        split = rng.dirichlet(np.ones(sectors), (actors, sectors)).transpose(0, 2, 1)
        shares = inputs * flows.sum(axis=0)[:, None, :] * split / flows.sum(axis=1)[:, :, None]
        shares *= np.minimum(1, 0.8 / shares.sum(axis=2, keepdims=True))
    return Economy(
        actors=tuple(f"A{i}" for i in range(actors)),
        sectors=tuple(f"S{i}" for i in range(sectors)),
        flows=1e9 * flows,
        input_shares=shares,
        elasticity=np.exp(rng.uniform(np.log(0.5), np.log(20), sectors)),
    )


def changed(economy: Economy, **parts: np.ndarray) -> Economy:
    fields = ("actors", "sectors", "flows", "input_shares", "elasticity")
    return Economy(**({name: getattr(economy, name) for name in fields} | parts))


def cut_off(economy: Economy, actor: int) -> Shock:
    cost = np.ones_like(economy.flows)
    cost[actor] = cost[:, actor] = np.inf
    cost[actor, actor] = 1
    return Shock(cost_hat=cost)


def solved(economy: Economy, shock: Shock, closure: Deficits, labour: Labour) -> None:
    found = prepare(economy, deficits=closure, labour=labour, clip=1.0).solve(shock, tolerance=1e-9)
    assert found.residual <= 1e-9
    assert (found.welfare_hat > 0).all()
    for array in (found.welfare_hat, found.price_hat, found.wage_hat, found.flows):
        assert np.isfinite(array).all()
    bought, sold = found.flows.sum(axis=(0, 2)), found.flows.sum(axis=(1, 2))
    assert bought[found.isolated] == pytest.approx(sold[found.isolated], rel=1e-9)


@quick
@given(
    st.integers(0, 10**6),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(CLOSURES),
    st.sampled_from(KINDS_OF_LABOUR),
)
def test_an_embargo_by_everybody_is_solved_on_economies_with_holes(
    seed: int, inputs: bool, sliver: bool, steep: bool, closure: Deficits, labour: Labour
) -> None:
    """Cells without trade, a sector that one does not make, one without any trade, slivers, elasticities to 64.85."""
    rng = np.random.default_rng(seed)
    economy = drawn(seed, actors=6, sectors=3, inputs=0.5 if inputs else 0.0, empty=0.2)
    flows = economy.flows.copy()
    flows[1, :, 0] = 0
    flows[2, :2] = flows[3:, 2] = flows[:2, 2] = flows[2, 3:] = 0
    if sliver:
        flows[3, 4] *= 1e-12
        flows[4, 3] *= 1e-12
    elasticity = economy.elasticity.copy()
    if steep:
        elasticity[0] = 64.85
    shares = 0.5 * economy.input_shares * (flows.sum(axis=0) > 0)[:, None, :]
    economy = changed(economy, flows=flows, elasticity=elasticity, input_shares=shares)
    solved(economy, cut_off(economy, int(rng.integers(6))), closure, labour)


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("labour", KINDS_OF_LABOUR)
def test_a_tariff_of_one_on_all_others_is_solved_with_services_and_inputs(closure: Deficits, labour: Labour) -> None:
    economy = drawn(3, actors=34, sectors=31, services=10)
    tariffs = np.zeros(economy.flows.shape)
    tariffs[:, 5] = 0.4
    tariffs[5, 5] = 0
    solved(economy, Shock(cost_hat=np.ones_like(tariffs), tariffs=tariffs), closure, labour)


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("theta", [0.5, 4.0, 20.0])
def test_a_world_without_borders_is_solved(closure: Deficits, theta: float) -> None:
    economy = changed(drawn(5, actors=69, sectors=1, inputs=0), elasticity=np.array([theta]))
    cost = np.full(economy.flows.shape, 0.05)
    cost[np.arange(69), np.arange(69)] = 1
    solved(economy, Shock(cost_hat=cost), closure, "mobile")


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("labour", KINDS_OF_LABOUR)
def test_who_hardly_trades_is_solved_when_others_fall_out(closure: Deficits, labour: Labour) -> None:
    """Actor 0's trade is 1e-12 of what it was; then actor 1 leaves, then actor 0 may sell to nobody."""
    economy = drawn(9, actors=8, sectors=3)
    flows = economy.flows.copy()
    flows[0, 1:] *= 1e-12
    flows[1:, 0] *= 1e-12
    economy = changed(economy, flows=flows, input_shares=0.5 * economy.input_shares)
    solved(economy, cut_off(economy, 1), closure, labour)
    cost = np.ones_like(flows)
    cost[0, 1:] = np.inf
    solved(economy, Shock(cost_hat=cost), closure, labour)


@pytest.mark.parametrize("labour", KINDS_OF_LABOUR)
@pytest.mark.parametrize("theta", [0.5, 1.0, 20.0, 64.85])
def test_large_changes_of_cost_are_solved_at_any_elasticity(theta: float, labour: Labour) -> None:
    economy = changed(drawn(12, actors=12, sectors=4), elasticity=np.full(4, theta))
    cost = np.random.default_rng(2).uniform(0.5, 3, economy.flows.shape)
    cost[np.arange(12), np.arange(12)] = 1
    solved(economy, Shock(cost_hat=cost), "zero", labour)


@quick
@given(st.integers(0, 10**6), st.sampled_from(CLOSURES), st.sampled_from(KINDS_OF_LABOUR))
def test_an_embargo_is_the_same_with_the_old_tariffs_spelt_out(seed: int, closure: Deficits, labour: Labour) -> None:
    """The one is solved as a change of a few cells, the other as a new set of all."""
    economy = drawn(seed, actors=6, sectors=2, inputs=0.4, empty=0.3)
    cost = np.ones_like(economy.flows)
    cost[0, 1] = np.inf
    ready = prepare(economy, deficits=closure, labour=labour, clip=1.0)
    spelt_out = Shock(cost_hat=cost, tariffs=np.zeros_like(cost))
    try:
        few = ready.solve(Shock(cost_hat=cost))
    except SolverError:  # a surplus that what is left of trade cannot hold: neither way finds what does not exist
        with pytest.raises(SolverError):
            ready.solve(spelt_out)
        return
    all_cells = ready.solve(spelt_out)
    assert few.welfare_hat == pytest.approx(all_cells.welfare_hat, rel=1e-7)
    assert few.price_hat == pytest.approx(all_cells.price_hat, rel=1e-6)
    assert (few.isolated == all_cells.isolated).all()


@pytest.mark.parametrize("labour", KINDS_OF_LABOUR)
def test_one_shock_or_many_on_an_economy_give_the_same_solution(labour: Labour) -> None:
    economy = drawn(11, actors=9, sectors=4, services=1)
    cost = np.ones_like(economy.flows)
    cost[0, 1] = np.inf
    shock = Shock(cost_hat=cost)
    single = prepare(economy, labour=labour, once=True).solve(shock, tolerance=1e-12)
    several = prepare(economy, labour=labour).solve(shock, tolerance=1e-12)
    assert single.welfare_hat == pytest.approx(several.welfare_hat, rel=1e-10)
    assert single.iterations > several.iterations  # what is left out is what saves sweeps
