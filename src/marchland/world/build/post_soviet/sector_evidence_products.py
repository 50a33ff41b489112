"""Flows of single products that publications state, as parts of their sectors."""

from __future__ import annotations

import pandas as pd

from marchland.world.build.post_soviet.product_figures import product_figures
from marchland.world.build.post_soviet.products import PRODUCTS

_SECTOR_OF = {code: sector for code, _, sector in PRODUCTS}
# A world takes the figure of a product from its own year or the three before.
_OLDEST = 3
# A product is a part of its sector: what is known of it narrows the range of the whole no further than this.
_SPREAD = 2.0
_COLUMNS = ("exporter", "importer", "sector", "total", "musd", "spread", "source")


def stated_products(year: int) -> pd.DataFrame:
    """Return the products of goods that publications state for a year, by pair; the latest figure of each.

    Parameters
    ----------
    year
        2017 or 2023

    Returns
    -------
    columns `exporter`, `importer`, `sector`, `product`, `total` ("goods"), `musd`, `spread`, `source`; one row for each
    pair and product
    """
    latest = {}
    for figure in sorted(product_figures(), key=lambda figure: figure.year):
        if year - _OLDEST <= figure.year <= year and _SECTOR_OF[figure.product] != "services":
            latest[figure.exporter, figure.importer, figure.product] = figure
    rows = [
        (exporter, importer, _SECTOR_OF[product], "goods", figure.best, _SPREAD, figure.source, product)
        for (exporter, importer, product), figure in latest.items()
    ]
    return pd.DataFrame(rows, columns=[*_COLUMNS, "product"])


def with_products(parts: pd.DataFrame, grain: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the known parts of sectors with those products added.

    Parameters
    ----------
    parts, grain
        parts by pair and sector, without and of grain; stated grain takes the place of estimated grain
    year
        2017 or 2023

    Returns
    -------
    columns `exporter`, `importer`, `sector`, `total`, `musd`, `spread`, `source`
    """
    products = stated_products(year)
    stated = set(zip(*(products.loc[products["product"] == "grain", side] for side in _COLUMNS[:2]), strict=True))
    kept = [pair not in stated for pair in zip(grain["exporter"], grain["importer"], strict=True)]
    return pd.concat([parts, grain[kept], products[list(_COLUMNS)]], ignore_index=True)
