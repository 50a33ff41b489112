"""What holds of the equilibrium of any market."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.layers.energy.markets import drawn, obliged, stiffened

from marchland.layers.energy import CannotClear, Equilibrium, Market, close, cut, equilibrium, prepare, supply, toll

SEEDS = st.integers(0, 2**32 - 1)
MARKETS = st.builds(
    lambda seed, nodes, stores, tight: drawn(seed, nodes=nodes, sellers=3, arcs=3 * nodes, stores=stores, tight=tight),
    SEEDS,
    st.integers(4, 14),
    st.integers(0, 3),
    st.sampled_from([0.2, 0.6, 2.0]),
)


def premium(market: Market) -> np.ndarray:
    both: np.ndarray = np.asarray(market.wedge) + np.asarray(market.margin)
    return both


@given(market=MARKETS)
@settings(max_examples=25, deadline=None)
def test_every_unit_of_money_has_a_receiver(market: Market) -> None:
    found = equilibrium(market)
    transfers = found.surplus.transit.sum() + (premium(market) * found.sales).sum()
    assert found.surplus.total.sum() - transfers == pytest.approx(found.objective, rel=1e-7)


@given(market=MARKETS)
@settings(max_examples=25, deadline=None)
def test_what_is_produced_is_used_or_lost(market: Market) -> None:
    found = equilibrium(market)
    lost = (found.flow * np.asarray(market.arcs.loss)).sum()
    assert found.supply.sum() + found.storage.sum() - lost == pytest.approx(found.demand.sum(), rel=1e-7)
    assert found.flow == pytest.approx(found.flow_by_seller.sum(axis=0))


@given(market=MARKETS)
@settings(max_examples=25, deadline=None)
def test_along_an_arc_in_use_prices_differ_by_what_it_costs(market: Market) -> None:
    found, arcs = equilibrium(market), market.arcs
    full = found.flow > arcs.capacity - 1e-5
    for seller, arc in np.argwhere(found.flow_by_seller > 1e-4):
        there = found.delivered[seller, arcs.head[arc]] * (1 - np.asarray(arcs.loss)[arc])
        here = found.delivered[seller, arcs.tail[arc]] + arcs.charge[arc]
        assert there == pytest.approx(here + found.congestion[arc], rel=1e-6)
        assert full[arc] or found.congestion[arc] == pytest.approx(0.0, abs=1e-4)


@given(market=MARKETS)
@settings(max_examples=25, deadline=None)
def test_a_buyer_pays_the_price_of_his_node(market: Market) -> None:
    found = equilibrium(market)
    for seller, buyer in np.argwhere(found.sales > 1e-4):
        price = found.paid[seller, buyer] + np.asarray(market.margin)[seller, buyer]
        assert price == pytest.approx(found.price[buyer], rel=1e-6)


@given(market=MARKETS, arc=st.integers(0, 11), more=st.floats(0.01, 10.0))
@settings(max_examples=25, deadline=None)
def test_more_capacity_never_lowers_what_there_is_to_gain(market: Market, arc: int, more: float) -> None:
    wider = np.asarray(market.arcs.capacity).copy()
    wider[arc] += more
    before, after = equilibrium(market), equilibrium(replace(market, arcs=replace(market.arcs, capacity=wider)))
    assert after.objective >= before.objective - 1e-7 * abs(before.objective)


@given(market=MARKETS, capacity=st.floats(0.1, 20.0), cost=st.floats(1.0, 300.0))
@settings(max_examples=15, deadline=None)
def test_more_supply_never_lowers_what_there_is_to_gain(market: Market, capacity: float, cost: float) -> None:
    node = int(market.supply.node[0])
    after = equilibrium(supply(market, node=node, capacity=capacity, marginal_cost=cost))
    before = equilibrium(market)
    assert after.objective >= before.objective - 1e-7 * abs(before.objective)


@given(market=MARKETS)
@settings(max_examples=25, deadline=None)
def test_closing_an_unused_arc_changes_nothing(market: Market) -> None:
    before = equilibrium(market)
    idle = np.flatnonzero(before.flow < 1e-9)
    after = equilibrium(close(market, arcs=idle))
    same_worth(before, after)


@given(market=MARKETS, arc=st.integers(0, 11), amount=st.floats(0.5, 50.0))
@settings(max_examples=15, deadline=None)
def test_a_toll_never_adds_to_what_there_is_to_gain(market: Market, arc: int, amount: float) -> None:
    after, before = equilibrium(toll(market, arcs=arc, amount=amount)), equilibrium(market)
    assert after.objective <= before.objective + 1e-7 * abs(before.objective)
    assert after.flow[arc] <= before.flow[arc] + 1e-4 or before.flow[arc] > 0


@given(market=MARKETS, share=st.floats(0.0, 1.0))
@settings(max_examples=15, deadline=None)
def test_a_cut_is_kept(market: Market, share: float) -> None:
    before = equilibrium(market)
    seller, buyer = np.unravel_index(int(np.argmax(before.sales)), before.sales.shape)
    maximum = share * before.sales[seller, buyer]
    after = equilibrium(cut(market, seller=int(seller), buyer=int(buyer), maximum=maximum))
    assert after.sales[seller, buyer] <= maximum + 1e-6
    assert after.objective <= before.objective + 1e-7 * abs(before.objective)


@given(market=MARKETS, money=st.floats(1e-3, 1e3), size=st.floats(1e-3, 1e3))
@settings(max_examples=15, deadline=None)
def test_the_units_of_money_and_of_quantity_do_not_matter(market: Market, money: float, size: float) -> None:
    one, other = equilibrium(market), equilibrium(scaled(market, money, size))
    assert other.objective == pytest.approx(one.objective * money * size, rel=1e-7)
    assert other.price == pytest.approx(one.price * money, rel=1e-5)


@given(seed=SEEDS, contracts=st.integers(1, 8))
@settings(max_examples=25, deadline=None)
def test_contracts_are_kept_or_refused_by_name(seed: int, contracts: int) -> None:
    market = drawn(seed, nodes=8, sellers=3, arcs=24, contracts=contracts, tight=0.3)
    try:
        found = equilibrium(market)
    except CannotClear as error:
        named, missing = error.node in market.nodes, error.quantity
    else:
        kept(market, found)
        return
    assert named
    assert missing > 0


@given(seed=SEEDS, contracts=st.integers(1, 5), stiff=st.booleans(), tight=st.sampled_from([0.3, 1.0, 5.0]))
@settings(max_examples=60, deadline=None)
def test_minima_far_above_what_a_pair_sells_are_kept_or_refused_by_name(
    seed: int, contracts: int, stiff: bool, tight: float
) -> None:
    base = drawn(seed, nodes=8, sellers=3, arcs=24, stores=1, tight=tight)
    base = stiffened(base, seed) if stiff else base
    market = obliged(base, seed, contracts, resale=0.2)
    for solve in (equilibrium, prepare(base).solve):
        try:
            found = solve(market)
        except CannotClear as error:
            assert error.node in market.nodes  # noqa: PT017
            assert error.quantity > 0  # noqa: PT017
            continue
        assert found.residual < 1e-8
        kept(market, found)


def kept(market: Market, found: Equilibrium) -> None:
    agreed = market.contracts
    for pair in {*zip(agreed.seller.tolist(), agreed.buyer.tolist(), strict=True)}:
        of = (agreed.seller == pair[0]) & (agreed.buyer == pair[1])
        assert found.sales[pair] >= np.asarray(agreed.minimum)[of].sum() - 1e-5
        assert found.sales[pair] <= np.asarray(agreed.maximum)[of].sum() + 1e-5


def same_worth(before: Equilibrium, after: Equilibrium) -> None:
    assert after.objective == pytest.approx(before.objective, rel=1e-8)
    assert after.demand == pytest.approx(before.demand, rel=1e-5, abs=1e-5)
    assert after.price[before.demand > 0] == pytest.approx(before.price[before.demand > 0], rel=1e-5)


def scaled(market: Market, money: float, size: float) -> Market:
    """Return the same market in another currency and another unit of quantity."""
    made, used, arcs, stores = market.supply, market.demand, market.arcs, market.storage
    return replace(
        market,
        supply=replace(
            made,
            capacity=made.capacity * size,
            marginal_cost=made.marginal_cost * money,
            slope=np.asarray(made.slope) * money / size,
        ),
        demand=replace(
            used,
            quantity=used.quantity * size,
            price=used.price * money,
            rationing_price=np.asarray(used.rationing_price) * money,
        ),
        arcs=replace(
            arcs,
            capacity=arcs.capacity * size,
            tariff=np.asarray(arcs.tariff) * money,
            cost=np.asarray(arcs.cost) * money,
        ),
        storage=replace(
            stores,
            stock=stores.stock * size,
            rate=np.asarray(stores.rate) * size,
            worth=np.asarray(stores.worth) * money,
        ),
        wedge=np.asarray(market.wedge) * money,
    )
