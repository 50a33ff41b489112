from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.bridge import baseline, central
from marchland.engine import LAYERS, Stage, stage
from marchland.errors import MarchlandError, MissingData, SolverError, UnknownName
from marchland.leverage import (
    COMBINED,
    OTHERS,
    SENDER,
    TARGET,
    Leverage,
    Option,
    Pair,
    leverage_by_horizon,
    leverage_of,
)
from marchland.leverage.leverage_of import WITHOUT_ENERGY, WITHOUT_WAYS
from marchland.levers import Scenario
from marchland.sweep import run

if TYPE_CHECKING:
    from marchland.bridge import Baseline, Draw
    from marchland.world import World

ENERGY = LAYERS.index("energy")
SENDERS, TARGETS = ("RUS", "EU", "TUR"), ("ARM", "KGZ", "BLR")


@pytest.fixture(scope="module")
def region(world: World) -> Leverage:
    return leverage_of(world, SENDERS, TARGETS, draws=4)


def single(pair: Pair, action: str, start: str) -> Option:
    return next(
        o
        for o in pair.options
        if o.bundle.kind == "single"
        and o.bundle.size == 1
        and (lever := o.bundle.levers[0]).action == action
        and lever.object.startswith(start)
    )


def test_what_is_chosen_stays_within_the_budget_and_nothing_else_within_it_hurts_more(region: Leverage) -> None:
    for pair in region.pairs:
        assert pair.budget == pytest.approx(0.001 * pair.sender_gdp)
        affordable = [o.best[TARGET].sum() for o in pair.options if o.best[SENDER].sum() <= pair.budget]
        if pair.chosen is None:
            assert max(affordable, default=0) <= 0
            assert pair.leverage[0] == 0
            continue
        option = pair.options[pair.chosen]
        assert option.best[SENDER].sum() <= pair.budget
        assert option.best[TARGET].sum() == max(affordable) > 0
        assert pair.leverage[0] == pytest.approx(option.best[TARGET].sum() / pair.target_gdp)


def combined_in(region: Leverage) -> list[tuple[Pair, Option]]:
    return [(pair, o) for pair in region.pairs for o in pair.options if o.bundle.kind == COMBINED]


def test_parts_that_do_not_touch_each_other_cost_together_what_they_cost_apart(world: World, region: Leverage) -> None:
    found = combined_in(region)
    assert found
    for pair, option in found:
        assert len({(lever.action, lever.object, lever.fuel) for lever in option.bundle.levers}) == len(
            option.bundle.levers
        )
        alone = run(world, Scenario(name="joined", levers=option.bundle.levers), draws=0)
        assert option.best[TARGET].sum() == pytest.approx(alone.loss(pair.target)[0], rel=1e-4), option.bundle.words
        assert option.best[SENDER].sum() == pytest.approx(alone.loss(pair.sender)[0], rel=1e-4, abs=1e4)


def test_who_can_cut_what_it_sells_closes_no_pipes_to_all_others_beside(region: Leverage) -> None:
    singles = [o.bundle.levers[0] for o in region.pair("RUS", "ARM").options if o.bundle.kind == "single"]
    assert any(lever.is_pipe for lever in singles)
    assert any(lever.action == "cut" and lever.fuel for lever in singles)
    for _, option in combined_in(region):
        levers = option.bundle.levers
        assert option.bundle.levers
        if levers[0].actor == "RUS":
            assert not any(lever.is_pipe for lever in levers)


def test_what_is_put_together_takes_nothing_from_what_was_solved(region: Leverage) -> None:
    for pair in region.pairs:
        solved = [o for o in pair.options if o.bundle.kind != COMBINED and o.best[SENDER].sum() <= pair.budget]
        most = max((float(o.best[TARGET].sum()) for o in solved), default=0.0)
        assert pair.leverage[0] * pair.target_gdp >= most * (1 - 1e-12)


def test_levers_that_the_figures_leave_out_are_told_first(region: Leverage, small: World) -> None:
    assert region.gaps[0] == WITHOUT_WAYS
    assert WITHOUT_ENERGY not in region.gaps
    without = leverage_of(region.world, ["EU"], ["BLR"], draws=0, energy=False)
    assert without.gaps[:2] == (WITHOUT_WAYS, WITHOUT_ENERGY)
    assert not any(lever.rule.layer == "energy" for o in without.pairs[0].options for lever in o.bundle.levers)
    assert not {WITHOUT_WAYS, WITHOUT_ENERGY} & set(leverage_of(small, ["CCC"], ["AAA"], draws=0).gaps)


def test_leverage_never_falls_when_the_budget_grows(world: World) -> None:
    found = [
        leverage_of(world, SENDERS, TARGETS, draws=0, budget=budget) for budget in (1e-6, 0.0001, 0.001, 0.01, 0.1, 1)
    ]
    for pairs in zip(*(f.pairs for f in found), strict=True):
        shares = [pair.leverage[0] for pair in pairs]
        assert shares == sorted(shares), (pairs[0].sender, pairs[0].target)


def test_russia_squeezes_armenia_harder_than_armenia_russia(world: World) -> None:
    found = leverage_of(world, ["RUS", "ARM"], ["RUS", "ARM"], draws=0)
    assert [(p.sender, p.target) for p in found.pairs] == [("RUS", "ARM"), ("ARM", "RUS")]
    assert found.pair("RUS", "ARM").leverage[0] > 10 * found.pair("ARM", "RUS").leverage[0]


def test_losses_of_target_sender_and_others_add_up_to_the_worlds(world: World, region: Leverage) -> None:
    option = single(region.pair("RUS", "ARM"), "embargo", "goods to")
    alone = run(world, Scenario(name="alone", levers=option.bundle.levers), draws=4)
    assert option.best.sum() == pytest.approx(float(alone.dataset["loss_best"].sum()))
    assert option.best[TARGET].sum() == pytest.approx(alone.loss("ARM")[0])
    assert option.best[SENDER].sum() == pytest.approx(alone.loss("RUS")[0])
    assert option.drawn[TARGET].sum(0) == pytest.approx(alone.loss("ARM")[1])
    # Many bundles on an economy and one take other ways to the same solution: equal within the solver's tolerance.
    whole = alone.dataset["loss"].sum(("actor", "layer")).values
    assert option.drawn.sum(axis=(0, 1)) == pytest.approx(whole, rel=1e-5)


def test_a_cut_of_gas_costs_what_it_costs_when_run_alone(world: World, region: Leverage) -> None:
    option = single(region.pair("RUS", "ARM"), "cut", "gas to")
    alone = run(world, Scenario(name="alone", levers=option.bundle.levers), draws=4)
    assert (
        option.best[TARGET].sum() == pytest.approx(option.best[TARGET, ENERGY]) == pytest.approx(alone.loss("ARM")[0])
    )
    assert option.drawn[TARGET].sum(0) == pytest.approx(alone.loss("ARM")[1], rel=1e-5)
    assert 0.002 < option.best[TARGET].sum() / region.pair("RUS", "ARM").target_gdp < 0.2


def test_what_gas_and_oil_cost_differs_from_draw_to_draw_however_little_it_is(world: World) -> None:
    found = leverage_of(world, ["RUS", "AZE", "TUR"], ["ARM", "GEO"], draws=3, detail=False)
    drawn = [option for pair in found.pairs for option in pair.options if option.drawn.shape[-1]]
    moved = [o.drawn[TARGET, ENERGY] for o in drawn if abs(o.best[TARGET, ENERGY]) > 1e3]
    assert len(moved) > 4
    assert all(len(set(losses.tolist())) == 3 for losses in moved)


def test_gas_and_oil_are_markets_apart_that_add_up(region: Leverage) -> None:
    pair = region.pair("RUS", "ARM")
    option = next(
        o
        for o in pair.options
        if o.bundle.size == 1
        and o.bundle.kind == "layer"
        and all(lever.rule.layer == "energy" for lever in o.bundle.levers)
    )
    # What it sells is cut: its pipes are left to all others who are supplied over them.
    assert not any(lever.is_pipe for lever in option.bundle.levers)
    assert any(lever.is_pipe for o in pair.options for lever in o.bundle.levers)
    fuels = {lever.fuel for lever in option.bundle.levers}
    assert fuels == {"gas", "oil"}
    base = baseline(region.world, "year")
    together = stage(base, central(base.factors)).effects(option.bundle.levers)
    assert option.best[:, ENERGY].sum() == pytest.approx(float(together.loss_rate[:, ENERGY].sum()))


def test_the_losses_of_the_union_are_those_of_its_members(world: World, region: Leverage) -> None:
    pair = region.pair("EU", "BLR")
    option = single(pair, "embargo", "goods from")
    alone = run(world, Scenario(name="alone", levers=option.bundle.levers), draws=0)
    members = alone.members("EU")
    assert len(members) == 27
    assert option.best[SENDER].sum() == pytest.approx(sum(alone.loss(m)[0] for m in members))
    gdp = alone.dataset["gdp_best"].sel(actor=list(members))
    assert pair.sender_gdp == pytest.approx(float(gdp.sum()))


def test_goods_refused_by_either_side_cost_the_same(small: World) -> None:
    found = leverage_of(small, ["AAA", "CCC"], ["AAA", "CCC"], draws=2)
    by_buyer = single(found.pair("AAA", "CCC"), "embargo", "goods from")
    by_seller = single(found.pair("CCC", "AAA"), "embargo", "goods to")
    assert by_buyer.best[TARGET] == pytest.approx(by_seller.best[SENDER])
    assert by_buyer.best[SENDER] == pytest.approx(by_seller.best[TARGET])
    assert by_buyer.drawn[OTHERS] == pytest.approx(by_seller.drawn[OTHERS])


def test_layers_of_a_joined_bundle_add_up(region: Leverage) -> None:
    pair = region.pair("RUS", "KGZ")
    joined = next(o for o in pair.options if o.bundle.kind == "joined" and o.bundle.size == 1)
    by_layer = [o for o in pair.options if o.bundle.kind == "layer" and o.bundle.size == 1]
    people = LAYERS.index("remittances")
    assert joined.best[:, people] == pytest.approx(sum(o.best[:, people] for o in by_layer))
    if not any(lever.is_way for lever in joined.bundle.levers):  # what ways cost depends on what is left to carry
        assert joined.best == pytest.approx(sum(o.best for o in by_layer))
    assert joined.best[:, [LAYERS.index("trade"), people]].any(axis=0).all()


def test_fewer_details_give_the_same_leverage_to_the_bit(world: World, region: Leverage) -> None:
    brief = leverage_of(world, SENDERS, TARGETS, draws=4, detail=False)
    for full, short in zip(region.pairs, brief.pairs, strict=True):
        assert full.chosen == short.chosen
        assert full.leverage[0] == short.leverage[0]
        assert full.leverage[1].tobytes() == short.leverage[1].tobytes()
        assert [o.best.tobytes() for o in full.options] == [o.best.tobytes() for o in short.options]
    drawn = [sum(o.drawn.shape[-1] > 0 for o in p.options) for found in (brief, region) for p in found.pairs]
    assert sum(drawn[:9]) < sum(drawn[9:])


def test_processes_do_not_change_a_bit(small: World) -> None:
    alone, together = (leverage_of(small, ["CCC"], ["AB", "AAA"], draws=6, jobs=jobs) for jobs in (1, 2))
    for a, b in zip(alone.pairs, together.pairs, strict=True):
        assert a.leverage[1].tobytes() == b.leverage[1].tobytes()


def test_without_draws_there_are_best_values_alone(small: World) -> None:
    found = leverage_of(small, ["CCC"], ["AAA"], draws=0)
    best, drawn = found.pair("CCC", "AAA").leverage
    assert best > 0
    assert drawn.shape == (0,)
    assert all(o.drawn.shape == (3, len(LAYERS), 0) for o in found.pairs[0].options)
    assert found.z.shape == (0, len(found.factors))


def test_the_bundle_is_chosen_once_at_best_values(small: World) -> None:
    none, some, others = (
        leverage_of(small, ["CCC"], ["AAA"], draws=n, seed=seed).pair("CCC", "AAA")
        for n, seed in ((0, 1), (5, 1), (5, 9))
    )
    assert none.chosen == some.chosen == others.chosen
    assert none.leverage[0] == some.leverage[0] == others.leverage[0]
    assert not np.isclose(some.leverage[1], others.leverage[1]).any()


def test_losses_are_of_the_days(small: World) -> None:
    year, half = (leverage_of(small, ["CCC"], ["AAA"], draws=0, days=d, horizon="year").pairs[0] for d in (360, 180))
    for a, b in zip(year.options, half.options, strict=False):
        if a.bundle.size == b.bundle.size == 1:
            assert single(year, a.bundle.levers[0].action, a.bundle.levers[0].object).best == pytest.approx(
                2 * single(half, a.bundle.levers[0].action, a.bundle.levers[0].object).best
            )


def test_who_has_no_lever_has_no_leverage(small: World) -> None:
    none = {n: t.take(np.zeros(len(t), dtype=bool)) for n, t in small.tables.items() if n == "controls"}
    found = leverage_of(replace(small, tables=dict(small.tables) | none), ["CCC"], ["AAA"], draws=2)
    pair = found.pair("CCC", "AAA")
    assert pair.options == ()
    assert pair.leverage[0] == 0
    assert pair.leverage[1].tolist() == [0, 0]


def test_failed_draws_are_named_and_the_others_kept(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = leverage_of(small, ["CCC"], ["AAA"], draws=5)
    failing = {2, 4}

    def failing_stage(base: Baseline, draw: Draw) -> Stage:
        if draw.index in failing:
            raise SolverError(f"draw {draw.index} did not clear")
        return stage(base, draw)

    monkeypatch.setattr(import_module("marchland.leverage.losses"), "stage", failing_stage)
    holed = leverage_of(small, ["CCC"], ["AAA"], draws=5)
    assert [(f.draw, f.reason) for f in holed.failed] == [(i, f"draw {i} did not clear") for i in (2, 4)]
    assert holed.pairs[0].leverage[1].tolist() == whole.pairs[0].leverage[1][[0, 2, 4]].tolist()
    assert holed.z.tolist() == whole.z[[0, 2, 4]].tolist()
    failing |= {1, 3, 5}
    with pytest.raises(SolverError, match=r"none of 5 draws could be solved; the first: draw 1"):
        leverage_of(small, ["CCC"], ["AAA"], draws=5)


def test_pairs_that_overlap_are_left_out(small: World) -> None:
    found = leverage_of(small, ["AAA", "AB", "CCC"], ["AAA", "CCC"], draws=0)
    assert [(p.sender, p.target) for p in found.pairs] == [("AAA", "CCC"), ("AB", "CCC"), ("CCC", "AAA")]
    with pytest.raises(MissingData, match=r"AB on AAA was not computed"):
        found.pair("AB", "AAA")


def test_what_makes_no_sense_is_refused(small: World) -> None:
    with pytest.raises(MarchlandError, match=r"no sender has a target other than itself"):
        leverage_of(small, ["AAA", "AB"], ["AAA"], draws=0)
    with pytest.raises(UnknownName, match=r"actor 'CCD' is not known; did you mean CCC\?"):
        leverage_of(small, ["CCD"], ["AAA"], draws=0)
    for budget in (-0.1, 0, 1.01, float("nan"), float("inf")):
        with pytest.raises(MarchlandError, match=rf"budget {budget} .*; give one above 0 and up to 1"):
            leverage_of(small, ["CCC"], ["AAA"], draws=0, budget=budget)
    with pytest.raises(MarchlandError, match=r"draws -2 is negative"):
        leverage_of(small, ["CCC"], ["AAA"], draws=-2)
    with pytest.raises(MarchlandError, match=r"days 0 must be 1 or more"):
        leverage_of(small, ["CCC"], ["AAA"], draws=0, days=0)


def test_the_parts_of_a_targets_trade_loss_add_up_to_it_in_every_draw(world: World) -> None:
    found = leverage_of(world, ["RUS", "EU"], ["ARM", "EU", "BLR"], draws=4, detail=False, parts=True)
    trade = LAYERS.index("trade")
    for pair in found.pairs:
        assert pair.chosen is not None
        option = pair.options[pair.chosen]
        parts = option.parts
        if parts is None:  # nothing but money and people: no trade to take apart
            assert all(lever.rule.layer != "trade" for lever in option.bundle.levers)
            continue
        off = 1e-9 * pair.target_gdp
        assert parts.best.sum() + parts.transfers == pytest.approx(option.best[TARGET, trade], rel=1e-9, abs=off)
        for cut in (parts.by_partner, parts.by_sector):
            assert cut.sum(axis=0) + parts.transfers_drawn == pytest.approx(
                option.drawn[TARGET, trade], rel=1e-9, abs=off
            )
        assert (parts.low <= parts.high).all()
    armenia = found.pair("RUS", "ARM")
    carried = armenia.options[armenia.chosen or 0].parts
    assert carried is not None
    assert carried.best.sum(axis=1).argmax() == carried.actors.index("RUS")
    assert all(o.parts is None for p in found.pairs for i, o in enumerate(p.options) if i != p.chosen)


def test_the_same_levers_cost_the_target_more_the_less_time_there_is_to_adjust(world: World) -> None:
    found = leverage_by_horizon(world, ["RUS"], ["ARM", "KAZ"], draws=3, detail=False, parts=True)
    assert list(found) == ["year", "quarter", "decade"]
    alone = leverage_of(world, ["RUS"], ["ARM", "KAZ"], draws=3, detail=False, parts=True)
    for k, pair in enumerate(alone.pairs):
        at = {h: one.pairs[k] for h, one in found.items()}
        chosen = {h: p.options[p.chosen or 0] for h, p in at.items()}
        assert len({o.bundle for o in chosen.values()}) == 1
        assert at["year"].leverage[1].tobytes() == pair.leverage[1].tobytes()
        assert at["quarter"].target_gdp_drawn.tobytes() == at["decade"].target_gdp_drawn.tobytes()
        loss = {h: np.append(o.drawn[TARGET, 0], o.best[TARGET, 0]) for h, o in chosen.items()}
        assert (loss["quarter"] > loss["year"]).all()
        assert (loss["year"] > loss["decade"]).all()
        assert all(o.parts is not None for o in chosen.values())


def test_who_cannot_buy_any_more_makes_it_at_home_at_the_highest_price_and_is_named(small: World) -> None:
    """With a cap of 1.6 times the price, a cut-off from both partners is one; with 30 times it is not."""
    parameters, trade = small["parameters"], small["trade"]
    goods_at_home = (trade["exporter"] == "AAA") & (trade["importer"] == "AAA") & (trade["sector"] == "goods")
    scarce = {c: np.where(goods_at_home, trade[c] / 10, trade[c]) for c in ("low", "best", "high")}

    def with_cap(cap: float) -> World:
        own = parameters["parameter"] == "trade_substitute"
        held = {c: np.where(own, cap, parameters[c]) for c in ("low", "best", "high")}
        tables = {
            "parameters": replace(parameters, columns=dict(parameters.columns) | held),
            "trade": replace(trade, columns=dict(trade.columns) | scarce),
        }
        return replace(small, tables=dict(small.tables) | tables)

    at = {cap: leverage_of(with_cap(cap), ["CCC"], ["AAA"], draws=3, horizon="quarter") for cap in (1.6, 30.0)}
    option = {cap: single(found.pair("CCC", "AAA"), "embargo", "goods to") for cap, found in at.items()}
    assert [(c.actor, c.sector, c.best) for c in option[1.6].capped] == [("AAA", "goods", True)]
    assert 0 < option[1.6].capped[0].draws <= 3
    assert option[30.0].capped == ()
    assert option[1.6].best[TARGET].sum() < option[30.0].best[TARGET].sum()


def test_a_product_costs_less_than_its_sector_and_no_part_is_ever_chosen(products: World) -> None:
    pair = leverage_of(products, ["CCC"], ["AAA"], draws=3, horizon="year").pair("CCC", "AAA")
    embargoes = [o.bundle.levers[0] for o in pair.narrow if o.bundle.levers[0].action == "embargo"]
    assert {lever.flow for lever in embargoes} == {"goods", "food", "wine", "fish", "machines"}
    loss = {o.bundle.words: o.best[TARGET].sum() for o in pair.narrow}
    assert 0 < loss["embargo wine from AAA"] < loss["embargo food from AAA"]
    assert 0 < loss["tariff fish from AAA"] < loss["tariff food from AAA"]
    assert all(o.bundle.kind != "narrow" for o in pair.options)
    assert leverage_of(products, ["CCC"], ["AAA"], draws=0, detail=False).pair("CCC", "AAA").narrow == ()
