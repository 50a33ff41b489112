"""Crude oil is worth what the exporter's other crude oil is worth, within what the record of the pair leaves."""

from __future__ import annotations

import numpy as np
import pytest

from marchland.world.build.post_soviet.crude_value import crude_among_goods, median_value

# One exporter (row 0) and four buyers at 600, 620, 300 and 60 USD a tonne; values in MUSD.
TONNES = np.array([[5e6, 4e6, 2e6, 2e6], *np.zeros((3, 4))])
VALUE = np.array([[3000.0, 2480.0, 600.0, 120.0], *np.zeros((3, 4))])


def missing(room: float, exporters: list[int]) -> list[float]:
    return [float(v) for v in crude_among_goods(VALUE, TONNES, np.full(VALUE.shape, room), exporters)[0]]


def test_the_median_is_the_value_of_the_tonne_in_the_middle() -> None:
    assert median_value(VALUE[0], TONNES[0]) == 600
    assert median_value(VALUE[1], TONNES[1]) == 0


def test_cheap_crude_is_brought_to_the_median_and_no_dearer_crude_moves() -> None:
    assert missing(1e6, [0]) == [0, 0, pytest.approx(600), 0]


def test_it_takes_no_more_than_the_total_of_the_pair_leaves() -> None:
    assert missing(250.0, [0]) == [0, 0, 250, 0]
    assert missing(0.0, [0]) == [0, 0, 0, 0]


def test_tonnes_that_cannot_be_true_and_other_exporters_are_left_alone() -> None:
    assert missing(1e6, [0])[3] == 0
    assert missing(1e6, [1, 2, 3]) == [0, 0, 0, 0]
