"""One draw of an episode, laid open for whatever was observed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.freight.coupling import freight_effect
from marchland.engine import stage
from marchland.engine.fuel_flows import fuel_flows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge import Baseline, Draw
    from marchland.engine import Effects, Stage
    from marchland.engine.fuel_flows import FuelFlows
    from marchland.levers import Lever, Scenario

    Array = NDArray[np.float64]

DAYS_A_YEAR = 365
FEW_PHASES = 2


@dataclass(frozen=True, kw_only=True)
class Phase:
    """Days on which the same levers hold, and what these do.

    Parameters
    ----------
    years
        length, in years of 365 days
    levers
        that hold
    effects
        of the levers
    """

    years: float
    levers: tuple[Lever, ...]
    effects: Effects


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """An episode run through in one draw.

    Parameters
    ----------
    stage
        the models of the draw
    phases
        in order
    """

    stage: Stage
    phases: tuple[Phase, ...]

    @property
    def base(self) -> Baseline:
        """What the models need of the world."""
        return self.stage.base

    @property
    def years(self) -> float:
        """How long levers hold in all, in years of 365 days."""
        return sum(phase.years for phase in self.phases)

    @cached_property
    def fuels(self) -> FuelFlows | None:
        """Gas and oil over the days of the levers; None where none touches either."""
        touched = [
            (phase.years * DAYS_A_YEAR, phase.effects.energy)
            for phase in self.phases
            if phase.effects.energy is not None
        ]
        return fuel_flows(self.base, touched)

    @property
    def fuels_touched(self) -> frozenset[str]:
        """Fuels that a lever touches."""
        effects = [phase.effects.energy for phase in self.phases if phase.effects.energy is not None]
        return frozenset(fuel.fuel for effect in effects for fuel in effect.fuels)

    @cached_property
    def carried(self) -> tuple[Array, Array] | None:
        """Tonnes of each class on each way over the days of the levers, without and with them, (J, ways).

        None where no lever acts on ways.

        In draws routes and congestion are held as at best values: see `FreightEffect`.
        """
        draw, flows = self.stage.draw, self.stage.drawn.economy.flows
        found = []
        for phase in self.phases:
            effect = freight_effect(self.base, phase.levers)
            if effect is None:
                continue
            shares = effect.in_draw(self.base, draw, self.stage.drawn.economy.elasticity)
            tonnes = effect.carried_in(draw, shares, flows, phase.effects.goods)
            found.append((phase.years * tonnes[0], phase.years * tonnes[1]))
        if not found:
            return None
        before, after = zip(*found, strict=True)
        return np.sum(before, axis=0), np.sum(after, axis=0)


def read_episode(base: Baseline, scenario: Scenario, draw: Draw) -> Reading:
    """Run a scenario through in one draw.

    Parameters
    ----------
    base
        of the scenario's world, year and horizon
    scenario
        what was done
    draw
        one draw, or the central one

    Raises
    ------
    SolverError, MissingData, CannotClear
        see `Stage.effects`
    """
    phases = scenario.phases()
    models = stage(base, draw, once=len(phases) <= FEW_PHASES)
    return Reading(
        stage=models,
        phases=tuple(
            Phase(years=(last - first) / DAYS_A_YEAR, levers=levers, effects=models.effects(levers))
            for first, last, levers in phases
        ),
    )
