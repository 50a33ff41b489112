"""Pairs of zones by the groups of goods that levers treat alike, and the cost of trading that comes of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from marchland.bridge.freight.change import WayChange
    from marchland.bridge.freight.demand import FreightDemand

    Array = NDArray[np.float64]
    Positions = NDArray[np.int64]

NOTHING = 1e-6
"""A cost of trading nearer than this to its base is the base's: below it stands the tolerance of the equilibrium."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Grouped:
    """Pairs of a demand by group of goods: `E` of them, for `C` cells of trade and `G` groups.

    Parameters
    ----------
    pair, group
        (E,) position in the demand, group
    part
        (G, C) part of each cell's goods that is in the group
    shares
        (E, C) part of a group's tonnes of a cell that is the pair's
    usable
        (E,) whether the pair has a way without levers
    """

    pair: Positions
    group: Positions
    part: Array
    shares: csr_array[np.float64]
    usable: NDArray[np.bool_]

    @cached_property
    def _by_group(self) -> tuple[tuple[Positions, csr_array[np.float64], Array], ...]:
        """For each group its pairs, which cells they serve (C, pairs), and how much of each cell had a way (C,)."""
        found: list[tuple[Positions, csr_array[np.float64], Array]] = []
        for g in range(len(self.part)):
            own = np.flatnonzero((self.group == g) & self.usable)
            serves = self.shares[own].T.tocsr()
            found.append((own, serves, np.asarray(serves.sum(axis=1))))
        return tuple(found)

    def cost_hat(self, before: Array, after: Array, worth: Array, elasticity: Array) -> tuple[Array, Array]:
        """Return the factor on each cell's cost of trading, and how its goods shift among the groups.

        For the goods of a group, the cost of trading rises by (v + c1) / (v + c0), v being the FOB value of a tonne and
        c the cost of carrying one before and after, tonne-weighted over the zones and classes that have a way
        afterwards. The share r that has none is refused like an embargo of so many varieties (see `trade_shock`):

            cost_hat^-theta = sum_g part[g] (1 - r[g]) ((v + c1[g]) / (v + c0[g]))^-theta

        infinite where nothing is left. What has no way in the base is left out; where that is all, nothing changes.

        Parameters
        ----------
        before, after
            (E,) USD per tonne; inf = no way
        worth
            (C,) FOB value of a tonne, USD
        elasticity
            (C,) trade elasticity

        Returns
        -------
        cost_hat
            (C,)
        shift
            (G, C) trade of a group's served pairs over what it would be if all groups moved alike
        """
        left, shift = np.zeros(self.part.shape[1]), np.ones(self.part.shape)
        for g, (own, serves, had) in enumerate(self._by_group):
            way = np.isfinite(after[own])
            kept = serves @ way.astype(float)
            with np.errstate(divide="ignore", invalid="ignore"):
                old, new = (serves @ np.where(way, cost[own], 0.0) / kept for cost in (before, after))
                rise = np.where(kept > 0, ((worth + new) / (worth + old)) ** -elasticity, 0.0)
                rise = np.where(had > 0, rise, 1.0)
                share = np.where(had > 0, kept / had, 1.0)
            left += self.part[g] * share * rise
            shift[g] = rise
        with np.errstate(divide="ignore"):
            hat = left ** (-1 / elasticity)
        shift = np.where(left > 0, shift / np.where(left > 0, left, 1.0), 0.0)
        return np.where(np.abs(hat - 1) < NOTHING, 1.0, hat), shift

    def volume(self, tonnes: Array, shift: Array) -> Array:
        """Return the tonnes of each pair, (E,), of the tonnes of cells (C,)."""
        by_group = self.part * shift * tonnes
        found = np.zeros(len(self.pair))
        for g in range(len(self.part)):
            own = np.flatnonzero(self.group == g)
            found[own] = self.shares[own] @ by_group[g]
        return found

    def among(self, cells: NDArray[np.bool_]) -> tuple[Positions, Grouped]:
        """Return the positions of the pairs that serve some cells, and these pairs and cells by themselves."""
        serving = np.asarray(abs(self.shares) @ cells.astype(float)) > 0
        keep = np.flatnonzero(serving & self.usable)
        return keep, Grouped(
            pair=self.pair[keep],
            group=self.group[keep],
            part=self.part[:, cells],
            shares=self.shares[keep][:, np.flatnonzero(cells)],
            usable=self.usable[keep],
        )


def grouped(demand: FreightDemand, change: WayChange, usable: NDArray[np.bool_]) -> Grouped:
    """Return the pairs of a demand by the groups of a change; `usable` (P,) says which have a way without levers."""
    present = change.part[:, demand.exporter, demand.importer] > 0
    pair, group = (x.astype(np.int64) for x in np.nonzero(present.T))
    return Grouped(
        pair=pair,
        group=group,
        part=change.part[:, demand.cells[0], demand.cells[1]],
        shares=demand.shares[pair],
        usable=usable[pair],
    )
