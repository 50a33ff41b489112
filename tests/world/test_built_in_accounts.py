"""The accounts of every actor of the built-in world agree, as the files state them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.world.accounts import Accounts, accounts_of

if TYPE_CHECKING:
    from marchland.world import World

YEARS = (2017, 2023)
OF_GDP = 1e-6


@pytest.fixture(scope="module", params=YEARS)
def accounts(request: pytest.FixtureRequest, post_soviet: World) -> Accounts:
    return accounts_of(post_soviet, request.param)


def test_what_passes_is_never_more_than_the_flow_that_it_is_part_of(accounts: Accounts) -> None:
    assert accounts.least_flow >= 0


def test_value_added_of_all_sectors_is_gdp(accounts: Accounts) -> None:
    added = ((1 - accounts.shares.sum(axis=2)) * accounts.output).sum(axis=1)
    assert np.abs(added / accounts.gdp - 1).max() < OF_GDP


def test_every_sector_adds_value(accounts: Accounts) -> None:
    assert accounts.shares.sum(axis=2).max() < 0.97


def test_no_final_demand_is_negative_anywhere(accounts: Accounts) -> None:
    final = accounts.use - np.einsum("ik,ikl->il", accounts.output, accounts.shares)
    assert (final >= 0.001 * accounts.use - OF_GDP * accounts.gdp[:, None]).all()


def test_income_spent_is_gdp_plus_imports_less_exports(accounts: Accounts) -> None:
    final = accounts.use - np.einsum("ik,ikl->il", accounts.output, accounts.shares)
    balance = (accounts.use - accounts.output).sum(axis=1)
    assert np.abs((final.sum(axis=1) - accounts.gdp - balance) / accounts.gdp).max() < OF_GDP


def test_the_world_uses_of_each_sector_what_it_makes(accounts: Accounts) -> None:
    gap = accounts.output.sum(axis=0) - accounts.use.sum(axis=0)
    assert np.abs(gap).max() < OF_GDP * accounts.gdp.sum()
