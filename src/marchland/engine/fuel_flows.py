"""Gas and oil over the days of a scenario, with and without its levers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.levers.lever_object import FUELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.bridge.energy.effect import EnergyEffect, FuelEffect
    from marchland.bridge.energy.figures import FuelFigures
    from marchland.layers import energy

    Array = NDArray[np.float64]

DAYS_A_YEAR = 365


@dataclass(frozen=True, kw_only=True, eq=False)
class FuelFlows:
    """What is sold, used, made, stored and passed of each fuel while levers that touch it hold: bcm of gas, Mt of oil.

    `F` fuels in the order gas, oil; `H` hubs and `P` pipes in the order of the world's tables. A fuel that no lever
    touches has zeros.

    Parameters
    ----------
    sold_before, sold_after
        (F, H, H) by seller and buyer, where it is made and used
    used_before, used_after
        (F, H) what comes out of stores among it
    made_before, made_after
        (F, H)
    stored_before, stored_after
        (F, H) what stores give
    passed_before, passed_after
        (P,) what enters each pipe
    """

    sold_before: Array
    sold_after: Array
    used_before: Array
    used_after: Array
    made_before: Array
    made_after: Array
    stored_before: Array
    stored_after: Array
    passed_before: Array
    passed_after: Array

    def arrays(self) -> dict[str, Array]:
        """Return the arrays by name."""
        return dict(vars(self))


def fuel_flows(base: Baseline, phases: Sequence[tuple[float, EnergyEffect]]) -> FuelFlows | None:
    """Return what gas and oil do over phases of a scenario, None where no lever touches them.

    Parameters
    ----------
    phases
        length in days, and what the levers that hold then do
    """
    if not phases:
        return None
    hubs = base.world["places"].where(kind="hub")["place"].tolist()
    pipes = {pipe: at for at, pipe in enumerate(base.world["pipes"]["pipe"].tolist())}
    f, h = len(FUELS), len(hubs)
    shapes = {"sold": (f, h, h), "used": (f, h), "made": (f, h), "stored": (f, h), "passed": (len(pipes),)}
    found = {f"{name}_{when}": np.zeros(shape) for name, shape in shapes.items() for when in ("before", "after")}
    for days, effect in phases:
        for fuel in effect.fuels:
            _add(found, fuel, days / DAYS_A_YEAR, pipes)
    return FuelFlows(**found)


def _add(found: dict[str, Array], fuel: FuelEffect, years: float, pipes: dict[str, int]) -> None:
    at, figures, store = FUELS.index(fuel.fuel), fuel.market.figures, fuel.market.market.storage
    where = [pipes[pipe] for pipe in figures.pipes]
    for when, state in (("before", fuel.before), ("after", fuel.after)):
        taken = np.bincount(store.node, weights=state.storage, minlength=len(figures.hubs))
        found[f"sold_{when}"][at] += years * state.sales
        found[f"used_{when}"][at] += years * state.demand
        found[f"made_{when}"][at] += years * _made(state, figures)
        found[f"stored_{when}"][at] += years * taken
        np.add.at(found[f"passed_{when}"], where, years * state.flow[: len(where)])


def _made(state: energy.Equilibrium, figures: FuelFigures) -> Array:
    """Return what each hub makes (H,): what it uses of its own, and what leaves it of its own."""
    made, pipes = np.diagonal(state.sales).copy(), len(figures.pipes)
    for row, seller in enumerate(state.sellers.tolist()):
        own = state.flow_by_seller[row, :pipes]
        made[seller] += own[figures.tail == seller].sum()
        back = figures.head == seller
        made[seller] -= (own * (1 - figures.loss.best))[back].sum()
    return made
