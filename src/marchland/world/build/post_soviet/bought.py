"""What the sectors of a country buy of each other, before oil is told from gas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.sectors import CODES, OIL_AND_GAS, REFINING, sector_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.world.build.releases.icio import Icio

    Array = NDArray[np.float64]

_OTHERS = "ROW"
# Where a country has no oil and gas of its own.
_HALF = 0.5


@dataclass(frozen=True, kw_only=True, eq=False)
class Bought:
    """Inputs and output by country and sector in a year of the OECD's tables.

    Parameters
    ----------
    countries
        codes, the first axis of every array
    inputs
        (N, S, S) MUSD: country, using, supplying, from home and abroad; oil and gas all under crude
    output
        (N, S) gross output, MUSD
    crude_at_home
        (N,) of the country's own oil and gas bought as inputs at home, the share that its refineries buy
    """

    countries: tuple[str, ...]
    inputs: Array
    output: Array
    crude_at_home: Array


def bought_in(tables: Icio) -> Bought:
    """Put the industries of an official release together to sectors; what it calls the rest of the world is left out.

    Parameters
    ----------
    tables
        a year of the OECD's tables
    """
    places = [k for k, country in enumerate(tables.countries) if country != _OTHERS]
    to_sector = np.zeros((len(tables.industries), len(CODES)))
    for k, industry in enumerate(tables.industries):
        to_sector[k, CODES.index(sector_of(industry))] = 1.0
    raw, refining = tables.industries.index(OIL_AND_GAS), tables.industries.index(REFINING)
    at_home = tables.home_inputs[places][:, :, raw]
    sold = at_home.sum(axis=1)
    return Bought(
        countries=tuple(tables.countries[k] for k in places),
        inputs=np.einsum("nus,ua,sb->nab", tables.inputs[places], to_sector, to_sector, optimize=True),
        output=tables.output[places] @ to_sector,
        crude_at_home=np.divide(at_home[:, refining], sold, out=np.full(len(places), _HALF), where=sold > 0),
    )
