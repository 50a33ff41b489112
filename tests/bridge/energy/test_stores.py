"""What may be taken out of stores, and what it is worth there."""

from __future__ import annotations

import numpy as np
import pytest

from marchland.bridge.energy.stores import BLOCKS, LAST, REFILL, STEPS, lasting, stores, stores_at
from marchland.layers import energy

FIRST = BLOCKS - 1
PRICE, TOP = np.array([300.0, 100.0, 50.0]), np.array([3000.0, 1000.0, 500.0])


def held(free: float = 0.4, scarcity: float = 1.0, rate: float = np.inf) -> energy.Storage:
    return stores(
        np.array([0, 2]),
        np.array([10.0, 1.0]),
        np.array([rate, np.inf]),
        price=PRICE,
        top=TOP,
        free=free,
        scarcity=scarcity,
    )


def below(storage: energy.Storage, worth: float) -> float:
    """Return what the first store gives where a unit is worth so much."""
    mine = storage.node == 0
    return float(storage.stock[mine & (np.asarray(storage.worth) <= worth)].sum())


def test_what_is_left_when_the_worth_has_doubled_is_half_of_what_is_free() -> None:
    for scarcity, left in ((1.0, 1 / 2.4), (2.0, 2.4**-0.5)):
        given = below(held(scarcity=scarcity), 2.4 * REFILL * 300.0)
        assert given == pytest.approx(0.4 * 10.0 * (1 - left))


def test_the_first_unit_costs_little_more_than_its_price_and_each_block_more_than_the_one_before() -> None:
    worth = np.asarray(held().worth).reshape(2, BLOCKS)
    assert (np.diff(worth[:, :-2]) > 0).all()
    assert (worth[:, 0] > np.array([300.0, 50.0])).all()
    assert worth[:, 0] == pytest.approx([1.05 * 300.0, 1.05 * 50.0], rel=0.01)


def test_the_season_comes_last_and_all_together_is_what_is_in_store() -> None:
    for free in (0.2, 0.6):
        storage = held(free=free)
        assert storage.stock.sum() == pytest.approx(11.0)
        assert storage.stock[FIRST] >= (1 - free) * 10.0
        assert np.asarray(storage.worth)[FIRST] == pytest.approx(LAST * 3000.0)
        assert (np.asarray(storage.worth)[:FIRST] <= np.asarray(storage.worth)[FIRST]).all()


def test_scarce_stores_give_less_at_any_price() -> None:
    for price in (320.0, 400.0, 600.0, 2000.0):
        assert below(held(scarcity=2.0), price) <= below(held(scarcity=0.5), price)


def test_in_few_days_the_blocks_together_give_no_more_than_comes_out_of_the_store() -> None:
    market = energy.Market(
        nodes=("a", "b", "c"),
        supply=energy.Supply(
            node=np.array([1]), capacity=np.array([1.0]), marginal_cost=np.array([1.0]), slope=np.array([1.0])
        ),
        demand=energy.Demand(
            node=np.array([0, 1, 2]),
            quantity=np.ones(3),
            price=np.full(3, 300.0),
            elasticity=0.2,
            rationing_price=1800.0,
        ),
        arcs=energy.Arcs(tail=np.array([1]), head=np.array([0]), capacity=np.array([1.0]), tariff=np.array([1.0])),
        storage=held(rate=0.05),
    )
    short = lasting(market, 10.0, 0.4)
    assert short.days == 10.0
    first = short.storage.stock[:BLOCKS]
    assert first.sum() == pytest.approx(0.5)
    # The cheap blocks come first.
    assert first[np.flatnonzero(first).max() + 1 :].sum() == 0
    assert short.storage.most(10.0)[:BLOCKS] == pytest.approx(first * 36.5)
    # The other store is not bound by its rate: what the season takes after the ten days is free as well.
    season = short.storage.stock[BLOCKS + FIRST]
    assert season == pytest.approx(1 - (1 - 0.6 * 10 / 150) * (1 - STEPS[-1] ** -1.0))
    assert short.storage.stock[BLOCKS:].sum() == pytest.approx(1.0)
    for days in (150.0, 365.0):
        assert lasting(market, days, 0.4).storage.stock[BLOCKS:] == pytest.approx(market.storage.stock[BLOCKS:])


def test_where_a_unit_is_dearer_by_now_all_of_the_free_part_is() -> None:
    storage = held()
    dear = stores_at(storage, np.array([600.0, 100.0, 50.0]), TOP)
    assert np.asarray(dear.worth)[0] == pytest.approx(2 * np.asarray(storage.worth)[0])
    assert np.asarray(dear.worth)[FIRST] == pytest.approx(np.asarray(storage.worth)[FIRST])
    assert np.asarray(dear.worth)[BLOCKS:] == pytest.approx(np.asarray(storage.worth)[BLOCKS:])
    assert dear.stock == pytest.approx(storage.stock)
