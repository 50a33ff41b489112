"""Sales of gas that a release states pair by pair: trade of 2024, North America, Armenia."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.energy import gas_trade, review

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MATRIX, MATRIX_YEAR = "Gas trade 2024 - pipeline", 2024
STATED: Mapping[tuple[str, str], tuple[str, str]] = {
    ("hub_rus_west", "hub_kaz"): ("Kazakhstan", "Russian Federation"),
    ("hub_tkm", "hub_kaz"): ("Kazakhstan", "Turkmenistan"),
    ("hub_kaz", "hub_rus_west"): ("Russian Federation", "Kazakhstan"),
    ("hub_tkm", "hub_rus_west"): ("Russian Federation", "Turkmenistan"),
    ("hub_row", "hub_are"): ("United Arab Emirates", "Qatar"),
    ("hub_irn", "hub_row"): ("Other Middle East", "Iran"),
    ("hub_irn", "hub_arm"): ("Other CIS", "Iran"),
}
"""Rows and columns of the matrix that are one pair of hubs."""
AMERICA: Mapping[tuple[str, str], str] = {("hub_row", "hub_usa"): "US", ("hub_usa", "hub_row"): "Other North America"}
"""Whose imports by pipeline are the trade of a pair."""
ARMENIA = "energy/armenia_natural_gas_trade_monthly.csv"
ARMENIAN: Mapping[str, str] = {"RUS": "hub_rus_west", "IRN": "hub_irn"}
ARMENIAN_SOURCE = "armstat_gas_trade"
KG_OF_M3 = 0.7
"""kg in a m3 of pipeline gas at 15 C."""
MONTHS = 12


def stated(reference: Path, years: Iterable[int]) -> dict[tuple[int, str, str], tuple[float, str]]:
    """Return bcm and source by year, seller and buyer.

    Parameters
    ----------
    reference
        folder of the reference data
    years
        which
    """
    matrix = review.matrix(reference, MATRIX)
    found = {
        (MATRIX_YEAR, seller, buyer): (matrix[to][origin], review.SOURCE)
        for (seller, buyer), (to, origin) in STATED.items()
    }
    imports = gas_trade.imports(reference)
    for year in years:
        for (seller, buyer), area in AMERICA.items():
            found[year, seller, buyer] = (imports[area][year], review.SOURCE)
    for (year, partner), bcm in _armenian(reference / ARMENIA).items():
        if year in years:
            found[year, ARMENIAN[partner], "hub_arm"] = (bcm, ARMENIAN_SOURCE)
    return found


@lru_cache(maxsize=2)
def _armenian(path: Path) -> Mapping[tuple[int, str], float]:
    """Return Armenia's imports by year and partner, bcm, of the years that all months are known of."""
    kg: dict[tuple[int, str], float] = defaultdict(float)
    months: dict[tuple[int, str], set[str]] = defaultdict(set)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["trade_code"] == "M" and row["partner_iso"] in ARMENIAN:
                key = (int(row["year"]), row["partner_iso"])
                kg[key] += float(row["netweight_kg"] or 0)
                months[key].add(row["month"])
    return {key: total / KG_OF_M3 / 1e9 for key, total in kg.items() if len(months[key]) == MONTHS}
