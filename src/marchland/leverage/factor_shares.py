"""Which named factors drive the leverage of a pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from marchland.bridge import Factor
    from marchland.engine import Input
    from marchland.leverage.bundles import Bundle
    from marchland.levers import Horizon
    from marchland.world import World


@dataclass(frozen=True, kw_only=True)
class FactorShare:
    """What one factor has to do with the leverage of a pair.

    Parameters
    ----------
    factor
        the source of uncertainty
    first
        low, best, high: share of the variance that would go if the factor alone were known
    total
        low, best, high: share of the variance that would stay if all other factors were known; as large as `first`
        where the factor acts by itself, larger by what it does together with others
    at_low, at_high
        leverage, share of the target's GDP, with the factor at its 5th and 95th percentile and all else at best values
    """

    factor: Factor
    first: tuple[float, float, float]
    total: tuple[float, float, float]
    at_low: float
    at_high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Sensitivity:
    """Which named factors drive the leverage of a pair.

    Intervals are the 5th and 95th percentile of a bootstrap. Shares are of the variance that the factors of the sample
    make together.

    Parameters
    ----------
    bundle
        the levers, chosen once at best values
    budget
        own loss that the sender is taken to bear, as a share of its GDP of a year
    shares
        factors of the sample, largest total first
    slight
        factors left out because each alone moves the leverage by less than `least` of what all do together
    still
        factors left out because they move nothing
    least
        see `slight`
    leverage
        low, best, high: share of the target's GDP; 5th percentile, value at best values, 95th percentile
    drawn
        (2 x blocks,) leverage at the independent points of the sample
    z
        (2 x blocks, factors of the sample) their deviates, factors as in `shares`
    variance
        of the leverage by the factors of the sample, shares of GDP squared
    left_out, cells
        shares of the whole variance that the factors left out, and the noise of single cells, add to it, as measured at
        the first points of the sample: at most, because a shift of the mean counts too
    inputs
        figures of the world that the leverage rests on
    draws, seed
        blocks of the sample, and what makes it
    evaluations
        number of times that a part of the model was solved
    failed
        why blocks are missing: one reason for each that could not be solved whole
    residual
        largest certificate of any solution
    gaps
        what is not in the figures
    """

    world: World
    sender: str
    target: str
    bundle: Bundle
    budget: float
    horizon: Horizon
    days: int
    shares: tuple[FactorShare, ...]
    slight: tuple[Factor, ...]
    still: tuple[Factor, ...]
    least: float
    leverage: tuple[float, float, float]
    drawn: NDArray[np.float64]
    z: NDArray[np.float64]
    variance: float
    left_out: float
    cells: float
    inputs: tuple[Input, ...]
    draws: int
    seed: int
    evaluations: int
    failed: tuple[str, ...]
    residual: float
    gaps: tuple[str, ...]
    code: str
