"""Money sent home, and what an actor loses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.income import MILLION
from marchland.engine import LAYERS
from marchland.errors import MissingData, UnknownName
from marchland.hindcast.observables.amounts import Amounts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.hindcast.episode import Observation
    from marchland.hindcast.reading import Reading

    Positions = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Money:
    """What is sent from hosts to origins; as a share, of all that the origins get.

    Parameters
    ----------
    hosts, origins
        positions of actors
    """

    hosts: Positions
    origins: Positions

    def amounts(self, reading: Reading) -> Amounts:
        """Return the amounts in a draw, MUSD."""
        before = reading.stage.money
        if all(phase.effects.money is None for phase in reading.phases):
            raise MissingData(
                "no lever of the episode touches workers or transfers; add one to its scenario, or write quantity other"
            )
        after = np.sum(
            [
                phase.years * (before if phase.effects.money is None else phase.effects.money)
                for phase in reading.phases
            ],
            axis=0,
        )
        pairs = np.ix_(self.hosts, self.origins)
        if np.isnan(before[pairs]).all():
            raise MissingData("the world has no remittances between the two (remittances.csv); add them")
        return Amounts(
            before=float(np.nansum(before[pairs])) * reading.years / MILLION,
            after=float(np.nansum(after[pairs])) / MILLION,
            whole=float(np.nansum(after[:, self.origins])) / MILLION,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Loss:
    """What actors lose; as a share, of their GDP of a year.

    Parameters
    ----------
    actors
        positions
    layers
        positions of layers
    """

    actors: Positions
    layers: Positions

    def amounts(self, reading: Reading) -> Amounts:
        """Return the loss in a draw, MUSD, and the GDP of a year."""
        lost = np.sum([phase.years * phase.effects.loss_rate for phase in reading.phases], axis=0)
        return Amounts(
            before=0.0,
            after=float(lost[np.ix_(self.actors, self.layers)].sum()) / MILLION,
            whole=float(reading.stage.drawn.gdp[self.actors].sum()) / MILLION,
        )


def money(base: Baseline, seen: Observation) -> Money:
    """Return what is sent; nobody in particular = everybody."""
    every = np.arange(len(base.actors))
    return Money(
        hosts=base.positions(seen.actor) if seen.actor else every,
        origins=base.positions(seen.partner) if seen.partner else every,
    )


def loss(base: Baseline, seen: Observation) -> Loss:
    """Return what is lost, of one layer or of all.

    Raises
    ------
    UnknownName
        where there is no such actor or layer
    """
    if seen.object and seen.object not in LAYERS:
        raise UnknownName("layer", seen.object, LAYERS)
    named = [LAYERS.index(seen.object)] if seen.object else range(len(LAYERS))
    return Loss(actors=base.positions(seen.actor), layers=np.array(list(named), dtype=np.int64))
