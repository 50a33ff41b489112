"""From a baseline and a draw to the remittance layer's corridors and behaviour."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.economy import parameter
from marchland.layers.remittances import Behaviour, Corridors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.factors import Draw
    from marchland.bridge.spread import Range

COMMON_WEIGHT, ORIGIN_WEIGHT, CELL_WEIGHT = 0.4**0.5, 0.5**0.5, 0.1**0.5
"""How the variance of a corridor splits: bias of the kind of figure, of the origin, noise of the corridor."""


def drawn_corridors(base: Baseline, draw: Draw) -> Corridors:
    """Return workers and money by host and origin in a draw; nan where the world has no figure."""
    others = draw.get("remittances.others")
    origin = np.array([draw.get(f"remittances.actor.{a}", others) for a in base.actors])[None, :]

    def corridor(figures: Range, common: str, stream: int) -> NDArray[np.float64]:
        noise = draw.noise(stream, figures.best.shape)
        return figures.at(COMMON_WEIGHT * draw[common] + ORIGIN_WEIGHT * origin + CELL_WEIGHT * noise)

    return Corridors(
        actors=base.actors,
        workers=corridor(base.migrants, "migrants", 2),
        labour_transfers=corridor(base.labour_money, "remittances.labour", 3),
        relocation_transfers=corridor(base.relocation_money, "remittances.relocation", 4),
        gdp=base.gdp.at(draw["gdp"]),
        labour_force=base.labour_force.at(draw.noise(5, base.gdp.best.shape)),
        population=base.population.at(draw.noise(6, base.gdp.best.shape)),
    )


def drawn_behaviour(base: Baseline, draw: Draw) -> Behaviour:
    """Return the parameters of the remittance layer in a draw, at the baseline's horizon."""
    return Behaviour(**{f.name: parameter(base, draw, f.name) for f in fields(Behaviour)})
