"""Levers on products in the built-in world."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from marchland.errors import MissingData
from marchland.levers import Lever, menu
from marchland.levers.flow_check import check_flow

if TYPE_CHECKING:
    from marchland.world import World


@pytest.mark.parametrize(
    ("sender", "target", "flow"),
    [
        ("RUS", "GEO", "wine"),
        ("RUS", "GEO", "mineral_water"),
        ("RUS", "GEO", "tourists"),
        ("RUS", "ARM", "brandy"),
        ("RUS", "ARM", "grain"),
        ("RUS", "BLR", "dairy"),
        ("RUS", "AZE", "tomatoes"),
        ("RUS", "TUR", "produce"),
        ("RUS", "KAZ", "fish"),
        ("KAZ", "UZB", "grain"),
        ("CHN", "RUS", "cars"),
    ],
)
def test_levers_that_were_pulled_in_the_past_can_be_told_apart(
    world: World, sender: str, target: str, flow: str
) -> None:
    found = {item.lever.flow: item for item in menu(world, sender, target).items}
    assert 0 < found[flow].low <= found[flow].best <= found[flow].high
    assert found[flow].sources


def test_a_ban_without_a_figure_is_no_data(world: World) -> None:
    lever = Lever(actor="RUS", action="embargo", object="goods from ARM", product="flowers")
    with pytest.raises(
        MissingData, match=r"no data on flowers from ARM for RUS in 2020 to 2023; the world has flowers of"
    ):
        check_flow(world.at(), lever)


def test_a_figure_of_2023_does_not_speak_of_2017(world: World) -> None:
    then = menu(world.at(year=2017), "RUS", "GEO")
    assert "wine" not in {item.lever.flow for item in then.items}


def test_in_no_pair_is_a_product_larger_than_its_sector_or_the_sectors_other_than_the_whole(world: World) -> None:
    view = world.at()
    table = view["products"]
    sector_of = dict(zip(table["product"].tolist(), table["sector"].tolist(), strict=True))
    for sender, target in permutations(view.package.focus, 2):
        items = [item for item in menu(view, sender, target).items if item.lever.what == "goods"]
        best = {(i.lever.action, i.lever.object, i.lever.flow): i.best for i in items}
        for item in items:
            lever = item.lever
            if lever.product is not None:
                assert item.best <= best[lever.action, lever.object, sector_of[lever.product]]
            elif lever.sector is None:
                parts = [i.best for i in items if i.lever.sector and i.lever.object == lever.object]
                parts = parts[: len(parts) // len({i.lever.action for i in items if i.lever.object == lever.object})]
                assert sum(parts) == pytest.approx(item.best)
