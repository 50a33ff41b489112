"""Hours on a link and how they rise with flow, compiled: equation (2) of `marchland.layers.freight`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.layers.freight.network import Network

WHOLE = 16
"""Up to this power a whole beta is multiplied out, which is several times faster than a power."""
MOST = 1e100
"""Hours and slopes above it are cut there while iterating, so that differences of two remain numbers."""


def laws(network: Network, order: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return (L, 6) what `delay` reads of each link, in the given order.

    The columns are hours on the empty link, the rise of hours at capacity (0 = constant), capacity, beta, preload, and
    beta again where it is multiplied out, else 0. Whatever never rises (capacity inf, alpha 0, beta 0) is constant.
    """
    free, alpha, beta = network.free_flow_cost, np.asarray(network.alpha), np.asarray(network.beta)
    table = np.zeros((network.n_links, 6))
    table[:, 0] = np.where(beta == 0, free * (1 + alpha), free)
    table[:, 1] = np.where((beta == 0) | np.isinf(network.capacity), 0, free * alpha)
    table[:, 2] = network.capacity
    table[:, 3] = beta
    table[:, 4] = np.asarray(network.preload)
    table[:, 5] = np.where((beta == np.floor(beta)) & (beta <= WHOLE), beta, 0)
    return np.ascontiguousarray(table[order])


def _delay(law: NDArray[np.float64], flow: float) -> tuple[float, float]:
    """Return hours on a link at a flow, and by how much they rise with it.

    Parameters
    ----------
    law
        (6,) a row of `laws`
    flow
        all classes together, without preload
    """
    free = law[0]
    at_capacity = law[1]
    if at_capacity == 0.0:
        return free, 0.0
    capacity = law[2]
    ratio = (max(flow, 0.0) + law[4]) / capacity
    power = 1.0
    if law[5] > 0.0:
        for _ in range(int(law[5]) - 1):
            power *= ratio
    elif ratio > 0.0:
        power = ratio ** (law[3] - 1.0)
    else:
        power = 0.0 if law[3] > 1.0 else math.inf
    rise = at_capacity * power
    hours = free + rise * ratio if ratio > 0.0 else free
    return min(hours, MOST), min(rise * law[3] / capacity, MOST)


def _loaded(
    laws: NDArray[np.float64], flow: NDArray[np.float64], hours: NDArray[np.float64], slope: NDArray[np.float64]
) -> None:
    """Write hours and slope of every link at (L,) `flow`."""
    for a in range(flow.size):
        hours[a], slope[a] = delay(laws[a], flow[a])


INNER: dict[str, Any] = {"error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""How a function is compiled that only compiled code calls: without wrappers, cached as a part of its caller."""

delay: Callable[..., Any] = numba.njit(**INNER)(_delay)
loaded: Callable[..., Any] = numba.njit(cache=True, error_model="numpy")(_loaded)
