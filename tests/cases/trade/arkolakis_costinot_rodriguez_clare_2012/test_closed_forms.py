"""Arkolakis, Costinot & Rodríguez-Clare 2012: real wages follow from domestic shares and elasticities alone.

American Economic Review 102, equation (1); with many sectors and inputs Costinot & Rodríguez-Clare 2014, section 3.4.
"""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.layers.test_trade import a_shock, an_economy

from marchland.layers.trade import Economy, Equilibrium, prepare
from marchland.layers.trade.bound import Labour
from marchland.layers.trade.clearing import Deficits

seeds = st.integers(0, 10**6)
closures = st.sampled_from(get_args(Deficits))
quick = settings(max_examples=20, deadline=None)


def domestic_share_hat(found: Equilibrium) -> np.ndarray:
    """(N, S) share of what an actor spends on a sector that stays at home, over base."""

    def shares(flows: np.ndarray, duty: np.ndarray) -> np.ndarray:
        return np.asarray(np.diagonal(flows).T / (flows * (1 + duty)).sum(axis=0))

    base_duty = found.base.tariffs.transpose(1, 2, 0)
    return np.asarray(shares(found.flows, found.tariffs) / shares(found.base_flows, base_duty))


def solved(economy: Economy, closure: Deficits, labour: Labour, *, tariffs: bool) -> Equilibrium:
    return prepare(economy, deficits=closure, labour=labour, clip=1.0).solve(a_shock(7, economy, tariffs=tariffs))


@quick
@given(seeds, closures, st.booleans())
def test_without_inputs_one_number_gives_the_real_wage(seed: int, closure: Deficits, tariffs: bool) -> None:
    economy = an_economy(seed, actors=5, sectors=1, inputs=0.0)
    found = solved(economy, closure, "mobile", tariffs=tariffs)
    expected = domestic_share_hat(found)[:, 0] ** (-1 / economy.elasticity[0])
    assert found.real_wage_hat == pytest.approx(expected, rel=1e-8)


@quick
@given(seeds, closures, st.booleans())
def test_with_inputs_of_the_own_sector_gains_are_to_the_power_of_one_over_beta(
    seed: int,
    closure: Deficits,
    tariffs: bool,
) -> None:
    economy = an_economy(seed, actors=5, sectors=1)
    found = solved(economy, closure, "mobile", tariffs=tariffs)
    value_added = 1 - economy.input_shares[:, 0, 0]
    expected = domestic_share_hat(found)[:, 0] ** (-1 / (economy.elasticity[0] * value_added))
    assert found.real_wage_hat == pytest.approx(expected, rel=1e-8)


@quick
@given(seeds, closures, st.sampled_from(get_args(Labour)), st.booleans())
def test_with_many_sectors_prices_follow_from_wages_domestic_shares_and_the_leontief_inverse(
    seed: int,
    closure: Deficits,
    labour: Labour,
    tariffs: bool,
) -> None:
    economy = an_economy(seed, actors=4, sectors=3)
    found = solved(economy, closure, labour, tariffs=tariffs)
    made_of = np.linalg.inv(np.eye(3) - economy.input_shares)
    beta = 1 - economy.input_shares.sum(axis=2)
    direct = beta * np.log(found.wage_hat) + np.log(domestic_share_hat(found)) / economy.elasticity
    assert np.log(found.price_hat) == pytest.approx(np.einsum("nsk,nk->ns", made_of, direct), abs=1e-8)


@quick
@given(seeds, closures)
def test_without_tariffs_and_in_balance_welfare_is_the_real_wage(seed: int, closure: Deficits) -> None:
    economy = an_economy(seed, actors=5, sectors=1, balanced=True)
    found = solved(economy, closure, "mobile", tariffs=False)
    assert found.welfare_hat == pytest.approx(found.real_wage_hat, rel=1e-8)
