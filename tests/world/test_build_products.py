"""Flows of single products in the built-in world."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from marchland.world.build.post_soviet.product_figures import product_figures
from marchland.world.build.post_soviet.product_sources import product_sources
from marchland.world.build.post_soviet.products import OVERLAPS, PRODUCTS, kazakh_flows, tables

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Tables

pytestmark = pytest.mark.reference


@pytest.fixture(scope="module")
def made(reference: Path) -> Tables:
    return tables(reference)


def test_every_figure_is_in_order_and_has_a_source(made: Tables) -> None:
    known = {row["source"] for row in made["sources"]}
    keys = [(r["year"], r["exporter"], r["importer"], r["product"]) for r in made["product_flows"]]
    assert len(set(keys)) == len(keys)
    for row in (*made["product_flows"], *made["products"]):
        assert set(str(row["source"]).split(";")) <= known
    for row in made["product_flows"]:
        assert 0 < float(str(row["low"])) <= float(str(row["best"])) <= float(str(row["high"]))
        assert row["product"] in {code for code, _, _ in PRODUCTS}


def test_no_publication_is_listed_that_nobody_cites() -> None:
    cited = {code for figure in product_figures() for code in figure.source.split(";")} | {"isic_4"}
    assert {str(row["source"]) for row in product_sources()} <= cited


def test_no_flow_is_counted_twice(made: Tables) -> None:
    pairs = defaultdict(set)
    for row in made["product_flows"]:
        pairs[row["exporter"], row["importer"]].add(row["product"])
    for products in pairs.values():
        for whole, parts in OVERLAPS:
            assert whole not in products or not products & set(parts)


def test_a_stated_figure_goes_before_one_from_tonnes(made: Tables) -> None:
    found = [
        row
        for row in made["product_flows"]
        if (row["year"], row["exporter"], row["importer"], row["product"]) == (2023, "RUS", "GEO", "grain")
    ]
    assert [(row["best"], row["estimated"]) for row in found] == [(48.6, False)]


def test_kazakh_exports_come_from_the_records_of_customs(reference: Path) -> None:
    flows = kazakh_flows(reference)
    assert flows[2021, "KAZ", "RUS", "meat"].best == pytest.approx(52.4, rel=0.01)
    assert {importer for _, _, importer, _ in flows} <= {"CHN", "RUS", "DEU", "GBR", "GRC"}
