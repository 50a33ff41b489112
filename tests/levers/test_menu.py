from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from marchland.errors import ScenarioError, UnknownName
from marchland.levers import Menu, menu

if TYPE_CHECKING:
    from marchland.world import World


def offered(found: Menu) -> set[tuple[str, str]]:
    return {(item.lever.action, item.lever.object) for item in found.items}


def why_not(found: Menu, action: str, what: str) -> str:
    return next(w.reason for w in found.withheld if (w.action, w.object) == (action, what))


def test_a_member_of_a_customs_union_has_no_tariff_of_its_own(world: World) -> None:
    found = menu(world, "RUS", "ARM")
    assert not [lever for lever in offered(found) if lever[0] == "tariff"]
    assert why_not(found, "tariff", "goods from ARM") == "the right `tariff` over RUS is held by EAEU"


def test_before_the_customs_union_the_tariff_was_its_own(world: World) -> None:
    then = world.at(day=dt.date(2009, 6, 1), year=2017)
    assert ("tariff", "goods from ARM") in offered(menu(then, "RUS", "ARM"))


def test_only_the_union_refuses_goods_for_its_members(world: World) -> None:
    assert "is held by EU" in why_not(menu(world, "DEU", "RUS"), "embargo", "goods from RUS")
    union = offered(menu(world, "EU", "RUS"))
    assert {("embargo", "goods from RUS"), ("embargo", "goods to RUS"), ("tariff", "goods from RUS")} <= union
    assert "is held by AUT" in why_not(menu(world, "EU", "RUS"), "expel", "workers from RUS")


def test_whom_nobody_gives_a_right_has_no_lever(small: World) -> None:
    found = menu(small, "AB", "CCC")
    assert offered(found) == {("tariff", "goods from CCC")}


def test_there_is_no_lever_without_a_flow(small: World) -> None:
    found = menu(small, "AAA", "CCC")
    assert offered(found) == {("embargo", "goods from CCC"), ("embargo", "goods to CCC")}
    assert why_not(found, "expel", "workers from CCC") == "no data on workers from CCC and the money they send"
    assert why_not(found, "cut", "transfers to CCC") == "no data on transfers to CCC"


def test_a_lever_touches_the_flow_that_the_tables_hold_and_no_fuels(small: World) -> None:
    found = menu(small, "CCC", "AAA")
    assert {(i.lever.action, i.lever.object): i.best for i in found.items} == {
        ("embargo", "goods from AAA"): pytest.approx(100),
        ("embargo", "goods to AAA"): pytest.approx(120),
        ("tariff", "goods from AAA"): pytest.approx(100),
        ("expel", "workers from AAA"): pytest.approx(900),
        ("cut", "transfers to AAA"): pytest.approx(8),
        ("cut", "relocation to AAA"): pytest.approx(6),
    }
    assert {i.lever.action for i in found.items if i.unit == "persons"} == {"expel"}


def test_what_a_bloc_touches_is_what_its_members_touch_together(small: World) -> None:
    def best(target: str) -> float:
        return next(i.best for i in menu(small, "CCC", target).items if i.lever.object == f"goods from {target}")

    assert best("AB") == pytest.approx(best("AAA") + best("BBB"))


@pytest.mark.parametrize(("sender", "target"), [("RUS", "ARM"), ("RUS", "KGZ"), ("EU", "BLR"), ("CHN", "KAZ")])
def test_every_lever_has_a_reason_a_range_and_sources_of_the_world(world: World, sender: str, target: str) -> None:
    found = menu(world, sender, target)
    known = set(world["sources"]["source"].tolist())
    assert found.items
    for item in found.items:
        assert world.name(sender) in item.reason
        assert item.sources
        assert known.issuperset(item.sources)
        assert 0 < item.low <= item.best <= item.high
    assert all(w.reason for w in found.withheld)


@pytest.mark.parametrize(("sender", "target"), [("ARM", "ARM"), ("EU", "DEU"), ("DEU", "EU"), ("EAEU", "CSTO")])
def test_nobody_presses_itself(world: World, sender: str, target: str) -> None:
    with pytest.raises(ScenarioError, match=r"overlap.*name two different actors"):
        menu(world, sender, target)


def test_an_unknown_actor_gets_its_nearest_name(world: World) -> None:
    with pytest.raises(UnknownName, match=r"actor 'ARN' is not known; did you mean .*ARM"):
        menu(world, "RUS", "ARN")
