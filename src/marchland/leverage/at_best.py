"""Every bundle of every pair at best values, and which one is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import central
from marchland.leverage.bundles import Bundle, bundles_of
from marchland.leverage.combined import combined
from marchland.leverage.losses import SENDER, TARGET, BundlesTask, Losses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.levers import Menu

Couple = tuple[str, str]
"""Sender and target."""
Ranked = dict[Couple, tuple[tuple[int, Bundle], ...]]
"""Bundles of each pair with their position in the losses at best values."""


@dataclass(frozen=True, kw_only=True, eq=False)
class AtBest:
    """Losses at best values.

    Parameters
    ----------
    ranked
        bundles of each pair that were solved, with their positions
    loss
        position of a bundle -> (3, layers) USD
    capped
        position of a bundle -> (actor, sector) that cannot be bought any more
    gdp
        (N,) USD a year
    residual
        largest certificate
    chosen
        for each pair the position of the bundle that hurts most within the budget; None where none does
    """

    ranked: Ranked
    loss: dict[int, NDArray[np.float64]]
    capped: dict[int, tuple[tuple[int, int], ...]]
    gdp: NDArray[np.float64]
    residual: float
    chosen: dict[Couple, int | None]

    @classmethod
    def of(cls, base: Baseline, menus: Mapping[Couple, Menu], budget: float) -> AtBest:
        """Solve every bundle at full size, smaller ones of those beyond the budget, and join what adds up."""
        flat = [(couple, bundle) for couple, offered in menus.items() for bundle in bundles_of(offered)]
        full = [i for i, (_, bundle) in enumerate(flat) if bundle.size == 1.0]
        first = _solved(base, flat, full)
        limit = {c: budget * float(first.gdp[base.positions(c[0])].sum()) for c in menus}
        beyond = {
            (flat[i][0], flat[i][1].words)
            for k, i in enumerate(full)
            if first.loss[k, SENDER].sum() > limit[flat[i][0]]
        }
        partial = [i for i, (couple, b) in enumerate(flat) if b.size < 1.0 and (couple, b.words) in beyond]
        second = _solved(base, flat, partial)
        found = [(i, k, first) for k, i in enumerate(full)] + [(i, k, second) for k, i in enumerate(partial)]
        loss = {i: losses.loss[k] for i, k, losses in found}
        solved: dict[Couple, list[tuple[int, Bundle]]] = {couple: [] for couple in menus}
        for i in sorted(loss):
            couple, bundle = flat[i]
            solved[couple].append((i, bundle))
        capped = {i: losses.capped[k] for i, k, losses in found if k in losses.capped}
        for couple, own in solved.items():
            for bundle, made_of in tuple(combined(tuple(own), loss, limit[couple])):
                i = len(flat) + len(loss)  # no position of a bundle that is solved
                loss[i] = np.sum([loss[part] for part in made_of], axis=0)
                capped |= _all_capped(i, made_of, capped)
                own.append((i, bundle))
        ranked = {couple: tuple(own) for couple, own in solved.items()}
        return cls(
            ranked=ranked,
            loss=loss,
            capped=capped,
            gdp=first.gdp,
            residual=max(first.residual, second.residual),
            chosen={c: _chosen(own, loss, limit[c]) for c, own in ranked.items()},
        )


def _all_capped(
    i: int, made_of: tuple[int, ...], capped: Mapping[int, tuple[tuple[int, int], ...]]
) -> dict[int, tuple[tuple[int, int], ...]]:
    """Return who cannot buy what by a combination; empty where everybody can."""
    cells = tuple(sorted({cell for part in made_of for cell in capped.get(part, ())}))
    return {i: cells} if cells else {}


def _solved(base: Baseline, flat: list[tuple[Couple, Bundle]], wanted: list[int]) -> Losses:
    bundles, parties = tuple(flat[i][1] for i in wanted), tuple(flat[i][0] for i in wanted)
    return BundlesTask(base=base, bundles=bundles, parties=parties)(central(base.factors))


def _chosen(own: tuple[tuple[int, Bundle], ...], loss: dict[int, NDArray[np.float64]], limit: float) -> int | None:
    allowed = [
        (float(loss[i][TARGET].sum()), -float(loss[i][SENDER].sum()), i)
        for i, _ in own
        if loss[i][SENDER].sum() <= limit and loss[i][TARGET].sum() > 0
    ]
    return max(allowed)[2] if allowed else None
