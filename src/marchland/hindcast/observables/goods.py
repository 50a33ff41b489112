"""Goods and services sold by one actor to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.income import MILLION
from marchland.errors import UnknownName
from marchland.hindcast.observables.amounts import Amounts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.hindcast.episode import Observation
    from marchland.hindcast.reading import Reading

    Array = NDArray[np.float64]
    Positions = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Goods:
    """What exporters sell importers; as a share, of all that the exporters sell abroad.

    Parameters
    ----------
    exporters, importers
        positions of actors
    sectors
        positions
    at_home
        whether sales of an actor to itself are counted
    others
        positions of the actors that are neither, who may take what is diverted
    """

    exporters: Positions
    importers: Positions
    sectors: Positions
    at_home: bool
    others: Positions

    def amounts(self, reading: Reading) -> Amounts:
        """Return the amounts in a draw, MUSD."""
        before, after = (flows / MILLION for flows in goods_of(reading))
        buyers = np.union1d(self.importers, self.others)
        return Amounts(
            before=self._sum(before, self.importers),
            after=self._sum(after, self.importers),
            whole=self._sum(after, buyers),
            kept_before=self._sum(before, self.others),
            kept_after=self._sum(after, self.others),
        )

    def _sum(self, flows: Array, importers: Positions) -> float:
        picked = flows[np.ix_(self.exporters, importers, self.sectors)].sum(axis=2)
        own = self.exporters[:, None] == importers
        return float(picked[own == self.at_home].sum() if self.at_home else picked[~own].sum())


def goods_of(reading: Reading) -> tuple[Array, Array]:
    """Return trade over the days of the levers without and with them as customs record it, (N, N, S) USD."""
    flows = reading.stage.drawn.economy.flows
    after = np.sum([phase.years * phase.effects.recorded for phase in reading.phases], axis=0)
    return reading.years * flows, after


def goods(base: Baseline, seen: Observation) -> Goods:
    """Return what is sold; nobody in particular = everybody.

    Raises
    ------
    UnknownName
        where the world has no such actor, bloc or sector
    """
    every = np.arange(len(base.actors))
    exporters = base.positions(seen.actor) if seen.actor else every
    importers = base.positions(seen.partner) if seen.partner else every
    kinds = base.world["sectors"].where(layer="trade")
    if seen.object and seen.object not in base.sectors:
        raise UnknownName("sector of the trade layer", seen.object, base.sectors)
    sectors = [base.sectors.index(seen.object)] if seen.object else np.flatnonzero(kinds["kind"] == "goods")
    return Goods(
        exporters=exporters,
        importers=importers,
        sectors=np.asarray(sectors, dtype=np.int64),
        at_home=bool(seen.actor) and seen.actor == seen.partner,
        others=np.setdiff1d(every, np.union1d(exporters, importers)),
    )
