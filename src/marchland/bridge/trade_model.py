"""The trade layer's model of one draw, under the closure of the horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.economy import parameter
from marchland.layers import trade

if TYPE_CHECKING:
    from marchland.bridge.baseline import Baseline
    from marchland.bridge.economy import DrawnEconomy
    from marchland.bridge.factors import Draw

TOLERANCE = 1e-8
BOUND_SHARE = "trade_bound_share"
TRANSFORMATION = "trade_transformation"
SMALLEST_SUBSTITUTE = 1.5
"""What is made at home because it cannot be bought costs at least this many times its base price, also in the tails."""


def trade_model(base: Baseline, draw: Draw, drawn: DrawnEconomy, *, once: bool = False) -> trade.Prepared:
    """Return the economy of a draw made ready for shocks.

    What is bound to its sector at the horizon is `trade_bound_share`; in a world without that row everything is
    within a quarter, and nothing beyond. How freely goods turn between home and markets abroad is
    `trade_transformation`; the rest of the world is many countries, and sells at home to each other: its goods turn
    freely, as those of all do in a world without that row.

    Parameters
    ----------
    drawn
        of the draw
    once
        whether one shock will be asked for only: see `marchland.layers.trade.prepare`

    Raises
    ------
    SolverError
        where it is no economy
    """
    known = BOUND_SHARE in base.parameters
    bound = parameter(base, draw, BOUND_SHARE) if known else float(base.horizon == "quarter")
    turning: float | np.ndarray = np.inf
    if TRANSFORMATION in base.parameters:
        named = np.array([actor in base.world.named_actors for actor in base.actors])
        turning = np.where(named, parameter(base, draw, TRANSFORMATION), np.inf)
    return trade.prepare(
        drawn.economy,
        deficits="constant",
        labour=bound,
        transformation=turning,
        substitute=max(SMALLEST_SUBSTITUTE, parameter(base, draw, "trade_substitute")),
        once=once,
    )
