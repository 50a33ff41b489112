"""Data made an equilibrium under a closure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.trade.clearing import Deficits, clear
from marchland.layers.trade.weights import weights_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.base import Base
    from marchland.layers.trade.economy import Economy

    Array = NDArray[np.float64]

EQUILIBRIUM_GAP = 1e-11
"""Data are an equilibrium where final demand is what flows imply, to this part of the actor's final demand."""


def rebased(base: Base, economy: Economy, deficits: Deficits, bound: Array | None) -> tuple[Base, Array]:
    """Solve an economy without a shock and return that solution as the base, with the log moves of wages, (S, N).

    Parameters
    ----------
    base
        shares and levels of the data
    economy
        for the names in messages
    deficits
        the closure
    bound
        (S,) part of value added that is bound to its sector; None = nothing

    Raises
    ------
    SolverError
        where the closure allows no such base, or it is not found
    """
    found = clear(
        base,
        economy,
        weights=weights_of(base.shares, base.tariffs),
        caps=None,
        closure=deficits,
        bound=bound,
        tolerance=1e-13,
        enough=EQUILIBRIUM_GAP,
    )
    paid = found.flows * (1.0 + base.tariffs)
    expenditure = paid.sum(axis=1)
    shares = np.divide(paid, expenditure[:, None, :], out=np.zeros_like(paid), where=expenditure[:, None, :] > 0)
    moved = replace(
        base,
        shares=shares,
        expenditure=expenditure,
        output=found.output,
        value_added=base.labour_shares * found.output,
        income=found.income,
        deficits=found.deficits,
    )
    return moved, np.where(found.markets.active, found.log_wage, 0.0)
