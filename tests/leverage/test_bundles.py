from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from marchland.bridge import baseline, central
from marchland.leverage import SENDER, TARGET, Bundle, bundles_of, leverage_of, narrow_of
from marchland.leverage.losses import BundlesTask
from marchland.levers import menu

if TYPE_CHECKING:
    from marchland.world import World


def test_each_lever_stands_alone_with_its_layer_and_with_all(small: World) -> None:
    offered = menu(small, "CCC", "AAA")
    full = [b for b in bundles_of(offered) if b.size == 1]
    single = [b for b in full if b.kind == "single"]
    assert [b.levers[0] for b in single] == [item.lever for item in offered.items]
    assert {b.levers[0].rule.layer: len(b.levers) for b in full if b.kind == "layer"} == {"trade": 2, "remittances": 3}
    assert [len(b.levers) for b in full if b.kind == "joined"] == [5]


def test_what_is_refused_is_not_taxed_as_well(small: World) -> None:
    for bundle in bundles_of(menu(small, "CCC", "AAA")):
        actions = {(lever.action, lever.object) for lever in bundle.levers}
        assert not {("embargo", "goods from AAA"), ("tariff", "goods from AAA")} <= actions


def test_smaller_sizes_are_narrow_of_the_full_one(small: World) -> None:
    bundles = bundles_of(menu(small, "CCC", "AAA"))
    quarter, half, full = ([b for b in bundles if b.size == s] for s in (0.25, 0.5, 1.0))
    for a, b, c in zip(quarter, half, full, strict=True):
        assert a.words == b.words == c.words
        for x, y, z in zip(a.levers, b.levers, c.levers, strict=True):
            assert 4 * x.size == 2 * y.size == z.size


def test_without_a_lever_there_is_no_bundle(small: World) -> None:
    offered = menu(small, "AB", "CCC")
    assert {b.kind for b in bundles_of(offered)} == {"single"}
    assert bundles_of(replace(offered, items=())) == ()


def test_parts_are_in_no_bundle_and_stand_alone_at_full_size(products: World) -> None:
    offered = menu(products, "CCC", "AAA")
    assert not [lever for b in bundles_of(offered) for lever in b.levers if lever.is_narrow]
    assert bundles_of(offered) == bundles_of(menu(products, "CCC", "AAA", narrow=False))
    parts = narrow_of(offered)
    assert [b.levers for b in parts] == [(item.lever,) for item in offered.narrow]
    assert {(b.kind, b.size) for b in parts} == {("narrow", 1.0)}
    assert len({b.words for b in parts}) == len(parts)


def test_of_levers_that_are_solved_together_every_combination_is_a_bundle(small: World) -> None:
    offered = menu(small, "CCC", "AAA")
    bundles = {frozenset(b.levers) for b in bundles_of(offered) if b.size == 1}
    levers = [item.lever for item in offered.whole]
    for layer in ("trade", "remittances"):
        own = [lever for lever in levers if lever.rule.layer == layer]
        for count in range(1, len(own) + 1):
            for group in combinations(own, count):
                actions = {lever.action for lever in group if lever.object == "goods from AAA"}
                assert (frozenset(group) in bundles) is (actions != {"embargo", "tariff"})


@pytest.mark.parametrize("budget", [1e-5, 1e-4, 1e-3, 1e-2])
def test_no_combination_of_whole_levers_within_the_budget_costs_more_than_the_leverage(
    small: World, budget: float
) -> None:
    (pair,) = leverage_of(small, ["CCC"], ["AAA"], draws=0, budget=budget).pairs
    levers = [item.lever for item in menu(small, "CCC", "AAA").whole]
    every = [group for count in range(1, len(levers) + 1) for group in combinations(levers, count)]
    every = [g for g in every if len({lever.object for lever in g}) == len(g)]  # what is refused is not taxed as well
    bundles = tuple(Bundle(kind="tried", levers=group, size=1.0) for group in every)
    base = baseline(small, "year")
    loss = BundlesTask(base=base, bundles=bundles, parties=(("CCC", "AAA"),) * len(bundles))(central(base.factors)).loss
    within = loss[:, SENDER].sum(axis=1) <= pair.budget
    most = loss[within, TARGET].sum(axis=1).max(initial=0.0)
    assert pair.leverage[0] * pair.target_gdp >= most * (1 - 1e-6)
