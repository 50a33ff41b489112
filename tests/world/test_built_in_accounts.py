"""The accounts of every actor of the built-in world agree, as the files state them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.world import World

    Array = NDArray[np.float64]

YEARS = (2017, 2023)
OF_GDP = 1e-6


@dataclass(frozen=True, kw_only=True, eq=False)
class Accounts:
    """Sums over the tables of a year, goods that only pass taken out: (N, S), input shares (N, S, S), GDP (N,)."""

    output: Array
    use: Array
    shares: Array
    gdp: Array
    least_flow: float


@pytest.fixture(scope="module", params=YEARS)
def accounts(request: pytest.FixtureRequest, post_soviet: World) -> Accounts:
    view = post_soviet.at(year=request.param)
    actors = {actor: i for i, actor in enumerate(view.actors)}
    sectors = {sector: k for k, sector in enumerate(view["sectors"]["sector"].tolist())}
    flows = np.zeros((len(actors), len(actors), len(sectors)))
    for row in view["trade"].rows():
        flows[actors[row["exporter"]], actors[row["importer"]], sectors[row["sector"]]] = row["best"]
    for row in view["reexports"].rows():
        origin, via, destination = (actors[row[side]] for side in ("origin", "via", "destination"))
        k = sectors[row["sector"]]
        flows[origin, via, k] -= row["best"]
        flows[origin, destination, k] += row["best"]
        if row["recorded"]:
            flows[via, destination, k] -= row["best"]
    shares = np.zeros((len(actors), len(sectors), len(sectors)))
    for row in view["input_shares"].rows():
        shares[actors[row["actor"]], sectors[row["using"]], sectors[row["supplying"]]] = row["best"]
    gdp = np.zeros(len(actors))
    for row in view["indicators"].where(indicator="gdp").rows():
        gdp[actors[row["actor"]]] = row["best"]
    return Accounts(
        output=flows.sum(axis=1), use=flows.sum(axis=0), shares=shares, gdp=gdp, least_flow=float(flows.min())
    )


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
