"""What lies in store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.energy.validation import figures, positions, require

if TYPE_CHECKING:
    from numpy.typing import NDArray

YEAR = 365.0
"""Days of a year: quantities are a year's, stocks are not."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Storage:
    """Stores, `K` of them; each serves the users of its own node, at most min(stock, rate x days) over the days.

    Parameters
    ----------
    node
        (K,) positions of nodes
    stock
        (K,) units in store at the start
    rate
        (K,) or one number: units a day that can be taken out; default inf
    worth
        (K,) or one number: money a unit that is left in store (what filling it again will cost); default 0

    Raises
    ------
    InvalidMarket
        naming column and row: a wrong shape, a negative or missing figure
    """

    node: NDArray[np.int64]
    stock: NDArray[np.float64]
    rate: NDArray[np.float64] | float = np.inf
    worth: NDArray[np.float64] | float = 0.0

    def __post_init__(self) -> None:
        node = positions("storage.node", self.node)
        object.__setattr__(self, "node", node)
        for name in ("stock", "rate", "worth"):
            array = figures(f"storage.{name}", getattr(self, name), node.shape)
            finite = np.isfinite(array) if name != "rate" else ~np.isnan(array)
            require(f"storage.{name}", array, finite & (array >= 0), "it must be zero or more, and known")
            object.__setattr__(self, name, array)

    @classmethod
    def none(cls) -> Storage:
        """Return no stores at all."""
        return cls(node=np.zeros(0, dtype=np.int64), stock=np.zeros(0))

    def most(self, days: float) -> NDArray[np.float64]:
        """Return (K,) what the stores give at most while `days` last, as units a year, equation (3)."""
        return np.minimum(self.stock / days, self.rate) * YEAR
