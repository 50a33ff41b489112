"""Levers on single sectors and products."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from marchland.errors import MarchlandError, MissingData, ScenarioError, UnknownName
from marchland.levers import Lever, Menu, MenuItem, Scenario, menu

if TYPE_CHECKING:
    from marchland.world import World


def of(found: Menu, action: str, direction: str) -> list[MenuItem]:
    return [i for i in found.items if (i.lever.action, i.lever.direction, i.lever.what) == (action, direction, "goods")]


def best(found: Menu, flow: str, direction: str = "from") -> MenuItem:
    return next(i for i in found.items if i.lever.flow == flow and i.lever.direction == direction)


def checked(world: World, **told: Any) -> None:  # noqa: ANN401 - any field of a lever
    given: dict[str, Any] = {"actor": "CCC", "action": "embargo", "object": "goods from AAA"}
    Scenario(name="tried", levers=(Lever(**given | told),)).check(world)


@pytest.mark.parametrize("pair", [("CCC", "AAA"), ("AAA", "CCC"), ("CCC", "AB"), ("BBB", "AAA")])
def test_the_sectors_together_touch_what_the_lever_on_all_goods_touches(products: World, pair: tuple[str, str]) -> None:
    found = menu(products, *pair)
    for action, direction in (("embargo", "from"), ("embargo", "to"), ("tariff", "from")):
        own = of(found, action, direction)
        if not own:
            continue
        whole, sectors = own[0], [i for i in own if i.lever.sector is not None]
        for figure in ("low", "best", "high"):
            assert sum(getattr(i, figure) for i in sectors) == pytest.approx(getattr(whole, figure))


@pytest.mark.parametrize("pair", [("CCC", "AAA"), ("CCC", "BBB"), ("CCC", "AB"), ("AAA", "CCC")])
def test_a_product_never_touches_more_than_its_sector(products: World, pair: tuple[str, str]) -> None:
    table = products["products"]
    sector_of = dict(zip(table["product"].tolist(), table["sector"].tolist(), strict=True))
    found = menu(products, *pair)
    own = [i for i in found.narrow if i.lever.product is not None]
    for item in own:
        whole = next(
            i
            for i in found.items
            if (i.lever.action, i.lever.object, i.lever.sector)
            == (item.lever.action, item.lever.object, sector_of[item.lever.flow])
        )
        assert item.low <= whole.low
        assert item.best <= whole.best
        assert item.high <= whole.high


def test_parts_follow_the_whole_by_size_and_products_their_sector(products: World) -> None:
    own = of(menu(products, "CCC", "AAA"), "embargo", "from")
    assert [i.lever.flow for i in own] == ["goods", "goods", "machines", "food", "wine", "fish"]
    assert [i.lever.is_narrow for i in own] == [False, True, True, True, True, True]


def test_a_menu_without_parts_holds_the_same_whole_levers(products: World) -> None:
    found = menu(products, "CCC", "AAA")
    assert menu(products, "CCC", "AAA", narrow=False).items == found.whole


def test_what_a_product_touches_and_who_says_so(products: World) -> None:
    found = menu(products, "CCC", "AAA")
    wine = best(found, "wine")
    assert (wine.low, wine.best, wine.high, wine.note) == (8, 10, 14, "figure of 2022")
    assert best(found, "machines").note == "larger than all goods of 2023, so cut to it"
    both = best(menu(products, "CCC", "AB"), "fish")
    assert (both.best, both.note) == (6, "known of 1 of 2 pairs, no data on the others")


def test_products_without_a_figure_are_named_in_one_line(products: World) -> None:
    lines = [w for w in menu(products, "CCC", "BBB").withheld if w.object.startswith("products")]
    assert [(w.object, w.unknown) for w in lines] == [("products from BBB", True), ("products to BBB", True)]
    assert lines[0].reason == "no data from BBB on: fish, machines"


def test_a_figure_more_than_three_years_old_is_no_data(products: World) -> None:
    assert "fish" not in {i.lever.flow for i in menu(products, "CCC", "BBB").items}
    with pytest.raises(MissingData, match="no data on fish to BBB for CCC in 2020 to 2023"):
        checked(products, object="goods to BBB", product="fish")


def test_tourists_touch_no_goods_and_goods_no_tourists(products: World) -> None:
    found = menu(products, "CCC", "AAA")
    tourists = best(found, "tourists", "to")
    assert (tourists.best, tourists.lever.is_narrow, tourists.lever.right) == (10, False, "travel")
    assert "services" not in {i.lever.sector for i in found.items}
    assert best(found, "goods").best == 140
    with pytest.raises(ScenarioError, match="tourists is part of services, which is no goods"):
        checked(products, product="tourists")


def test_nobody_stops_tourists_of_others(products: World) -> None:
    with pytest.raises(ScenarioError, match="embargo cannot touch 'tourists from AAA'"):
        checked(products, object="tourists from AAA")
    with pytest.raises(MissingData, match="no data on tourists to CCC for AAA"):
        checked(products, actor="AAA", object="tourists to CCC")


@pytest.mark.parametrize(
    ("told", "error", "message"),
    [
        ({"sector": "fod"}, UnknownName, r"sector 'fod' is not known; did you mean food\?"),
        ({"product": "wien"}, UnknownName, r"product 'wien' is not known; did you mean wine\?"),
        ({"sector": "wine"}, ScenarioError, r"wine is a product and no sector; write product: wine"),
        (
            {"sector": "fuels"},
            ScenarioError,
            r"fuels is owned by the energy layer: .* object 'gas from AAA' or 'oil from AAA', .* one of goods, food",
        ),
        ({"sector": "services"}, ScenarioError, r"services is a service and no goods"),
        ({"sector": "rest"}, ScenarioError, r"rest is made and used at home only"),
        ({"product": "machines", "actor": "BBB"}, MissingData, r"the world has machines of AAA to CCC"),
        (
            {"actor": "AAA", "object": "goods from BBB", "sector": "food"},
            MissingData,
            r"no data on food from BBB for AAA in 2023; between the two the world has goods",
        ),
        ({"action": "expel", "object": "workers from BBB"}, MissingData, r"no data on workers from BBB for CCC"),
        ({"action": "cut", "object": "transfers to BBB"}, MissingData, r"no data on transfers to BBB for CCC"),
    ],
)
def test_a_lever_on_what_is_not_there_is_refused(
    products: World, told: dict[str, Any], error: type[MarchlandError], message: str
) -> None:
    with pytest.raises(error, match=message):
        checked(products, **told)


def test_a_lever_names_a_sector_or_a_product() -> None:
    with pytest.raises(ScenarioError, match=re.escape("names sector 'food' and product 'wine'; leave out one")):
        Lever(actor="CCC", action="embargo", object="goods from AAA", sector="food", product="wine")
    with pytest.raises(ScenarioError, match="has no products; leave out product 'wine'"):
        Lever(actor="CCC", action="expel", object="workers from AAA", product="wine")
