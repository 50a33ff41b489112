"""Goods that only pass: handed on from where they are made to where they are used."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge.spread import Range


ROUNDING = 1e-12


@dataclass(frozen=True, kw_only=True, eq=False)
class Reexports:
    """Goods that only pass: (R,) positions in `actors` and `sectors`, and the amount in USD a year."""

    origin: NDArray[np.int64]
    via: NDArray[np.int64]
    destination: NDArray[np.int64]
    sector: NDArray[np.int64]
    recorded: NDArray[np.bool_]
    amount: Range

    @cached_property
    def cells(self) -> tuple[NDArray[np.int64], ...]:
        """(3, M) exporter, importer and sector of the flows that are touched, each once."""
        return tuple(self._places[0])

    @cached_property
    def ways(self) -> NDArray[np.int64]:
        """(3, R) positions in `cells` of origin -> via, via -> destination and origin -> destination."""
        return self._places[1]

    @cached_property
    def _places(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        here = np.concatenate([self.origin, self.via, self.origin])
        there = np.concatenate([self.via, self.destination, self.destination])
        cells, where = np.unique(np.stack([here, there, np.tile(self.sector, 3)]), axis=1, return_inverse=True)
        return cells, where.reshape(3, -1)


def net_of_reexports(
    flows: NDArray[np.float64], passing: Reexports, amount: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Hand goods that only pass on to where they are used.

    origin -> via falls by the amount and origin -> destination rises by it; where the record of via -> destination
    counts the goods, it falls too. No flow becomes negative: an amount larger than the flow it is part of is cut.

    Parameters
    ----------
    flows
        (N, N, S) [exporter, importer, sector]
    passing
        which goods
    amount
        (R,) in the unit of the flows
    """
    net = np.array(flows, order="C")
    if not len(amount):
        return net
    cells = passing.cells
    bought, resold, direct = passing.ways
    held, size = net[cells], len(cells[0])
    recorded = passing.recorded
    asked = np.bincount(bought, amount, size) + np.bincount(resold[recorded], amount[recorded], size)
    # Where flows are large enough for all that passes, the order does not matter: all at once.
    tight = asked > held * (1 - ROUNDING)
    one_by_one = tight[bought] | tight[resold] | tight[direct]
    easy = np.where(one_by_one, 0.0, amount)
    held += np.bincount(direct, easy, size)
    held -= np.bincount(bought, easy, size) + np.bincount(resold[recorded], easy[recorded], size)
    left = held.tolist()
    for r in np.flatnonzero(one_by_one).tolist():
        x = min(float(amount[r]), left[bought[r]], left[resold[r]] if recorded[r] else np.inf)
        left[bought[r]] -= x
        left[direct[r]] += x
        if recorded[r]:
            left[resold[r]] -= x
    net[cells] = left
    return net
