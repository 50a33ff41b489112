from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from marchland.bridge import baseline, central, draws
from marchland.engine import LAYERS, Stage, stage
from marchland.levers import Lever

if TYPE_CHECKING:
    from marchland.world import World

TRADE, REMITTANCES = (LAYERS.index(layer) for layer in ("trade", "remittances"))


@pytest.fixture(scope="module")
def region(world: World) -> Stage:
    base = baseline(world, "year")
    return stage(base, central(base.factors))


@pytest.fixture(scope="module")
def three(small: World) -> Stage:
    base = baseline(small, "year")
    return stage(base, central(base.factors))


def pulled(actor: str, action: Any, what: str, size: float = 1.0) -> Lever:  # noqa: ANN401 - any action
    return Lever(actor=actor, action=action, object=what, size=size)


def loss(ready: Stage, code: str, *levers: Lever, layer: int | None = None) -> float:
    rate = ready.effects(levers).loss_rate[ready.base.positions(code)]
    return float(rate.sum() if layer is None else rate[:, layer].sum())


def test_no_lever_costs_nobody_anything(three: Stage) -> None:
    effects = three.effects([])
    assert not effects.loss_rate.any()
    assert np.array_equal(effects.goods, three.drawn.economy.flows)


def test_a_lever_of_size_nothing_costs_nobody_anything(region: Stage) -> None:
    for lever in (
        pulled("RUS", "embargo", "goods from ARM", 0),
        pulled("RUS", "expel", "workers from ARM", 0),
        pulled("RUS", "open", "goods from ARM", 0),
    ):
        rate = region.effects([lever]).loss_rate
        assert np.abs(rate / region.drawn.gdp[:, None]).max() < 1e-8


@pytest.mark.parametrize("target", ["ARM", "KGZ", "BLR", "KAZ"])
@pytest.mark.parametrize("what", ["goods from", "goods to"])
def test_an_embargo_by_russia_hurts_its_neighbours_more_than_itself(region: Stage, target: str, what: str) -> None:
    lever = pulled("RUS", "embargo", f"{what} {target}")
    share = {a: loss(region, a, lever) / region.drawn.gdp[region.base.positions(a)].sum() for a in (target, "RUS")}
    assert 0.002 < share[target] < 0.5
    assert share[target] > share["RUS"]


def test_the_refused_flow_ends_and_the_others_do_not(region: Stage) -> None:
    lever = pulled("RUS", "embargo", "goods from ARM")
    base = region.base
    arm, rus = base.actors.index("ARM"), base.actors.index("RUS")
    before, effects = region.drawn.economy.flows, region.effects([lever])
    after = effects.recorded
    goods = np.isin(base.sectors, base.world["sectors"].where(kind="goods")["sector"])
    assert after[arm, rus, goods] == pytest.approx(0, abs=1e-6 * before[arm, rus].sum())
    # What is still used there has gone round, by way of other members of the customs union above all.
    round_about = effects.round_about
    assert round_about is not None
    assert effects.goods[arm, rus, goods].sum() == pytest.approx(round_about.amounts(effects.goods).sum())
    assert np.argmax(round_about.amounts(effects.goods).sum(axis=0)) in base.positions("EAEU")
    after[arm, rus, goods] = before[arm, rus, goods]
    assert (after[before > 0] > 0).all()


def test_a_larger_embargo_costs_the_target_more(region: Stage) -> None:
    sizes = (0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
    losses = [loss(region, "ARM", pulled("RUS", "embargo", "goods to ARM", s)) for s in sizes]
    assert all(few < many for few, many in pairwise(losses))
    assert losses[0] > 0


def test_a_flow_cut_by_either_side_costs_the_same(three: Stage) -> None:
    by_seller = three.effects([pulled("CCC", "embargo", "goods to AAA")])
    by_buyer = three.effects([pulled("AAA", "embargo", "goods from CCC")])
    assert np.array_equal(by_seller.loss_rate, by_buyer.loss_rate)
    assert np.array_equal(by_seller.goods, by_buyer.goods)


def test_a_bloc_does_what_its_members_do_together(three: Stage) -> None:
    together = three.effects([pulled("AB", "embargo", "goods from CCC")])
    each = three.effects([pulled(a, "embargo", "goods from CCC") for a in ("AAA", "BBB")])
    assert np.array_equal(together.loss_rate, each.loss_rate)


def test_layers_do_not_touch_each_other(region: Stage) -> None:
    goods, people = pulled("RUS", "embargo", "goods to KGZ"), pulled("RUS", "expel", "workers from KGZ")
    both = region.effects([goods, people]).loss_rate
    alone = region.effects([goods]).loss_rate + region.effects([people]).loss_rate
    assert np.array_equal(both, alone)
    assert not region.effects([goods]).loss_rate[:, REMITTANCES].any()
    assert not region.effects([people]).loss_rate[:, TRADE].any()


def test_the_same_embargo_costs_more_the_less_time_there_is_to_adjust(world: World) -> None:
    lever = pulled("RUS", "embargo", "goods to ARM")
    losses = []
    for horizon in ("quarter", "year", "decade"):
        base = baseline(world, horizon)
        losses.append(loss(stage(base, central(base.factors)), "ARM", lever, layer=TRADE))
    assert losses[0] > losses[1] > losses[2] > 0


def test_opening_helps_and_a_duty_helps_less_than_no_duty(three: Stage) -> None:
    assert loss(three, "AAA", pulled("CCC", "open", "goods from AAA", 0.2)) < 0
    assert loss(three, "AAA", pulled("CCC", "tariff", "goods from AAA", 0.5)) > 0
    refused = loss(three, "AAA", pulled("CCC", "embargo", "goods from AAA"))
    assert refused > loss(three, "AAA", pulled("CCC", "tariff", "goods from AAA", 0.5))


def test_stopped_money_is_what_the_origin_loses_of_it(three: Stage) -> None:
    lever = pulled("CCC", "cut", "transfers to AAA")
    leak = three.behaviour.transfer_leakage
    assert loss(three, "AAA", lever) == pytest.approx(8e6 * (1 - leak), rel=1e-6)
    assert loss(three, "CCC", lever) <= 0


def test_every_solution_has_its_certificate(world: World) -> None:
    base = baseline(world, "quarter")
    for draw in draws(base.factors, 4, 1):
        effects = stage(base, draw).effects([pulled("RUS", "embargo", "goods to ARM")])
        assert 0 <= effects.residual <= 1e-8
