"""The sources that a result cites, as a reader sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.model import BriefSource

if TYPE_CHECKING:
    from collections.abc import Collection

    from marchland.world import World


def cited_sources(world: World, codes: Collection[str]) -> tuple[BriefSource, ...]:
    """Return the sources of a world that are among some codes, in the order of its table."""
    return tuple(
        BriefSource(**{k: row[k] for k in ("source", "title", "publisher", "url", "year", "licence")})
        for row in world["sources"].rows()
        if row["source"] in codes
    )
