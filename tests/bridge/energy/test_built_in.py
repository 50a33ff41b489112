"""Gas in the built-in world."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.bridge import baseline, central, draws
from marchland.bridge.energy.effect import energy_effect
from marchland.bridge.energy.market import fuel_market
from marchland.layers import energy
from marchland.levers import Lever
from marchland.levers.flow_check import check_flow

if TYPE_CHECKING:
    from marchland.bridge import Baseline
    from marchland.bridge.energy.effect import EnergyEffect
    from marchland.bridge.energy.market import FuelMarket
    from marchland.world import World


@pytest.fixture(scope="module")
def base(world: World) -> Baseline:
    return baseline(world, "year")


@pytest.fixture(scope="module")
def gas(base: Baseline) -> FuelMarket:
    return fuel_market(base, "gas", central(base.factors))


def cut(base: Baseline, buyer: str, days: int = 365) -> EnergyEffect:
    lever = Lever(actor="RUS", action="cut", object=f"gas to {buyer}", days=days)
    found = energy_effect(base, [lever], central(base.factors))
    assert found is not None
    return found


def test_the_year_is_an_equilibrium_and_its_accounts_hardly_had_to_move(gas: FuelMarket) -> None:
    assert gas.base.residual < 1e-8
    assert gas.rebased < 1e-3
    assert gas.accounts.moved < 0.05
    assert not gas.stranded.any()
    assert not gas.guessed[gas.figures.of([gas.figures.actor[gas.figures.hubs.index("hub_arm")]])].any()


def test_belarus_without_russian_oil_loses_what_it_uses_and_what_refining_for_others_earned(base: Baseline) -> None:
    lever = Lever(actor="RUS", action="cut", object="oil to BLR", days=365)
    found = energy_effect(base, [lever], central(base.factors))
    assert found is not None
    (oil,) = found.fuels
    at = oil.market.figures.hubs.index("hub_blr")
    abroad = float(oil.market.figures.refined.best[at])
    assert 8 < abroad < 10.5
    assert oil.refined_less[at] == pytest.approx(abroad, rel=0.02)
    home = oil.before.demand[at] - abroad
    # What it lifts itself stays; the rest of its own use is gone, and a part of that it would not want at any price.
    assert oil.after.demand[at] == pytest.approx(1.9, abs=0.2)
    assert 0 < oil.rationed[at] < home - oil.after.demand[at]
    loss = found.loss_rate[base.positions("BLR")][0] / 1e6
    margin, dearest = (float(base.parameters[f"oil_{name}"].best) for name in ("refining_margin", "rationing_price"))
    own = loss - abroad * margin
    assert (home - oil.after.demand[at]) * oil.before.price[at] < own < home * (dearest - oil.before.price[at])


def test_one_seller_has_many_prices_at_once(gas: FuelMarket) -> None:
    hubs = gas.figures.hubs
    paid = {
        hub: gas.base.paid[hubs.index("hub_rus_west"), hubs.index(hub)] for hub in ("hub_arm", "hub_blr", "hub_tur")
    }
    assert 150 < paid["hub_arm"] < 180
    assert 115 < paid["hub_blr"] < 140
    assert 250 < paid["hub_tur"] < 310


def test_armenia_cut_off_by_russia_lives_on_the_pipe_from_iran_at_a_price(base: Baseline, gas: FuelMarket) -> None:
    found = cut(base, "ARM")
    after, hubs = found.fuels[0].after, gas.figures.hubs
    armenia = hubs.index("hub_arm")
    assert after.sales[hubs.index("hub_rus_west"), armenia] == pytest.approx(0, abs=1e-6)
    used = after.sales[:, armenia].sum() + found.fuels[0].stored[armenia]
    assert 0.6 < used / gas.base.sales[:, armenia].sum() < 0.98
    assert after.price[armenia] > 1.3 * gas.base.price[armenia]
    share = found.loss_rate[base.positions("ARM")] / base.gdp.best[base.positions("ARM")]
    assert 0.002 < share[0] < 0.05
    # Who cuts loses the sale; the others gain by it.
    assert found.loss_rate[base.positions("RUS")][0] > 0
    assert found.loss_rate[base.positions("IRN")][0] < 0


def test_belarus_has_no_other_way_and_turkiye_has(base: Baseline) -> None:
    lost = {a: float(cut(base, a).loss_rate[base.positions(a)][0]) for a in ("BLR", "TUR")}
    gdp = {a: float(base.gdp.best[base.positions(a)][0]) for a in lost}
    assert lost["BLR"] / gdp["BLR"] > 5 * lost["TUR"] / gdp["TUR"] > 0


def test_a_store_carries_belarus_through_a_month_better_than_through_a_year(base: Baseline) -> None:
    month, year = (float(cut(base, "BLR", days=days).loss_rate[base.positions("BLR")][0]) for days in (30, 365))
    assert 0 < month < 0.5 * year


def test_draws_are_finite(base: Baseline) -> None:
    for draw in draws(base.factors, 3, 1):
        found = energy_effect(base, [Lever(actor="RUS", action="cut", object="gas to ARM")], draw)
        assert found is not None
        assert np.isfinite(found.loss_rate).all()
        assert found.residual < 1e-6


def test_the_end_of_transit_through_ukraine_leaves_the_year_before_as_it_was(world: World) -> None:
    base = baseline(world.at(day=dt.date(2025, 1, 2)), "year")
    gas = fuel_market(base, "gas", central(base.factors))
    passed = dict(zip(gas.figures.pipes, gas.reopened, strict=True))
    assert gas.figures.year == 2024
    assert passed["gas_brotherhood_ukr"] > 10
    assert gas.base.flow[gas.figures.pipes.index("gas_brotherhood_ukr")] == pytest.approx(0, abs=1e-6)
    assert 0.001 < gas.rebased < 0.05
    hubs = gas.figures.hubs
    russia, slovakia = hubs.index("hub_rus_west"), hubs.index("hub_svk")
    assert gas.base.sales[russia, slovakia] < 0.95 * gas.accounts.sales[russia, slovakia]


def test_the_host_of_the_pipe_can_shut_in_the_fields_that_have_no_other_way(base: Baseline) -> None:
    lever = Lever(actor="RUS", action="close", object="pipe oil_cpc_terminal")
    found = energy_effect(base, [lever], central(base.factors))
    assert found is not None
    oil = found.fuels[0]
    tengiz = oil.market.figures.hubs.index("hub_tengiz")
    node = oil.market.market.supply.node == tengiz
    assert oil.after.supply[node].sum() < 0.5 * oil.before.supply[node].sum()
    # Others sell what is missing, the host of the pipe among them.
    assert found.loss_rate.argmax() == base.positions("KAZ")[0]
    assert found.loss_rate[base.positions("RUS")][0] < 0
    assert found.residual < 1e-7


@pytest.mark.parametrize("year", [2021, 2023])
def test_the_layer_calibrates_itself_on_the_oil_of_the_world(world: World, year: int) -> None:
    base = baseline(world.at(year=year), "year")
    oil = fuel_market(base, "oil", central(base.factors))
    sales, paid = oil.base.sales, np.where(oil.base.sales > 0, oil.base.paid, np.nan)
    free = replace(oil.market, contracts=energy.Contracts.none())
    found = energy.equilibrium(energy.calibrated(free, sales=sales, price=paid, reserve=50.0, substitution=6.0))
    assert found.residual < 1e-8
    assert found.sales == pytest.approx(sales, abs=1e-5)


def test_who_bought_nothing_may_refuse_to_step_in_and_what_stays_at_home_is_shut_in(world: World) -> None:
    past = baseline(world.at(year=2017), "year")
    barred = [
        Lever(actor=actor, action="embargo", object="oil from IRN", days=244)
        for actor in ("EU", "JPN", "KOR", "IND", "TUR", "CHN")
    ]
    newcomer = Lever(actor="ROW", action="embargo", object="oil from IRN", days=244)
    check_flow(past.world, newcomer)
    found = [energy_effect(past, levers, central(past.factors)) for levers in (barred, [*barred, newcomer])]
    made = []
    for effect, least, most in zip(found, (1.0, 0.0), (np.inf, 1e-6), strict=True):
        assert effect is not None
        (oil,) = effect.fuels
        hubs = oil.market.figures.hubs
        iran, rest = hubs.index("hub_irn"), hubs.index("hub_row")
        assert oil.before.sales[iran, rest] == 0
        assert least <= oil.after.sales[iran, rest] <= most
        made.append(oil.after.sales[iran].sum() / oil.before.sales[iran].sum())
    assert made[1] < made[0]
