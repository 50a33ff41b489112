"""Iranian crude oil to China in 2023, which no customs office records as Iranian.

Tanker trackers count 1.05 million barrels a day from January to October (Vortexa) and 0.917 to July (Kpler), sold at
more than 10 USD below Brent. At most it is what Iran lifts and does not refine: 3,940 less 2,102 thousand barrels a
day (Energy Institute). A part of it stands in China's customs as Malaysian: 27.7 Mt, against 4.1 Mt in 2017, from a
country that lifts 499 and refines 661 thousand barrels a day. What exceeds the tonnes of 2017 is taken off the rest
of the world, so that the oil is counted once; some of that may be Venezuelan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from marchland.world.build.post_soviet.actors import REST
from marchland.world.build.post_soviet.figure import Figure
from marchland.world.build.post_soviet.recorded_trade import CRUDE

if TYPE_CHECKING:
    from pathlib import Path

_BEFORE, _AFTER = 2017, 2023
# USD a barrel: the mean of Brent in 2023, and what Iranian oil sells below it (median; at the low end).
_BRENT, _DISCOUNT, _LARGE_DISCOUNT = 82.64, 10.0, 20.0
# Million barrels a day.
_LEAST, _SHIPPED, _LIFTED, _REFINED = 0.917, 1.05, 3.940, 2.102
_TRACKED = "energy_institute_2025;vortexa_iran_2023;kpler_iran_2023"


def iranian_oil(reference: Path, recorded_rest: Figure) -> dict[tuple[str, str], Figure]:
    """Return fuels of 2023 from Iran and from the rest of the world to China, MUSD by (exporter, importer).

    Parameters
    ----------
    reference
        folder of the reference data
    recorded_rest
        fuels from the rest of the world to China as recorded, MUSD
    """
    crude = pd.read_csv(reference / "flows" / "baci_raw_materials_2012_2024.csv.gz", keep_default_na=False)
    crude = crude[crude["hs92"].isin(CRUDE) & (crude["exporter"] == "MYS") & (crude["importer"] == "CHN")]
    by_year = crude.set_index("year")
    value = float(by_year["value_kusd"][_AFTER]) / 1e3
    own = float(by_year["tonnes"].astype(float)[_BEFORE]) / float(by_year["tonnes"].astype(float)[_AFTER])
    rest = Figure(
        low=recorded_rest.low - value,
        best=recorded_rest.best - (1 - own) * value,
        high=recorded_rest.high,
        estimated=True,
        source=f"{recorded_rest.source};{_TRACKED}",
    )
    iran = Figure(
        low=365 * _LEAST * (_BRENT - _LARGE_DISCOUNT),
        best=365 * _SHIPPED * (_BRENT - _DISCOUNT),
        high=365 * (_LIFTED - _REFINED) * _BRENT,
        estimated=True,
        source=_TRACKED,
    )
    return {("IRN", "CHN"): iran, (REST, "CHN"): rest}
