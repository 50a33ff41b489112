"""Tonnes, freight classes and what they carry in the built-in world: of the size that world transport has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.world.build.post_soviet.commodities import COMMODITIES, DAY, cargo_rows
from marchland.world.build.post_soviet.tonne_values import tonne_value
from marchland.world.build.post_soviet.tonnes import tonnes_of

if TYPE_CHECKING:
    from marchland.world import World


def tonnes(world: World, year: int, **only: str) -> Counter[str]:
    """Return million tonnes between actors by sector."""
    values = dict(zip(world["sectors"]["sector"].tolist(), world["sectors"]["usd_per_tonne"].tolist(), strict=True))
    found: Counter[str] = Counter()
    for row in world["trade"].where(year=year, **only).rows():
        if row["exporter"] != row["importer"] and values[row["sector"]] > 0:
            own = row["tonnes"] if row["tonnes"] > 0 else row["best"] * 1e6 / values[row["sector"]]
            found[row["sector"]] += own / 1e6
    return found


def test_world_trade_weighs_what_ships_railways_and_roads_carry(post_soviet: World) -> None:
    weight = sum(tonnes(post_soviet, 2023).values())
    # 11.6 billion tonnes were loaded on ships in 2023, four fifths of all or more (UNCTAD), and gas is not in here.
    assert 11_600 < weight < 11_600 / 0.7


def test_goods_in_boxes_weigh_what_container_ships_and_lorries_carry(post_soviet: World) -> None:
    weight, share = tonnes(post_soviet, 2023), Counter[str]()
    for row in post_soviet["cargoes"].rows():
        share[row["commodity"]] += row["share"] * weight[row["sector"]]
    # Containers at sea were 1.9 billion tonnes (UNCTAD); general cargo and what crosses borders by road come on top.
    assert 1_900 < share["general"] < 2 * 1_900
    assert share["dry_bulk"] > share["general"] > share["liquid"] > share["perishable"]


def test_russian_coal_and_ore_and_kazakh_exports_weigh_what_is_known_of_them(post_soviet: World) -> None:
    assert tonnes(post_soviet, 2023, exporter="RUS")["mining"] == pytest.approx(245, rel=0.15)  # coal 213, ore 20 to 35
    assert 40 < tonnes(post_soviet, 2023, exporter="RUS")["agriculture"] < 75  # grain alone some 60
    assert 35 < tonnes(post_soviet, 2023, exporter="RUS")["chemicals"] < 75  # fertiliser alone some 34
    assert 35 < tonnes(post_soviet, 2023, exporter="UKR")["agriculture"] < 70  # grain and oilseeds some 55
    dry = tonnes(post_soviet, 2023, exporter="KAZ")
    assert sum(v for sector, v in dry.items() if sector not in {"crude", "oil_products"}) == pytest.approx(80, rel=0.2)


def test_a_tonne_of_gold_is_not_a_tonne_of_steel(post_soviet: World) -> None:
    table = post_soviet["trade"]
    gold = next(table.where(year=2023, exporter="CHE", importer="IND", sector="metals").rows())
    assert gold["best"] * 1e6 / gold["tonnes"] > 100_000


@pytest.mark.parametrize("sector", ["mining", "metals", "agriculture", "chemicals"])
def test_prices_of_flows_with_tonnes_are_possible(post_soviet: World, sector: str) -> None:
    rows = post_soviet["trade"].where(sector=sector)
    stated = rows.take(rows["tonnes"] > 0)
    price = stated["best"] * 1e6 / stated["tonnes"]
    large = stated["tonnes"] > 1e5
    assert len(stated) > 10
    assert price[large].min() > 5
    assert (price[large & np.isin(stated["sector"], ["mining", "agriculture"])] < 5_000).all()


def test_what_is_not_known_of_a_flow_weighs_as_its_sector_does() -> None:
    usual = tonne_value("metals")
    assert usual is not None
    assert tonnes_of("metals", 100, (40, 1.0)) == pytest.approx(1 + 60e6 / usual.best, rel=1e-3)
    assert tonnes_of("metals", 100, (40, 1.0), 500) == pytest.approx(120_001, rel=1e-3)
    assert tonnes_of("metals", 100, (5, 1.0)) is None
    assert tonnes_of("metals", 100, (0, 0), 500) == pytest.approx(200_000)
    assert tonnes_of("metals", 100, (200, 8.0)) == pytest.approx(4)
    assert tonnes_of("services", 100, (100, 1.0)) is None
    assert tonnes_of("crude", 100, (100, 1.0)) is None


def test_an_hour_costs_what_hummels_and_schaur_find(post_soviet: World) -> None:
    assert (DAY[0], DAY[2]) == (0.006, 0.021)
    for commodity in COMMODITIES:
        row = next(post_soviet["commodities"].where(commodity=commodity.code).rows())
        day = row["value_of_time"] * 24 / commodity.value[1]
        assert DAY[0] <= day <= DAY[2] * 1.01
        assert row["value_of_time_low"] < row["value_of_time"] < row["value_of_time_high"]
    order = {c.code: c.value_of_time[1] for c in COMMODITIES}
    assert order["dry_bulk"] < order["liquid"] < order["perishable"] < order["general"]


def test_every_sector_of_goods_that_freight_carries_has_a_class_and_a_value(post_soviet: World) -> None:
    loaded = {str(row["sector"]) for row in cargo_rows()}
    goods = post_soviet["sectors"].where(kind="goods", layer="trade")["sector"].tolist()
    assert {*goods, "oil_products"} == loaded
    assert all(tonne_value(sector) for sector in loaded)
    assert tonne_value("gas") is None
