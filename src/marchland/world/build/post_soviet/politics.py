"""Memberships, ties, territories and rights of the built-in world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet import blocs, controls, territories, ties
from marchland.world.build.recipe import Tables, merge

if TYPE_CHECKING:
    from pathlib import Path


def tables(reference: Path) -> Tables:
    """Return `blocs`, `ties`, `places`, `states`, `controls` and the `sources` that they cite.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    return merge(part.tables(reference) for part in (blocs, ties, territories, controls))
