"""Volumes that ways cannot carry and costs that trade cannot bear, cut while freight and trade approach each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import SolverError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.layers.freight.on_routes import Near, OnRoutes, Reached
    from marchland.layers.trade import Equilibrium

    Array = NDArray[np.float64]

MOST = 30.0
"""Times its capacity that a link is asked to carry of goods that cannot avoid it: hours are then 100,000 times as many,
and no trade pays that. Above it, costs are so far apart that shares of routes drown in rounding."""
PARTS = (0.4, 0.1, 0.02)
"""How far volumes go towards those asked for where these give no equilibrium."""
COST_PARTS = (0.5, 0.25, 0.1, 0.02)
"""The same of costs of trading, in logarithms."""


def bearable(ready: OnRoutes, volume: Array) -> Array:
    """Return volumes (P,), those of pairs cut that would overload a link which they cannot avoid."""
    return np.asarray(volume / np.maximum(ready.unavoidable(volume) / MOST, 1.0))


def eased(ready: OnRoutes, volume: Array, last: Array, *, gap: float, near: Near) -> tuple[Reached, Array]:
    """Return the equilibrium of some volumes, or where there is none of volumes nearer to the last; and these volumes.

    What a closure leaves to a small way may be hundreds of times what it can carry, as long as trade has not answered.
    No equilibrium has to be found there: what freight costs on the way tells trade enough.

    Parameters
    ----------
    volume, last
        (P,) asked for; had before
    gap, near
        as for `OnRoutes.solve`

    Raises
    ------
    SolverError
        where the nearest volumes give no equilibrium either
    """
    try:
        return ready.solve(volume, gap=gap, near=near), volume
    except SolverError as error:
        found = error
    for part in PARTS:
        nearer = last + part * (volume - last)
        try:
            return ready.solve(nearer, gap=gap, near=near), nearer
        except SolverError:
            continue
    raise found


def eased_trade(traded: Callable[[Array], Equilibrium], cost: Array, last: Array) -> tuple[Equilibrium, Array]:
    """Return trade at some costs, or where it has no equilibrium at costs nearer to the last; and these costs.

    On the way to each other freight may cost so much that an actor could no longer sell its surplus.
    """
    try:
        return traded(cost), cost
    except SolverError as error:
        refused = error
    with np.errstate(invalid="ignore"):
        step = np.where(np.isfinite(cost) & np.isfinite(last), cost / last, 1.0)
    for part in COST_PARTS:
        nearer = np.where(np.isfinite(cost), np.where(np.isfinite(last), last, cost) * step**part, cost)
        try:
            return traded(nearer), nearer
        except SolverError:
            continue
    raise refused
