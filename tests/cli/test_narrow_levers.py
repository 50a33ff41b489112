"""Levers on single sectors and products, on the command line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from marchland.levers import menu

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    from marchland.world import World

SCENARIO = "name: tried\nlevers:\n  - {{actor: CCC, action: embargo, object: {object}, {key}: {value}}}\n"


@pytest.mark.parametrize(
    ("what", "key", "value", "message"),
    [
        (
            "goods from AAA",
            "sector",
            "fuels",
            "fuels is owned by the energy layer: write action embargo and object 'gas from AAA' or 'oil from AAA',",
        ),
        ("goods from AAA", "sector", "fod", "sector 'fod' is not known; did you mean food?"),
        ("goods from AAA", "product", "wien", "product 'wien' is not known; did you mean wine?"),
        ("goods from AAA", "prodct", "wine", "unknown key 'prodct'; did you mean product?"),
        (
            "goods from BBB",
            "product",
            "fish",
            "no data on fish from BBB for CCC in 2020 to 2023; the world has fish of AAA",
        ),
        ("tourists to BBB", "size", "1", "no data on tourists to BBB for CCC"),
    ],
)
def test_a_lever_on_what_is_not_there_ends_before_any_solving(
    call: Callable[..., Said], here: Path, products: World, what: str, key: str, value: str, message: str
) -> None:
    (here / "tried.yaml").write_text(SCENARIO.format(object=what, key=key, value=value), encoding="utf-8")
    assert message in call("run", "tried.yaml", "--world", products.root, "--out", "x.nc").refused()
    assert not (here / "x.nc").exists()


def test_products_are_told_by_name(call: Callable[..., Said], here: Path, products: World) -> None:
    text = SCENARIO.format(object="goods from AAA", key="product", value="wine")
    text += "  - {actor: CCC, action: embargo, object: tourists to AAA}\n"
    (here / "tried.yaml").write_text(text, encoding="utf-8")
    said = call("run", "tried.yaml", "--world", products.root, "--draws", 0, "--out", "x.nc").out
    assert said.startswith(
        "If Land of CCC refused wine from Land of AAA and kept its tourists from travelling to Land of AAA for a year,"
    )
    assert "CCC: embargo wine from AAA" in said


def test_the_menu_has_four_forms_that_say_the_same(call: Callable[..., Said], products: World) -> None:
    offered = menu(products, "CCC", "AAA")
    said = {
        form: call("menu", "CCC", "AAA", "--world", products.root, "--format", form)
        for form in ("terminal", "json", "markdown", "html")
    }
    assert {one.code for one in said.values()} == {0}
    content = json.loads(said["json"].out)
    assert [entry["touches"]["best"] for entry in content["levers"]] == [item.best for item in offered.items]
    assert [entry.get("product") for entry in content["levers"] if entry["depth"] == 2] == [
        item.lever.product for item in offered.items if item.lever.product is not None
    ]
    assert len(content["withheld"]) == len(offered.withheld)
    for form in ("terminal", "markdown", "html"):
        assert "has 7 levers on Land of AAA as of 2023-12-31, and 12 on single sectors and products" in said[form].out
        assert re.search(r"wine.*10 m USD \[8 to 14\]", said[form].out)
        assert said[form].out.index("food") < said[form].out.index("wine")
    for form in ("markdown", "html"):
        assert "Food and drink (food)" in said[form].out
    assert said["html"].out.count("<tr class=") == len(offered.items)


def test_an_unknown_form_gets_the_nearest_one(call: Callable[..., Said], products: World) -> None:
    message = call("menu", "CCC", "AAA", "--world", products.root, "--format", "jsn").refused()
    assert message == "format 'jsn' is not known; did you mean json?\n"
