"""What routes cost, and how goods choose among them, on a fixed set of routes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Positions = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class RouteTable:
    """Routes of `P` pairs, `R` of them, side by side by pair; a pair without a way has none, each route has links.

    Parameters
    ----------
    pair_start
        (P + 1,) where the routes of a pair begin
    start
        (R + 1,) where the links of a route begin
    links
        positions of directed links
    commodity
        (P,) class of a pair
    path_size
        (R,) path-size factors
    """

    pair_start: Positions
    start: Positions
    links: NDArray[np.int32]
    commodity: Positions
    path_size: Array

    @cached_property
    def pair(self) -> Positions:
        """(R,) the pair of each route."""
        return np.repeat(np.arange(len(self.pair_start) - 1), np.diff(self.pair_start))

    @cached_property
    def route(self) -> Positions:
        """The route of each entry of `links`."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    def added_up(self, figures: Array) -> Array:
        """Return figures of classes and links (C, L) added up along each route, (R,)."""
        entries = figures[self.commodity[self.pair[self.route]], self.links]
        return np.add.reduceat(entries, self.start[:-1]) if len(entries) else np.zeros(len(self.start) - 1)

    def choose(self, cost: Array, dispersion: Array) -> tuple[Array, Array]:
        """Return the expected cost of each pair (P,) and the share of each route (R,), equations (4) and (6).

        Parameters
        ----------
        cost
            (R,) USD per tonne; inf = barred. A pair whose routes are all barred costs inf, and their shares are 0
        dispersion
            (P,) USD per tonne
        """
        some = np.flatnonzero(np.diff(self.pair_start))
        first = self.pair_start[some]
        level, total = np.zeros(len(dispersion)), np.zeros(len(dispersion))
        if not len(some):
            return np.full(len(dispersion), np.inf), np.zeros(0)
        weight = np.log(self.path_size) - cost / dispersion[self.pair]
        top = np.maximum.reduceat(weight, first)
        level[some] = np.where(np.isfinite(top), top, 0.0)
        odds = np.exp(weight - level[self.pair])
        total[some] = np.add.reduceat(odds, first)
        with np.errstate(divide="ignore"):
            expected = -dispersion * (level + np.log(total))
        return expected, odds / np.where(total > 0, total, 1.0)[self.pair]

    def of_pairs(self, pairs: Positions) -> RouteTable:
        """Return the routes of some pairs, in their order."""
        counts = np.diff(self.pair_start)[pairs]
        rows = _ranges(self.pair_start[pairs], counts)
        lengths = np.diff(self.start)[rows]
        return RouteTable(
            pair_start=np.concatenate([[0], np.cumsum(counts)]),
            start=np.concatenate([[0], np.cumsum(lengths)]),
            links=self.links[_ranges(self.start[rows], lengths)],
            commodity=self.commodity[pairs],
            path_size=self.path_size[rows],
        )


def _ranges(first: Positions, counts: Positions) -> Positions:
    """Return first[0], first[0] + 1, ... `counts[0]` of them, then those of the next."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.asarray(np.arange(total) + np.repeat(first - (ends - counts), counts))
