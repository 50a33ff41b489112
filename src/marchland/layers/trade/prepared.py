"""What depends on the economy alone, computed once for many shocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, get_args

import numpy as np

from marchland.errors import SolverError
from marchland.layers.trade.base import Base, base_of
from marchland.layers.trade.bound import Labour, bound_shares
from marchland.layers.trade.certificate import residual_of
from marchland.layers.trade.clearing import Deficits, clear
from marchland.layers.trade.equilibrium import Equilibrium
from marchland.layers.trade.local import local_moves
from marchland.layers.trade.markets import Markets, markets_of
from marchland.layers.trade.rebasing import EQUILIBRIUM_GAP, rebased
from marchland.layers.trade.substitute import ceilings
from marchland.layers.trade.turning import stiffness, turning
from marchland.layers.trade.validation import InvalidEconomy
from marchland.layers.trade.weights import changed, weights_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.cleared import Cleared
    from marchland.layers.trade.economy import Economy
    from marchland.layers.trade.shock import Shock
    from marchland.layers.trade.weights import Weights

    Array = NDArray[np.float64]

MARGIN = 0.1
"""Part of the tolerance that the kernel iterates to: the certificate measures other norms of the same conditions.

Above an elasticity of 20 it is less in proportion: flows move by so many times what prices do.
"""

LARGEST_BLOCK = 40
"""Unknowns of an actor up to which they are solved together within a sweep."""

FEW = 8
"""A shock that moves less than one cell in so many only works on these."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Prepared:
    """An economy made an equilibrium under a closure, ready for shocks; made by `prepare`.

    Parameters
    ----------
    economy
        as given
    deficits
        the closure
    bound
        (S,) part of a sector's value added that is bound to it; None = nothing
    turn
        (3, S, N) how goods turn between home and abroad, see `marchland.layers.trade.turning`; None = freely
    base
        shares and levels, re-based where the data were no equilibrium
    rebase
        largest absolute log move of a wage by re-basing
    rebase_wage_hat
        (N, S) wage of the base over that of the data; 1 where the data were an equilibrium
    clipped
        (actor, sector, USD) of implied final demand that was negative and set to zero
    caps
        (S,) cap on each sector's price index over base; `inf` = none but the last resort
    weights
        trade weights without a shock
    once
        whether a single shock will be solved, so that what pays off over several is left out
    """

    economy: Economy
    deficits: Deficits
    bound: Array | None
    turn: Array | None
    base: Base
    rebase: float
    rebase_wage_hat: Array
    clipped: tuple[tuple[str, str, float], ...]
    caps: Array
    weights: Weights
    once: bool = False

    def solve(self, shock: Shock, *, tolerance: float = 1e-9, start: Equilibrium | None = None) -> Equilibrium:
        """Solve one shock.

        Parameters
        ----------
        shock
            new costs and tariffs
        tolerance
            largest residual
        start
            an equilibrium of the same economy to start from; it changes the number of sweeps and, within the
            tolerance, the last digits

        Raises
        ------
        InvalidEconomy
            where the shock has another shape than the economy, or `tolerance` cannot be met in double precision
        SolverError
            where the certificate is not met
        """
        if not 1e-13 <= tolerance < 1:
            raise InvalidEconomy(f"tolerance is {tolerance:g}; it must be from 1e-13 to below 1")
        weights = self._shocked(shock)
        first = None if start is None else self._start(start, weights.tariffs)
        aim = max(tolerance * MARGIN * min(1.0, 20.0 / float(self.base.elasticity.max())), 2e-14)
        # The certificate measures other norms: where it is not met by what the sweeps call enough, they go on.
        for aimed, enough in ((aim, tolerance), (max(aim * MARGIN, 2e-14), aim)):
            found = clear(
                self.base,
                self.economy,
                weights=weights,
                caps=self.caps,
                closure=self.deficits,
                bound=self.bound,
                turn=self.turn,
                tolerance=aimed,
                enough=enough,
                local=None if self.once or weights.closed is None else self._local,
                usual=None if self.once else self._usual,
                start=first,
            )
            residual = residual_of(self.base, found, closure=self.deficits, bound=self.bound)
            if residual <= tolerance:
                break
        if not residual <= tolerance:
            raise SolverError(
                f"trade does not meet its certificate: residual {residual:.1e}, allowed {tolerance:.1e}; loosen the"
                " tolerance, or rescale flows that span more than 15 orders of magnitude"
            )
        return self._equilibrium(found, residual)

    @cached_property
    def _usual(self) -> Markets:
        """What there is to clear without a shock."""
        return markets_of(
            self.base, self.economy, self.weights, self.caps, None, proportional=self.deficits == "proportional"
        )

    @cached_property
    def _local(self) -> NDArray[np.float32] | None:
        """(R, R, N) see `marchland.layers.trade.local`; None where it would cost more than it saves."""
        base = self.base
        steps = base.mobile_steps if self.bound is None else base.bound_steps
        if len(steps) + 2 * len(base.scale) > LARGEST_BLOCK:
            return None
        return local_moves(base, self.weights, steps, self.bound)

    def _shocked(self, shock: Shock) -> Weights:
        """Return trade weights after the shock."""
        economy, base = self.economy, self.base
        if shock.cost_hat.shape != economy.flows.shape:
            raise InvalidEconomy(
                f"cost_hat has shape {shock.cost_hat.shape}; the economy has {economy.flows.shape}"
                " (exporter, importer, sector)"
            )
        if shock.tariffs is None:
            moved = np.flatnonzero(shock.cost_hat != 1.0)
            if FEW * moved.size < shock.cost_hat.size:
                n, i, s = np.unravel_index(moved, shock.cost_hat.shape)
                return changed(self.weights, (s, n, i), shock.cost_hat[n, i, s] ** -base.elasticity[s])
        cost = shock.cost_hat.transpose(2, 0, 1)
        tariffs = base.tariffs
        if shock.tariffs is not None:
            tariffs = np.array(shock.tariffs.transpose(2, 0, 1), order="C")
            cost = cost * ((1.0 + tariffs) / (1.0 + base.tariffs))
        factor = cost ** -base.elasticity[:, None, None]
        return weights_of(np.where(base.shares > 0, base.shares * factor, 0.0), tariffs)

    def _start(self, start: Equilibrium, tariffs: Array) -> tuple[Array, Array, Array]:
        """Read logs of earnings over base, log prices and expenditures off an equilibrium."""
        if start.flows.shape != self.economy.flows.shape:
            raise InvalidEconomy(
                f"start has flows of shape {start.flows.shape}; the economy has {self.economy.flows.shape}"
            )
        spent = (start.flows.transpose(2, 0, 1) * (1.0 + tariffs)).sum(axis=1)
        earned = np.where(start.wage_hat > 0, start.wage_hat, 1.0).T
        if self.bound is not None:
            paid, before = self.base.labour_shares * start.output.T, self.base.value_added
            there = (paid > 0) & (before > 0)
            earned = np.where(there, paid, 1.0) / np.where(there, before, 1.0)
        return np.log(earned), np.log(start.price_hat.T), spent

    def _equilibrium(self, found: Cleared, residual: float) -> Equilibrium:
        """Turn markets in the layout of the kernel into the result."""
        base = self.base
        wage = np.exp(found.log_wage)
        if self.bound is not None:
            paid = found.markets.live | (base.value_added == 0) | (self.bound == 0)[:, None]
            wage = np.where(paid, wage, 0.0)
        deflator = np.exp((base.final_shares * found.log_price).sum(axis=0))
        earned = found.earned / base.value_added.sum(axis=0)
        factor = found.factor - 1.0
        ceiling = found.markets.ceiling
        price = np.minimum(np.exp(found.log_price), ceiling)  # the exponential of a logarithm is off by a rounding
        price[found.substituted > 0] = ceiling[found.substituted > 0]
        return Equilibrium(
            welfare_hat=found.income / base.income / deflator,
            wage_hat=np.ascontiguousarray(wage.T),
            real_wage_hat=earned / deflator,
            price_hat=np.ascontiguousarray(price.T),
            abroad_hat=np.exp(np.ascontiguousarray(found.ratio.T)),
            flows=found.flows.transpose(1, 2, 0),
            substituted=np.ascontiguousarray(found.substituted.T),
            output=np.ascontiguousarray(found.output.T),
            tariffs=found.markets.weights.tariffs.transpose(1, 2, 0),
            tariff_revenue=found.revenue,
            base_absorption=base.income.copy(),
            imbalance=float(factor[np.argmax(np.abs(factor))]),
            residual=residual,
            iterations=found.iterations,
            rebase=self.rebase,
            clipped=self.clipped,
            isolated=found.markets.links.isolated.copy(),
            base=base,
            turn=found.turn,
        )


def prepare(
    economy: Economy,
    *,
    deficits: Deficits = "constant",
    labour: Labour | float | Array = "mobile",
    clip: float = 0.1,
    substitute: float | Array = np.inf,
    transformation: float | Array = np.inf,
    once: bool = False,
) -> Prepared:
    """Make an economy an equilibrium under a closure, for any number of shocks.

    Data that are no equilibrium (final demand that does not fit flows and input shares; deficits, where the closure
    has none) are first solved without a shock; that solution is then the base of all hats.

    Parameters
    ----------
    economy
        the base year
    deficits
        `constant` in world value added; `proportional`: income in a fixed ratio to value added and tariffs; `zero`
    labour
        what is bound to its sector: `mobile`, nothing, one wage for each actor; `sector_bound`, everything, a wage for
        each actor and sector; or the part of a sector's value added that is, 0 to 1, one for all sectors or (S,)
    clip
        largest part of an actor's final demand by which an implied cell may be negative before it is an error
    substitute
        cap on a sector's price index over base (in units of world value added), one for all sectors or (S,), above 1;
        what is missing is made at home at that cost. `inf`: no cap where any source is left, and `LAST_RESORT` times
        the base price where none is
    transformation
        elasticity of transformation between what a sector sells abroad and at home, one for all actors or (N,), from 0;
        `inf`: it earns the same everywhere
    once
        whether a single shock will be solved: that one then takes less time, each further one more. Within the
        tolerance, it changes the last digits

    Raises
    ------
    InvalidEconomy
        where the closure is not known, a share that is bound is not from 0 to 1, a cap is not above 1, or the data
        contradict themselves, naming actor and sector
    SolverError
        where re-basing does not converge
    """
    if deficits not in get_args(Deficits):
        raise InvalidEconomy(f"deficits is {deficits!r}; choose constant, proportional or zero")
    bound = bound_shares(labour, economy)
    caps = ceilings(substitute, economy)
    stiff = stiffness(transformation, economy)
    base, gap, clipped = base_of(economy, clip=clip)
    one, none = np.ones(len(economy.actors)), np.zeros(len(economy.actors))
    unbalanced = float(np.max(np.abs(base.deficits) / base.income))
    if deficits == "proportional":
        base = replace(base, deficits=none)
    elif deficits == "constant":
        base = replace(base, income_factor=one)
    else:
        base = replace(base, income_factor=one, deficits=none)
        gap = max(gap, unbalanced)
    log_wage = np.zeros_like(base.output)
    if gap > EQUILIBRIUM_GAP:
        base, log_wage = rebased(base, economy, deficits, bound)
    return Prepared(
        economy=economy,
        deficits=deficits,
        bound=bound,
        turn=turning(base, stiff),
        base=base,
        rebase=float(np.max(np.abs(log_wage), initial=0.0)),
        rebase_wage_hat=np.exp(log_wage.T),
        clipped=clipped,
        caps=caps,
        weights=weights_of(base.shares, base.tariffs),
        once=once,
    )
