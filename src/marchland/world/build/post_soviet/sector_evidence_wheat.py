"""Wheat in tonnes, brought to money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from marchland.world.build.post_soviet.actors import REST, STATES
from marchland.world.build.post_soviet.region import POST_SOVIET, actor_names
from marchland.world.build.post_soviet.releases_given import given
from marchland.world.build.post_soviet.sector_evidence import carved_actors

if TYPE_CHECKING:
    from pathlib import Path

# USD a tonne, U.S. hard red winter, mean of the year (World Bank, "Pink Sheet").
GULF_PRICE = {2017: 174.2, 2023: 340.4}
# Wheat over land in the region costs less than at the Gulf of Mexico. Georgia paid 223 USD a tonne for Russian wheat
# in 2023 (48.6 MUSD for 217,500 t), two thirds; Kazakhstan got about 258 for its grain in 2023 (a billion USD for
# 3.88 Mt in ten months) and 234 for wheat to China in 2021 when the Gulf's stood at 315, three quarters.
_OVER_LAND = {2017: 0.95, 2023: 0.72}
_OVER_SEA = {2017: 1.05, 2023: 0.95}
_LAND = ("RUS", "KAZ", "UKR", "BLR", "MDA", "UZB", "KGZ", "TJK", "TKM", "IRN", "AFG", "MNG", "AZE", "ARM", "GEO", "SRB")
# Kazakhstan's grain of 2023, thousand tonnes of ten months, brought to the year and to money at its own price.
_KAZAKH_GRAIN = {"UZB": 1960.0, "TJK": 404.0, "AFG": 322.0, "TKM": 230.0}
_KAZAKH_PRICE = 258.0
KAZAKH_SPREAD, KAZAKH_SOURCE = 1.35, "turkishnewsworld_grain_2023"
_SPREAD = {2017: 2.5, 2023: 1.8}
# With tonnes of the year itself what is left is the price.
_SPREAD_OF_YEAR = 1.4
_SOURCE = "faostat_wheat;world_bank_pink_sheet;azernews_georgia_2023;judgement"
_SMALLEST = 0.01
_SPELLINGS = {"Türkiye": "TUR", "South Korea": "KOR"}


def wheat_price(exporter: str, year: int) -> float:
    """Return the price of wheat that an exporter gets, USD a tonne.

    Parameters
    ----------
    exporter, year
        code of the actor; 2017 or 2023
    """
    return GULF_PRICE[year] * (_OVER_LAND if exporter in _LAND else _OVER_SEA)[year]


def wheat_value(exporter: str, importer: str, tonnes: float, year: int) -> float:
    """Return the value of wheat, MUSD; Kazakhstan's grain to four buyers in 2023 is its own statistics office's.

    Parameters
    ----------
    exporter, importer, year
        codes of the actors; 2017 or 2023
    tonnes
        as in `wheat_tonnes`
    """
    if is_kazakh_grain(exporter, importer, year):
        return _KAZAKH_GRAIN[importer] * 12 / 10 * _KAZAKH_PRICE / 1e3
    return tonnes * wheat_price(exporter, year) / 1e6


def wheat_tonne_price(exporter: str, importer: str, year: int) -> float:
    """Return the price at which a pair's wheat enters the value of trade, USD a tonne."""
    return _KAZAKH_PRICE if is_kazakh_grain(exporter, importer, year) else wheat_price(exporter, year)


def is_kazakh_grain(exporter: str, importer: str, year: int) -> bool:
    """Return whether Kazakhstan's statistics office states the grain of a pair."""
    return (year, exporter) == (2023, "KAZ") and importer in _KAZAKH_GRAIN


def wheat_tonnes(reference: Path, year: int) -> tuple[pd.DataFrame, float]:
    """Return tonnes of wheat by exporter (rows) and importer, and the factor within which their value is known.

    Tonnes of 2019 stand for 2017 and those of 2022 for 2023 (FAOSTAT); the range is wide for that. Where FAOSTAT's
    official file is given, it is read, and the year itself taken where it is there.

    Parameters
    ----------
    reference, year
        folder of the reference data; 2017 or 2023
    """
    held = given(reference)
    of = held.wheat_year(year)
    official = held.wheat(of)
    if official is not None:
        tonnes = official.flows.pivot_table(index="exporter", columns="importer", values="best", fill_value=0.0)
        return tonnes, _SPREAD_OF_YEAR if of == year else _SPREAD[year]
    table = pd.read_csv(reference / "flows" / f"fao_wheat_trade_matrix_{of}.csv", index_col=0, keep_default_na=False)
    codes = actor_names() | _SPELLINGS
    table.index = pd.Index([codes.get(str(country), REST) for country in table.index])
    table.columns = pd.Index([codes.get(str(country), REST) for country in table.columns])
    return table.astype(float).groupby(level=0).sum().T.groupby(level=0).sum().T, _SPREAD[year]


def wheat(reference: Path, year: int) -> pd.DataFrame:
    """Return the value of wheat between actors as a part of agriculture.

    Of pairs with a state of the region or another actor outside the OECD's tables; tonnes are those of `wheat_tonnes`.

    Parameters
    ----------
    reference, year
        folder of the reference data; 2017 or 2023

    Returns
    -------
    columns `exporter`, `importer`, `sector`, `total`, `musd`, `spread`, `source`
    """
    tonnes, spread = wheat_tonnes(reference, year)
    carved = {*carved_actors(reference), *POST_SOVIET}
    rows = []
    for exporter in tonnes.index:
        for importer in tonnes.columns:
            value = wheat_value(str(exporter), str(importer), float(tonnes.loc[exporter, importer]), year)
            if is_kazakh_grain(str(exporter), str(importer), year):
                rows.append((exporter, importer, "agriculture", "goods", value, KAZAKH_SPREAD, KAZAKH_SOURCE))
            elif exporter != importer and {exporter, importer} & carved and value >= _SMALLEST:
                rows.append((exporter, importer, "agriculture", "goods", value, spread, _SOURCE))
    columns = ["exporter", "importer", "sector", "total", "musd", "spread", "source"]
    result = pd.DataFrame(rows, columns=columns)
    known = result["exporter"].isin([*STATES, REST]) & result["importer"].isin([*STATES, REST])
    return result[known].reset_index(drop=True)
