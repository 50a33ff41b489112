"""What the goods are that only pass through an actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.sector_evidence import NON_ENERGY
from marchland.world.build.post_soviet.sector_evidence_stated_pairs import pair_mixes

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Per cent in the order of `NON_ENERGY`. Through Armenia to Russia: phones, monitors, computers and cars make two
# thirds of what Armenia sells there beyond its own goods.
_ELECTRONICS_AND_CARS = (0, 1, 0, 6, 5, 1, 66, 18, 3)
# Western and East Asian goods through Kazakhstan and Kyrgyzstan to Russia: machines, cars and parts, chemicals.
_MACHINES_AND_CARS = (0, 2, 0, 6, 14, 4, 42, 28, 4)
_GOLD, _CARS = (0, 0, 0, 0, 0, 100, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0, 100, 0)


def passing_mix(origin: str, via: str, destination: str, year: int) -> tuple[NDArray[np.float64], str]:
    """Return the shares of the sectors in goods of an origin that pass an actor on their way.

    Parameters
    ----------
    origin, via, destination, year
        as in `passing_goods`

    Returns
    -------
    (9,) shares that add up to 1, in the order of `NON_ENERGY`; ids of `sources`
    """
    if via == "ARM" and origin == "RUS":
        shares, source = _GOLD, "baci_materials"
    elif via == "GEO":
        shares, source = _CARS, "civil_geostat_2023"
    elif via == "ARM":
        shares, source = _ELECTRONICS_AND_CARS, "bne_armenia_2023;judgement"
    elif (via, origin) == ("KGZ", "CHN") and destination != "":
        mix, _, source = pair_mixes(year)["CHN", "KGZ"]
        return mix, source
    else:
        shares, source = _MACHINES_AND_CARS, "bishkekpost_kyrgyz_2022;judgement"
    values = np.array(shares, dtype=np.float64)
    assert len(values) == len(NON_ENERGY)
    return values / values.sum(), source
