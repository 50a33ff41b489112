"""Crude oil and condensate lifted, by actor and year."""

from __future__ import annotations

import math
import sqlite3
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from marchland.world.build.post_soviet.energy.oil_review import YEARS, oil_review
from marchland.world.build.post_soviet.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FILE = "energy/world_mining_data.db"
_REVIEW, _MINING = "energy_institute_2025", "world_mining_data_2026"
_FIRST = 2018
# What two statistics of one country may differ by before one of them counts other things.
_AGREE = 1.06
_NARROW, _ALONE, _CARRIED = 1.015, 1.05, 1.12


def lifted(reference: Path, actor: str, year: int) -> Figure | None:
    """Return what an actor lifts, Mt; None where no release states it.

    The Energy Institute's tonnes less liquids split from gas, and World Mining Data, between which the middle is taken
    where they are within 6 %; beyond that the first holds, as the second counts those liquids with some. World Mining
    Data begins in 2018, which stands for 2017.

    Parameters
    ----------
    reference, actor, year
        folder of the reference data; code; 2017 to 2024
    """
    review = oil_review(reference).lifted.get((actor, year))
    mined = mining(reference).get((actor, max(year, _FIRST)))
    if review is None and mined is None:
        return None
    if review is None:
        assert mined is not None
        factor = _ALONE if year >= _FIRST else _CARRIED
        return Figure(low=mined / factor, best=mined, high=mined * factor, estimated=year < _FIRST, source=_MINING)
    if mined is None or year < _FIRST or max(review, mined) > _AGREE * min(review, mined):
        return Figure(low=review / _ALONE, best=review, high=review * _ALONE, estimated=False, source=_REVIEW)
    return Figure(
        low=min(review, mined) / _NARROW,
        best=(review + mined) / 2,
        high=max(review, mined) * _NARROW,
        estimated=False,
        source=f"{_REVIEW};{_MINING}",
    )


@lru_cache(maxsize=2)
def mining(reference: Path) -> Mapping[tuple[str, int], float]:
    """Return World Mining Data's petroleum, Mt by (country, year) from 2018.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    with sqlite3.connect(f"file:{reference / _FILE}?mode=ro", uri=True) as base:
        table = pd.read_sql("select * from Petroleum", base).set_index("Country_ISO")
    base.close()
    return {
        (str(country), year): float(table.loc[country, str(year)]) / 1e6
        for country in table.index
        for year in YEARS
        if year >= _FIRST and not math.isnan(float(table.loc[country, str(year)] or "nan"))
    }
