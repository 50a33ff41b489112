"""What is in a world: coverage, gaps, oldest figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.world.schema import schema

if TYPE_CHECKING:
    from marchland.world.world import World

MOST_GAPS = 12


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """One table of a world.

    Parameters
    ----------
    years
        years or days that it covers, in words
    estimated
        share of rows that are estimates; None where the table does not say
    sources
        number of sources cited
    """

    table: str
    description: str
    rows: int
    years: str
    estimated: float | None
    sources: int


def coverage(world: World) -> tuple[Coverage, ...]:
    """Return what each table of a world covers, in the order of the schema."""
    lines = []
    for name, spec in schema().tables.items():
        table = world[name]
        marked = "estimated" in table.columns and len(table)
        lines.append(
            Coverage(
                table=name,
                description=spec.description,
                rows=len(table),
                years=_span(world, name),
                estimated=float(np.mean(table["estimated"])) if marked else None,
                sources=len(table.cited()),
            )
        )
    return tuple(lines)


def trade_gaps(world: World, year: int) -> tuple[tuple[str, str], ...]:
    """Return the ordered pairs of actors for which a year's trade table has no row of a sector of the trade layer."""
    owned = world["sectors"].where(layer="trade")["sector"].tolist()
    rows = world["trade"].where(year=year)
    rows = rows.among(sector=owned)
    have = set(zip(rows["exporter"].tolist(), rows["importer"].tolist(), strict=True))
    return tuple((a, b) for a in world.actors for b in world.actors if (a, b) not in have)


def oldest_figures(world: World) -> tuple[tuple[str, str, int], ...]:
    """Return (indicator, actor, year) of latest figures that are older than the world's base year, oldest first."""
    latest = world.at()["indicators"]
    rows = zip(latest["indicator"].tolist(), latest["actor"].tolist(), latest["year"].tolist(), strict=True)
    return tuple(sorted((r for r in rows if r[2] < world.package.base_year), key=lambda r: (r[2], r[0], r[1])))


def _span(world: World, name: str) -> str:
    table = world[name]
    if not len(table):
        return ""
    if schema().tables[name].annual:
        years = world.years(name)
        return ", ".join(map(str, years)) if len(years) <= 4 else f"{years[0]} to {years[-1]}"
    if "from" in table.columns:
        return f"since {str(table['from'].min())[:4]}"
    return ""
