"""Accounts that agree: what a closed form says of them, and what holds whatever is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchland.world.build.balance import Accounts, Known, balanced


def one(**change: Any) -> Known:  # noqa: ANN401 - any field of it
    """One product; inputs are half of output, and 100 sold at home leave a final demand of 50, which is GDP."""
    known = Known(
        gdp=50.0,
        exports=np.zeros(1),
        imports=np.zeros(1),
        home=np.array([100.0]),
        final=np.array([50.0]),
        low=np.array([[0.4]]),
        best=np.array([[0.5]]),
        high=np.array([[0.6]]),
        weight_home=np.ones(1),
        weight_final=np.ones(1),
        weight_input=np.ones(1),
        least_final=0.0,
    )
    return replace(known, **change)


def gaps(known: Known, found: Accounts) -> tuple[float, float]:
    """Return by how much value added misses GDP, and the smallest final demand, both over GDP."""
    output = known.exports + found.home
    added = float(((1 - found.shares.sum(axis=1)) * output).sum())
    final = known.imports + found.home - output @ found.shares
    return added / known.gdp - 1, float(final.min()) / known.gdp


def test_accounts_that_agree_already_are_left_alone() -> None:
    found = balanced(one())
    assert found.home == pytest.approx([100.0])
    assert found.shares == pytest.approx(np.array([[0.5]]))


def test_one_product_with_firm_inputs_sells_what_gdp_leaves_for_it() -> None:
    # y = GDP / (1 - a), d = y - e, whatever was expected of d.
    known = one(gdp=80.0, exports=np.array([30.0]), imports=np.array([20.0]), weight_input=np.array([1e9]))
    assert balanced(known).home == pytest.approx([80 / 0.5 - 30])


def test_two_alike_products_share_a_correction_alike() -> None:
    # a = 0, no trade, d = f: both move by the same factor, so that they add up to GDP.
    known = Known(
        gdp=90.0,
        exports=np.zeros(2),
        imports=np.zeros(2),
        home=np.array([40.0, 20.0]),
        final=np.array([40.0, 20.0]),
        low=np.zeros((2, 2)),
        best=np.zeros((2, 2)),
        high=np.zeros((2, 2)),
        weight_home=np.ones(2),
        weight_final=np.ones(2),
        weight_input=np.ones(2),
        least_final=0.0,
    )
    assert balanced(known).home == pytest.approx([60.0, 30.0])


def test_what_is_held_more_firmly_moves_less() -> None:
    loose = balanced(one(gdp=70.0))
    firm = balanced(one(gdp=70.0, weight_input=np.array([30.0])))
    assert abs(firm.shares[0, 0] - 0.5) < abs(loose.shares[0, 0] - 0.5)
    assert firm.home[0] > loose.home[0] > 100


def test_an_input_share_leaves_its_range_only_where_nothing_else_will_do() -> None:
    inside = balanced(one(gdp=52.0))
    assert 0.4 <= inside.shares[0, 0] <= 0.6
    # 200 of exports at the highest share would make more than GDP without any sale at home.
    outside = balanced(one(gdp=60.0, exports=np.array([200.0]), imports=np.array([190.0])))
    assert outside.shares[0, 0] > 0.6
    assert gaps(one(gdp=60.0, exports=np.array([200.0]), imports=np.array([190.0])), outside)[0] == pytest.approx(
        0, abs=1e-9
    )


def test_a_product_that_nobody_has_is_used_by_nobody() -> None:
    known = one(
        exports=np.zeros(2),
        imports=np.zeros(2),
        home=np.array([100.0, 0.0]),
        final=np.array([50.0, 1.0]),
        low=np.full((2, 2), 0.2),
        best=np.full((2, 2), 0.25),
        high=np.full((2, 2), 0.3),
        weight_home=np.ones(2),
        weight_final=np.ones(2),
        weight_input=np.ones(2),
    )
    found = balanced(known)
    assert found.home[1] == 0
    assert (found.shares[:, 1] == 0).all()
    assert gaps(known, found)[0] == pytest.approx(0, abs=1e-9)


def test_exports_beyond_all_that_can_be_made_are_refused() -> None:
    with pytest.raises(ValueError, match="leave too little final demand"):
        balanced(one(exports=np.array([80.0]), imports=np.zeros(1)))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 8), st.floats(0.0, 3.0))
def test_any_accounts_agree_when_they_are_balanced(seed: int, products: int, openness: float) -> None:
    rng = np.random.default_rng(seed)
    best = rng.uniform(0, 0.6 / products, (products, products))
    known = Known(
        gdp=1000.0,
        exports=rng.uniform(0, 300, products) * openness,
        imports=rng.uniform(0, 300, products) * openness + 10,
        home=rng.uniform(1, 400, products),
        final=rng.uniform(1, 300, products),
        low=best / 1.1,
        best=best,
        high=best * 1.1,
        weight_home=np.ones(products),
        weight_final=np.full(products, 0.3),
        weight_input=np.full(products, 3.0),
        least_final=0.002,
    )
    room = known.gdp - known.exports.sum() + known.imports.sum()
    if room < 0.02 * (known.gdp + known.imports.sum()):
        return
    found = balanced(known)
    added, final = gaps(known, found)
    assert abs(added) < 1e-8
    assert final > 0
    assert (found.home > 0).all()
