"""Goods that only pass: handed on from where they are made to where they are used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge.spread import Range


@dataclass(frozen=True, kw_only=True, eq=False)
class Reexports:
    """Goods that only pass: (R,) positions in `actors` and `sectors`, and the amount in USD a year."""

    origin: NDArray[np.int64]
    via: NDArray[np.int64]
    destination: NDArray[np.int64]
    sector: NDArray[np.int64]
    recorded: NDArray[np.bool_]
    amount: Range


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
    here, there = [passing.origin, passing.via, passing.origin], [passing.via, passing.destination, passing.destination]
    cells, where = np.unique(
        np.ravel_multi_index((np.concatenate(here), np.concatenate(there), np.tile(passing.sector, 3)), net.shape),
        return_inverse=True,
    )
    held = net.flat[cells].tolist()
    # One way after the other, since two may share a flow; in lists, which are many times faster than cells of an array.
    ways = where.reshape(3, -1).tolist()
    for bought, resold, direct, recorded, much in zip(*ways, passing.recorded.tolist(), amount.tolist(), strict=True):
        x = min(much, held[bought], held[resold]) if recorded else min(much, held[bought])
        held[bought] -= x
        held[direct] += x
        if recorded:
            held[resold] -= x
    net.flat[cells] = held
    return net
