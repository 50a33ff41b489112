"""Some bundles in all draws, at one horizon or several."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import draws
from marchland.errors import SolverError
from marchland.sweep import KEPT_DRAWS, Failed, over_draws

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Draw
    from marchland.leverage.losses import BundlesTask, Losses


@dataclass(frozen=True, kw_only=True, eq=False)
class SeveralTasks:
    """The same draw at several horizons."""

    tasks: tuple[BundlesTask, ...]

    def __call__(self, draw: Draw) -> tuple[Losses, ...]:
        """Solve all of them in a draw."""
        return tuple(task(draw) for task in self.tasks)


@dataclass(frozen=True, kw_only=True, eq=False)
class SampledParts:
    """The parts of a target's trade loss in the draws, as `TradeParts` describes them."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    by_partner: NDArray[np.float64]
    by_sector: NDArray[np.float64]
    transfers: NDArray[np.float64]

    @classmethod
    def none(cls, best: NDArray[np.float64]) -> SampledParts:
        """Return those of no draws, for parts of shape (N, S)."""
        nothing = np.full(best.shape, np.nan)
        by_partner, by_sector = (np.zeros((length, 0)) for length in best.shape)
        return cls(low=nothing, high=nothing, by_partner=by_partner, by_sector=by_sector, transfers=np.zeros(0))


@dataclass(frozen=True, kw_only=True, eq=False)
class Sampled:
    """Losses of a task's bundles in the draws.

    Parameters
    ----------
    loss
        number of a bundle in the task -> (3, layers, draws) USD; empty without draws
    parts
        number of a bundle -> the parts of its target's trade loss, of those asked for
    capped
        number of a bundle -> (actor, sector) -> number of draws in which it cannot be bought any more
    gdp
        (N, draws) USD a year
    z
        (draws, factors) of the draws that were solved
    failed
        draws that were not solved
    residual
        largest certificate
    """

    loss: dict[int, NDArray[np.float64]]
    parts: dict[int, SampledParts]
    capped: dict[int, dict[tuple[int, int], int]]
    gdp: NDArray[np.float64]
    z: NDArray[np.float64]
    failed: tuple[Failed, ...]
    residual: float


def sampled(
    tasks: Sequence[BundlesTask], n: int, seed: int, *, jobs: int, progress: Callable[[int], None] | None
) -> tuple[Sampled, ...]:
    """Solve the bundles of all tasks in the same n draws; a draw that fails in one counts for none.

    Raises
    ------
    SolverError
        where no draw can be solved
    """
    factors = tasks[0].base.factors
    points = draws(factors, n, seed)
    rows = [_Rows() for _ in tasks]
    failed: list[Failed] = []
    for result in over_draws(SeveralTasks(tasks=tuple(tasks)), points, jobs=jobs, progress=progress):
        if isinstance(result, Failed):
            failed.append(result)
        else:
            for own, losses in zip(rows, result, strict=True):
                own.add(losses)
    if failed and len(failed) == n:
        raise SolverError(f"none of {n} draws could be solved; the first: {failed[0].reason}")
    lost = {f.draw for f in failed}
    z = np.array([d.z for d in points if d.index not in lost]).reshape(-1, len(factors))
    return tuple(own.sampled(task, z, tuple(failed)) for own, task in zip(rows, tasks, strict=True))


@dataclass(kw_only=True)
class _Rows:
    """What is kept of each draw: single cells only of the first ones, so that memory stays flat."""

    loss: list[NDArray[np.float64]] = field(default_factory=list)
    gdp: list[NDArray[np.float64]] = field(default_factory=list)
    cells: dict[int, list[NDArray[np.float32]]] = field(default_factory=dict)
    margins: dict[int, list[tuple[NDArray[np.float64], NDArray[np.float64], float]]] = field(default_factory=dict)
    capped: dict[int, dict[tuple[int, int], int]] = field(default_factory=dict)
    residual: float = 0.0

    def add(self, losses: Losses) -> None:
        self.loss.append(losses.loss)
        self.gdp.append(losses.gdp)
        self.residual = max(self.residual, losses.residual)
        for b, parts in losses.parts.items():
            if len(self.loss) <= KEPT_DRAWS:
                self.cells.setdefault(b, []).append(parts.astype(np.float32))
            self.margins.setdefault(b, []).append((parts.sum(axis=1), parts.sum(axis=0), losses.transfers[b]))
        for b, cells in losses.capped.items():
            counted = self.capped.setdefault(b, {})
            for cell in cells:
                counted[cell] = counted.get(cell, 0) + 1

    def sampled(self, task: BundlesTask, z: NDArray[np.float64], failed: tuple[Failed, ...]) -> Sampled:
        whole = np.stack(self.loss, axis=-1) if self.loss else np.zeros((0, 0, 0, 0))
        return Sampled(
            loss=dict(enumerate(whole)),
            parts={b: self._parts(b) for b in self.cells},
            capped=self.capped,
            gdp=np.stack(self.gdp, axis=-1) if self.gdp else np.zeros((len(task.base.actors), 0)),
            z=z,
            failed=failed,
            residual=self.residual,
        )

    def _parts(self, b: int) -> SampledParts:
        low, high = np.quantile(np.stack(self.cells[b]), (0.05, 0.95), axis=0).astype(np.float64)
        by_partner, by_sector, transfers = zip(*self.margins[b], strict=True)
        return SampledParts(
            low=low,
            high=high,
            by_partner=np.stack(by_partner, axis=-1),
            by_sector=np.stack(by_sector, axis=-1),
            transfers=np.array(transfers),
        )
