"""What changes between the base and the counterfactual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.trade.economy import checked_tariffs
from marchland.layers.trade.validation import InvalidEconomy, frozen, require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.economy import Economy


@dataclass(frozen=True, kw_only=True, eq=False)
class Shock:
    """New trade costs over old, and new tariffs.

    Parameters
    ----------
    cost_hat
        (N, N, S) iceberg cost over its base, `cost_hat[exporter, importer, sector]`: resources used up; 1 = unchanged,
        `inf` = embargo; 1 on the diagonal
    tariffs
        (N, N, S) new ad valorem levels; None = those of the economy

    Raises
    ------
    InvalidEconomy
        where a cost is nan, zero or negative, or the diagonal is not 1
    """

    cost_hat: NDArray[np.float64]
    tariffs: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        shape = np.shape(self.cost_hat)
        if len(shape) != 3 or shape[0] != shape[1]:
            raise InvalidEconomy(f"cost_hat has shape {shape}; expected (actors, actors, sectors)")
        cost = frozen("cost_hat", self.cost_hat, shape)
        names = tuple(tuple(str(i) for i in range(length)) for length in shape)
        require("cost_hat", cost, cost > 0, names, "must be above 0; inf is an embargo")
        domestic = np.diagonal(cost).T
        require("cost_hat on the diagonal ", domestic, domestic == 1, (names[0], names[2]), "must be 1")
        object.__setattr__(self, "cost_hat", cost)
        if self.tariffs is not None:
            object.__setattr__(self, "tariffs", checked_tariffs(self.tariffs, names[0], names[2]))

    @classmethod
    def none(cls, economy: Economy) -> Shock:
        """Return the shock that changes nothing in `economy`."""
        return cls(cost_hat=np.ones_like(economy.flows))
