"""Having the compiled solver at hand before processes are started that all need it."""

from __future__ import annotations

import numpy as np

from marchland.layers.trade.economy import Economy
from marchland.layers.trade.prepared import prepare
from marchland.layers.trade.shock import Shock


def ready() -> None:
    """Compile the solver, or load it where that was done before.

    Processes that are started afterwards find it in the cache; started before, each would compile it for itself, and
    two at once on two cores take longer than one after the other.
    """
    flows = np.array([[[2.0], [1.0]], [[1.0], [2.0]]])
    economy = Economy(
        actors=("a", "b"), sectors=("goods",), flows=flows, input_shares=np.zeros((2, 1, 1)), elasticity=np.ones(1)
    )
    cost = np.ones_like(flows)
    cost[0, 1] = 2.0
    prepare(economy).solve(Shock(cost_hat=cost))
