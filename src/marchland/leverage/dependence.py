"""What one actor's trade owes to the ways of another: what passes, what is captive, what shutting them costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import central, draws
from marchland.leverage.gate import Estimate
from marchland.leverage.gatekeeping import SEED, gatekeeping
from marchland.levers import Lever, Scenario
from marchland.sweep.solved import ScenarioTask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.leverage.gate import Gate
    from marchland.levers import Horizon
    from marchland.world import World

DAYS = 365


@dataclass(frozen=True, kw_only=True, eq=False)
class Dependence:
    """What a target's trade with others owes to the ways of a gatekeeper.

    Parameters
    ----------
    value, tonnes
        shares of the target's trade with all but the gatekeeper that pass its ways
    captive
        share of value that has no other way
    loss
        USD that the target loses where the gatekeeper refuses all its ways to goods in transit to and from the target
        for a year; its own trade with the target stays
    share
        the same as a share of the target's GDP
    own
        what the gatekeeper itself loses by it, as a share of its GDP
    drawn
        (draws,) `share` in the draws
    """

    target: str
    gatekeeper: str
    value: Estimate
    tonnes: Estimate
    captive: float
    loss: Estimate
    share: Estimate
    own: Estimate
    drawn: NDArray[np.float64]


NOTHING = Estimate(low=0.0, best=0.0, high=0.0)


def dependence(
    world: World,
    target: str,
    gatekeepers: Sequence[str],
    *,
    horizon: Horizon = "year",
    draws: int = 0,
    seed: int = SEED,
) -> tuple[Dependence, ...]:
    """Return what a target's trade owes to each gatekeeper, in the order asked for.

    Parameters
    ----------
    world
        a world of all years is taken at its base year; `opened` makes one with ways open
    horizon, draws, seed
        as in `gatekeeping`

    Raises
    ------
    MissingData, UnknownName, SolverError
        as in `gatekeeping`
    """
    view = world.at() if world.year is None else world
    found = gatekeeping(view, [target], gatekeepers, horizon=horizon, draws=draws, seed=seed)
    gates = {gate.gatekeeper: gate for gate in found.of(target)}
    return tuple(_dependence(found.base, target, code, gates.get(code), draws, seed) for code in gatekeepers)


def _dependence(base: Baseline, target: str, code: str, gate: Gate | None, n: int, seed: int) -> Dependence:
    if gate is None:  # nothing passes, so that nothing is lost
        return Dependence(
            target=target,
            gatekeeper=code,
            value=NOTHING,
            tonnes=NOTHING,
            captive=0.0,
            loss=NOTHING,
            share=NOTHING,
            own=NOTHING,
            drawn=np.zeros(n),
        )
    lever = Lever(actor=code, action="close", object=f"way {code} for {target}", days=DAYS)
    task = ScenarioTask(base=base, scenario=Scenario(name=lever.words, levers=(lever,)))
    members = base.positions(target)
    solved = [task(draw) for draw in (central(base.factors), *(draws(base.factors, n, seed) if n else ()))]
    loss = np.array([one.loss[members].sum() for one in solved])
    gdp = np.array([one.gdp[members].sum() for one in solved])
    keepers = base.positions(code)
    own = np.array([one.loss[keepers].sum() / one.gdp[keepers].sum() for one in solved])
    return Dependence(
        target=target,
        gatekeeper=code,
        value=gate.value,
        tonnes=gate.tonnes,
        captive=gate.captive_value,
        loss=_estimate(loss),
        share=_estimate(loss / gdp),
        own=_estimate(own),
        drawn=(loss / gdp)[1:],
    )


def _estimate(values: NDArray[np.float64]) -> Estimate:
    """Return the first of some values with the 5th and 95th percentile of the others; nan where there are none."""
    if values.size == 1:
        return Estimate(low=float("nan"), best=float(values[0]), high=float("nan"))
    low, high = np.quantile(values[1:], (0.05, 0.95))
    return Estimate(low=float(low), best=float(values[0]), high=float(high))
