"""What the trade layer returns."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.trade import first_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.base import Base


@dataclass(frozen=True, kw_only=True, eq=False)
class Equilibrium:
    """Shocked over unshocked, both solved under the same closure, with its certificate.

    Parameters
    ----------
    welfare_hat
        (N,) real absorption over base, equation (8); the loss rate is (1 - welfare_hat) x base_absorption
    wage_hat
        (N, S) nominal wage over base, world value added being the numeraire; where labour is bound to its sector and
        the sector has no output in the base it is 1, and 0 where a sector's sales have ceased
    real_wage_hat
        (N,) value added over base, deflated by the consumers' price index
    price_hat
        (N, S) price index over base; 1 where the sector is not used
    abroad_hat
        (N, S) what a unit sold abroad earns over what one sold at home does, over base; 1 where goods turn freely
    flows
        (N, N, S) USD a year before duty; domestic sales, substitutes included, on the diagonal
    substituted
        (N, S) USD a year of domestic sales that are made at home in place of what is cut off, at the price that
        `substitute` allows; 0 where the cap does not hold
    output
        (N, S) USD a year
    tariffs
        (N, N, S) ad valorem, `tariffs[exporter, importer, sector]`, as shocked
    tariff_revenue
        (N,) USD a year
    base_absorption
        (N,) USD a year: income spent on final demand in the base, after re-basing
    imbalance
        demand over output - 1, common to all goods markets; 0 except under proportional deficits
    residual
        the certificate: largest relative violation of equations (2) to (7) and (9) by the values returned here
    iterations
        sweeps used
    rebase
        largest absolute log move of a wage when the data were first made an equilibrium; 0 where they were one
    clipped
        (actor, sector, USD) of implied final demand that was negative and set to zero
    isolated
        (N,) actors that no longer trade with anybody; their deficit is zero
    base
        what the hats refer to, after re-basing; shared by all equilibria of one `Prepared`
    turn
        how goods turn between home and abroad, see `marchland.layers.trade.turning`; None = freely
    """

    welfare_hat: NDArray[np.float64]
    wage_hat: NDArray[np.float64]
    real_wage_hat: NDArray[np.float64]
    price_hat: NDArray[np.float64]
    abroad_hat: NDArray[np.float64]
    flows: NDArray[np.float64]
    substituted: NDArray[np.float64]
    output: NDArray[np.float64]
    tariffs: NDArray[np.float64]
    tariff_revenue: NDArray[np.float64]
    base_absorption: NDArray[np.float64]
    imbalance: float
    residual: float
    iterations: int
    rebase: float = 0.0
    clipped: tuple[tuple[str, str, float], ...] = ()
    isolated: NDArray[np.bool_]
    base: Base = field(repr=False)
    turn: NDArray[np.float64] | None = field(repr=False, default=None)

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    @property
    def capped(self) -> NDArray[np.bool_]:
        """(N, S) where the cap on the price index holds and a part is made at home at that cost."""
        held: NDArray[np.bool_] = self.substituted > 0
        return held

    # What follows is computed when it is asked for: a sweep makes many equilibria and asks few of them.

    @property
    def base_flows(self) -> NDArray[np.float64]:
        """(N, N, S) USD a year before duty in the base, after re-basing."""
        return self.base.flows

    @property
    def base_output(self) -> NDArray[np.float64]:
        """(N, S) USD a year in the base, after re-basing."""
        output = self.base.output.T
        output.setflags(write=False)
        return output

    @cached_property
    def terms_of_trade(self) -> NDArray[np.float64]:
        """(N,) Caliendo & Parro's first-order term, a part of base absorption; see `first_order`."""
        return first_order.terms_of_trade(self)

    @cached_property
    def volume_of_trade(self) -> NDArray[np.float64]:
        """(N,) Caliendo & Parro's first-order term, a part of base absorption; see `first_order`.

        The two add up to the "welfare" of their Table 2, which is not `welfare_hat` - 1: that is exact, and also counts
        deficits and costs that are no duties.
        """
        return first_order.volume_of_trade(self)
