"""The recipe with a later year: what next year's releases state, and the rest carried from 2023."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from marchland.errors import ReleaseError
from marchland.world.build.post_soviet import indicators, renewed_goods, renewed_migration
from marchland.world.build.post_soviet.actors import ACTORS, REST
from marchland.world.build.post_soviet.recorded_trade import YEARS
from marchland.world.build.post_soviet.reference_layout import check_reference
from marchland.world.build.post_soviet.releases_given import BACI, given
from marchland.world.build.releases import baci
from marchland.world.build.releases.release_folder import file_of_year

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipes import Recipe

_GDP = "macro/wb_gdp_current_usd.csv"
_SHOWN = 12


def renewed(recipe: Recipe, year: int) -> Recipe:
    """Return the recipe of a world that holds a later year as well, which becomes its base year.

    Parameters
    ----------
    recipe
        of 2017 and 2023
    year
        later than 2023

    Raises
    ------
    ReleaseError
        where the year is not later
    """
    if year <= YEARS[-1]:
        raise ReleaseError(
            f"--year {year} is not later than {YEARS[-1]}: the recipe makes {YEARS[0]} and {YEARS[-1]} without it; "
            "leave it out, or ask for a later year"
        )

    def check(reference: Path) -> None:
        file_of_year(reference / BACI, baci.FILES, year, baci.FORM)
        check_reference(reference)
        check_gdp(reference, year)
        given(reference, year).official()

    return replace(
        recipe,
        package=replace(recipe.package, base_year=year),
        parts={
            **recipe.parts,
            "indicators": partial(indicators.tables, later=year),
            "trade and production": partial(renewed_goods.tables, year=year),
            "migration and remittances": partial(renewed_migration.tables, year=year),
            "official releases": lambda reference: {"sources": given(reference, year).citations()},
        },
        check=check,
        official=lambda reference: given(reference, year).official(),
        renewed=None,
    )


def check_gdp(reference: Path, year: int) -> None:
    """Check that GDP of a year is known for every actor, and for the world.

    Parameters
    ----------
    reference
        folder of the reference data
    year
        later than 2023

    Raises
    ------
    ReleaseError
        naming the file, the year and the actors
    """
    held = indicators.gdp(reference, (year,))
    missing = ["WLD" if actor == REST else actor for actor in ACTORS if (actor, year) not in held]
    if not missing:
        return
    missing.sort(key=lambda code: code != "WLD")
    shown = ", ".join(missing[:_SHOWN]) + (f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else "")
    raise ReleaseError(
        f"{reference / _GDP}: column 'Year' has no row of {year} for {shown}; put the World Bank's newer table of GDP "
        "in current USD (NY.GDP.MKTP.CD) in its place, one row a country and year in the columns Country Name, Country "
        "Code, Year, Value, or add the rows (WLD is the world)"
    )
