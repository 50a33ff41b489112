from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.levers.pipeline_world import pipeline_world

from marchland.leverage import bundles_of
from marchland.levers import Menu, MenuItem, Scenario, menu
from marchland.world import World, load_world

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def piped(tmp_path_factory: pytest.TempPathFactory) -> World:
    return load_world(pipeline_world(tmp_path_factory.mktemp("worlds") / "piped"))


def energy(found: Menu) -> dict[str, MenuItem]:
    return {item.lever.words: item for item in found.items if item.lever.rule.layer == "energy"}


def withheld(found: Menu) -> dict[tuple[str, str], tuple[str, bool]]:
    return {(w.action, w.object): (w.reason, w.unknown) for w in found.withheld}


def test_a_seller_may_cut_and_ask_the_price_that_its_best_paying_buyer_pays(piped: World) -> None:
    found = energy(menu(piped, "CCC", "AAA"))
    cut, dearer = found["cut gas to AAA"], found["reprice gas to AAA"]
    assert (cut.low, cut.best, cut.high, cut.unit, cut.lever.size) == (3, 4, 5, "bcm", 1)
    assert (dearer.best, dearer.unit, dearer.lever.size) == (4, "bcm", 400)
    assert dearer.note == "asks 400 USD per 1000 m3 as Market of B pays, in place of 150"
    assert (found["cut oil to AAA"].best, found["cut oil to AAA"].unit) == (2, "Mt")


def test_no_price_is_asked_where_none_is_known_or_nobody_pays_more(piped: World) -> None:
    told = withheld(menu(piped, "CCC", "AAA"))
    assert told["reprice", "oil to AAA"] == ("no data on the price of oil to AAA", True)
    told = withheld(menu(piped, "CCC", "BBB"))
    assert told["reprice", "gas to BBB"] == (
        "no other buyer of CCC is known to pay more than 400 USD per 1000 m3",
        False,
    )
    assert told["cut", "oil to BBB"] == ("no data on oil to BBB", True)


def test_no_hub_of_a_target_is_asked_less_than_it_pays(tmp_path: Path) -> None:
    more = {
        "places": "hub_a2,Other_market_of_A,AAA,40,10.5,hub,made_up",
        "pipes": "gas_a2,More,hub_c,hub_a2,gas,pipeline,bcm/yr,30,0,no,made_up",
        "energy_flows": "2023,hub_c,hub_a2,gas,1,1,1,bcm,{price},no,made_up",
    }
    notes = []
    for price in (300, 450):
        given = {table: line.format(price=price) for table, line in more.items()}
        found = energy(menu(load_world(pipeline_world(tmp_path / str(price), **given)), "CCC", "AAA"))
        notes.append([item.note for words, item in found.items() if words.startswith("reprice gas")])
    assert notes == [["asks 400 USD per 1000 m3 as Market of B pays, in place of 150 to 300"], []]


def test_a_buyer_may_refuse_what_the_target_sells_it(piped: World) -> None:
    found = energy(menu(piped, "AB", "CCC"))
    assert found == {}
    found = energy(menu(piped, "AAA", "CCC"))
    assert {words: item.best for words, item in found.items()} == {
        "embargo gas from CCC": 4,
        "embargo oil from CCC": 2,
    }
    assert "border of Land of AAA" in found["embargo gas from CCC"].reason


def test_without_the_right_over_its_border_nobody_refuses(piped: World) -> None:
    told = withheld(menu(piped, "AB", "CCC"))
    assert told["embargo", "gas or oil from CCC"] == ("the right `border` over AAA is held by AAA", False)


def test_a_transit_state_may_close_what_carries_the_targets_supply(piped: World) -> None:
    found = energy(menu(piped, "BBB", "AAA"))
    assert {words: item.best for words, item in found.items()} == {
        "close pipe BBB for AAA (gas)": 4,
        "close pipe gas_ba for AAA": 4,
        "close pipe gas_north for AAA": 4,
    }
    assert [item.lever.is_narrow for item in found.values()] == [False, True, True]
    assert found["close pipe gas_ba for AAA"].reason == "Land of BBB holds territory at hub_b"
    assert withheld(menu(piped, "BBB", "AAA"))["cut", "gas or oil to AAA"] == ("no data on gas or oil to AAA", True)


def test_who_operates_a_pipe_abroad_may_close_it(piped: World) -> None:
    found = energy(menu(piped, "AAA", "BBB"))
    assert found["close pipe gas_north for BBB"].reason == "Land of AAA holds operation at gas_north"
    assert "close pipe gas_sea for BBB" not in found


def test_who_holds_no_pipe_of_the_target_is_told_so(piped: World) -> None:
    told = withheld(menu(piped, "AAA", "CCC"))
    assert told["close", "pipe AAA for CCC"] == ("no pipe that may carry supply of Land of CCC is held by AAA", False)


def test_what_is_planned_is_not_closed(piped: World) -> None:
    assert not [words for words in energy(menu(piped, "CCC", "AAA")) if "gas_new" in words]


def test_every_item_has_a_range_a_source_and_passes_the_check(piped: World) -> None:
    view = piped.at()
    for sender, target in (("CCC", "AAA"), ("CCC", "BBB"), ("BBB", "AAA"), ("AAA", "BBB"), ("CCC", "AB")):
        for item in energy(menu(view, sender, target)).values():
            assert 0 < item.low <= item.best <= item.high
            assert item.sources == ("made_up",)
            Scenario(name="x", levers=(item.lever,)).check(view)


def test_a_menu_may_leave_energy_or_single_pipes_out(piped: World) -> None:
    assert energy(menu(piped, "CCC", "AAA", energy=False)) == {}
    full = menu(piped, "CCC", "AAA")
    assert menu(piped, "CCC", "AAA", narrow=False).items == full.whole
    assert "close pipe CCC for AAA (gas)" in energy(menu(piped, "CCC", "AAA", narrow=False))


def test_a_world_that_says_nothing_of_energy_has_no_line_on_it(small: World) -> None:
    found = menu(small, "CCC", "AAA")
    assert energy(found) == {}
    assert not [w for w in found.withheld if "gas" in w.object or "pipe" in w.object]


def test_before_the_first_figure_one_line_says_so(tmp_path: Path) -> None:
    folder = pipeline_world(tmp_path / "early", trade="2017,AAA,BBB,goods,,40,,,no,made_up")
    found = menu(load_world(folder).at(year=2017), "BBB", "AAA")
    assert energy(found) == {}
    told = {key: why for key, why in withheld(found).items() if "oil" in key[1] or "pipe" in key[1]}
    assert told == {("cut", "gas or oil to AAA"): ("no data on who sells gas and oil to whom in 2017 or before", True)}


def test_no_part_of_a_price_is_taken_and_what_is_cut_is_not_repriced_as_well(piped: World) -> None:
    bundles = bundles_of(menu(piped, "CCC", "AAA"))
    assert {b.size for b in bundles for lever in b.levers if lever.action == "reprice"} == {1.0}
    assert not [b for b in bundles if {"cut", "reprice"} <= {lever.action for lever in b.levers if lever.fuel == "gas"}]
