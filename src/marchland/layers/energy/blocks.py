"""What can be produced, where, at what cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.energy.validation import figures, positions, require

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Supply:
    """Blocks of supply, `B` of them; several blocks of a node add up, and are one seller.

    The marginal cost of a block that produces q is marginal_cost + slope q, equation (1). Two sellers at one place are
    two nodes that an arc without tariff joins.

    Parameters
    ----------
    node
        (B,) positions of nodes
    capacity
        (B,) units a year; inf = no limit
    marginal_cost
        (B,) money a unit, of the first unit
    slope
        (B,) or one number: money a unit, for each unit a year more; default 0

    Raises
    ------
    InvalidMarket
        naming column and row: a wrong shape, a negative capacity, cost or slope, a figure that is missing
    """

    node: NDArray[np.int64]
    capacity: NDArray[np.float64]
    marginal_cost: NDArray[np.float64]
    slope: NDArray[np.float64] | float = 0.0

    def __post_init__(self) -> None:
        node = positions("supply.node", self.node)
        object.__setattr__(self, "node", node)
        for name in ("capacity", "marginal_cost", "slope"):
            array = figures(f"supply.{name}", getattr(self, name), node.shape)
            finite = np.isfinite(array) if name != "capacity" else ~np.isnan(array)
            cure = "" if name != "capacity" else "; a field that is shut has capacity 0, one without a limit inf"
            require(f"supply.{name}", array, finite & (array >= 0), f"it must be zero or more, and known{cure}")
            object.__setattr__(self, name, array)
