"""Who buys no more of whose fuel: sanctions, and what a buyer has decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.energy.figures import fuel_figures
from marchland.errors import UnknownName

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.energy.figures import FuelFigures
    from marchland.levers import Lever
    from marchland.world import World


def refused_supply(base: Baseline, lever: Lever) -> list[str]:
    """Return the buyers, codes of actors, that take none of what a lever supplies, as they refuse it.

    They buy no more of the actor's fuel than before: for them the lever does nothing.
    """
    if lever.action != "supply" or not lever.partner:
        return []
    figures = fuel_figures(base.world, lever.fuel)
    own, buyers = (figures.of(base.positions(code)) for code in (lever.actor, lever.partner))
    refusing = refused_sales(base.world, figures)[np.ix_(own, buyers)].all(axis=0) & bool(own.size)
    return [base.actors[at] for at in dict.fromkeys(figures.actor[buyers[refusing]].tolist())]


def refused_sales(world: World, figures: FuelFigures) -> NDArray[np.bool_]:
    """Return (H, H) by seller and buyer which sales are refused on the world's day.

    Rows `refuses_gas` and `refuses_oil` of the table `states` name the buyer, a hub or an actor, and the sellers. What
    an actor sells at home is never refused.
    """
    found = np.zeros((len(figures.hubs), len(figures.hubs)), dtype=bool)
    actors, hubs = list(world.actors), list(figures.hubs)
    for row in world["states"].where(attribute=f"refuses_{figures.fuel}").rows():
        buyer = str(row["object"])
        own = [actors.index(buyer)] if buyer in actors else []
        buyers = np.array([hubs.index(buyer)]) if buyer in hubs else figures.of(own)
        for code in str(row["text"]).split(";"):
            try:
                members = world.members(code)
            except UnknownName:  # a bloc without members on the day
                continue
            sellers = figures.of([actors.index(member) for member in members])
            found[np.ix_(sellers, buyers)] = True
    found &= figures.actor[:, None] != figures.actor
    return found
