"""The equilibrium of freight, with and without dispersion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.freight.agreement import agree
from marchland.layers.freight.logit_equilibrium import logit_equilibrium
from marchland.layers.freight.user_equilibrium import user_equilibrium
from marchland.layers.freight.validation import InvalidNetwork

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from marchland.layers.freight.assignment import Assignment
    from marchland.layers.freight.demand import Demand
    from marchland.layers.freight.network import Network


def equilibrium(network: Network, demand: Demand, *, dispersion: ArrayLike = 0.0, gap: float = 1e-6) -> Assignment:
    """Return who passes where, at what cost.

    Parameters
    ----------
    network
        the network
    demand
        what has to be carried; a pair without any way is `unserved` and the others are solved
    dispersion
        one number or (P,), USD per tonne: the scale of the path-size logit, above zero for all pairs; zero = the
        deterministic user equilibrium
    gap
        largest relative gap allowed, or with dispersion the largest residual of the fixed point

    Raises
    ------
    InvalidNetwork
        where network and demand do not agree, or `dispersion` or `gap` cannot be
    SolverError
        where the gap is not reached
    """
    try:
        scale = np.asarray(dispersion, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidNetwork(f"dispersion must be a number or (pairs,) numbers: {error}") from error
    if not (np.isfinite(scale) & (scale >= 0)).all():
        raise InvalidNetwork("dispersion must be zero or more, and finite, in USD per tonne")
    agree(network, demand)
    if (scale > 0).any():
        return logit_equilibrium(network, demand, dispersion=scale, gap=gap)
    return user_equilibrium(network, demand, gap=gap)
