"""The pieces of a plan, each with all that is needed to compute it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.bridge import baseline
from marchland.bridge.factors import deviates
from marchland.sweep.piece_task import PieceTask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from marchland.sweep.piece_task import Computed
    from marchland.sweep.plan import Piece, Plan


@dataclass(frozen=True, kw_only=True, eq=False)
class Order:
    """A piece to compute.

    Parameters
    ----------
    task
        of the piece's ground: the same object for all pieces of one ground, which follow each other
    z
        (draws, factors) standard normals of its draws, best values left out
    """

    task: PieceTask
    piece: Piece
    z: NDArray[np.float64]

    def __call__(self) -> Computed:
        """Compute it."""
        return self.task(self.piece, self.z)


@dataclass(frozen=True, kw_only=True)
class Lost:
    """Why a piece could not be computed."""

    reason: str


def orders(plan: Plan, pieces: Iterable[Piece]) -> Iterator[Order]:
    """Yield what is to compute, one ground after the other, so that the figures of one only are held at a time.

    Raises
    ------
    MissingData
        where a figure that no model can do without is missing
    """
    current, task, z = -1, None, None
    for piece in pieces:
        if piece.ground != current or task is None or z is None:
            current, ground = piece.ground, plan.grounds[piece.ground]
            scenarios = {at: plan.scenarios[at] for at in ground.scenarios}
            base = baseline(ground.view, ground.horizon)
            task = PieceTask(world=ground.label, base=base, scenarios=scenarios, seed=plan.seed)
            z = deviates(base.factors, plan.draws, plan.seed)
        yield Order(task=task, piece=piece, z=z[max(piece.first, 1) - 1 : piece.last])
