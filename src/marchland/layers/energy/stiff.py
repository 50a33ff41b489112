"""Sales whose wedge depends on what is traded, as columns of the programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class StiffSales:
    """Stiff sales, `T` of them.

    Parameters
    ----------
    row, served
        (T,) the rows of their ways, and of what they serve
    stiffness, pair
        (T,) money a unit and unit; positions of sellers and of buyers
    held
        (P,) the sale that each pair under contract is, -1 = none
    most_row, least_row
        (P,) the rows of its bounds, -1 = none
    """

    row: Numbers
    served: Numbers
    stiffness: Figures
    pair: tuple[Numbers, Numbers]
    held: Numbers
    most_row: Numbers
    least_row: Numbers

    @property
    def entries(self) -> tuple[Numbers, Numbers, Figures]:
        """How many entries the column of each sale has, (T,), and their rows and coefficients.

        A sale takes from its ways and gives to the row that it serves. A contract holds the sale and not its ways: else
        a minimum is met by what arrives and is not sold, where a sale is worth less than its wedge.
        """
        most, least = self.most_row >= 0, self.least_row >= 0
        length = np.full(self.row.size, 2, dtype=np.int64)
        length[self.held[most]] += 1
        length[self.held[least]] += 1
        end = np.cumsum(length)
        first = end - length
        row, gives = np.empty(int(length.sum()), dtype=np.int64), np.empty(int(length.sum()))
        row[first], gives[first] = self.row, 1.0
        row[first + 1], gives[first + 1] = self.served, -1.0
        at = first[self.held[most]] + 2
        row[at], gives[at] = self.most_row[most], 1.0
        at = end[self.held[least]] - 1
        row[at], gives[at] = self.least_row[least], -1.0
        return length, row, gives
