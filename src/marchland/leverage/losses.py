"""Losses of sender, target and third parties by many bundles in one draw; what two bundles share is solved once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.engine import LAYERS, stage
from marchland.engine.course import DAYS_A_YEAR
from marchland.levers import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Baseline, Draw
    from marchland.engine import Stage
    from marchland.leverage.bundles import Bundle
    from marchland.levers import Lever

TARGET, SENDER, OTHERS = 0, 1, 2


@dataclass(frozen=True, kw_only=True, eq=False)
class Losses:
    """Losses of bundles in one draw.

    Parameters
    ----------
    loss
        (bundles, 3, layers) USD over the days of the bundle, positive = worse off: target, sender, all others
    gdp
        (N,) USD a year
    residual
        largest certificate
    """

    loss: NDArray[np.float64]
    gdp: NDArray[np.float64]
    residual: float


@dataclass(frozen=True, kw_only=True, eq=False)
class BundlesTask:
    """Bundles on one baseline, ready for any draw.

    Parameters
    ----------
    parties
        (sender, target) of each bundle
    """

    base: Baseline
    bundles: tuple[Bundle, ...]
    parties: tuple[tuple[str, str], ...]

    def __call__(self, draw: Draw) -> Losses:
        """Solve all bundles in a draw."""
        ready = stage(self.base, draw)
        loss = np.zeros((len(self.bundles), 3, len(LAYERS)))
        solved: dict[object, tuple[NDArray[np.float64], float]] = {}
        worst = 0.0
        for b, (bundle, (sender, target)) in enumerate(zip(self.bundles, self.parties, strict=True)):
            senders, targets = self.base.positions(sender), self.base.positions(target)
            for k, layer in enumerate(LAYERS):
                own = [lever for lever in bundle.levers if lever.rule.layer == layer]
                if not own:
                    continue
                rate, residual = self._rate(ready, own, solved)
                years = own[0].days / DAYS_A_YEAR
                loss[b, TARGET, k] = rate[targets, k].sum() * years
                loss[b, SENDER, k] = rate[senders, k].sum() * years
                loss[b, OTHERS, k] = rate[:, k].sum() * years - loss[b, TARGET, k] - loss[b, SENDER, k]
                worst = max(worst, residual)
        return Losses(loss=loss, gdp=ready.drawn.gdp, residual=worst)

    def _rate(
        self, ready: Stage, levers: Sequence[Lever], solved: dict[object, tuple[NDArray[np.float64], float]]
    ) -> tuple[NDArray[np.float64], float]:
        key = frozenset(_what_is_touched(lever) for lever in levers)
        if key not in solved:
            effects = ready.effects(levers)
            solved[key] = (effects.loss_rate, effects.residual)
        return solved[key]


def _what_is_touched(lever: Lever) -> tuple[object, ...]:
    """Return what a lever touches, whoever pulls it: refusing imports and refusing exports cut the same flow."""
    if ACTIONS[lever.action].right != "border":
        return lever.action, lever.actor, lever.object, lever.size
    flow = (lever.partner, lever.actor) if lever.direction == "from" else (lever.actor, lever.partner)
    return lever.action, *flow, lever.sector, lever.size
