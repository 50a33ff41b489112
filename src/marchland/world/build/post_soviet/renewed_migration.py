"""Remittances and migrants of a later year, carried from 2023."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet import migration
from marchland.world.build.post_soviet.carried import FROM, after, carried, figure_of
from marchland.world.build.post_soviet.citation import carried_forward
from marchland.world.build.post_soviet.indicators import gdp, with_later

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Row, Tables

# How far a year may move transfers beyond the host's GDP, and the number of people at work (judgements).
_TRANSFERS, _PEOPLE = 1.2, 1.15
_LABOUR = "labour"


def tables(reference: Path, year: int) -> Tables:
    """Return the tables of `migration` with the rows of a later year.

    Transfers of workers move with GDP of the host in USD; relocation money and people stay what they were.

    Parameters
    ----------
    reference
        folder of the reference data
    year
        later than 2023
    """
    before = migration.tables(reference)
    economies = gdp(reference, with_later(year))
    remittances: list[Row] = []
    for row in before["remittances"]:
        if row["year"] != FROM:
            continue
        host, moved = str(row["host"]), row["kind"] == _LABOUR
        change = economies[host, year].best / economies[host, FROM].best if moved else 1.0
        sources = ("world_bank_gdp",) if moved else ()
        figure = carried(figure_of(row), change, after(_TRANSFERS, year), *sources)
        remittances.append({**row, "year": year, **figure.cells()})
    migrants: list[Row] = [
        {**row, "year": year, **carried(figure_of(row), 1.0, after(_PEOPLE, year)).cells()}
        for row in before["migrants"]
        if row["year"] == FROM
    ]
    return {
        "remittances": [*before["remittances"], *remittances],
        "migrants": [*before["migrants"], *migrants],
        "sources": [*before["sources"], carried_forward()],
    }
