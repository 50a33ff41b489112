"""What is made at home in place of what can no longer be bought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.trade.validation import InvalidEconomy, require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.economy import Economy

    Array = NDArray[np.float64]

LAST_RESORT = 30.0
"""Price over base at which an actor makes at home what nobody is left to sell, where no cap is given."""


def ceilings(substitute: float | Array, economy: Economy) -> Array:
    """Return the cap on each sector's price index over base, (S,); `inf` = none.

    Parameters
    ----------
    substitute
        one for all sectors, or (S,); above 1
    economy
        for names and elasticities

    Raises
    ------
    InvalidEconomy
        where a cap is not above 1, has another shape, or is beyond double precision at the sector's elasticity
    """
    try:
        caps = np.array(substitute, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidEconomy(f"substitute must be a number, or one for each sector: {error}") from error
    sectors = economy.sectors
    if caps.ndim == 0:
        caps = np.full(len(sectors), float(caps))
    if caps.shape != (len(sectors),):
        raise InvalidEconomy(
            f"substitute has shape {caps.shape}; expected one number, or ({len(sectors)},), one for each sector"
        )
    require("substitute", caps, caps > 1, (sectors,), "must be above 1 (a multiple of the base price; inf is no cap)")
    most = 600.0 / economy.elasticity
    require(
        "substitute",
        caps,
        np.isinf(caps) | (np.log(caps) < most),
        (sectors,),
        "to the power of the elasticity it is beyond double precision; choose a lower cap, or inf for none",
    )
    return caps
