"""The tables `remittances` and `migrants` of the built-in world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.migration_sources import migration_sources
from marchland.world.build.post_soviet.transfers import remittance_rows
from marchland.world.build.post_soviet.workers import migrant_rows

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Tables


def tables(reference: Path) -> Tables:
    """Return `remittances`, `migrants` and the `sources` that they cite.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    return {
        "remittances": remittance_rows(reference),
        "migrants": migrant_rows(reference),
        "sources": migration_sources(),
    }
