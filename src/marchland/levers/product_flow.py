"""The flow of one product between two actors, and its share of its sector's flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marchland.world import World

MOST_YEARS_OLD = 3
"""A product's figure stands for the world's year up to this many years later; older ones are no data."""


@dataclass(frozen=True, kw_only=True)
class ProductFlow:
    """A sourced flow of a product.

    Parameters
    ----------
    low, best, high
        5th, 50th and 95th percentile, MUSD a year
    year
        year of the figure, which may be up to three years before the world's
    row
        line of `product_flows.csv`
    sources
        codes in the `sources` table
    """

    exporter: str
    importer: str
    product: str
    year: int
    low: float
    best: float
    high: float
    estimated: bool
    row: int
    sources: tuple[str, ...]

    def share_of(self, sector_flow: float) -> tuple[float, float, float]:
        """Return low, best and high of the product's share of its sector's flow between the two, at most 1.

        Both are figures of trade before duty; the range is the product's own, because the sector's flow has its own.

        Parameters
        ----------
        sector_flow
            MUSD a year at best values; 0 or nan gives no share
        """
        if not sector_flow > 0:
            return 0.0, 0.0, 0.0
        low, best, high = (min(1.0, flow / sector_flow) for flow in (self.low, self.best, self.high))
        return low, best, high


def product_flows(
    world: World, product: str, exporters: tuple[str, ...], importers: tuple[str, ...]
) -> tuple[ProductFlow, ...]:
    """Return the sourced flows of a product, one for each pair that has a figure not too old.

    Parameters
    ----------
    world
        as of a year: of each pair it holds the latest figure up to that year
    product
        code in the table `products`
    exporters, importers
        actors
    """
    oldest = (world.year or world.package.base_year) - MOST_YEARS_OLD
    rows = world["product_flows"].among(product=(product,), exporter=exporters, importer=importers)
    return tuple(
        ProductFlow(
            exporter=row["exporter"],
            importer=row["importer"],
            product=product,
            year=row["year"],
            low=row["low"],
            best=row["best"],
            high=row["high"],
            estimated=row["estimated"],
            row=row["row"],
            sources=tuple(row["source"].split(";")),
        )
        for row in rows.rows()
        if row["year"] >= oldest and row["best"] > 0
    )
