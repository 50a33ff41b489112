"""Trade as the customs of either side recorded it, by country."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from marchland.world.build.post_soviet.actors import REGION
from marchland.world.build.post_soviet.crude_value import crude_among_goods

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

YEARS = (2017, 2023)
COAL = (270111, 270112, 270119, 270210, 270220)
CRUDE = (270900,)
GAS = (271111, 271121)
_TOTALS = {2017: "baci2017_total_bilateral_iso3.csv", 2023: "baci2023_total_bilateral_194countries.csv"}


@dataclass(frozen=True, kw_only=True)
class RecordedTrade:
    """Recorded flows between all countries.

    Parameters
    ----------
    countries
        codes, the order of both axes of every matrix
    totals
        by year, (N, N) MUSD, exporters in rows; NaN where no side recorded anything
    fuels
        by year, (N, N) MUSD of coal, crude oil and natural gas; 0 where nothing is recorded
    revalued
        by year, (N, N) MUSD: the part of `fuels` that BACI counts among goods, by the unit value of crude oil
    crude_tonnes
        by year, (N, N) tonnes of crude oil
    """

    countries: tuple[str, ...]
    totals: dict[int, Matrix]
    fuels: dict[int, Matrix]
    revalued: dict[int, Matrix]
    crude_tonnes: dict[int, Matrix]

    def at(self, country: str) -> int:
        """Return the position of a country on the axes."""
        return self.countries.index(country)


def _matrix(table: pd.DataFrame, column: str, countries: tuple[str, ...]) -> Matrix:
    wide = table.pivot_table(index="exporter", columns="importer", values=column, aggfunc="sum")
    return wide.reindex(index=list(countries), columns=list(countries)).to_numpy(dtype=np.float64)


@lru_cache(maxsize=1)
def recorded_trade(reference: Path) -> RecordedTrade:
    """Return BACI's totals and its fuels for 2017 and 2023, crude oil at a plausible value; read once a folder.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    flows = reference / "flows"
    totals = {year: pd.read_csv(flows / name, keep_default_na=False) for year, name in _TOTALS.items()}
    named = {code for table in totals.values() for side in ("exporter", "importer") for code in table[side]}
    countries = tuple(sorted(named))
    materials = pd.read_csv(flows / "baci_raw_materials_2012_2024.csv.gz", keep_default_na=False)
    materials = materials[materials["year"].isin(YEARS)].copy()
    materials["tonnes"] = pd.to_numeric(materials["tonnes"], errors="coerce")
    sums = {year: _matrix(table, "value_kusd", countries) / 1e3 for year, table in totals.items()}
    fuels: dict[int, Matrix] = {}
    revalued: dict[int, Matrix] = {}
    tonnes: dict[int, Matrix] = {}
    exporters = [countries.index(code) for code in REGION]
    for year in YEARS:
        of_year = materials[materials["year"] == year]
        burnt = of_year[of_year["hs92"].isin([*COAL, *CRUDE, *GAS])]
        crude = of_year[of_year["hs92"].isin(CRUDE)]
        tonnes[year] = np.nan_to_num(_matrix(crude, "tonnes", countries))
        value = np.nan_to_num(_matrix(crude, "value_kusd", countries)) / 1e3
        left = sums[year] - np.nan_to_num(_matrix(of_year, "value_kusd", countries)) / 1e3
        room = np.nan_to_num(left).clip(0)
        revalued[year] = crude_among_goods(value, tonnes[year], room, exporters)
        fuels[year] = np.nan_to_num(_matrix(burnt, "value_kusd", countries)) / 1e3 + revalued[year]
    for by_year in (sums, fuels, revalued, tonnes):
        for matrix in by_year.values():
            matrix.setflags(write=False)
    return RecordedTrade(
        countries=countries,
        totals=sums,
        fuels=fuels,
        revalued=revalued,
        crude_tonnes=tonnes,
    )


def crude_price(reference: Path, year: int) -> float:
    """Return the mean value of traded crude oil in a year, USD a tonne (BACI)."""
    table = pd.read_csv(reference / "flows" / "baci_raw_materials_2012_2024.csv.gz", keep_default_na=False)
    crude = table[(table["hs92"] == CRUDE[0]) & (table["year"] == year)]
    return float(crude["value_kusd"].sum() * 1e3 / pd.to_numeric(crude["tonnes"], errors="coerce").sum())
