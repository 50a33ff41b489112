"""What levers on gas and oil cost whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.energy.change import energy_change, fuels_of
from marchland.bridge.energy.market import fuel_market
from marchland.bridge.energy.refining import going_without, refined_abroad
from marchland.bridge.income import MILLION
from marchland.errors import ScenarioError
from marchland.layers.energy.storage import YEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.energy.market import FuelMarket
    from marchland.bridge.factors import Draw
    from marchland.layers import energy
    from marchland.levers import Lever

    Array = NDArray[np.float64]

PARTS = ("consumer", "producer", "congestion", "transit", "wedge", "storage")
"""Ways in which a hub gains or loses, as `marchland.layers.energy.Surplus` has them."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FuelEffect:
    """One fuel before and while levers hold; quantities are bcm or Mt a year, prices USD per 1,000 m3 or USD a tonne.

    Parameters
    ----------
    market
        the market without levers: hubs, actors and pipes are those of its `figures`
    before, after
        its equilibria: `price` and `unserved` by hub, `sales` and `paid` by seller and buyer, `flow` by pipe, `storage`
        by store
    days
        how long the levers hold; what stores give is a year's, so that `storage * days / 365` is taken out of them
    """

    market: FuelMarket
    before: energy.Equilibrium
    after: energy.Equilibrium
    days: float

    @property
    def fuel(self) -> str:
        """Gas or oil."""
        return self.market.figures.fuel

    @property
    def loss_by_part(self) -> Array:
        """(H, parts) USD a year by hub and `PARTS`, positive = worse off."""
        return np.stack(
            [MILLION * (getattr(self.before.surplus, part) - getattr(self.after.surplus, part)) for part in PARTS],
            axis=1,
        )

    @property
    def rationed(self) -> Array:
        """(H,) bcm or Mt a year that users at home want at the rationing price and cannot have any more."""
        found = self.market
        after, before = (going_without(found.market, state, found.refined) for state in (self.after, self.before))
        return np.asarray(after - before)

    @property
    def refined_less(self) -> Array:
        """(H,) Mt a year less that refineries take in for products sold abroad."""
        found = self.market
        before, after = (refined_abroad(found.market, state, found.refined) for state in (self.before, self.after))
        return np.asarray(before - after)

    @property
    def stored(self) -> Array:
        """(H,) what stores of a hub give while the levers hold: bcm or Mt, not a year's."""
        node = self.market.market.storage.node
        taken = np.bincount(node, weights=self.after.storage, minlength=len(self.market.figures.hubs))
        return np.asarray(taken * self.days / YEAR, dtype=np.float64)


@dataclass(frozen=True, kw_only=True, eq=False)
class EnergyEffect:
    """What levers on gas and oil do while they hold.

    Parameters
    ----------
    loss_rate
        (N,) USD a year by actor, positive = worse off: what users, producers, owners of pipes and stores and both ends
        of a sale lose of their surplus; adds up to what is lost in all, as what one pays another receives
    fuels
        each fuel that is touched
    residual
        largest certificate of the equilibria
    """

    loss_rate: Array
    fuels: tuple[FuelEffect, ...]
    residual: float


def energy_effect(
    base: Baseline, levers: Sequence[Lever], draw: Draw, *, market_of: Callable[[str], FuelMarket] | None = None
) -> EnergyEffect | None:
    """Return what levers on gas and oil do in a draw, None where none of them touches either.

    Both sides are equilibria of the same market: with a cut of Russian gas all prices, flows and wedges of all others
    may move. A market whose contracts cannot be kept raises and says at which hub how much is missing.

    Parameters
    ----------
    market_of
        the market of a fuel in this draw, where it is known already; default: made anew

    Raises
    ------
    MissingData
        where the world has no figures of the fuel up to its year
    ScenarioError
        where the world has no pipes or hubs that a lever could touch
    CannotClear, SolverError
        where a market does not clear
    """
    own = [lever for lever in levers if lever.rule.layer == "energy"]
    if not own:
        return None
    loss, fuels = np.zeros(len(base.actors)), []
    for fuel in fuels_of(base, own):
        found = fuel_market(base, fuel, draw) if market_of is None else market_of(fuel)
        touched = fuel_effect(base, found, own)
        loss += loss_by_actor(base, touched)
        fuels.append(touched)
    if not fuels:
        raise ScenarioError(f"{own[0].words}: touches neither gas nor oil")
    return EnergyEffect(
        loss_rate=loss,
        fuels=tuple(fuels),
        residual=max(max(f.before.residual, f.after.residual) for f in fuels),
    )


def fuel_effect(base: Baseline, found: FuelMarket, levers: Sequence[Lever]) -> FuelEffect:
    """Return what levers of the energy layer do to one fuel.

    Raises
    ------
    CannotClear, SolverError
        where the market does not clear
    """
    market = energy_change(base, found, levers)
    before = found.base
    if before.storage.any():
        before = found.solve(found.lasting(market.days))
    return FuelEffect(market=found, before=before, after=found.solve(market), days=market.days)


def loss_by_actor(base: Baseline, effect: FuelEffect) -> Array:
    """Return the loss of one fuel by actor, (N,) USD a year."""
    lost = MILLION * (effect.before.surplus.total - effect.after.surplus.total)
    actor = effect.market.figures.actor
    some = actor >= 0
    return np.asarray(np.bincount(actor[some], weights=lost[some], minlength=len(base.actors)), dtype=np.float64)
