from __future__ import annotations

import csv
import datetime as dt
import pickle
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.fuel_world import fuel_world

from marchland.bridge import baseline, central, draws
from marchland.bridge.energy.carried import carried
from marchland.bridge.energy.figures import fuel_figures
from marchland.bridge.energy.market import FuelMarket, fuel_ground, fuel_market
from marchland.errors import MissingData
from marchland.world import load_world

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.bridge import Baseline
    from marchland.world import World

A, B, C = 0, 1, 2


@pytest.fixture(scope="module")
def base(fuelled: World) -> Baseline:
    return baseline(fuelled, "year")


@pytest.fixture(scope="module")
def gas(base: Baseline) -> FuelMarket:
    return fuel_market(base, "gas", central(base.factors))


def test_the_year_is_an_equilibrium_at_the_prices_paid(gas: FuelMarket) -> None:
    found = gas.base
    assert found.residual < 1e-8
    assert found.sales == pytest.approx(np.array([[0, 0, 0], [0, 0, 0], [4.0, 6.0, 100.0]]), rel=1e-7)
    assert found.paid[C] == pytest.approx([100, 200, 50])
    assert found.flow == pytest.approx([10, 4, 0, 0], abs=1e-6)
    assert gas.rebased < 1e-8
    assert gas.accounts.moved < 1e-8


def test_a_wedge_is_what_was_paid_less_what_a_unit_costs_there(gas: FuelMarket) -> None:
    # Made at 30, carried for 10 and 10.
    assert np.asarray(gas.market.wedge)[C] == pytest.approx([100 - 50, 200 - 40, 50 - 30], rel=2e-3)


def test_pipes_have_room_for_what_was_sold_and_the_excess_is_told(fuelled: World) -> None:
    figures = fuel_figures(fuelled.at(), "gas")
    sales = np.zeros((3, 3))
    sales[C, A], sales[C, C] = 12.0, 100.0
    ways = carried(figures, sales, np.array([np.nan, np.nan, 30.0])[[2, 2, 2]])
    loads, made = ways.loads(figures, sales)
    assert not ways.stranded.any()
    assert loads[[1, 2]].sum() == pytest.approx(12)
    assert (loads[[1, 2]] - figures.limit.best[[1, 2]]).sum() == pytest.approx(2, rel=0.01)
    assert made[C] == pytest.approx(112)


def test_sales_without_any_pipe_are_left_out_and_named(fuelled: World) -> None:
    figures = fuel_figures(fuelled.at(), "gas")
    sales = np.zeros((3, 3))
    sales[A, B], sales[C, B] = 1.0, 6.0
    assert np.argwhere(carried(figures, sales, np.full(3, 30.0)).stranded).tolist() == [[A, B]]


def test_what_passed_a_pipe_that_is_closed_by_now_goes_round_today(tmp_path: Path) -> None:
    folder = fuel_world(tmp_path / "closed")
    with (folder / "states.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(["gas_ba", "status", "closed", "", "", "", "2024-06-01", "", "made_up"])
    world = load_world(folder)
    before = baseline(world.at(day=dt.date(2024, 5, 31)), "year")
    after = baseline(world.at(day=dt.date(2024, 7, 1)), "year")
    open_, shut = (fuel_market(base, "gas", central(base.factors)) for base in (before, after))
    assert open_.rebased < 1e-8
    assert not open_.reopened.any()
    assert shut.reopened[1] + shut.base.flow[2] >= 4 * 0.9
    assert shut.base.flow[1] == 0
    assert shut.base.flow[2] == pytest.approx(shut.base.sales[C, A])


def test_draws_are_equilibria_too(base: Baseline) -> None:
    prices = []
    for draw in draws(base.factors, 8, 1):
        found = fuel_market(base, "gas", draw)
        assert found.base.residual < 1e-7
        assert found.rebased < 1e-6
        prices.append(found.base.price[A])
    assert np.std(prices) > 0


def test_the_markets_without_levers_do_not_travel_to_workers(base: Baseline, gas: FuelMarket) -> None:
    assert gas is fuel_market(base, "gas", central(base.factors))
    sent = pickle.loads(pickle.dumps(base))  # noqa: S301 - written a moment ago
    assert not any(isinstance(key, str) for key in sent.energy)
    assert fuel_ground(sent, "gas").figures.hubs == gas.figures.hubs


def test_a_date_before_the_first_figure_is_an_error_that_says_so(small: World) -> None:
    base = baseline(small, "year")
    with pytest.raises(MissingData, match="no flows of gas of 2023 or before"):
        fuel_market(base, "gas", central(base.factors))
