"""Markets small enough to solve on paper.

Inverse demand is 60 - 3 d up to a rationing price, 30 for the 10 units that were observed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.layers.energy.markets import agreed, made, stored, used, ways

from marchland.layers.energy import Demand, Equilibrium, Market, equilibrium

INF = np.inf


def users(node: int, rationing_price: float = 60.0) -> Demand:
    return used(node=[node], quantity=[10.0], price=[30.0], elasticity=1.0, rationing_price=rationing_price)


def line(*, capacity: float = INF, loss: float = 0.0, rationing_price: float = 60.0) -> Market:
    """a (10 + q) --5--> b."""
    return Market(
        nodes=("a", "b"),
        supply=made(node=[0], capacity=[INF], marginal_cost=[10.0], slope=1.0),
        demand=users(1, rationing_price),
        arcs=ways(tail=[0], head=[1], capacity=[capacity], tariff=5.0, loss=loss),
    )


def fork(**changes: Any) -> Market:  # noqa: ANN401
    """a (10 + q) --5, at most 4--> c <--2-- b (20 + q)."""
    market = Market(
        nodes=("a", "b", "c"),
        supply=made(node=[0, 1], capacity=[INF, INF], marginal_cost=[10.0, 20.0], slope=1.0),
        demand=users(2),
        arcs=ways(tail=[0, 1], head=[2, 2], capacity=[4.0, INF], tariff=[5.0, 2.0]),
    )
    return replace(market, **changes)


def accounts_add_up(market: Market, found: Equilibrium) -> None:
    wedge = np.asarray(market.wedge) + np.asarray(market.margin)
    transfers = found.surplus.transit.sum() + (wedge * found.sales).sum()
    assert found.surplus.total.sum() - transfers == pytest.approx(found.objective, rel=1e-7)


def test_two_nodes() -> None:
    market = line()
    found = equilibrium(market)
    assert found.flow == pytest.approx([11.25])
    assert found.price == pytest.approx([21.25, 26.25])
    assert found.surplus.consumer == pytest.approx([0.0, 11.25 * (60 - 26.25) / 2])
    assert found.surplus.producer == pytest.approx([11.25**2 / 2, 0.0])
    assert found.surplus.transit == pytest.approx([5 * 11.25, 0.0], abs=1e-6)
    assert found.surplus.congestion == pytest.approx([0.0, 0.0], abs=1e-6)
    accounts_add_up(market, found)


def test_a_full_pipe_earns_what_it_holds_back() -> None:
    market = line(capacity=6.0)
    found = equilibrium(market)
    assert found.price == pytest.approx([16.0, 42.0])
    assert found.congestion == pytest.approx([21.0])
    assert found.surplus.congestion == pytest.approx([126.0, 0.0])
    accounts_add_up(market, found)


def test_compressors_burn_what_they_need() -> None:
    market = line(loss=0.1)
    found = equilibrium(market)
    sent = 39 / 3.43
    assert found.supply == pytest.approx([sent])
    assert found.demand == pytest.approx([0.0, 0.9 * sent])
    assert found.price == pytest.approx([10 + sent, (15 + sent) / 0.9])
    accounts_add_up(market, found)


def test_what_is_wanted_at_the_rationing_price_is_unserved() -> None:
    market = line(capacity=2.0, rationing_price=45.0)
    found = equilibrium(market)
    assert found.price == pytest.approx([12.0, 45.0])
    assert found.demand == pytest.approx([0.0, 2.0])
    assert found.unserved == pytest.approx([0.0, 3.0])
    assert found.surplus.consumer == pytest.approx([0.0, 0.0], abs=1e-6)
    accounts_add_up(market, found)


def test_use_that_does_not_answer_to_the_price() -> None:
    market = line(rationing_price=45.0)
    fixed = replace(market, demand=replace(market.demand, elasticity=0.0))
    assert equilibrium(fixed).demand == pytest.approx([0.0, 10.0])
    short = replace(fixed, arcs=replace(market.arcs, capacity=np.array([4.0])))
    assert equilibrium(short).unserved == pytest.approx([0.0, 6.0])


def test_two_sellers_and_a_full_pipe() -> None:
    market = fork()
    found = equilibrium(market)
    assert found.supply == pytest.approx([4.0, 6.5])
    assert found.price == pytest.approx([14.0, 26.5, 28.5])
    assert found.congestion == pytest.approx([9.5, 0.0])
    assert found.sales[:, 2] == pytest.approx([4.0, 6.5, 0.0])
    accounts_add_up(market, found)


def test_a_contract_that_must_be_taken() -> None:
    market = fork(contracts=agreed(seller=[1], buyer=[2], minimum=8.0, price=40.0))
    found = equilibrium(market)
    # 8 from b; what a sends stays full at 4, so the price falls to 60 - 36
    assert found.price[2] == pytest.approx(24.0)
    assert found.sales[1, 2] == pytest.approx(8.0)
    assert found.paid[1, 2] == pytest.approx(40.0)
    # the seller gets 40 for what costs him 28 + 2, the buyer's node pays 40 for what is worth 24
    assert found.surplus.wedge == pytest.approx([0.0, (40 - 30) * 8, (24 - 40) * 8], abs=1e-6)
    accounts_add_up(market, found)


def test_a_contract_that_ends_what_may_be_bought() -> None:
    market = fork(contracts=agreed(seller=[1], buyer=[2], maximum=2.0))
    found = equilibrium(market)
    assert found.price[2] == pytest.approx(60 - 3 * 6)
    assert found.paid[1, 2] == pytest.approx(22.0 + 2.0)
    assert found.surplus.wedge == pytest.approx([0.0, 0.0, (42 - 24) * 2], abs=1e-6)
    accounts_add_up(market, found)


def test_a_wedge_is_what_the_seller_gets_above_his_cost() -> None:
    wedge = np.zeros((2, 2))
    wedge[0, 1] = 9.0
    market = replace(line(), wedge=wedge)
    found = equilibrium(market)
    # 10 + q + 5 + 9 = 60 - 3 q
    assert found.flow == pytest.approx([9.0])
    assert found.paid[0, 1] == pytest.approx(33.0)
    assert found.surplus.wedge == pytest.approx([81.0, 0.0], abs=1e-6)
    accounts_add_up(market, found)


def test_a_margin_is_what_the_buyers_node_keeps() -> None:
    margin = np.zeros((2, 2))
    margin[0, 1] = 9.0
    market = replace(line(), margin=margin)
    found = equilibrium(market)
    assert found.paid[0, 1] == pytest.approx(24.0)
    assert found.price[1] == pytest.approx(33.0)
    assert found.surplus.wedge == pytest.approx([0.0, 81.0], abs=1e-6)
    accounts_add_up(market, found)


def test_stores_give_at_most_their_stock_over_the_days() -> None:
    store = stored(node=[1], stock=[0.5], rate=[1.0], worth=20.0)
    market = replace(line(capacity=6.0), storage=store, days=73.0)
    found = equilibrium(market)
    # half a unit in a fifth of a year is 2.5 a year
    assert found.storage == pytest.approx([2.5])
    assert found.price[1] == pytest.approx(60 - 3 * 8.5)
    assert found.surplus.storage == pytest.approx([0.0, (34.5 - 20) * 2.5], abs=1e-6)
    accounts_add_up(market, found)


def test_stores_give_no_faster_than_they_can() -> None:
    store = stored(node=[1], stock=[5.0], rate=[0.01], worth=20.0)
    assert equilibrium(replace(line(capacity=6.0), storage=store, days=30.0)).storage == pytest.approx([3.65])


def test_stores_keep_what_is_worth_more_later() -> None:
    store = stored(node=[1], stock=[5.0], worth=50.0)
    assert equilibrium(replace(line(capacity=6.0), storage=store)).storage == pytest.approx([0.0], abs=1e-7)


def test_a_buyer_may_sell_on_what_he_bought() -> None:
    """a (10 + q) --> b --5--> c, where b buys from a and sells to c for 4 more than it cost him."""
    wedge = np.zeros((3, 3))
    wedge[1, 2] = 4.0
    barred = agreed(seller=[0, 0], buyer=[1, 2], maximum=[INF, 0.0], resale=[True, False])
    market = Market(
        nodes=("a", "b", "c"),
        supply=made(node=[0], capacity=[INF], marginal_cost=[10.0], slope=1.0),
        demand=users(2),
        arcs=ways(tail=[0, 1], head=[1, 2], capacity=[INF, INF], tariff=[0.0, 5.0]),
        contracts=barred,
        wedge=wedge,
    )
    found = equilibrium(market)
    # 10 + q + 5 + 4 = 60 - 3 q
    assert found.sales[0, 1] == pytest.approx(10.25)
    assert found.sales[1, 2] == pytest.approx(10.25)
    assert found.sellers == pytest.approx([0, 1])
    assert found.surplus.wedge == pytest.approx([0.0, 41.0, 0.0], abs=1e-6)
    accounts_add_up(market, found)


def test_a_stiff_sale_moves_less() -> None:
    """Of 10.5 units b sells 6.5; where it usually sold 4 and each unit more costs 1 more, it sells less."""
    stiffness, usual = np.zeros((3, 3)), np.zeros((3, 3))
    stiffness[1, 2], usual[1, 2] = 1.0, 4.0
    found = equilibrium(fork(stiffness=stiffness, usual=usual))
    # 22 + q + (q - 4) = 60 - 3 (4 + q)
    assert found.sales[1, 2] == pytest.approx(6.0)
    assert found.paid[1, 2] == pytest.approx(22 + 6 + 2)


@pytest.mark.parametrize("least", [10.0, 16.0, 20.0, 30.0])
def test_a_stiff_sale_by_two_ways_keeps_a_minimum_beyond_what_it_is_worth(least: float) -> None:
    """a (10 + q) reaches b by two pipes; it sold 4, each unit more costs 100 more, and far more is owed."""
    stiffness, usual = np.zeros((2, 2)), np.zeros((2, 2))
    stiffness[0, 1], usual[0, 1] = 100.0, 4.0
    market = Market(
        nodes=("a", "b"),
        supply=made(node=[0], capacity=[INF], marginal_cost=[10.0], slope=1.0),
        demand=users(1),
        arcs=ways(tail=[0, 0], head=[1, 1], capacity=[8.0, INF], tariff=[5.0, 7.0]),
        contracts=agreed(seller=[0], buyer=[1], minimum=least),
        stiffness=stiffness,
        usual=usual,
    )
    found = equilibrium(market)
    assert found.sales[0, 1] == pytest.approx(least)
    assert found.flow == pytest.approx([8.0, least - 8.0])
    # What users do not want at any price is let go.
    assert found.demand[1] == pytest.approx(min(least, 20.0))
    assert found.price[1] == pytest.approx(60 - 3 * min(least, 20.0), abs=1e-5)
    assert found.residual < 1e-8


def test_nothing_to_trade() -> None:
    market = Market(
        nodes=("a",),
        supply=made(node=[], capacity=[], marginal_cost=[]),
        demand=users(0, 45.0),
        arcs=ways(tail=[], head=[], capacity=[], tariff=[]),
    )
    found = equilibrium(market)
    assert found.price == pytest.approx([45.0])
    assert found.unserved == pytest.approx([5.0])
