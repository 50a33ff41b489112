"""Tonnes of raw materials by pair, from BACI's values and tonnes of single codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from marchland.world.build.post_soviet.actors import REST, STATES
from marchland.world.build.post_soviet.recorded_trade import recorded_trade
from marchland.world.build.post_soviet.sector_evidence_codes import sector_of

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "baci_raw_materials_2012_2024.csv.gz"
# A price beyond this factor around the median of all pairs is a slip of units more often than a price.
_FARTHEST = 4.0
# So many pairs with the same price to four digits: tonnes were filled in with one constant.
_REPEATED, _DIGITS = 5, 4
# Below these tonnes rounding makes prices equal, or wild.
_LARGE = 20.0
_FEWEST = 3


def material_tonnes(reference: Path, year: int) -> pd.DataFrame:
    """Return value and tonnes of BACI's raw materials by pair of actors and sector; see `materials`.

    Parameters
    ----------
    reference
        folder of the reference data
    year
        a year from 2012 to 2024

    Returns
    -------
    columns `exporter`, `importer`, `sector`, `musd`, `tonnes`
    """
    table = materials(reference, year)
    for side in ("exporter", "importer"):
        table[side] = table[side].where(table[side].isin(STATES), REST)
    table = table[table["exporter"] != table["importer"]]
    sums = table.groupby(["exporter", "importer", "sector"], as_index=False)[["musd", "tonnes"]].sum()
    return pd.DataFrame(sums[["exporter", "importer", "sector", "musd", "tonnes"]])


def materials(reference: Path, year: int) -> pd.DataFrame:
    """Return value and tonnes of BACI's raw materials by pair of countries and code.

    A pair's own price holds where it lies within a factor four of the median of all pairs of the code and year. Where
    it does not, where no tonnes are stated, or where many pairs share one price because tonnes were filled in with a
    constant, the median price of the exporter stands for it, or that of all where the exporter has fewer than three.

    Parameters
    ----------
    reference, year
        folder of the reference data; a year from 2012 to 2024

    Returns
    -------
    columns `exporter`, `importer`, `hs92`, `sector`, `musd`, `tonnes`
    """
    table = pd.read_csv(reference / "flows" / _FILE, keep_default_na=False, na_values=[""])
    known = recorded_trade(reference).countries
    inside = table["exporter"].isin(known) & table["importer"].isin(known) & (table["year"] == year)
    table = table[inside & (table["value_kusd"] > 0)].reset_index(drop=True)
    table["tonnes"] = table["value_kusd"] * 1e3 / _prices(table)
    table["sector"] = table["hs92"].map({code: sector_of(code) for code in table["hs92"].unique()})
    table["musd"] = table["value_kusd"] / 1e3
    return pd.DataFrame(table[["exporter", "importer", "hs92", "sector", "musd", "tonnes"]])


def _prices(table: pd.DataFrame) -> pd.Series:
    """Return the price of each flow of one year, USD a tonne, its own where that can be trusted."""
    own = table["value_kusd"] * 1e3 / table["tonnes"].where(table["tonnes"] > 0)
    shown = own.map(lambda price: float(f"{price:.{_DIGITS}g}") if np.isfinite(price) else np.nan)
    repeated = shown.groupby([table["hs92"], shown]).transform("size")
    fair = own.notna() & ~(repeated >= _REPEATED)
    large = fair & (table["tonnes"] >= _LARGE)
    median = own.where(large).groupby(table["hs92"]).transform("median")
    median = median.fillna(own.groupby(table["hs92"]).transform("median"))
    fair &= own.between(median / _FARTHEST, median * _FARTHEST)
    sellers = [table["hs92"], table["exporter"]]
    of_seller = own.where(fair).groupby(sellers).transform("median")
    many = fair.groupby(sellers).transform("sum") >= _FEWEST
    return own.where(fair, of_seller.where(many, median))
