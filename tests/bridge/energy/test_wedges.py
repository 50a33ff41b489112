from __future__ import annotations

import numpy as np
import pytest

from marchland.bridge.energy.wedges import new_shares

NEAR, FAR, HOME, BUYER = 0, 1, 2, 3


def shares(substitution: float = 6.0) -> np.ndarray:
    sales = np.zeros((4, 4))
    sales[NEAR, NEAR], sales[NEAR, FAR] = 50.0, 20.0
    sales[FAR, FAR], sales[FAR, NEAR] = 10.0, 20.0
    sales[HOME, HOME] = 500.0
    sales[HOME, BUYER] = 5.0
    delivered = np.array([[30.0, 60, 60, 40], [130, 30, 130, 90], [40, 40, 30, 40], [np.inf] * 4])
    return new_shares(sales, delivered, np.array([100.0, 100, 20, 100]), substitution)


def test_new_sellers_come_in_parts_that_add_up_and_the_near_one_first() -> None:
    found = shares()[:, BUYER]
    assert found.sum() == pytest.approx(1)
    assert found[NEAR] > found[FAR] > 0
    # Both sell as much abroad: the way alone tells them apart, by exp(-6 (60 - 10) / 100).
    assert found[FAR] / found[NEAR] == pytest.approx(np.exp(-6 * 0.5))


def test_who_sells_there_already_is_no_new_seller_and_who_sells_nothing_abroad_stays_at_home() -> None:
    found = shares()
    assert found[HOME, BUYER] == 0
    assert found[BUYER].sum() == 0


def test_without_time_the_near_ones_are_chosen_less_sharply() -> None:
    slow, fast = shares(3.0)[:, BUYER], shares(15.0)[:, BUYER]
    assert slow[FAR] > fast[FAR]
