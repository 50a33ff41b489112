"""What was agreed between a seller and a buyer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.energy.validation import InvalidMarket, figures, positions, require

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Contracts:
    """Agreements, `C` of them; those of one pair and kind add up. Without one a pair trades without limits.

    Parameters
    ----------
    seller, buyer
        (C,) positions of nodes
    minimum
        (C,) or one number: units a year that are delivered and taken; default 0
    maximum
        (C,) or one number: units a year that the pair may trade; default inf
    price
        (C,) or one number: money a unit that the buyer pays; nan (default) = the seller's price at the buyer. It is a
        transfer: what is traded follows from cost, wedge and value
    resale
        (C,) or one truth: False (default) = what is bought is used at the buyer's node; True = it becomes the buyer's
        own, to use or to sell on; the pair then trades in this way only

    Raises
    ------
    InvalidMarket
        naming column and row: a wrong shape, a negative quantity, a maximum below the minimum, a negative price
    """

    seller: NDArray[np.int64]
    buyer: NDArray[np.int64]
    minimum: NDArray[np.float64] | float = 0.0
    maximum: NDArray[np.float64] | float = np.inf
    price: NDArray[np.float64] | float = np.nan
    resale: NDArray[np.bool_] | bool = False

    def __post_init__(self) -> None:
        seller = positions("contracts.seller", self.seller)
        object.__setattr__(self, "seller", seller)
        object.__setattr__(self, "buyer", positions("contracts.buyer", self.buyer, seller.shape))
        for name in ("minimum", "maximum", "price"):
            object.__setattr__(self, name, figures(f"contracts.{name}", getattr(self, name), seller.shape))
        minimum, maximum, price = np.asarray(self.minimum), np.asarray(self.maximum), np.asarray(self.price)
        sound = np.isfinite(minimum) & (minimum >= 0)
        require("contracts.minimum", minimum, sound, "it must be zero or more, and known")
        require("contracts.maximum", maximum, maximum >= minimum, "it must not be below the minimum; inf = no limit")
        sound = np.isnan(price) | (np.isfinite(price) & (price >= 0))
        require("contracts.price", price, sound, "it must be zero or more; nan = the market's")
        resale = np.array(np.broadcast_to(self.resale, seller.shape), dtype=bool)
        if (resale & (seller == self.buyer)).any():
            row = int(np.argmax(resale & (seller == self.buyer)))
            raise InvalidMarket(f"contracts row {row} is a resale of node {seller[row]} to itself; drop the row")
        resale.setflags(write=False)
        object.__setattr__(self, "resale", resale)

    @classmethod
    def none(cls) -> Contracts:
        """Return no contracts at all."""
        nobody = np.zeros(0, dtype=np.int64)
        return cls(seller=nobody, buyer=nobody)
