"""Freight and trade together."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from marchland.bridge import Baseline, baseline, central, draws
from marchland.bridge.freight.base import freight_base, freight_in
from marchland.bridge.freight.coupling import CLOSE, _rest, coupled, freight_effect
from marchland.bridge.spread import Range
from marchland.engine import LAYERS, Stage, stage
from marchland.errors import ScenarioError
from marchland.levers import Lever

if TYPE_CHECKING:
    from marchland.bridge.freight.effect import FreightEffect
    from marchland.levers.rules import Action
    from marchland.world import World

A, B, C = range(3)
FREIGHT = LAYERS.index("freight")
BORDER, B1 = "way road_a1_b1", "way b1"


@pytest.fixture(scope="module")
def base(carried: World) -> Baseline:
    return baseline(carried, "year")


@pytest.fixture(scope="module")
def free(base: Baseline) -> Baseline:
    """Return the same world without congestion."""
    still = {"delay_alpha": Range(low=np.zeros(()), best=np.zeros(()), high=np.zeros(()))}
    return replace(base, parameters={**base.parameters, **still})


@pytest.fixture(scope="module")
def middle(base: Baseline) -> Stage:
    return stage(base, central(base.factors))


def pulled(actor: str, action: Action, way: str, size: float = 1.0, commodity: str | None = None) -> Lever:
    return Lever(actor=actor, action=action, object=way, size=size, commodity=commodity)


def effect(base: Baseline, *levers: Lever) -> FreightEffect:
    found = freight_effect(base, levers)
    assert found is not None
    return found


def test_what_is_carried_is_what_is_traded(base: Baseline) -> None:
    found = freight_base(base)
    traded = found.drawn.economy.flows[:, :, 0].sum() - np.trace(found.drawn.economy.flows[:, :, 0])
    assert found.layer_demand.volume.sum() == pytest.approx(traded / 1500)
    assert found.value.sum() == pytest.approx(traded)
    assert found.demand.left_out == pytest.approx(0, abs=1e-12)
    assert found.solved.routes.flow.sum() == pytest.approx(traded / 1500)
    assert not found.unserved


def test_what_leaves_the_far_zone_passes_the_only_road(base: Baseline) -> None:
    found = freight_base(base)
    tonnes, value = found.carried()
    road = found.network.ways.links.index("road_a1_a2")
    ends = np.isin(found.demand.leaves, 1) | np.isin(found.demand.arrives, 1)
    assert tonnes[road] == pytest.approx(found.layer_demand.volume[ends].sum())
    assert value[road] == pytest.approx(found.value[ends].sum())
    assert found.captive(["road_a1_a2"]).tolist() == ends.tolist()


def test_all_that_passes_a_place_passes_one_of_its_ways_and_counts_once(base: Baseline) -> None:
    found = freight_base(base)
    own = found.of([A])
    passed, worth = found.through(["road_a1_b1", "rail_a1_c1"], own)
    assert passed == pytest.approx(found.layer_demand.volume[own].sum())
    assert worth == pytest.approx(found.value[own].sum())
    each = [found.through([link], own)[0] for link in ("road_a1_b1", "rail_a1_c1")]
    assert passed <= sum(each) * (1 + 1e-9)
    assert found.passing([A])[0][found.network.ways.links.index("road_a1_b1")] == pytest.approx(each[0])


def test_levers_on_goods_alone_leave_freight_alone(base: Baseline, middle: Stage) -> None:
    assert freight_effect(base, [pulled("CCC", "embargo", "goods to AAA")]) is None
    assert not middle.effects([pulled("CCC", "embargo", "goods to AAA")]).loss_rate[:, FREIGHT].any()


def test_a_world_without_ways_knows_no_lever_on_ways(small: World) -> None:
    base = baseline(small, "year")
    with pytest.raises(ScenarioError, match="no links"):
        freight_effect(base, [pulled("CCC", "close", "way a1")])


def test_without_congestion_closing_never_lowers_a_cost_and_opening_never_raises_one(free: Baseline) -> None:
    closed, opened = pulled("BBB", "close", BORDER), pulled("AAA", "build", "way rail_a2_c1")
    slowed = pulled("BBB", "slow", BORDER, 10.0)
    for lever in (closed, slowed):
        assert (effect(free, lever).cost_hat >= 1 - 1e-9).all()
    assert (effect(free, opened).cost_hat <= 1 + 1e-9).all()
    assert effect(free, opened).cost_hat[A, C, 0] < 0.9999


def test_who_has_no_way_left_is_refused(base: Baseline) -> None:
    found = effect(base, pulled("BBB", "close", B1))
    assert np.isinf(found.cost_hat[[A, B, B, C], [B, A, C, B], 0]).all()
    assert np.isfinite(found.cost_hat[A, C, 0])
    flows = freight_base(base).tonnes
    assert found.unserved.sum() < flows.sum()
    assert found.unserved[A, B] == pytest.approx(freight_base(base).drawn.economy.flows[A, B, 0] / 1500)


def test_half_of_the_varieties_refused_lies_between_none_and_all(free: Baseline) -> None:
    # theta = 5 after a decade: the goods barred and those that pass are so many varieties each.
    theta = freight_base(free).drawn.economy.elasticity[0]
    whole = effect(free, pulled("BBB", "close", "way b1 for AAA")).cost_hat[:, :, 0]
    half = effect(free, pulled("BBB", "close", "way b1 for AAA", 0.5)).cost_hat[:, :, 0]
    assert half == pytest.approx((0.5 + 0.5 * whole**-theta) ** (-1 / theta), rel=1e-3)


def test_goods_that_two_closures_bar_are_the_same_goods(free: Baseline) -> None:
    # Half of what passes the border is half of what passes the place behind it, and not another half.
    place, border = (pulled("BBB", "close", f"way {way} for AAA", 0.5) for way in ("b1", "road_a1_b1"))
    assert effect(free, place, border).cost_hat == pytest.approx(effect(free, place).cost_hat, rel=1e-6)
    some = replace(border, size=0.2)
    assert effect(free, place, some).cost_hat == pytest.approx(effect(free, place).cost_hat, rel=1e-6)


def test_a_lever_for_one_partner_leaves_the_others_and_its_own_trade_their_ways(free: Baseline) -> None:
    found = effect(free, pulled("BBB", "close", "way b1 for AAA")).cost_hat[:, :, 0]
    assert (found[[A, C], [C, A]] > 1).all()
    assert found[[A, B, B, C], [B, A, C, B]].tolist() == [1, 1, 1, 1]


def test_a_class_of_goods_can_be_barred_alone(free: Baseline) -> None:
    some = effect(free, pulled("BBB", "close", BORDER, commodity="dry_bulk")).cost_hat[A, C, 0]
    assert 1 < some < effect(free, pulled("BBB", "close", BORDER)).cost_hat[A, C, 0]


def test_what_passes_is_told_by_class(free: Baseline) -> None:
    found = effect(free, pulled("BBB", "close", BORDER, commodity="dry_bulk"))
    road = freight_base(free).network.ways.links.index("road_a1_b1")
    bulk, general = found.after_of[:, road]
    assert bulk == 0 < found.before_of[0, road]
    assert general == pytest.approx(found.after[road])
    assert found.before_of.sum(axis=0) == pytest.approx(freight_base(free).carried()[0], rel=1e-3)


def test_a_toll_is_paid_on_what_still_passes_to_who_takes_it(base: Baseline, middle: Stage) -> None:
    lever = pulled("BBB", "toll", BORDER, 20.0)
    found = effect(base, lever)
    road = freight_base(base).network.ways.links.index("road_a1_b1")
    assert found.tolls.tolist() == pytest.approx([0, 20 * found.after[road], 0])
    assert 0 < found.after[road] < found.before[road]
    assert middle.effects([lever]).loss_rate[:, FREIGHT] == pytest.approx(-found.income)


def test_at_best_values_draws_carry_what_the_coupling_found(base: Baseline) -> None:
    found, drawn = effect(base, pulled("BBB", "toll", BORDER, 20.0)), freight_base(base).drawn
    flows, middle = drawn.economy.flows, central(base.factors)
    shares = found.touched.in_draw(base, middle, drawn.economy.elasticity)
    before, _ = found.touched.carried(middle, shares, flows, flows)
    assert before == pytest.approx(found.before_of, rel=1e-2)


def test_goods_of_a_pair_that_are_not_evaluated_anew_stay() -> None:
    # Of 10 tonnes of the second pair 4 belong to cells that draws look at; the first and last pair have none of these.
    part = _rest(np.array([5.0, 10.0, 0.0, 2.0]), np.array([1, 2]), np.array([4.0, 0.0]))
    assert part.tolist() == pytest.approx([1, 0.6, 1, 1])


def test_what_is_no_longer_passed_brings_nothing(base: Baseline) -> None:
    found, freight = effect(base, pulled("BBB", "close", B1)), freight_base(base)
    assert found.income[B] < 0
    assert found.income[A] == 0
    at_b = [r for r, link in enumerate(freight.network.ways.links) if "b1" in link]
    assert not found.after[at_b].any()


def test_half_a_way_carries_less_and_a_way_that_is_built_carries_some(base: Baseline) -> None:
    ways = freight_base(base).network.ways.links
    rail, planned = ways.index("rail_a1_c1"), ways.index("rail_a2_c1")
    narrow = effect(base, pulled("CCC", "close", "way rail_a1_c1", 0.8))
    assert 0 < narrow.after[rail] < narrow.before[rail]
    built = effect(base, pulled("AAA", "build", "way rail_a2_c1"))
    assert built.before[planned] == 0
    assert built.after[planned] > 0


def test_freight_and_trade_agree_in_the_end(base: Baseline, middle: Stage) -> None:
    lever = pulled("BBB", "close", BORDER)
    found = effect(base, lever)
    assert found.residual <= CLOSE
    assert middle.effects([lever]).residual == found.residual
    again = found.touched.in_draw(base, middle.draw, middle.drawn.economy.elasticity)
    assert again.cost_hat == pytest.approx(found.cost_hat, rel=2 * CLOSE)


def test_what_draws_need_goes_along_to_other_processes(base: Baseline) -> None:
    lever = pulled("BBB", "close", BORDER)
    found = effect(base, lever)
    there = pickle.loads(pickle.dumps(base))  # noqa: S301 - our own
    assert "base" not in there.freight
    draw = draws(base.factors, 1, 1)[0]
    here, away = stage(base, draw).effects([lever]), stage(there, draw).effects([lever])
    assert np.array_equal(here.loss_rate, away.loss_rate)
    assert there.freight[frozenset((lever,))].residual == found.residual


@pytest.mark.slow
def test_congestion_held_in_draws_costs_little_of_the_range(base: Baseline) -> None:
    """Against freight and trade solved anew in every draw: 10 % at the median draw, and the same range by 25 %."""
    levers = [pulled("BBB", "close", BORDER), pulled("BBB", "toll", BORDER, 20.0), pulled("BBB", "slow", BORDER, 24.0)]
    held, anew = np.zeros((2, len(levers), 12))
    for d, draw in enumerate(draws(base.factors, 12, 1)):
        ready, freight = stage(base, draw), freight_in(base, draw)
        for k, lever in enumerate(levers):
            held[k, d] = ready.effects([lever]).loss_rate[A].sum()
            found = coupled(base, freight, [lever], ready.trade)
            whole = replace(base)
            whole.freight[frozenset((lever,))] = _Found(found)
            anew[k, d] = replace(ready, base=whole).effects([lever]).loss_rate[A].sum()
    assert np.median(np.abs(held / anew - 1), axis=1).max() < 0.1
    spread = [np.quantile(x, (0.1, 0.9), axis=1) for x in (held, anew)]
    assert spread[0] == pytest.approx(spread[1], rel=0.25)


class _Found:
    """An effect that stands for any draw as it was found in one."""

    def __init__(self, found: FreightEffect) -> None:
        self.found, self.residual, self.cost_hat = found, found.residual, found.cost_hat

    def in_draw(self, *_: object) -> _Found:
        return self

    def income_in(self, *_: object) -> np.ndarray[Any, Any]:
        return self.found.income
