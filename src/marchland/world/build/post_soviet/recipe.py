"""The recipe of the built-in world: which tables, which focus, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet import (
    actors,
    commodities,
    gateways,
    goods,
    indicators,
    migration,
    parameters,
    politics,
    products,
    traffic,
    zones,
)
from marchland.world.build.post_soviet.energy import tables as energy
from marchland.world.build.post_soviet.network import tables as network
from marchland.world.build.post_soviet.reference_layout import check_reference
from marchland.world.build.post_soviet.releases_given import given
from marchland.world.build.post_soviet.renewed import renewed
from marchland.world.build.post_soviet.shapes import write_map
from marchland.world.build.recipe import merge
from marchland.world.build.recipes import Recipe
from marchland.world.package import Package

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Row

FOCUS = ("RUS", "UKR", "BLR", "MDA", "ARM", "AZE", "GEO", "KAZ", "KGZ", "TJK", "TKM", "UZB")
POWERS = ("TUR", "IRN", "CHN", "EU")
PACKAGE = Package(
    name="post-soviet",
    title="The post-Soviet space",
    base_year=2023,
    focus=FOCUS,
    powers=POWERS,
    licence="each table's terms stand in DATA-LICENSE and in sources.csv",
)


def tables(reference: Path) -> dict[str, list[Row]]:
    """Return every table of the built-in world.

    Parameters
    ----------
    reference
        folder with the public releases
    """
    return merge(part(reference) for part in recipe().parts.values())


def recipe() -> Recipe:
    """Return the recipe of the built-in world."""
    return Recipe(
        package=PACKAGE,
        parts={
            "actors": actors.tables,
            "indicators": indicators.tables,
            "trade and production": goods.tables,
            "products": products.tables,
            "migration and remittances": migration.tables,
            "politics": politics.tables,
            "freight classes": commodities.tables,
            "freight network": network.tables,
            "zones": zones.tables,
            "gateways": gateways.tables,
            "traffic": traffic.tables,
            "gas and oil": energy.tables,
            "parameters": parameters.tables,
            # Last, because what was read stands in for what the other parts cite under the same name.
            "official releases": lambda reference: {"sources": given(reference).citations()},
        },
        draw=write_map,
        check=_check,
        official=lambda reference: given(reference).official(),
        renewed=lambda year: renewed(recipe(), year),
    )


def _check(reference: Path) -> None:
    """Check the layout, then read the official releases, so that their faults are told before any other work."""
    check_reference(reference)
    given(reference).official()
