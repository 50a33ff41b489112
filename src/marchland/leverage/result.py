"""Who can squeeze whom: what is known of each pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import MissingData
from marchland.leverage.losses import TARGET

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge import Factor
    from marchland.engine import Input
    from marchland.leverage.bundles import Bundle
    from marchland.levers import Horizon, Menu
    from marchland.sweep import Failed
    from marchland.world import World


@dataclass(frozen=True, kw_only=True, eq=False)
class TradeParts:
    """Who and what carries a target's trade loss by one bundle; positive = worse off.

    By partner, and by sector, the parts add up to the target's trade loss with `transfers`, at best values and in each
    draw. A partner's part is what is sold to it and bought from it, duties included; the target's own members are its
    home market.

    Parameters
    ----------
    actors, sectors
        names on the axes, (N,), (S,)
    best, low, high
        (N, S) USD over the days [partner, sector]: at best values, and the 5th and 95th percentile of the first 200
        draws; nan without draws
    transfers
        USD over the days, at best values: deficits no longer financed by others
    by_partner, by_sector, transfers_drawn
        (N, draws), (S, draws), (draws,) USD over the days
    """

    actors: tuple[str, ...]
    sectors: tuple[str, ...]
    best: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    transfers: float
    by_partner: NDArray[np.float64]
    by_sector: NDArray[np.float64]
    transfers_drawn: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Capped:
    """An actor that cannot buy a sector any more, from anybody or not enough: it makes it at home at the highest price.

    Parameters
    ----------
    actor, sector
        names
    best
        whether so at best values
    draws
        number of draws in which it is so
    """

    actor: str
    sector: str
    best: bool
    draws: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Option:
    """One bundle of a sender against a target.

    Parameters
    ----------
    bundle
        the levers
    best
        (3, layers) USD at best values: target, sender, all others; positive = worse off
    drawn
        (3, layers, draws) USD; (3, layers, 0) for bundles that are only ranked at best values
    parts
        who and what carries the target's trade loss; None where it was not asked for or the bundle has no trade
    capped
        who cannot buy what any more, and makes it at home at the highest price that is allowed
    """

    bundle: Bundle
    best: NDArray[np.float64]
    drawn: NDArray[np.float64]
    parts: TradeParts | None = None
    capped: tuple[Capped, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Pair:
    """What a sender can do to a target.

    Parameters
    ----------
    options
        bundles, each lever alone first; all of them at best values, some in draws
    chosen
        position of the bundle that costs the target most while the sender, at best values, loses no more than the
        budget; None where no bundle does
    budget
        USD
    target_gdp, sender_gdp
        USD a year at best values
    target_gdp_drawn, sender_gdp_drawn
        (draws,) USD a year
    narrow
        the levers on single sectors and products, at best values alone; none of them is ever `chosen`, so that the
        leverage does not depend on how finely a world splits its goods. Empty where no detail was asked for
    """

    sender: str
    target: str
    menu: Menu
    options: tuple[Option, ...]
    chosen: int | None
    budget: float
    target_gdp: float
    sender_gdp: float
    target_gdp_drawn: NDArray[np.float64]
    sender_gdp_drawn: NDArray[np.float64]
    narrow: tuple[Option, ...] = ()

    @property
    def leverage(self) -> tuple[float, NDArray[np.float64]]:
        """The target's loss by the chosen bundle as a share of its GDP: at best values and in draws; 0 without one."""
        if self.chosen is None:
            return 0.0, np.zeros(len(self.target_gdp_drawn))
        option = self.options[self.chosen]
        return float(option.best[TARGET].sum()) / self.target_gdp, option.drawn[TARGET].sum(0) / self.target_gdp_drawn


@dataclass(frozen=True, kw_only=True, eq=False)
class Leverage:
    """Who can squeeze whom, through what, how hard, at what cost to themselves.

    Parameters
    ----------
    pairs
        one for each sender and target that do not overlap
    budget
        own loss that a sender is taken to bear, as a share of its GDP
    factors, z
        sources of uncertainty, and their deviates (draws, factors)
    failed
        draws that could not be solved, and why
    residual
        largest certificate of any solution
    inputs
        figures of the world by pair, "RUS>GEO"; those of a single sector or product by lever, "RUS>GEO:embargo wine
        from GEO"
    """

    world: World
    senders: tuple[str, ...]
    targets: tuple[str, ...]
    pairs: tuple[Pair, ...]
    budget: float
    horizon: Horizon
    days: int
    seed: int
    factors: tuple[Factor, ...]
    z: NDArray[np.float64]
    failed: tuple[Failed, ...]
    residual: float
    inputs: dict[str, tuple[Input, ...]]
    gaps: tuple[str, ...]
    code: str

    def pair(self, sender: str, target: str) -> Pair:
        """Return one pair.

        Raises
        ------
        MissingData
            where it was not computed
        """
        for pair in self.pairs:
            if (pair.sender, pair.target) == (sender, target):
                return pair
        raise MissingData(f"{sender} on {target} was not computed; name both in senders and targets")
