"""The losses of one piece of a sweep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import Draw, central
from marchland.engine import LAYERS, course, stage
from marchland.sweep.executor import UNSOLVED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.levers import Scenario
    from marchland.sweep.plan import Piece


@dataclass(frozen=True, kw_only=True)
class Unsolved:
    """An outcome that no model could give, and why.

    Parameters
    ----------
    world, scenario
        their names in the sweep
    draw
        0 = best values
    """

    world: str
    scenario: str
    draw: int
    reason: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Computed:
    """What a piece of B scenarios and D draws came to.

    Parameters
    ----------
    actors
        names of the axis N
    loss
        (B, N, layers, D) USD over the days of the levers, positive = worse off; nan where an outcome failed
    gdp
        (N, D) USD a year; nan where a draw gives no economy
    residual
        (B, D) largest certificate; nan where an outcome failed
    unsolved
        those that failed
    """

    actors: tuple[str, ...]
    loss: NDArray[np.float64]
    gdp: NDArray[np.float64]
    residual: NDArray[np.float64]
    unsolved: tuple[Unsolved, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class PieceTask:
    """All scenarios of one ground, ready for any piece of it.

    Parameters
    ----------
    world
        its name in the sweep
    base
        of the ground
    scenarios
        by position in the plan
    seed
        of the sweep
    """

    world: str
    base: Baseline
    scenarios: Mapping[int, Scenario]
    seed: int

    def __call__(self, piece: Piece, z: NDArray[np.float64]) -> Computed:
        """Solve a piece: what is made ready for a draw serves all of its scenarios, each solved by itself.

        Parameters
        ----------
        piece
            of the ground
        z
            (draws, factors) standard normals of its draws, best values left out
        """
        b, n, d = len(piece.scenarios), len(self.base.actors), piece.draws
        loss, residual = np.full((b, n, len(LAYERS), d), np.nan), np.full((b, d), np.nan)
        gdp = np.full((n, d), np.nan)
        unsolved: list[Unsolved] = []
        for at, draw in enumerate(self._draws(piece, z)):
            try:
                ready = stage(self.base, draw)
            except UNSOLVED as error:
                unsolved += [self._unsolved(s, draw, error) for s in piece.scenarios]
                continue
            gdp[:, at] = ready.drawn.gdp
            for row, position in enumerate(piece.scenarios):
                try:
                    found = course(ready, self.scenarios[position], flows=False)
                except UNSOLVED as error:
                    unsolved.append(self._unsolved(position, draw, error))
                    continue
                loss[row, :, :, at], residual[row, at] = found.loss, found.residual
        return Computed(actors=self.base.actors, loss=loss, gdp=gdp, residual=residual, unsolved=tuple(unsolved))

    def _draws(self, piece: Piece, z: NDArray[np.float64]) -> list[Draw]:
        names, start = tuple(f.name for f in self.base.factors), max(piece.first, 1)
        best = [central(self.base.factors)] if piece.first == 0 else []
        return best + [Draw(index=start + i, names=names, z=row, seed=self.seed) for i, row in enumerate(z)]

    def _unsolved(self, position: int, draw: Draw, error: Exception) -> Unsolved:
        return Unsolved(world=self.world, scenario=self.scenarios[position].name, draw=draw.index, reason=str(error))
