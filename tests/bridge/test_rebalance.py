from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchland.bridge.rebalance import rebalance
from marchland.errors import MissingData

if TYPE_CHECKING:
    from numpy.typing import NDArray

N, S = 5, 6
ACTORS = tuple("ABCDE")
TRADED = np.ones(S, dtype=bool)


def made_up(seed: int, spread: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return flows and input shares of five actors; the wider the spread, the more final demand is negative."""
    rng = np.random.default_rng(seed)
    flows = np.exp(spread * rng.standard_normal((N, N, S)))
    flows[np.arange(N), np.arange(N)] *= 30
    shares = 0.7 * rng.dirichlet(np.ones(S + 2), size=(N, S))[:, :, :S]
    return flows, shares


def demand(flows: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(flows.sum(axis=0) - np.einsum("isk,is->ik", shares, flows.sum(axis=1)))


def value_added(flows: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(((1 - shares.sum(axis=2)) * flows.sum(axis=1)).sum(axis=1))


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 10_000), st.floats(0.1, 1.2), st.floats(0.8, 1.5))
def test_value_added_is_met_no_final_demand_is_negative_and_only_sales_at_home_move(
    seed: int, spread: float, growth: float
) -> None:
    flows, shares = made_up(seed, spread)
    wanted = growth * value_added(flows, shares)
    exports = flows.sum(axis=1) - flows[np.arange(N), np.arange(N)]
    wanted = np.maximum(wanted, 4 * ((1 - shares.sum(axis=2)) * exports).sum(axis=1))
    found = rebalance(ACTORS, TRADED, flows, shares, wanted)
    assert value_added(found.flows, shares) == pytest.approx(wanted, rel=1e-11)
    assert (demand(found.flows, shares) / wanted[:, None]).min() > -1e-12
    abroad = ~np.eye(N, dtype=bool)
    assert np.array_equal(found.flows[abroad], flows[abroad])
    # One factor for each actor; beyond it only sectors that just meet their use.
    home, given_ = (f[np.arange(N), np.arange(N)] for f in (found.flows, flows))
    assert home == pytest.approx(found.factor[:, None] * given_ + found.mended, rel=1e-9)
    assert (np.abs(demand(found.flows, shares)) < 1e-9 * wanted[:, None])[found.mended > 1e-9 * wanted[:, None]].all()


def test_what_agrees_is_not_touched() -> None:
    flows, shares = made_up(1, 0.5)
    wanted = value_added(flows, shares)
    once = rebalance(ACTORS, TRADED, flows, shares, wanted)
    again = rebalance(ACTORS, TRADED, once.flows, shares, wanted)
    assert once.mended.any()
    assert again.flows == pytest.approx(once.flows, rel=1e-11)
    assert again.factor == pytest.approx(1, rel=1e-11)


def test_duties_are_part_of_what_buyers_pay() -> None:
    flows, shares = made_up(3, 1.2)
    tariffs = np.full((N, N, S), 0.2)
    tariffs[np.arange(N), np.arange(N)] = 0
    wanted = value_added(flows, shares)
    found = rebalance(ACTORS, TRADED, flows, shares, wanted, tariffs)
    paid = (found.flows * (1 + tariffs)).sum(axis=0)
    used = np.einsum("isk,is->ik", shares, found.flows.sum(axis=1))
    assert value_added(found.flows, shares) == pytest.approx(wanted, rel=1e-11)
    assert ((paid - used) / wanted[:, None]).min() > -1e-12
    without = rebalance(ACTORS, TRADED, flows, shares, wanted)
    assert found.mended.sum() <= without.mended.sum()


def test_what_is_not_traded_closes_the_accounts_where_it_can() -> None:
    flows, shares = made_up(5, 0.2)
    traded = np.arange(S) < S - 1
    flows[:, :, ~traded] *= np.eye(N)[:, :, None]
    flows[np.arange(N), np.arange(N), S - 1] *= 5
    found = rebalance(ACTORS, traded, flows, shares, 1.1 * value_added(flows, shares))
    home, given_ = (f[np.arange(N), np.arange(N)] for f in (found.flows, flows))
    assert (home[:, ~traded] > given_[:, ~traded]).all()
    assert home[:, traded] == pytest.approx(given_[:, traded] + found.mended[:, traded])


def test_an_actor_that_earns_less_than_its_exports_is_named() -> None:
    flows, shares = made_up(2, 0.2)
    wanted = value_added(flows, shares)
    wanted[3] *= 0.01
    with pytest.raises(MissingData, match=r"^D: GDP, trade and input shares do not fit together; check its GDP"):
        rebalance(ACTORS, TRADED, flows, shares, wanted)


def test_where_it_cannot_be_done_value_added_gives_way_if_it_may() -> None:
    flows, shares = made_up(2, 0.2)
    wanted = value_added(flows, shares)
    wanted[3] *= 0.01
    found = rebalance(ACTORS, TRADED, flows, shares, wanted, strict=False)
    assert found.lifted[3] > 1
    assert found.lifted[[0, 1, 2, 4]] == pytest.approx(1, rel=1e-11)
    assert value_added(found.flows, shares) == pytest.approx(found.lifted * wanted, rel=1e-11)
    assert (demand(found.flows, shares) / wanted[:, None]).min() > -1e-12
