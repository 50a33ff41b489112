"""What makes up the leverage of a pair and is solved apart: goods, money, gas, oil."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import Draw
from marchland.leverage.losses import TARGET, BundlesTask
from marchland.sweep import Failed, over_draws

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.leverage.bundles import Bundle


@dataclass(frozen=True, kw_only=True, eq=False)
class Parts:
    """A bundle whose layers are solved apart: their losses add up.

    Parameters
    ----------
    task
        one bundle for each part
    target
        positions of the target on the axes
    """

    task: BundlesTask
    target: NDArray[np.int64]

    @classmethod
    def of(cls, base: Baseline, sender: str, target: str, bundle: Bundle) -> Parts:
        """Split a bundle into what is solved apart."""
        whole = BundlesTask(base=base, bundles=(bundle,), parties=((sender, target),))
        bundles = tuple(replace(bundle, levers=tuple(levers)) for _, levers in whole.solved_apart(bundle))
        task = replace(whole, bundles=bundles, parties=((sender, target),) * len(bundles))
        return cls(task=task, target=base.positions(target))

    def __len__(self) -> int:
        return len(self.task.bundles)

    def only(self, part: int) -> Parts:
        """Return one part alone."""
        own = slice(part, part + 1)
        return replace(self, task=replace(self.task, bundles=self.task.bundles[own], parties=self.task.parties[own]))

    def __call__(self, draw: Draw) -> tuple[NDArray[np.float64], float, float]:
        """Return in a draw the target's loss by part in USD, its GDP in USD a year, and the largest certificate."""
        losses = self.task(draw)
        return losses.loss[:, TARGET].sum(axis=1), float(losses.gdp[self.target].sum()), losses.residual

    def at(
        self,
        z: NDArray[np.float64],
        *,
        seed: int = 0,
        cells: bool = False,
        jobs: int = 1,
        progress: Callable[[int], None] | None = None,
    ) -> Computed:
        """Compute all parts at given deviates of the factors.

        Parameters
        ----------
        z
            (points, factors)
        seed, cells
            whether single cells have noise, and which
        jobs, progress
            as in `marchland.sweep.over_draws`
        """
        names = tuple(factor.name for factor in self.task.base.factors)
        points = [Draw(index=i + 1, names=names, z=row, seed=seed, cells=cells) for i, row in enumerate(z)]
        loss, gdp = np.full((len(points), len(self)), np.nan), np.full(len(points), np.nan)
        residual, reasons = 0.0, []
        for i, found in enumerate(over_draws(self, points, jobs=jobs, progress=progress)):
            if isinstance(found, Failed):
                reasons.append(found.reason)
            else:
                loss[i], gdp[i] = found[:2]
                residual = max(residual, found[2])
        return Computed(loss=loss, gdp=gdp, residual=residual, reasons=tuple(reasons))


@dataclass(frozen=True, kw_only=True, eq=False)
class Computed:
    """Parts at some points.

    Parameters
    ----------
    loss
        (points, parts) USD; nan where no model could solve the point
    gdp
        (points,) USD a year, likewise
    residual
        largest certificate
    reasons
        why points were not solved
    """

    loss: NDArray[np.float64]
    gdp: NDArray[np.float64]
    residual: float
    reasons: tuple[str, ...]

    @property
    def leverage(self) -> NDArray[np.float64]:
        """(points,) the target's loss as a share of its GDP."""
        return np.asarray(self.loss.sum(axis=1) / self.gdp)


def distinct(z: NDArray[np.float64], moved: Iterable[int]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the points that differ in the factors that move something, all else at best values, and which is whose."""
    kept = np.zeros_like(z)
    columns = list(moved)
    kept[:, columns] = z[:, columns]
    points, which = np.unique(kept, axis=0, return_inverse=True)
    return points, which.reshape(-1)
