"""The recipe of the built-in world: which tables, which focus, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet import actors, goods, indicators, migration, parameters, politics, production
from marchland.world.build.recipe import merge
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
    parts = (actors, indicators, goods, production, migration, politics, parameters)
    return merge(part.tables(reference) for part in parts)
