"""What was seen to enter pipes in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.spread import Range

if TYPE_CHECKING:
    from marchland.world import Table, World

USED_UP = ("lng", "tanker", "rail")
"""Modes whose tariff pays for ships, wagons and liquefaction; that of a pipeline is income of whoever runs it."""
YEAR = 365.25
"""Days."""
WHOLE = 365
"""Days from which on what was seen is that of the whole year."""


def seen_flows(world: World, pipes: Table, year: int) -> Range:
    """Return what was seen to enter each pipe in a year (A,), units a year; nan = was not seen.

    A border point counts what arrives; what is lost on the way entered as well. Where the whole year was not seen, it
    is what passed in the months of it that were, at their pace; of a pipe that stood still in these nothing is known.
    Ships and railways go where they are sent: of them nothing is taken.

    Parameters
    ----------
    pipes
        of one fuel
    year
        of the flows
    """
    order = {code: at for at, code in enumerate(pipes["pipe"].tolist())}
    whole, amount, days = np.full((3, len(order)), np.nan), np.zeros((3, len(order))), np.zeros(len(order))
    for row in world["pipe_flows"].rows():
        first, last = row["from"], row["to"]
        if row["pipe"] not in order or not first.year == last.year == year:
            continue
        at, lasted = order[row["pipe"]], (last - first).days + 1
        told = np.array([row["low"], row["best"], row["high"]], dtype=np.float64)
        if lasted >= WHOLE:
            whole[:, at] = told
        else:
            amount[:, at] += told
            days[at] += lasted
    pace = np.divide(amount * YEAR, days, out=np.full(amount.shape, np.nan), where=amount[1] > 0)
    entering = np.where(np.isnan(whole), pace, whole) / (1 - pipes["loss"])
    low, best, high = np.where(np.isin(pipes["mode"], USED_UP), np.nan, entering)
    return Range(low=low, best=best, high=high)
