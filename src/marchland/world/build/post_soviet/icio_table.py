"""The OECD's tables as they are read: flows by country and activity.

One importer of the tables of 2022 cannot be used as it stands. Machinery and vehicles are 12 % of the goods other than
fuels that Kazakhstan buys there, 43 % in the tables of 2019: machinery from China falls from 1.9 to 0.1 billion USD,
while no other country's share moves half as far. What it buys of goods other than fuels is therefore split as in 2019,
at the totals of 2022.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.sectors import COAL, GOODS_CODES, sector_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_TABLE = "tariffwar_icio{}_flows_tariffs_elasticities.npz"
_IN_DOUBT, _STANDS_IN = 2022, 2019
_BUYER = "KAZ"


def icio_table(reference: Path, of: int) -> tuple[list[str], list[str], NDArray[np.float64]]:
    """Return countries, activities and flows (C, C, I), MUSD [exporter, importer, activity], of a year's tables.

    Parameters
    ----------
    reference
        folder of the reference data
    of
        2019 or 2022
    """
    countries, activities, flows = _read(reference, of)
    if of == _IN_DOUBT:
        _, _, before = _read(reference, _STANDS_IN)
        goods = [k for k, name in enumerate(activities) if name != COAL and sector_of(name) in GOODS_CODES]
        buyer = countries.index(_BUYER)
        for seller in range(len(countries)):
            usual = before[seller, buyer, goods]
            if seller != buyer and usual.sum() > 0:
                flows[seller, buyer, goods] = flows[seller, buyer, goods].sum() * usual / usual.sum()
    return countries, activities, flows


def _read(reference: Path, of: int) -> tuple[list[str], list[str], NDArray[np.float64]]:
    with np.load(reference / "flows" / _TABLE.format(of)) as table:
        return table["countries"].tolist(), table["sectors"].tolist(), table["X"].astype(np.float64)
