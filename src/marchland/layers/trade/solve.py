"""One economy, one shock, one equilibrium."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from marchland.layers.trade.prepared import prepare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from marchland.layers.trade.bound import Labour
    from marchland.layers.trade.clearing import Deficits
    from marchland.layers.trade.economy import Economy
    from marchland.layers.trade.equilibrium import Equilibrium
    from marchland.layers.trade.shock import Shock


def solve(
    economy: Economy,
    shock: Shock,
    *,
    deficits: Deficits = "constant",
    labour: Labour | float | NDArray[np.float64] = "mobile",
    substitute: float | NDArray[np.float64] = math.inf,
    tolerance: float = 1e-9,
    start: Equilibrium | None = None,
) -> Equilibrium:
    """Solve the trade equilibrium after a shock; for many shocks on one economy use `prepare(...).solve(shock)`.

    Parameters
    ----------
    economy
        the base year, N actors and S sectors
    shock
        new costs and tariffs
    deficits
        `constant` in world value added, `proportional` to income, or `zero`
    labour
        `mobile` between sectors, `sector_bound`, or the part of value added that is bound; see `prepare`
    substitute
        cap on a sector's price index over base, one for all sectors or (S,), above 1; see `prepare`
    tolerance
        largest residual, relative
    start
        an equilibrium to start from

    Raises
    ------
    InvalidEconomy
        where data or shock do not make sense
    SolverError
        where the certificate is not met

    References
    ----------
    Caliendo & Parro 2015, equations 10 to 14.
    """
    return prepare(economy, deficits=deficits, labour=labour, substitute=substitute, once=True).solve(
        shock, tolerance=tolerance, start=start
    )
