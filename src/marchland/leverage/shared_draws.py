"""Which draws two results have both solved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.sweep import Failed


class InDraws(Protocol):
    """What was asked for in draws numbered from 1: `z` (solved draws, factors), and those that failed."""

    @property
    def z(self) -> NDArray[np.float64]:
        """Deviates of the draws that were solved."""

    @property
    def failed(self) -> tuple[Failed, ...]:
        """Draws that were not."""


def shared_draws(one: InDraws, other: InDraws) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the draws that both have solved stand among the solved ones of each; both have the same seed."""
    solved = [_solved(each) for each in (one, other)]
    common = sorted(set(solved[0]) & set(solved[1]))
    here, there = (np.array([own.index(i) for i in common], dtype=np.int64) for own in solved)
    return here, there


def _solved(result: InDraws) -> list[int]:
    failed = {each.draw for each in result.failed}
    return [i for i in range(1, len(result.z) + len(failed) + 1) if i not in failed]
