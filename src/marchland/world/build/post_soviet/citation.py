"""One row of the table `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marchland.world.build.recipe import Cell

CARRIED = "carried_forward"
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


def carried_forward() -> dict[str, Cell]:
    """Return the row of `sources` for a figure of an earlier year that stands for a later one."""
    return citation(
        CARRIED,
        "Figures of an earlier year carried forward",
        "The marchland authors",
        "docs/how-to/renew-the-world",
        2025,
        "Apache-2.0",
        "trade and remittances of 2023 moved with GDP in USD, other figures as they were; the range is wider",
    )


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
