"""What customs say of gas by pipeline (BACI): values, and the unit values that no price may come from."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from marchland.world.build.recipe import Row

FILE = "flows/baci_raw_materials_2012_2024.csv.gz"
SOURCE = "baci_gas_2024"
PIPED = "271121"
TONNES = 0.72
"""Tonnes in 1000 m3 of gas, by which unit values of customs are turned into prices."""
SHARING = 3
"""Pairs that have one unit value: tonnes of so many pairs are imputed, not reported."""
LEAST_KUSD = 1000.0
CLOSE = 1e-3


@lru_cache(maxsize=2)
def _rows(path: Path) -> tuple[tuple[int, str, str, float, float], ...]:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return tuple(
            (int(row["year"]), row["exporter"], row["importer"], float(row["value_kusd"]), float(row["tonnes"] or 0))
            for row in csv.DictReader(file)
            if row["hs92"] == PIPED
        )


def worth(reference: Path) -> Mapping[tuple[int, str, str], float]:
    """Return the value of trade by year, exporter and importer, thousand USD.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    found: dict[tuple[int, str, str], float] = defaultdict(float)
    for year, exporter, importer, value, _ in _rows(reference / FILE):
        found[year, exporter, importer] += value
    return dict(found)


def shared(reference: Path) -> Mapping[int, tuple[float, ...]]:
    """Return, by year, the unit values that at least three pairs share, as USD per 1000 m3."""
    pairs: dict[tuple[int, float], int] = defaultdict(int)
    for year, _, _, value, tonnes in _rows(reference / FILE):
        if tonnes > 0 and value >= LEAST_KUSD:
            pairs[year, round(1000 * value / tonnes, 2)] += 1
    found: dict[int, list[float]] = defaultdict(list)
    for (year, unit_value), number in sorted(pairs.items()):
        if number >= SHARING:
            found[year].append(unit_value * TONNES)
    return {year: tuple(values) for year, values in found.items()}


def price_faults(rows: Iterable[Row], reference: Path) -> list[str]:
    """Return a line for each price of gas out of customs that is a unit value which several pairs share.

    Parameters
    ----------
    rows
        of `energy_flows`
    reference
        folder of the reference data
    """
    values = shared(reference)
    return [
        f"energy_flows: {row['seller']} to {row['buyer']} in {row['year']}: price {row['price']} is the unit value "
        f"{value:.2f} that at least {SHARING} pairs of BACI share, whose tonnes are imputed; divide the value by a "
        "quantity that somebody counted, or leave the price empty"
        for row in rows
        if row["fuel"] == "gas" and row.get("price") is not None and SOURCE in str(row["source"]).split(";")
        for value in values.get(int(str(row["year"])), ())
        if abs(float(str(row["price"])) / value - 1) < CLOSE
    ]
