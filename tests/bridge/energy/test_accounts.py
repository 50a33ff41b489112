from __future__ import annotations

import numpy as np
import pytest

from marchland.bridge.energy.accounts import Doubts, closed

NONE = np.nan


def test_accounts_that_agree_are_left_as_they_are() -> None:
    sold = np.array([[NONE, 4.0], [NONE, NONE]])
    found = closed(sold, 100 * sold, np.array([10.0, 1.0]), np.array([6.0, 5.0]))
    assert found.sales == pytest.approx(np.array([[6.0, 4.0], [0.0, 1.0]]))
    assert found.moved == pytest.approx(0, abs=1e-9)
    assert found.price[0, 1] == 400


def test_accounts_that_disagree_are_closed_and_the_step_is_told() -> None:
    sold = np.array([[NONE, 4.0], [NONE, NONE]])
    found = closed(sold, np.full((2, 2), NONE), np.array([10.0, NONE]), np.array([6.0, 5.0]))
    made, used = found.sales.sum(axis=1), found.sales.sum(axis=0)
    assert made.sum() == pytest.approx(used.sum())
    assert 4 < found.sales[0, 1] < 5
    assert 0.02 < found.moved < 0.5


def test_what_is_sold_on_is_booked_to_who_made_it_at_the_price_of_the_last_buyer() -> None:
    # 0 makes 10; 1 makes nothing, buys 10 of 0, uses 4 and sells 6 on to 2.
    sold = np.array([[NONE, 10.0, NONE], [NONE, NONE, 6.0], [NONE, NONE, NONE]])
    paid = np.array([[NONE, 100.0, NONE], [NONE, NONE, 150.0], [NONE, NONE, NONE]])
    found = closed(sold, paid, np.array([10.0, 0.0, 0.0]), np.array([NONE, 4.0, 6.0]))
    assert found.sales == pytest.approx(np.array([[0, 4, 6], [0, 0, 0], [0, 0, 0]], dtype=float), abs=1e-6)
    assert found.price[0, 1:] == pytest.approx([100, 150])
    assert found.resold == pytest.approx(0.6)


def test_a_pool_sells_what_all_who_sold_to_it_made_each_in_its_part() -> None:
    # 2 is no country: 0 and 1 sell it 3 and 1, it sells 3 two and 4 two.
    sold = np.full((5, 5), NONE)
    sold[0, 2], sold[1, 2], sold[2, 3], sold[2, 4] = 3, 1, 2, 2
    none = np.full(5, NONE)
    found = closed(sold, np.full((5, 5), NONE), none, none)
    assert found.sales[[0, 0, 1, 1], [3, 4, 3, 4]] == pytest.approx([1.5, 1.5, 0.5, 0.5])
    assert found.sales[2].sum() == found.sales[:, 2].sum() == 0


def test_a_figure_that_is_sure_moves_less_than_one_that_is_not() -> None:
    # 0 and 1 sell 2 five each; it uses twelve, and both make more than enough.
    sold = np.full((3, 3), NONE)
    sold[0, 2], sold[1, 2] = 5.0, 5.0
    made, used = np.array([20.0, 20.0, NONE]), np.array([15.0, 15.0, 12.0])
    doubts = Doubts(sold=np.array([[0.0] * 3, [0.0] * 3, [0.0] * 3]), production=np.ones(3), consumption=np.ones(3))
    doubts.sold[0, 2], doubts.sold[1, 2] = 0.02, 0.2
    doubts.consumption[2] = 0.001
    found = closed(sold, np.full((3, 3), NONE), made, used, doubts)
    assert found.sales[:, 2].sum() == pytest.approx(12, rel=1e-3)
    assert found.sales[0, 2] < 5.1
    assert found.sales[1, 2] > 6.8


def test_accounts_that_are_far_apart_close_too() -> None:
    sold = np.array([[NONE, 90.0, 1.0], [NONE, NONE, 30.0], [NONE, NONE, NONE]])
    found = closed(sold, np.full((3, 3), NONE), np.array([20.0, 40.0, NONE]), np.array([NONE, 50.0, 3.0]))
    assert (found.sales >= 0).all()
    assert found.sales[2].sum() == 0
    assert found.moved > 0.5
