"""The full mix of Kazakhstan's exports by HS6 in 2021, to the five buyers that the extract holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from marchland.world.build.post_soviet.sector_evidence import NON_ENERGY
from marchland.world.build.post_soviet.sector_evidence_codes import sector_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

KAZAKH_EXPORTS = "kaz_exports_by_partner_hs6_2021_baci.csv"
_BUYERS = {
    "People's Republic of China": "CHN",
    "Russian Federation": "RUS",
    "Germany": "DEU",
    "United Kingdom": "GBR",
    "Greece": "GRC",
}
_COAL = ("2701", "2702")


def buyers() -> dict[str, str]:
    """Return the codes of the buyers by their names in the extract."""
    return dict(_BUYERS)


def kazakh_mix(reference: Path, importer: str = "RUS") -> NDArray[np.float64]:
    """Return the shares of the sectors in Kazakhstan's exports of 2021 to a buyer, fuels left out.

    No buyer outside the OECD's tables is in the extract: Russia, the only one in the customs union, stands for them.

    Parameters
    ----------
    reference
        folder of the reference data
    importer
        CHN, RUS, DEU, GBR or GRC

    Returns
    -------
    (9,) shares that add up to 1, in the order of `NON_ENERGY`
    """
    table = pd.read_csv(reference / "flows" / KAZAKH_EXPORTS)
    table = table[table["name"].map(_BUYERS) == importer]
    values = np.zeros(len(NON_ENERGY))
    for code, value in zip(table["k"], table["v"], strict=True):
        sector = sector_of(code)
        if sector in NON_ENERGY and not str(code).startswith(_COAL):
            values[NON_ENERGY.index(sector)] += float(value)
    return np.asarray(values / values.sum(), dtype=np.float64)
