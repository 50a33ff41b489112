"""Published figures lie within the ranges of the built-in world."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from marchland.world import World

GOODS = ("agriculture", "food", "mining", "textiles", "chemicals", "metals", "machinery", "vehicles", "manufactures")

# year, exporter, importer, sectors, MUSD, who says so
CELLS = (
    (2023, "RUS", "CHN", ("crude",), 60_640, "Chinese customs, crude oil"),
    (2023, "TKM", "CHN", ("gas",), 9_600, "Chinese customs, pipeline gas"),
    (2023, "UZB", "RUS", ("agriculture",), 480, "Statistics Agency of Uzbekistan, fresh produce, brought to the year"),
    (2023, "TUR", "RUS", ("services",), 6_000, "Russians' share of Türkiye's receipts from visitors"),
    (2023, "UKR", "RUS", ("services",), 1_000, "what the transit of gas earns, 0.8 to 1.3 billion"),
    (2023, "CHN", "RUS", ("vehicles",), 11_200 + 8_000, "cars by Chinese customs; lorries, tractors, parts"),
    (2023, "RUS", "KGZ", ("oil_products",), 486, "Statistical Committee of Kyrgyzstan, 2022, brought to the year"),
    (2023, "KAZ", "RUS", (*GOODS, "crude", "gas", "oil_products"), 9_800, "statistics office of Kazakhstan"),
    (2023, "GEO", "RUS", (*GOODS, "crude"), 657, "Geostat"),
    (2023, "RUS", "UKR", GOODS, 3, "next to nothing: embargo"),
)
# year, exporter, importer, sector, MUSD of the products, who says so
AT_LEAST = (
    (2023, "GEO", "RUS", "services", 935, "National Bank of Georgia, tourists"),
    (2023, "ARM", "RUS", "services", 1195, "half of what visitors spent in Armenia in 2022"),
    (2023, "AZE", "RUS", "services", 500, "a third of what Azerbaijan sells to tourists"),
    (2017, "GEO", "RUS", "services", 500, "710 in 2018"),
    (2023, "CHN", "RUS", "vehicles", 11_200, "Chinese customs, cars alone"),
    (2023, "UZB", "KAZ", "vehicles", 262, "Statistics Committee of Uzbekistan, cars of 2021"),
    (2023, "UZB", "KGZ", "agriculture", 96, "Statistics Agency of Uzbekistan, fresh produce"),
    (2023, "RUS", "GEO", "agriculture", 48.6, "Geostat, wheat"),
    (2023, "GEO", "RUS", "food", 168 + 62, "Geostat, wine and water"),
    (2023, "KAZ", "UZB", "agriculture", 606, "statistics office of Kazakhstan, grain"),
    (2023, "UZB", "CHE", "metals", 7_000, "BACI, gold"),
    (2023, "KAZ", "CHE", "metals", 3_000, "BACI, gold"),
    (2023, "KAZ", "CHN", "mining", 4_000, "BACI, ores and uranium"),
)


def _range(world: World, year: int, exporter: str, importer: str, sectors: tuple[str, ...]) -> tuple[float, float]:
    rows = world["trade"].where(year=year, exporter=exporter, importer=importer)
    rows = rows.take(np.isin(rows["sector"], sectors))
    low = np.where(np.isnan(rows["low"]), rows["best"] / 1.15, rows["low"])
    high = np.where(np.isnan(rows["high"]), rows["best"] * 1.15, rows["high"])
    return float(low.sum()), float(high.sum())


@pytest.mark.parametrize(("year", "exporter", "importer", "sectors", "published", "who"), CELLS)
def test_a_published_flow_is_within_the_range(
    post_soviet: World, year: int, exporter: str, importer: str, sectors: tuple[str, ...], published: float, who: str
) -> None:
    low, high = _range(post_soviet, year, exporter, importer, sectors)
    assert low <= published <= high, who


@pytest.mark.parametrize(("year", "exporter", "importer", "sector", "products", "who"), AT_LEAST)
def test_a_sector_holds_the_products_that_publications_state(
    post_soviet: World, year: int, exporter: str, importer: str, sector: str, products: float, who: str
) -> None:
    rows = post_soviet["trade"].where(year=year, exporter=exporter, importer=importer, sector=sector)
    assert rows["best"].sum() >= products, who


@pytest.mark.parametrize(
    ("side", "published"), [("exporter", 41_200), ("importer", 75_300)], ids=["exports", "imports"]
)
def test_services_of_russia_are_those_of_its_central_bank(post_soviet: World, side: str, published: float) -> None:
    trade = post_soviet["trade"].where(year=2023, sector="services")
    abroad = trade.take((trade["exporter"] != trade["importer"]) & (trade[side] == "RUS"))
    assert abs(abroad["best"].sum() / published - 1) < 0.05


@pytest.mark.parametrize("year", [2017, 2023])
def test_a_third_of_what_kazakhstan_buys_is_machines_and_vehicles(post_soviet: World, year: int) -> None:
    trade = post_soviet["trade"].where(year=year, importer="KAZ")
    goods = trade.take((trade["exporter"] != "KAZ") & np.isin(trade["sector"], GOODS))
    machines = goods.take(np.isin(goods["sector"], ("machinery", "vehicles")))
    assert 0.33 <= machines["best"].sum() / goods["best"].sum() <= 0.5


def test_nobody_sells_russia_more_tourism_than_services(post_soviet: World) -> None:
    trade, tourists = post_soviet["trade"], post_soviet["product_flows"].where(product="tourists")
    assert len(tourists) >= 10
    for row in tourists.rows():
        if row["year"] >= 2020:
            sold = trade.where(year=2023, exporter=row["exporter"], importer=row["importer"], sector="services")
            assert sold["best"].sum() >= row["best"], row
