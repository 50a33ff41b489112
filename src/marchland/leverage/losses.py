"""Losses of sender, target and third parties by many bundles in one draw; what two bundles share is solved once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.energy.change import fuels_of
from marchland.engine import LAYERS, stage
from marchland.engine.course import DAYS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Baseline, Draw
    from marchland.engine import Stage
    from marchland.layers.trade import LossParts
    from marchland.leverage.bundles import Bundle
    from marchland.levers import Lever

TARGET, SENDER, OTHERS = 0, 1, 2
GOODS = ("trade", "freight")
ENERGY = ("energy",)
TOGETHER = (GOODS, ("remittances",), ENERGY)
"""Layers that are solved together: what a lever on ways does depends on what has to be carried."""
_Key = frozenset[tuple[object, ...]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Losses:
    """Losses of bundles in one draw.

    Parameters
    ----------
    loss
        (bundles, 3, layers) USD over the days of the bundle, positive = worse off: target, sender, all others
    parts
        bundle -> (N, S) USD over its days: the target's trade loss [partner, sector], for the bundles asked for
    transfers
        bundle -> USD over its days: the rest of the target's trade loss, deficits no longer financed
    capped
        bundle -> positions of (actor, sector) that cannot be bought any more; only bundles that have any
    gdp
        (N,) USD a year
    residual
        largest certificate
    """

    loss: NDArray[np.float64]
    parts: dict[int, NDArray[np.float64]]
    transfers: dict[int, float]
    capped: dict[int, tuple[tuple[int, int], ...]]
    gdp: NDArray[np.float64]
    residual: float


@dataclass(frozen=True, kw_only=True, eq=False)
class _Rate:
    """What a set of levers of layers that are solved together does, USD a year."""

    loss: NDArray[np.float64]
    parts: LossParts | None
    capped: tuple[tuple[int, int], ...]
    residual: float


@dataclass(frozen=True, kw_only=True, eq=False)
class BundlesTask:
    """Bundles on one baseline, ready for any draw.

    Parameters
    ----------
    parties
        (sender, target) of each bundle
    parts_of
        bundles whose trade loss is taken apart, for their target
    """

    base: Baseline
    bundles: tuple[Bundle, ...]
    parties: tuple[tuple[str, str], ...]
    parts_of: frozenset[int] = frozenset()

    def __call__(self, draw: Draw) -> Losses:
        """Solve all bundles in a draw."""
        ready = stage(self.base, draw)
        loss = np.zeros((len(self.bundles), 3, len(LAYERS)))
        parts, transfers, capped = {}, {}, {}
        asked = self._asked()
        solved: dict[_Key, _Rate] = {}
        for b, (bundle, (sender, target)) in enumerate(zip(self.bundles, self.parties, strict=True)):
            senders, targets = self.base.positions(sender), self.base.positions(target)
            for layers, own in self.solved_apart(bundle):
                rate = _rate(ready, own, solved, asked)
                years = own[0].days / DAYS_A_YEAR
                for k in (LAYERS.index(layer) for layer in layers):
                    on_target, on_sender = rate.loss[targets, k].sum() * years, rate.loss[senders, k].sum() * years
                    loss[b, TARGET, k] += on_target
                    loss[b, SENDER, k] += on_sender
                    loss[b, OTHERS, k] += rate.loss[:, k].sum() * years - on_target - on_sender
                if rate.capped:
                    capped[b] = rate.capped
                if rate.parts is not None and b in self.parts_of:
                    rows = np.searchsorted(rate.parts.actors, np.sort(targets))
                    cells = (rate.parts.sales, rate.parts.purchases, rate.parts.duties)
                    parts[b] = np.sum([way[rows].sum(axis=0) for way in cells], axis=0) * years
                    transfers[b] = float(rate.parts.transfers[rows].sum()) * years
        worst = max((rate.residual for rate in solved.values()), default=0.0)
        return Losses(loss=loss, parts=parts, transfers=transfers, capped=capped, gdp=ready.drawn.gdp, residual=worst)

    def solved_apart(self, bundle: Bundle) -> Iterator[tuple[tuple[str, ...], list[Lever]]]:
        """Yield the levers of a bundle that are solved together, and their layers; gas and oil are markets apart."""
        for layers in TOGETHER:
            own = _of_layers(bundle, layers)
            if own and layers == ENERGY:
                touched = [(lever, fuels_of(self.base, [lever])) for lever in own]
                if all(len(fuels) == 1 for _, fuels in touched):
                    for fuels in dict.fromkeys(fuels for _, fuels in touched):
                        yield layers, [lever for lever, of in touched if of == fuels]
                    continue
            if own:
                yield layers, own

    def _asked(self) -> dict[_Key, set[int]]:
        """Return for each set of levers the actors whose loss by it is taken apart."""
        asked: dict[_Key, set[int]] = {}
        for b in self.parts_of:
            own = _of_layers(self.bundles[b], GOODS)
            asked.setdefault(_key(own), set()).update(self.base.positions(self.parties[b][1]).tolist())
        return asked


def _of_layers(bundle: Bundle, layers: Sequence[str]) -> list[Lever]:
    return [lever for lever in bundle.levers if lever.rule.layer in layers]


def _key(levers: Sequence[Lever]) -> _Key:
    return frozenset(_what_is_touched(lever) for lever in levers)


def _rate(ready: Stage, levers: Sequence[Lever], solved: dict[_Key, _Rate], asked: dict[_Key, set[int]]) -> _Rate:
    key = _key(levers)
    if key not in solved:
        effects = ready.effects(levers, parts_of=sorted(asked.get(key, ())))
        solved[key] = _Rate(
            loss=effects.loss_rate,
            parts=effects.loss_parts,
            capped=tuple((int(i), int(k)) for i, k in np.argwhere(effects.substituted > 0)),
            residual=effects.residual,
        )
    return solved[key]


def _what_is_touched(lever: Lever) -> tuple[object, ...]:
    """Return what a lever touches, whoever pulls it: refusing imports and refusing exports cut the same flow."""
    if lever.rule.layer == "freight":
        paid_to = lever.actor if lever.action == "toll" else ""
        return lever.action, paid_to, lever.object, lever.commodity, lever.size
    if lever.rule.layer == "energy":
        return lever.action, lever.actor, lever.object, lever.commodity, lever.size
    if lever.right != "border":
        return lever.action, lever.actor, lever.object, lever.sector, lever.product, lever.size
    flow = (lever.partner, lever.actor) if lever.direction == "from" else (lever.actor, lever.partner)
    return lever.action, *flow, lever.sector, lever.product, lever.size
