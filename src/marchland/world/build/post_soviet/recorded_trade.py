"""Trade as the customs of either side recorded it, by country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

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
    crude_tonnes
        by year, (N, N) tonnes of crude oil
    """

    countries: tuple[str, ...]
    totals: dict[int, Matrix]
    fuels: dict[int, Matrix]
    crude_tonnes: dict[int, Matrix]

    def at(self, country: str) -> int:
        """Return the position of a country on the axes."""
        return self.countries.index(country)


def _matrix(table: pd.DataFrame, column: str, countries: tuple[str, ...]) -> Matrix:
    wide = table.pivot_table(index="exporter", columns="importer", values=column, aggfunc="sum")
    return wide.reindex(index=list(countries), columns=list(countries)).to_numpy(dtype=np.float64)


def recorded_trade(reference: Path) -> RecordedTrade:
    """Return BACI's totals and its fuels for 2017 and 2023.

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
    materials = materials[materials["hs92"].isin([*COAL, *CRUDE, *GAS]) & materials["year"].isin(YEARS)]
    materials["tonnes"] = pd.to_numeric(materials["tonnes"], errors="coerce")
    fuels: dict[int, Matrix] = {}
    tonnes: dict[int, Matrix] = {}
    for year in YEARS:
        of_year = materials[materials["year"] == year]
        fuels[year] = np.nan_to_num(_matrix(of_year, "value_kusd", countries)) / 1e3
        crude = of_year[of_year["hs92"].isin(CRUDE)]
        tonnes[year] = np.nan_to_num(_matrix(crude, "tonnes", countries))
    return RecordedTrade(
        countries=countries,
        totals={year: _matrix(table, "value_kusd", countries) / 1e3 for year, table in totals.items()},
        fuels=fuels,
        crude_tonnes=tonnes,
    )


def crude_price(reference: Path, year: int) -> float:
    """Return the mean value of traded crude oil in a year, USD a tonne (BACI)."""
    table = pd.read_csv(reference / "flows" / "baci_raw_materials_2012_2024.csv.gz", keep_default_na=False)
    crude = table[(table["hs92"] == CRUDE[0]) & (table["year"] == year)]
    return float(crude["value_kusd"].sum() * 1e3 / pd.to_numeric(crude["tonnes"], errors="coerce").sum())
