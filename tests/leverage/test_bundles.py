from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from marchland.leverage import bundles_of, narrow_of
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
