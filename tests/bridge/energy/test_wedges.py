"""What sellers ask, and how fast sales that were small or none may grow."""

from __future__ import annotations

import numpy as np
import pytest

from marchland.bridge.energy.wedges import new_sellers, usual_sales

NEAR, FAR, HOME, BUYER = 0, 1, 2, 3


def sold() -> np.ndarray:
    sales = np.zeros((4, 4))
    sales[NEAR, NEAR], sales[NEAR, FAR] = 50.0, 20.0
    sales[FAR, FAR], sales[FAR, NEAR] = 10.0, 20.0
    sales[HOME, HOME] = 500.0
    sales[HOME, BUYER] = 5.0
    return sales


DELIVERED = np.array([[30.0, 60, 60, 40], [130, 30, 130, 90], [40, 40, 30, 40], [np.inf] * 4])
PRICE = np.array([100.0, 100, 20, 100])


def usual(substitution: float = 6.0) -> np.ndarray:
    return usual_sales(sold(), DELIVERED, PRICE, substitution)


def test_what_a_hub_buys_abroad_is_spread_over_all_sellers_and_the_near_one_first() -> None:
    found = usual()
    assert found.sum(axis=0) == pytest.approx([20, 20, 0, 5])
    # Both sell as much abroad: the way alone tells them apart, by exp(-6 (60 - 10) / 100).
    assert found[FAR, BUYER] / found[NEAR, BUYER] == pytest.approx(np.exp(-6 * 0.5))
    # Who sells little abroad has a small part, though it alone sold there.
    assert found[HOME, BUYER] / found[NEAR, BUYER] == pytest.approx(5 / 20)


def test_nobody_sells_abroad_at_home_and_who_sells_nothing_abroad_has_no_part() -> None:
    found = usual()
    assert not np.diagonal(found).any()
    assert not found[BUYER].any()


def test_without_time_the_near_ones_are_chosen_less_sharply() -> None:
    slow, fast = usual(3.0)[:, BUYER], usual(15.0)[:, BUYER]
    assert slow[FAR] > fast[FAR]


def test_who_sells_there_already_is_no_new_seller_and_who_would_hardly_come_is_none() -> None:
    found = new_sellers(sold(), DELIVERED, PRICE, 6.0)
    assert found[[NEAR, FAR], BUYER].all()
    assert not found[[HOME, BUYER], BUYER].any()
    assert not new_sellers(sold(), DELIVERED, PRICE, 15.0)[FAR, BUYER]
