"""Oil in the Statistical Review of World Energy: lifted, refined and priced, by actor and year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from marchland.errors import ReleaseError
from marchland.world.build.post_soviet.energy.review import FILE, NAMES, annual, sheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

YEARS = tuple(range(2017, 2025))
BARRELS = 7.33
"""Barrels of crude oil in a tonne, as the review has it."""
_LIQUIDS = 11.0
_TONNES, _NGL, _REFINED = "Oil Production - tonnes", "NGLs production - barrels", "Oil refinery - throughput"
_USED = "Oil Consumption - Tonnes"
_SPOT, _BRENT_COLUMN, _WORLD = "Spot crude prices", 2, "Total World"


@dataclass(frozen=True, kw_only=True)
class OilReview:
    """What the review states of oil.

    Parameters
    ----------
    lifted
        Mt of crude oil and condensate by (actor, year): all oil less liquids split from gas; those that it lists
    refined
        Mt of crude oil taken in by refineries, by (actor, year); those that it lists. It states barrels; a tonne has
        so many (7.4 to 7.5) that the world's refineries take in what the world lifts
    consumed
        Mt of oil products used by (actor, year), those of natural gas liquids and for ships and aircraft among them
    world_lifted, world_consumed
        Mt by year
    brent
        USD a barrel by year
    """

    lifted: Mapping[tuple[str, int], float]
    refined: Mapping[tuple[str, int], float]
    consumed: Mapping[tuple[str, int], float]
    world_lifted: Mapping[int, float]
    world_consumed: Mapping[int, float]
    brent: Mapping[int, float]


@lru_cache(maxsize=2)
def oil_review(reference: Path) -> OilReview:
    """Read oil from the workbook.

    Parameters
    ----------
    reference
        folder of the reference data

    Raises
    ------
    ReleaseError
        where a sheet, a year or the world's total is missing
    """
    tonnes, liquids, refined, used = (_years(reference, name) for name in (_TONNES, _NGL, _REFINED, _USED))
    world = {year: tonnes[_WORLD][year] - _from_gas(liquids, _WORLD, year) for year in YEARS}
    spot = {row[0]: row[_BRENT_COLUMN] for row in sheet(reference, _SPOT)}
    brent = {year: price for year in YEARS if isinstance(price := spot.get(year), float)}
    if set(brent) != set(YEARS):
        raise ReleaseError(f"{reference / FILE}, sheet {_SPOT!r}: Brent of {YEARS[0]} to {YEARS[-1]} is not there")
    return OilReview(
        lifted={
            (actor, year): tonnes[name][year] - _from_gas(liquids, name, year)
            for actor, name in NAMES.items()
            if name in tonnes
            for year in YEARS
        },
        refined={
            (actor, year): refined[name][year] * world[year] / refined[_WORLD][year]
            for actor, name in NAMES.items()
            if name in refined
            for year in YEARS
        },
        consumed={(actor, year): used[name][year] for actor, name in NAMES.items() if name in used for year in YEARS},
        world_lifted=world,
        world_consumed={year: used[_WORLD][year] for year in YEARS},
        brent=brent,
    )


def _from_gas(liquids: Mapping[str, Mapping[int, float]], name: str, year: int) -> float:
    """Return the tonnes of ethane, gas and naphtha that a total of oil holds, Mt; 11 barrels a tonne."""
    return liquids[name][year] * 0.365 / _LIQUIDS if name in liquids else 0.0


def _years(reference: Path, name: str) -> dict[str, dict[int, float]]:
    """Return a sheet's rows that have a figure for each year."""
    rows = {label: row for label, row in annual(reference, name).items() if set(YEARS) <= set(row)}
    if _WORLD not in rows:
        raise ReleaseError(f"{reference / FILE}, sheet {name!r}: {YEARS[0]} to {YEARS[-1]} of {_WORLD!r} are not there")
    return rows
