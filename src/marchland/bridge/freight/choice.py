"""What routes cost, and how goods choose among them, on a fixed set of routes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
    _places: dict[int, Positions] = field(default_factory=dict, init=False, repr=False)

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
        entries = np.take(figures, self._flat(figures.shape[1]))
        return np.add.reduceat(entries, self.start[:-1]) if len(entries) else np.zeros(len(self.start) - 1)

    def _flat(self, width: int) -> Positions:
        """Return the position of each entry of `links` in figures of classes and links, read once."""
        if width not in self._places:
            self._places[width] = (self.commodity[self.pair][self.route] * width + self.links).astype(np.int32)
        return self._places[width]

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

    def without(self, links: NDArray[np.bool_]) -> RouteTable:
        """Return the same routes, each without some links (L,) that cost nothing."""
        kept = ~links[self.links]
        counts = np.bincount(self.route[kept], minlength=len(self.start) - 1)
        if not counts.all():  # both zones at one place: nothing is passed, and the free links are all there is
            return self
        return replace(self, links=self.links[kept], start=np.concatenate([[0], np.cumsum(counts)]))

    def of_pairs(self, pairs: Positions, *, taken: NDArray[np.bool_] | None = None) -> RouteTable:
        """Return the routes of some pairs, in their order; `taken` (R,) says which of them, default all."""
        counts = np.diff(self.pair_start)[pairs]
        rows = _ranges(self.pair_start[pairs], counts)
        if taken is not None:
            counts = np.bincount(np.repeat(np.arange(len(pairs)), counts)[taken[rows]], minlength=len(pairs))
            rows = rows[taken[rows]]
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
