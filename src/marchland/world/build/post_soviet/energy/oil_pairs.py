"""Crude oil by seller and buyer, from BACI; a price only from a unit value that is a pair's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from marchland.world.build.post_soviet.energy.oil_review import YEARS
from marchland.world.build.post_soviet.recorded_trade import CRUDE

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from pathlib import Path

SOURCE = "baci_materials"
_FILE = "flows/baci_raw_materials_2012_2024.csv.gz"
# A price is held against that at which half of the world's tonnes go, and half of the seller's.
_WORLD, _SELLER = (0.6, 1.6), (0.75, 1.35)
# So many pairs of a year with one price to five digits: tonnes were filled in with a common unit value.
_REPEATED, _DIGITS = 3, 5
_SMALLEST = 0.05


@dataclass(frozen=True, kw_only=True)
class CrudePairs:
    """Crude oil between countries.

    Parameters
    ----------
    tonnes
        Mt by (year, seller, buyer)
    price
        USD a tonne by (year, seller, buyer), where tonnes and money are the pair's own and agree with the seller's
        other sales
    paid, earned
        price at which half of the tonnes are bought by a country, or sold by it: USD a tonne by (year, country)
    """

    tonnes: Mapping[tuple[int, str, str], float]
    price: Mapping[tuple[int, str, str], float]
    paid: Mapping[tuple[int, str], float]
    earned: Mapping[tuple[int, str], float]


@lru_cache(maxsize=2)
def crude_pairs(reference: Path) -> CrudePairs:
    """Read BACI's crude oil of all years.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    table = pd.read_csv(reference / _FILE, keep_default_na=False)
    table = table[table["hs92"].isin(CRUDE) & table["year"].isin(YEARS)].copy()
    table["mt"] = pd.to_numeric(table["tonnes"], errors="coerce") / 1e6
    table = table[table["mt"] > 0].sort_values(["year", "exporter", "importer"])
    table["price"] = table["value_kusd"] / 1e3 / table["mt"]
    return _pairs(table)


def _pairs(table: pd.DataFrame) -> CrudePairs:
    """Return the pairs of a table with columns year, exporter, importer, mt and price (USD a tonne)."""
    large = table[table["mt"] >= _SMALLEST]
    shown = large["price"].map(lambda price: f"{price:.{_DIGITS}g}")
    shared = shown.groupby([large["year"], shown]).transform("size") >= _REPEATED
    own = _near(large[~shared], ["year"], _WORLD)
    earned = {_two(key): _median(group) for key, group in own.groupby(["year", "exporter"])}
    fair = _near(own, ["year", "exporter"], _SELLER)
    return CrudePairs(
        tonnes=_keyed(table, "mt"),
        price=_keyed(fair, "price"),
        paid={_two(key): _median(group) for key, group in fair.groupby(["year", "importer"])},
        earned=earned,
    )


def _near(table: pd.DataFrame, by: list[str], shares: tuple[float, float]) -> pd.DataFrame:
    """Return the rows whose price is within shares of that at which half of their group's tonnes go."""
    if table.empty:
        return table
    middle = pd.concat([pd.Series(_median(group), index=group.index) for _, group in table.groupby(by)])
    middle = middle.reindex(table.index)
    return table[table["price"].between(middle * shares[0], middle * shares[1])]


def _keyed(table: pd.DataFrame, column: str) -> dict[tuple[int, str, str], float]:
    rows = zip(table["year"], table["exporter"], table["importer"], table[column], strict=True)
    return {(int(year), str(seller), str(buyer)): float(value) for year, seller, buyer, value in rows}


def _two(key: Hashable) -> tuple[int, str]:
    assert isinstance(key, tuple)
    return int(key[0]), str(key[1])


def _median(group: pd.DataFrame) -> float:
    """Return the price at which half of the tonnes have gone."""
    ordered = group.sort_values("price")
    half = ordered["mt"].cumsum().searchsorted(ordered["mt"].sum() / 2)
    return float(ordered["price"].iloc[int(half)])
