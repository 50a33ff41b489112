"""Oil that is refined for sale abroad, in a market so small that losses are computed by hand.

::

    field ----> refiner (uses 4, refines 6 for others)
      \\------> others (90)

Oil costs 500 wherever it is used; use does not answer to prices.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.bridge.energy.refining import going_without, passed_on, refined_abroad, with_refining
from marchland.layers import energy

if TYPE_CHECKING:
    from numpy.typing import NDArray

REFINER, OTHERS = 1, 2
PRICE, MARGIN, RATIONING = 500.0, 60.0, 2500.0


def oil(share: float, slope: float = 0.0) -> tuple[energy.Market, NDArray[np.bool_]]:
    home = energy.Demand(
        node=np.array([REFINER, OTHERS]),
        quantity=np.array([10.0, 90.0]),
        price=np.array([PRICE, PRICE]),
        elasticity=0.0,
        rationing_price=RATIONING,
    )
    demand, refined = with_refining(home, np.array([share, 0.0]), MARGIN)
    market = energy.Market(
        nodes=("field", "refiner", "others"),
        supply=energy.Supply(
            node=np.array([0]), capacity=np.array([200.0]), marginal_cost=np.array([PRICE - 100 * slope]), slope=slope
        ),
        demand=demand,
        arcs=energy.Arcs(
            tail=np.array([0, 0]), head=np.array([REFINER, OTHERS]), capacity=np.full(2, np.inf), tariff=0.0
        ),
    )
    return market, refined


def lost(before: energy.Equilibrium, after: energy.Equilibrium) -> float:
    return float((before.surplus.total - after.surplus.total)[REFINER])


def test_what_is_refined_for_others_changes_nothing_without_a_lever() -> None:
    whole, parted = energy.equilibrium(oil(0.0)[0]), energy.equilibrium(oil(0.6)[0])
    assert parted.price == pytest.approx(whole.price)
    assert parted.sales == pytest.approx(whole.sales)
    assert parted.demand[REFINER] == pytest.approx(10.0)


@pytest.mark.parametrize(("share", "loss"), [(0.0, 10 * 2000), (0.6, 4 * 2000 + 6 * 60), (1.0, 10 * 60)])
def test_oil_that_does_not_come_costs_what_it_was_worth_at_home_and_what_refining_earned(
    share: float, loss: float
) -> None:
    market, refined = oil(share)
    before = energy.equilibrium(market)
    after = passed_on(energy.equilibrium, energy.close(market, arcs=[0]), before, refined)
    assert lost(before, after) == pytest.approx(loss)


def test_short_oil_serves_those_at_home_first() -> None:
    market, refined = oil(0.6)
    short = replace(market, arcs=replace(market.arcs, capacity=np.array([5.0, np.inf])))
    after = energy.equilibrium(short)
    assert refined_abroad(short, after, refined)[REFINER] == pytest.approx(1.0)
    assert not going_without(short, after, refined).any()
    shorter = replace(market, arcs=replace(market.arcs, capacity=np.array([3.0, np.inf])))
    after = energy.equilibrium(shorter)
    assert refined_abroad(shorter, after, refined)[REFINER] == pytest.approx(0.0, abs=1e-6)
    assert going_without(shorter, after, refined)[REFINER] == pytest.approx(1.0)


def test_a_refinery_that_alone_pays_more_than_it_earns_stops() -> None:
    market, refined = oil(0.6)
    before = energy.equilibrium(market)
    dearer = replace(market, arcs=replace(market.arcs, cost=np.array([MARGIN + 1, 0.0])))
    after = passed_on(energy.equilibrium, dearer, before, refined)
    assert after.demand[REFINER] == pytest.approx(4.0)
    assert lost(before, after) == pytest.approx(4 * (MARGIN + 1) + 6 * MARGIN)


def test_refineries_that_all_pay_more_pass_it_on() -> None:
    market, refined = oil(0.6)
    before = energy.equilibrium(market)
    supply = replace(market.supply, marginal_cost=np.asarray(market.supply.marginal_cost) + 3 * MARGIN)
    after = passed_on(energy.equilibrium, replace(market, supply=supply), before, refined)
    assert after.demand[REFINER] == pytest.approx(10.0)
    # Those at home pay more; what refining earns stays, to the last part that the search leaves open.
    assert lost(before, after) == pytest.approx(4 * 3 * MARGIN, abs=6 * PRICE * 1e-3)


def test_what_falls_in_price_everywhere_brings_refineries_nothing() -> None:
    market, refined = oil(0.6)
    before = energy.equilibrium(market)
    supply = replace(market.supply, marginal_cost=np.asarray(market.supply.marginal_cost) - MARGIN / 2)
    after = passed_on(energy.equilibrium, replace(market, supply=supply), before, refined)
    assert lost(before, after) == pytest.approx(-4 * MARGIN / 2, abs=6 * PRICE * 1e-3)


def test_the_price_of_products_is_found_where_supply_is_steep() -> None:
    market, refined = oil(0.6, slope=3.0)
    before = energy.equilibrium(market)
    supply = replace(market.supply, capacity=np.array([97.0]))
    after = passed_on(energy.equilibrium, replace(market, supply=supply), before, refined)
    assert after.demand.sum() == pytest.approx(97.0)
    assert after.price[OTHERS] > PRICE


def test_a_world_without_such_oil_is_solved_once() -> None:
    market, refined = oil(0.0)
    before, calls = energy.equilibrium(market), []

    def solve(other: energy.Market) -> energy.Equilibrium:
        calls.append(other)
        return energy.equilibrium(other)

    passed_on(solve, energy.close(market, arcs=[0]), before, refined)
    assert len(calls) == 1
