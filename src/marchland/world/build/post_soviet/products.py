"""Products within sectors that have levers of their own, and their sourced flows: `products`, `product_flows`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from marchland.world.build.post_soviet.figure import Figure, around
from marchland.world.build.post_soviet.product_figures import product_figures
from marchland.world.build.post_soviet.product_sources import product_sources
from marchland.world.build.post_soviet.product_wheat import wheat_flows
from marchland.world.build.post_soviet.publications import cited
from marchland.world.build.post_soviet.region import actor_names

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Row, Tables

Flow = tuple[int, str, str, str]
"""Year, exporter, importer, product."""

# code, name, sector
PRODUCTS = (
    ("wine", "Wine", "food"),
    ("brandy", "Brandy and other spirits", "food"),
    ("mineral_water", "Mineral and spring water", "food"),
    ("dairy", "Milk, cheese and other dairy products", "food"),
    ("meat", "Meat", "food"),
    ("fish", "Fish", "food"),
    ("grain", "Grain (wheat alone where it is estimated)", "agriculture"),
    ("fruit", "Fruit and nuts", "agriculture"),
    ("vegetables", "Vegetables", "agriculture"),
    ("tomatoes", "Tomatoes", "agriculture"),
    ("produce", "Fresh fruit and vegetables together", "agriculture"),
    ("flowers", "Cut flowers", "agriculture"),
    ("cars", "Passenger cars", "vehicles"),
    ("tourists", "Spending of tourists", "services"),
)
# Where one of the first has a figure for a pair, the others must have none: they would be counted twice.
OVERLAPS = (("produce", ("fruit", "vegetables", "tomatoes")), ("vegetables", ("tomatoes",)))
# Codes of the Harmonized System, first digits.
_HS = {
    "wine": ("2204",),
    "brandy": ("2208",),
    "mineral_water": ("2201",),
    "dairy": ("0401", "0402", "0403", "0404", "0405", "0406"),
    "meat": ("02",),
    "fish": ("03",),
    "grain": ("10",),
    "fruit": ("08",),
    "vegetables": ("07",),
    "flowers": ("0603",),
    "cars": ("8703",),
}
_CUSTOMS_SPREAD = 1.1
_SMALLEST = 1.0
"""Flows below this, MUSD a year, are too small for a lever of their own."""


def tables(reference: Path) -> Tables:
    """Return `products`, `product_flows` and the `sources` that they cite.

    A figure that a publication states goes before one from customs records, and that before one from tonnes.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    products: list[Row] = [
        {"product": code, "name": name, "sector": sector, "source": "isic_4"} for code, name, sector in PRODUCTS
    ]
    flows = {**wheat_flows(reference), **kazakh_flows(reference), **stated_flows()}
    rows: list[Row] = [
        {"year": year, "exporter": exporter, "importer": importer, "product": product, **figure.cells()}
        for (year, exporter, importer, product), figure in flows.items()
    ]
    return {"products": products, "product_flows": rows, "sources": _sources([*products, *rows])}


def _sources(rows: list[Row]) -> list[Row]:
    """Return the rows of `sources` that some rows cite, those shared with other tables from where they stand."""
    own = {str(row["source"]): row for row in product_sources()}
    codes = sorted({code for row in rows for code in str(row["source"]).split(";")})
    return [*(own[code] for code in codes if code in own), *cited([{"source": c} for c in codes if c not in own])]


def stated_flows() -> dict[Flow, Figure]:
    """Return the flows that publications state."""
    return {
        (given.year, given.exporter, given.importer, given.product): Figure(
            low=given.low, best=given.best, high=given.high, estimated=given.estimated, source=given.source
        )
        for given in product_figures()
    }


def kazakh_flows(reference: Path) -> dict[Flow, Figure]:
    """Return Kazakhstan's exports of 2021 by product to the partners that the extract of BACI holds.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    table = pd.read_csv(reference / "flows" / "kaz_exports_by_partner_hs6_2021_baci.csv", dtype={"k": str})
    table["k"] = table["k"].str.zfill(6)
    names = actor_names() | {"People's Republic of China": "CHN"}
    table["importer"] = table["name"].map(names)
    flows: dict[Flow, Figure] = {}
    for product, codes in _HS.items():
        own = table[table["k"].str.startswith(codes)]
        for importer, thousand in own.groupby("importer")["v"].sum().items():
            value = float(thousand) / 1e3
            if value >= _SMALLEST:
                flows[2021, "KAZ", str(importer), product] = around(
                    value, _CUSTOMS_SPREAD, "baci_kazakhstan_2021", estimated=False
                )
    return flows
