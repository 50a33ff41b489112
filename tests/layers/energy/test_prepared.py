"""From a base nearby the same equilibrium is found, whatever was solved before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.layers.energy.markets import drawn

from marchland.layers.energy import Equilibrium, Market, build, close, cut, equilibrium, prepare, reprice, supply, toll


def shaken(market: Market, seed: int, spread: float = 0.1) -> Market:
    """Return the market with most of its figures drawn again, nearby."""
    rng = np.random.default_rng(seed)

    def again(values: np.ndarray | float) -> np.ndarray:
        array = np.asarray(values)
        return array * np.exp(spread * rng.standard_normal(array.shape))

    price = again(market.demand.price)
    return replace(
        market,
        supply=replace(
            market.supply,
            capacity=again(market.supply.capacity),
            marginal_cost=again(market.supply.marginal_cost),
            slope=again(market.supply.slope),
        ),
        demand=replace(
            market.demand,
            quantity=again(market.demand.quantity),
            price=price,
            elasticity=again(market.demand.elasticity),
            rationing_price=np.maximum(price, again(market.demand.rationing_price)),
        ),
        arcs=replace(market.arcs, capacity=again(market.arcs.capacity), tariff=again(market.arcs.tariff)),
        wedge=again(market.wedge),
    )


BASE = drawn(3, nodes=20, sellers=6, arcs=70, contracts=5, stores=3, tight=0.6)


def same(one: Equilibrium, other: Equilibrium) -> None:
    assert one.objective == pytest.approx(other.objective, rel=1e-9)
    assert one.demand == pytest.approx(other.demand, rel=1e-5, abs=1e-6)
    assert one.residual < 1e-8


@pytest.mark.parametrize("seed", range(10))
def test_drawn_again(seed: int) -> None:
    market = shaken(BASE, seed)
    same(prepare(BASE).solve(market), equilibrium(market))


@pytest.mark.parametrize("seed", range(5))
def test_a_lever_in_a_draw_is_found_from_the_draw(seed: int) -> None:
    market = shaken(BASE, seed)
    changed = close(market, arcs=[3, 10])
    same(prepare(BASE).at(market).solve(changed), equilibrium(changed))


def test_pairs_that_may_trade_nothing_are_no_sales() -> None:
    seller, market = int(BASE.sellers[0]), BASE
    for buyer in BASE.demand.node:
        market = cut(market, seller=seller, buyer=int(buyer), maximum=0.0)
    found = prepare(BASE).solve(market)
    same(found, equilibrium(market))
    assert found.sales[seller].sum() == 0.0
    assert found.objective < equilibrium(BASE).objective


@pytest.mark.parametrize(
    "changed",
    [
        close(BASE, arcs=[3, 10]),
        close(BASE, arcs=np.flatnonzero(np.isfinite(BASE.arcs.capacity))[:4], share=0.4),
        toll(BASE, arcs=[5, 6], amount=20.0, receiver=0),
        cut(BASE, seller=int(BASE.sellers[0]), buyer=int(BASE.demand.node[0]), maximum=0.0),
        reprice(BASE, seller=int(BASE.sellers[1]), buyer=int(BASE.demand.node[2]), change=80.0),
        supply(BASE, node=int(BASE.demand.node[1]), capacity=5.0, marginal_cost=40.0),
        build(BASE, tail=int(BASE.sellers[0]), head=int(BASE.demand.node[1]), capacity=4.0, tariff=1.0),
        drawn(4, nodes=15, sellers=4, arcs=45),
        replace(BASE, days=10.0),
    ],
)
def test_levers(changed: Market) -> None:
    same(prepare(BASE).solve(changed), equilibrium(changed))


def test_the_order_does_not_matter() -> None:
    prepared = prepare(BASE)
    first = prepared.solve(shaken(BASE, 1))
    prepared.solve(shaken(BASE, 2))
    again = prepared.solve(shaken(BASE, 1))
    assert first.price.tobytes() == again.price.tobytes()
    assert first.flow.tobytes() == again.flow.tobytes()


def test_the_base_is_its_own_solution() -> None:
    prepared = prepare(BASE)
    again = prepared.solve(BASE)
    assert again.steps == 0
    assert again.flow == pytest.approx(prepared.base.flow)


def test_no_lever_changes_the_market_it_is_pulled_on() -> None:
    before = BASE.arcs.capacity.copy()
    close(BASE, arcs=[0])
    assert (BASE.arcs.capacity == before).all()
    assert not BASE.arcs.capacity.flags.writeable


def test_a_toll_is_income_of_its_receiver() -> None:
    free = equilibrium(BASE)
    arc = int(np.argmax(free.flow))
    receiver = int(BASE.demand.node[0])
    taxed = equilibrium(toll(BASE, arcs=[arc], amount=1.0, receiver=receiver))
    tariff = np.bincount(
        np.asarray(BASE.arcs.receiver), weights=np.asarray(BASE.arcs.tariff) * taxed.flow, minlength=20
    )
    assert taxed.surplus.transit[receiver] - tariff[receiver] == pytest.approx(taxed.flow[arc])
