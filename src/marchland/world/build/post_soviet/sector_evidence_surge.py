"""What Western and East Asian goods are made of whose sales to Russia's customs union grew after 2022.

The European Union's exports of goods that it forbids to sell to Russia (machines, electronics, vehicles and their parts
above all) rose from 75 to 495 MEUR to Kyrgyzstan and from 198 to 702 MEUR to Armenia between 2021 and 2022, by more
than half of what its exports to them grew in all. What exceeds the flow of 2017 grown with the buyer's GDP is therefore
taken to be machines and vehicles, as in what only passes on to Russia, and the rest the exporter's usual mix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.actors import EUROPEAN_UNION
from marchland.world.build.post_soviet.goods_trade import GOODS
from marchland.world.build.post_soviet.sector_evidence_passing_mix import passing_mix

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.figure import Figure
    from marchland.world.build.post_soviet.goods_trade import Flow

    Vector = NDArray[np.float64]

_SELLERS = (*EUROPEAN_UNION, "USA", "GBR", "JPN", "KOR")
_BUYERS = ("KGZ", "ARM")
_BEFORE, _AFTER = 2017, 2023
# Goods that grew for other reasons are among them.
_MOST = 0.8
SURGE_SOURCE = "eurostat_sanctioned_2022"


def surged(
    mix: Vector, flows: dict[Flow, Figure], gdp: dict[tuple[str, int], Figure], pair: tuple[str, str], year: int
) -> Vector | None:
    """Return the mix of a pair with its surge inside, or None where it is no such pair.

    Parameters
    ----------
    mix
        (9,) shares of the exporter's usual goods
    flows
        MUSD by (year, exporter, importer, sector)
    gdp
        MUSD by (actor, year)
    pair, year
        exporter and importer; 2017 or 2023
    """
    exporter, importer = pair
    now, before = flows.get((_AFTER, *pair, GOODS)), flows.get((_BEFORE, *pair, GOODS))
    if year != _AFTER or exporter not in _SELLERS or importer not in _BUYERS or now is None:
        return None
    usual = (before.best if before else 0.0) * gdp[importer, _AFTER].best / gdp[importer, _BEFORE].best
    beyond = _MOST * max(1 - usual / now.best, 0.0)
    return (1 - beyond) * mix + beyond * passing_mix(exporter, importer, "RUS", year)[0]
