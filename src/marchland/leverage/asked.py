"""Bundles of all pairs that are solved in the draws at one horizon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import central
from marchland.engine import LAYERS
from marchland.leverage.losses import BundlesTask
from marchland.leverage.result import Capped, Option, TradeParts
from marchland.leverage.sampled import SampledParts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.leverage.at_best import AtBest, Couple
    from marchland.leverage.bundles import Bundle
    from marchland.leverage.sampled import Sampled


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """Bundles that are solved in the draws of one horizon.

    Parameters
    ----------
    place
        position of a bundle among all -> its number in the task
    parts, transfers
        number of a bundle in the task -> the target's trade loss at best values, as in `Losses`; of those asked for
    loss, capped
        position of a bundle -> at best values, as in `AtBest`
    residual
        largest certificate at best values
    """

    task: BundlesTask
    place: dict[int, int]
    parts: dict[int, NDArray[np.float64]]
    transfers: dict[int, float]
    loss: dict[int, NDArray[np.float64]]
    capped: dict[int, tuple[tuple[int, int], ...]]
    residual: float

    @classmethod
    def of(
        cls,
        base: Baseline,
        bundles: dict[int, tuple[Couple, Bundle]],
        wanted: list[int],
        taken_apart: frozenset[int],
        at_best: AtBest | None,
    ) -> Asked:
        """Make the task; where `at_best` is None, solve it at best values, else take them from there."""
        task = _task(base, bundles, wanted, taken_apart)
        place = {i: k for k, i in enumerate(wanted)}
        if at_best is None:
            best = task(central(base.factors))
            loss = {i: best.loss[k] for i, k in place.items()}
            capped = {i: best.capped[k] for i, k in place.items() if k in best.capped}
            return cls(
                task=task,
                place=place,
                parts=best.parts,
                transfers=best.transfers,
                loss=loss,
                capped=capped,
                residual=best.residual,
            )
        parts, transfers = {}, {}
        if taken_apart:
            apart = sorted(taken_apart)
            found = _task(base, bundles, apart, taken_apart)(central(base.factors))
            parts = {place[apart[k]]: v for k, v in found.parts.items()}
            transfers = {place[apart[k]]: v for k, v in found.transfers.items()}
        return cls(
            task=task,
            place=place,
            parts=parts,
            transfers=transfers,
            loss=at_best.loss,
            capped=at_best.capped,
            residual=at_best.residual,
        )

    def option(self, i: int, bundle: Bundle, found: Sampled) -> Option:
        """Return a bundle with all that is known of it."""
        base, k = self.task.base, self.place.get(i, -1)
        counted = found.capped.get(k, {})
        at_best = self.capped.get(i, ())
        return Option(
            bundle=bundle,
            best=self.loss[i],
            drawn=found.loss.get(k, np.zeros((3, len(LAYERS), 0))),
            parts=self._parts(k, found),
            capped=tuple(
                Capped(
                    actor=base.actors[cell[0]],
                    sector=base.sectors[cell[1]],
                    best=cell in at_best,
                    draws=counted.get(cell, 0),
                )
                for cell in sorted({*at_best, *counted})
            ),
        )

    def _parts(self, k: int, found: Sampled) -> TradeParts | None:
        if k not in self.parts:
            return None
        base, best = self.task.base, self.parts[k]
        drawn = found.parts.get(k) or SampledParts.none(best)
        return TradeParts(
            actors=base.actors,
            sectors=base.sectors,
            best=best,
            low=drawn.low,
            high=drawn.high,
            transfers=self.transfers[k],
            by_partner=drawn.by_partner,
            by_sector=drawn.by_sector,
            transfers_drawn=drawn.transfers,
        )


def _task(
    base: Baseline, bundles: dict[int, tuple[Couple, Bundle]], wanted: list[int], taken_apart: frozenset[int]
) -> BundlesTask:
    return BundlesTask(
        base=base,
        bundles=tuple(bundles[i][1] for i in wanted),
        parties=tuple(bundles[i][0] for i in wanted),
        parts_of=frozenset(k for k, i in enumerate(wanted) if i in taken_apart),
    )
