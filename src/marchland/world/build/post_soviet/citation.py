"""One row of the table `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marchland.world.build.recipe import Cell

QUOTED = "figure quoted with attribution"


def citation(
    source: str,
    title: str,
    publisher: str,
    url: str,
    year: int,
    licence: str = QUOTED,
    note: str | None = None,
) -> dict[str, Cell]:
    """Return the row of `sources` for one publication.

    Parameters
    ----------
    source
        short name that the other tables use
    title, publisher, url, year, licence, note
        the columns of the table of the same names
    """
    return {
        "source": source,
        "title": title,
        "publisher": publisher,
        "url": url,
        "year": year,
        "licence": licence,
        "note": note,
    }


def judgement() -> dict[str, Cell]:
    """Return the row of `sources` for a number that the authors judge."""
    return citation(
        "judgement",
        "Judgement of the authors",
        "The marchland authors",
        "docs/models",
        2025,
        "Apache-2.0",
        "No study gives this number for these countries; the range is meant to hold nine cases in ten",
    )
