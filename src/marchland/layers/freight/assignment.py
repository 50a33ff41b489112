"""Where freight goes, and at what cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Routes:
    """The routes that pairs take, `R` of them, those of a pair side by side, pairs in the order of the demand.

    Parameters
    ----------
    pair
        (R,) position in the demand
    start
        (R + 1,) where a route's links begin in `links`; route r is `links[start[r]:start[r + 1]]`
    links
        positions of links, from origin to destination
    flow
        (R,) in the unit of the demand
    cost
        (R,) USD per tonne
    path_size
        (R,) path-size factors; 1 without dispersion
    """

    pair: NDArray[np.int64]
    start: NDArray[np.int64]
    links: NDArray[np.integer]
    flow: NDArray[np.float64]
    cost: NDArray[np.float64]
    path_size: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Assignment:
    """An equilibrium on a network of `L` links and `K` classes, for `P` pairs.

    Parameters
    ----------
    flow
        (L,) all classes together, in the unit of the demand, without preload
    class_flow
        (K, L) by class
    cost
        (L,) where the network has one class, else (K, L): USD per tonne; inf = not allowed
    hours
        (L,) time on each link
    od_cost
        (P,) USD per tonne: the cheapest route without dispersion, the expected cost (equation 6) with it; inf = no way
    routes
        the routes taken
    unserved
        (P,) volume that has no way, in the unit of the demand
    gap
        the certificate. Without dispersion the relative gap, (total cost - cost if all took a cheapest route) / total
        cost; with it the residual of the fixed point: the largest change of any pair's route shares, weighted by volume
    omitted
        with dispersion: a bound on the share of any pair that routes left out would take; 0 without
    iterations
        how many were needed
    """

    flow: NDArray[np.float64]
    class_flow: NDArray[np.float64]
    cost: NDArray[np.float64]
    hours: NDArray[np.float64]
    od_cost: NDArray[np.float64]
    routes: Routes
    unserved: NDArray[np.float64]
    gap: float
    omitted: float
    iterations: int
