"""What has to be carried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.freight.validation import InvalidNetwork, figures, positions, require

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Demand:
    """Volumes from node to node, `P` pairs; a pair of one class may stand once only.

    Parameters
    ----------
    origin, destination
        (P,) nodes; equal = stays where it is, at no cost
    volume
        (P,) tonnes a year, or the unit of the network's capacity
    commodity
        (P,) class, from 0; default class 0

    Raises
    ------
    InvalidNetwork
        where shapes differ, a volume is negative or missing, or a node or class cannot be
    """

    origin: NDArray[np.int64]
    destination: NDArray[np.int64]
    volume: NDArray[np.float64]
    commodity: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        pairs = np.asarray(self.origin).shape
        if len(pairs) != 1:
            raise InvalidNetwork(f"origin has shape {pairs}; expected (pairs,)")
        commodity = np.zeros(pairs, dtype=np.int64) if self.commodity is None else self.commodity
        for name, values in (("origin", self.origin), ("destination", self.destination), ("commodity", commodity)):
            object.__setattr__(self, name, positions(name, values, pairs, LARGEST))
        volume = figures("volume", self.volume, pairs)
        require("volume", volume, (volume >= 0) & np.isfinite(volume), "a volume is zero or more")
        object.__setattr__(self, "volume", volume)

    @property
    def n_pairs(self) -> int:
        """Number of pairs."""
        return int(self.volume.size)
