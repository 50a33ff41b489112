"""Observed sales, at the prices that were paid, are an equilibrium of the calibrated market."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.layers.energy.markets import agreed, drawn, made, used, ways

from marchland.layers.energy import Market, calibrated, cut, equilibrium, reprice

SEEDS = st.integers(0, 2**32 - 1)


def observed(market: Market, seed: int) -> np.ndarray:
    """Return sales that the market's fields and pipes can bear, some of which cheaper sellers would have made."""
    rng = np.random.default_rng(seed)
    free = replace(market, wedge=rng.uniform(0, 200, (len(market.nodes),) * 2))
    return equilibrium(free).sales * 0.9


@given(seed=SEEDS, substitution=st.sampled_from([np.inf, 4.0]))
@settings(max_examples=20, deadline=None)
def test_the_base_year_is_an_equilibrium(seed: int, substitution: float) -> None:
    market = drawn(seed, nodes=10, sellers=3, arcs=30, wedges=False, tight=1.0)
    sales = observed(market, seed)
    price = np.random.default_rng(seed).uniform(100, 500, sales.shape)
    base = calibrated(market, sales=sales, price=price, reserve=5.0, substitution=substitution)
    found = equilibrium(base)
    assert found.residual < 1e-8
    if np.isfinite(substitution):
        assert found.sales == pytest.approx(sales, rel=1e-4, abs=1e-4)
        sold = sales > 1e-3
        assert found.paid[sold] == pytest.approx(price[sold], rel=1e-4)


def two_cities() -> Market:
    """near <--1-- field --1--> far, with 4 units sold to each."""
    return Market(
        nodes=("field", "near", "far"),
        supply=made(node=[0], capacity=[20.0], marginal_cost=[20.0], slope=1.0),
        demand=used(node=[1, 2], quantity=[4.0, 4.0], price=[165.0, 275.0], elasticity=0.5, rationing_price=900.0),
        arcs=ways(tail=[0, 0], head=[1, 2], capacity=[10.0, 10.0], tariff=1.0),
    )


SALES = np.array([[0.0, 4.0, 4.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])


def test_one_seller_has_many_prices() -> None:
    base = calibrated(two_cities(), sales=SALES)
    found = equilibrium(base)
    assert found.paid[0, 1:] == pytest.approx([165.0, 275.0])
    assert np.asarray(base.wedge)[0, 1:] == pytest.approx([165 - 29, 275 - 29])
    assert found.sales == pytest.approx(SALES, abs=1e-6)


def test_what_the_buyer_did_not_pay_stays_at_his_node() -> None:
    price = np.full((3, 3), np.nan)
    price[0, 1] = 100.0
    found = equilibrium(calibrated(two_cities(), sales=SALES, price=price))
    assert found.paid[0, 1:] == pytest.approx([100.0, 275.0])
    assert found.surplus.wedge[1] == pytest.approx(65 * 4)


def test_a_dearer_contract_costs_the_buyer_and_pays_the_seller() -> None:
    market = two_cities()
    base = calibrated(replace(market, supply=replace(market.supply, slope=0.0)), sales=SALES)
    before, after = equilibrium(base), equilibrium(reprice(base, seller=0, buyer=1, change=110.0))
    # use falls by a unit for each 82.5 that the price rises
    assert after.sales[0, 1] == pytest.approx(4 - 110 / 82.5)
    assert after.paid[0, 1] == pytest.approx(275.0)
    assert after.surplus.total[1] < before.surplus.total[1]
    assert after.surplus.wedge[0] > before.surplus.wedge[0]


def test_contracts_hold_the_sales_to_what_is_agreed_after_it() -> None:
    market = replace(two_cities(), contracts=agreed(seller=[0, 0], buyer=[1, 2], maximum=[4.0, 8.0]))
    base = calibrated(market, sales=SALES)
    assert equilibrium(base).sales == pytest.approx(SALES, abs=1e-6)
    after = equilibrium(cut(base, seller=0, buyer=1, maximum=1.0))
    assert after.sales[0, 1] == pytest.approx(1.0)
    assert after.price[1] == pytest.approx(165 + 82.5 * 3)


def test_what_is_resold_is_calibrated_with_it() -> None:
    market = Market(
        nodes=("field", "hub", "city"),
        supply=made(node=[0], capacity=[20.0], marginal_cost=[20.0], slope=1.0),
        demand=used(node=[1, 2], quantity=[4.0, 3.0], price=[200.0, 260.0], elasticity=0.5, rationing_price=900.0),
        arcs=ways(tail=[0, 1], head=[1, 2], capacity=[10.0, 10.0], tariff=1.0),
        contracts=agreed(seller=[0], buyer=[1], resale=True),
    )
    sales, price = np.zeros((3, 3)), np.full((3, 3), np.nan)
    sales[0, 1], sales[1, 1], sales[1, 2] = 7.0, 4.0, 3.0
    price[0, 1], price[1, 2] = 180.0, 255.0
    found = equilibrium(calibrated(market, sales=sales, price=price, reserve=1.0))
    assert found.sales == pytest.approx(sales, abs=1e-6)
    assert found.paid[0, 1] == pytest.approx(180.0)
    assert found.paid[1, 2] == pytest.approx(255.0)


def test_a_field_without_limit_makes_what_is_sold_at_its_own_cost() -> None:
    market = Market(
        nodes=("field", "city"),
        supply=made(node=[0, 0], capacity=[10.0, np.inf], marginal_cost=[5.0, 20.0], slope=[0.0, 2.0]),
        demand=used(node=[1], quantity=[40.0], price=[200.0], elasticity=0.3, rationing_price=800.0),
        arcs=ways(tail=[0], head=[1], capacity=[np.inf], tariff=[10.0]),
    )
    sales = np.array([[0.0, 40.0], [0.0, 0.0]])
    base = calibrated(market, sales=sales, substitution=5.0)
    found = equilibrium(base)
    # 10 at 5, then 30 more at 20 + 2 q.
    assert base.supply.capacity[0] == 10
    assert found.supply == pytest.approx([10, 30], rel=1e-6)
    assert np.asarray(base.wedge)[0, 1] == pytest.approx(200 - (20 + 2 * 30 + 10), rel=1e-5)


def test_who_delivers_more_than_usual_gets_for_it_what_the_city_pays() -> None:
    market = Market(
        nodes=("near", "far", "city"),
        supply=made(node=[0, 1], capacity=[np.inf] * 2, marginal_cost=[20.0] * 2, slope=[1.0] * 2),
        demand=used(node=[2], quantity=[20.0], price=[200.0], elasticity=0.3, rationing_price=800.0),
        arcs=ways(tail=[0, 1], head=[2, 2], capacity=[np.inf] * 2, tariff=[10.0] * 2),
    )
    sales, price = np.zeros((3, 3)), np.full((3, 3), np.nan)
    sales[0, 2] = sales[1, 2] = 10.0
    price[0, 2], price[1, 2] = 90.0, 200.0
    base = calibrated(market, sales=sales, price=price, substitution=5.0)
    before, after = equilibrium(base), equilibrium(cut(base, seller=1, buyer=2, maximum=0.0))
    amount = after.sales[0, 2]
    assert amount > 10
    assert before.paid[0, 2] == pytest.approx(90)
    # The usual 10 at 110 below the price of the city, the rest at that price.
    assert after.paid[0, 2] * amount == pytest.approx(after.price[2] * amount - 110 * 10, rel=1e-5)
    # Nobody gains by being cut off.
    assert after.surplus.total[2] < before.surplus.total[2]
