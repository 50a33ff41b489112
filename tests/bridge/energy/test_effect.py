"""What levers on gas cost in the world of three actors, most of it computed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from marchland.bridge import baseline, central, draws
from marchland.bridge.energy.effect import energy_effect
from marchland.engine import LAYERS, stage
from marchland.levers import Lever

if TYPE_CHECKING:
    from marchland.bridge import Baseline
    from marchland.bridge.energy.effect import EnergyEffect, FuelEffect
    from marchland.world import World

A, B, C = 0, 1, 2


@pytest.fixture(scope="module")
def base(fuelled: World) -> Baseline:
    return baseline(fuelled, "year")


def pulled(actor: str, action: Any, what: str, **more: Any) -> Lever:  # noqa: ANN401 - any action
    return Lever(actor=actor, action=action, object=what, **more)


CUT = pulled("CCC", "cut", "gas to AAA")
TRANSIT = pulled("BBB", "close", "pipe gas_ba")
LEVERS = (
    CUT,
    TRANSIT,
    pulled("CCC", "cut", "gas to AAA", size=0.5, days=30),
    pulled("CCC", "reprice", "gas to AAA", size=160.0),
    pulled("BBB", "toll", "pipe gas_ba", size=5.0),
    pulled("AAA", "embargo", "gas from CCC", size=0.5),
    pulled("AAA", "build", "pipe gas_ca_new"),
)


def effect(base: Baseline, *levers: Lever) -> EnergyEffect:
    found = energy_effect(base, levers, central(base.factors))
    assert found is not None
    return found


def million(base: Baseline, *levers: Lever) -> np.ndarray:
    return np.asarray(effect(base, *levers).loss_rate / 1e6)


def value(base: Baseline, name: str) -> float:
    return float(base.parameters[name].best)


def test_levers_of_other_layers_are_none_of_its_business(base: Baseline) -> None:
    assert energy_effect(base, [pulled("CCC", "embargo", "goods from AAA")], central(base.factors)) is None


def test_a_lever_of_size_nothing_costs_nobody_anything(base: Baseline) -> None:
    for lever in (pulled("CCC", "cut", "gas to AAA", size=0), pulled("BBB", "close", "pipe gas_ba", size=0)):
        assert np.abs(million(base, lever)).max() < 1e-3


def test_a_cut_by_the_only_seller_costs_the_triangle_under_demand_less_what_is_in_store(base: Baseline) -> None:
    slope = 100 / (value(base, "gas_demand_elasticity") * 4)
    fuel = effect(base, CUT).fuels[0]
    # Where nothing else is left for a year all of the store is used; what it is worth rises to 0.9 of the dearest use.
    store, choke, stored = fuel.market.market.storage, 100 + 4 * slope, 0.2
    assert np.max(store.worth) == pytest.approx(0.9 * choke)
    saved = choke * stored - 0.5 * slope * stored**2 - float(np.sum(store.worth * store.stock))
    assert million(base, CUT)[A] == pytest.approx(0.5 * slope * 4**2 - saved, rel=1e-5)
    assert fuel.after.sales[C, A] == pytest.approx(0, abs=1e-6)
    assert fuel.stored[A] == pytest.approx(stored)


def test_a_store_softens_a_month_more_than_a_year(base: Baseline) -> None:
    cut = {days: pulled("CCC", "cut", "gas to AAA", days=days) for days in (5, 30, 365)}
    rate = {days: million(base, lever)[A] for days, lever in cut.items()}
    assert 0 < rate[5] < rate[30] < rate[365]
    # No faster than it comes out: 0.01 a day.
    assert 0.04 < effect(base, cut[5]).fuels[0].stored[A] <= 0.05 + 1e-9


def test_a_tenth_less_for_some_days_comes_out_of_store_and_for_a_year_is_saved(base: Baseline) -> None:
    days, used = (5, 20, 60, 365), []
    for number in days:
        fuel = effect(base, pulled("CCC", "cut", "gas to AAA", size=0.1, days=number)).fuels[0]
        used.append(fuel.stored[A] / (0.4 * number / 365))
    assert used == sorted(used, reverse=True)
    assert used[0] > 0.7
    assert 0 < used[-1] < 0.2


def test_the_transit_country_loses_its_tariff_when_it_closes_its_pipe_and_gas_goes_round(base: Baseline) -> None:
    fuel = effect(base, TRANSIT).fuels[0]
    lost = million(base, TRANSIT)
    assert fuel.after.flow[1] == pytest.approx(0, abs=1e-6)
    assert fuel.after.flow[2] == pytest.approx(fuel.after.sales[C, A])
    # 4 units at 10 each on its own pipe. The way round costs 30 where it cost 20: at most 10 more for each unit.
    assert lost[B] == pytest.approx(40, rel=0.06)
    assert 0 < lost[A] < 10 * 4
    # The seller owns the way round: what it takes there more than makes up for what it sells less.
    assert lost[C] < 0


def test_another_price_is_a_transfer_but_for_what_is_not_bought_any_more(base: Baseline) -> None:
    lever = pulled("CCC", "reprice", "gas to AAA", size=104.0)
    lost, bought = million(base, lever), effect(base, lever).fuels[0].after.sales[C, A]
    assert lost[A] == pytest.approx(4 * (4 + bought) / 2, rel=0.02)
    # The seller gets 4 more for each unit still bought, and loses its margin of 50 on the others.
    assert lost[C] == pytest.approx(-4 * bought + 50 * (4 - bought), rel=0.2, abs=2.5)
    # Both together lose no more than the others were worth above what they cost to make.
    assert 0 < lost.sum() < (104 - 28) * (4 - bought)


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.words)
def test_losses_add_up_to_what_is_lost_in_all(base: Baseline, lever: Lever) -> None:
    found = effect(base, lever)
    fuel = found.fuels[0]
    assert found.loss_rate.sum() / 1e6 == pytest.approx(_worth(fuel, "before") - _worth(fuel, "after"), abs=2e-3)
    assert fuel.loss_by_part.sum() == pytest.approx(found.loss_rate.sum(), abs=1e3)


def _worth(fuel: FuelEffect, when: str) -> float:
    """Return what use is worth less what is used up, million USD a year, from quantities alone."""
    state, market = getattr(fuel, when), fuel.market.market
    demand, supply = market.demand, market.supply
    slope = demand.price / (np.asarray(demand.elasticity) * demand.quantity)
    choke = demand.price + slope * demand.quantity
    assert (choke < np.asarray(demand.rationing_price)).all() or not state.unserved.any()
    used = state.demand[demand.node]
    worth = (choke * used - 0.5 * slope * used**2).sum()
    # Above the rationing price units are worth no more than it.
    over = np.maximum(choke - np.asarray(demand.rationing_price), 0.0)
    worth -= (0.5 * over**2 / slope).sum()
    spent = ((supply.marginal_cost + 0.5 * np.asarray(supply.slope) * state.supply) * state.supply).sum()
    carriage = (np.asarray(market.arcs.cost) * state.flow).sum()
    return float(worth - spent - carriage - (np.asarray(market.storage.worth) * state.storage).sum())


def test_who_goes_without_is_told_with_the_quantity(fuelled: World) -> None:
    quarter = baseline(fuelled, "quarter")
    fuel = effect(quarter, pulled("CCC", "cut", "gas to BBB")).fuels[0]
    rationing = value(quarter, "gas_rationing_price")
    wanted = 6 * (1 - value(quarter, "gas_demand_elasticity") * (rationing - 200) / 200)
    assert fuel.after.unserved[B] == pytest.approx(wanted)
    assert fuel.after.price[B] == pytest.approx(rationing)


def test_a_cut_by_two_in_part_is_no_cut_of_more_than_there_is(base: Baseline) -> None:
    both = effect(
        base, pulled("CCC", "cut", "gas to AAA", size=0.5), pulled("AAA", "embargo", "gas from CCC", size=0.5)
    ).fuels[0]
    assert both.after.sales[C, A] == pytest.approx(1.0)


def test_what_is_supplied_in_the_place_of_what_is_cut_softens_the_cut(base: Baseline) -> None:
    answer = pulled("BBB", "supply", "gas to AAA", size=2.0)
    alone, answered = million(base, CUT)[A], million(base, CUT, answer)[A]
    assert effect(base, CUT, answer).fuels[0].after.sales[B, A] == pytest.approx(2.0, rel=1e-5)
    assert answered < 0.5 * alone


def test_the_engine_has_a_column_for_energy_and_adds_it_to_the_others(base: Baseline) -> None:
    ready = stage(base, central(base.factors))
    goods = pulled("CCC", "embargo", "goods from AAA")
    apart, joined = ready.effects([CUT]), ready.effects([CUT, goods])
    at = LAYERS.index("energy")
    assert apart.loss_rate[:, at] == pytest.approx(effect(base, CUT).loss_rate)
    assert not np.delete(apart.loss_rate, at, axis=1).any()
    assert joined.loss_rate == pytest.approx(apart.loss_rate + ready.effects([goods]).loss_rate)
    assert joined.residual >= apart.residual > 0
    assert apart.energy is not None


def test_losses_are_finite_in_every_draw_and_move_with_the_rationing_price(base: Baseline) -> None:
    lost = [energy_effect(base, [CUT], draw) for draw in draws(base.factors, 16, 1)]
    rates = np.array([found.loss_rate for found in lost if found is not None])
    assert np.isfinite(rates).all()
    assert rates[:, A].std() > 0.05 * rates[:, A].mean()
