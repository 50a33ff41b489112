"""What is used, where, and how it answers to the price."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from marchland.layers.energy.validation import figures, positions, require

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Figures = NDArray[np.float64]
    Line = tuple[Figures, Figures, Figures, Figures]


@dataclass(frozen=True, kw_only=True, eq=False)
class Demand:
    """Users, `D` rows; several rows of a node add up.

    Inverse demand is the line through the observed point with the slope that the elasticity gives there, up to the
    rationing price and flat at it, down to zero, equation (2). What is wanted at the rationing price and not had is
    `unserved`.

    Parameters
    ----------
    node
        (D,) positions of nodes
    quantity
        (D,) observed use, units a year
    price
        (D,) observed price, money a unit
    elasticity
        (D,) or one number: of quantity to price at the observed point, given as a positive number; 0 = use does not
        answer to the price
    rationing_price
        (D,) or one number: money a unit; what a unit is worth to those who go without

    Raises
    ------
    InvalidMarket
        naming column and row: a wrong shape, a negative quantity or elasticity, a price that is missing or not above
        zero, a rationing price below the observed one
    """

    node: NDArray[np.int64]
    quantity: NDArray[np.float64]
    price: NDArray[np.float64]
    elasticity: NDArray[np.float64] | float
    rationing_price: NDArray[np.float64] | float

    def __post_init__(self) -> None:
        node = positions("demand.node", self.node)
        object.__setattr__(self, "node", node)
        for name in ("quantity", "price", "elasticity", "rationing_price"):
            object.__setattr__(self, name, figures(f"demand.{name}", getattr(self, name), node.shape))
        quantity, price = self.quantity, self.price
        sound = np.isfinite(quantity) & (quantity >= 0)
        require("demand.quantity", quantity, sound, "use must be zero or more, and known")
        sound = np.isfinite(price) & (price > 0)
        rule = "demand needs an observed price above zero, to which its elasticity refers; give one or drop the row"
        require("demand.price", price, sound, rule)
        elasticity, rationing = np.asarray(self.elasticity), np.asarray(self.rationing_price)
        sound = np.isfinite(elasticity) & (elasticity >= 0)
        require("demand.elasticity", elasticity, sound, "it is given as a number of zero or more; drop the minus sign")
        sound = np.isfinite(rationing) & (rationing >= price)
        require("demand.rationing_price", rationing, sound, "it must be known and not below the observed price")

    @cached_property
    def usual_use(self) -> float:
        """The mean observed use of a row that uses anything, units a year; 1 where none does."""
        used = self.quantity[self.quantity > 0]
        return float(used.sum() / used.size) if used.size else 1.0

    @cached_property
    def usual_price(self) -> float:
        """The mean observed price, money a unit; 1 where there is none."""
        return float(self.price.sum() / self.price.size) if self.price.size else 1.0

    @property
    def rationed(self) -> NDArray[np.float64]:
        """(D,) units a year that are still wanted at the rationing price, equation (2)."""
        return self._line[0]

    @property
    def answering(self) -> NDArray[np.float64]:
        """(D,) units a year by which use grows from the rationing price to a price of zero."""
        return self._line[1]

    @property
    def steepness(self) -> NDArray[np.float64]:
        """(D,) money a unit by which the price falls for each unit a year more; 0 where use does not answer."""
        return self._line[2]

    @property
    def choke_price(self) -> NDArray[np.float64]:
        """(D,) money a unit at which the line ends above: the rationing price, or less where use is zero before it."""
        return self._line[3]

    @cached_property
    def _line(self) -> Line:
        """The four of them."""
        found: Line = line(self.quantity, self.price, np.asarray(self.elasticity), np.asarray(self.rationing_price))
        return found


def _lined(quantity: Figures, price: Figures, elasticity: Figures, rationing: Figures) -> Line:
    """Return what is wanted at the rationing price, what answers below it, by how much, and from where on."""
    rows = quantity.size
    rationed, answering, steepness, choke = np.empty(rows), np.empty(rows), np.zeros(rows), np.empty(rows)
    for k in range(rows):
        at_once = 1.0 - elasticity[k] * (rationing[k] - price[k]) / price[k]
        rationed[k] = max(quantity[k] * at_once, 0.0)
        answering[k] = quantity[k] * (1.0 + elasticity[k]) - rationed[k]
        choke[k] = rationing[k]
        if elasticity[k] > 0.0:
            choke[k] = min(rationing[k], price[k] * (1.0 + 1.0 / elasticity[k]))
        if answering[k] > 0.0:
            steepness[k] = choke[k] / answering[k]
    return rationed, answering, steepness, choke


line: Callable[..., Any] = numba.njit(cache=True)(_lined)
