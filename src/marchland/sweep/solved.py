"""What of one draw of a scenario goes into its outcome, and how the draws are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.engine import course, stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Baseline, Draw
    from marchland.engine import Course
    from marchland.levers import Scenario

KEPT_DRAWS = 200
"""Ranges of single flows and single parts of a loss come from the first draws, this many at most: memory stays flat."""
FEW_PHASES = 2
"""Scenarios of more phases are solved faster where an economy is made ready for many shocks."""
QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, kw_only=True, eq=False)
class Solved:
    """One draw of a scenario.

    Parameters
    ----------
    loss
        (N, layers) USD over the days of the levers
    gdp, host_gdp_change
        (N,) USD a year; USD over the days
    capped
        (N, S) True where the actor makes some of the sector at home because it cannot be bought any more
    by_partner, by_sector
        (C, N), (C, S) USD over the days: trade loss of the codes asked for, by partner and by sector
    transfers
        (C,) USD over the days: the rest of their trade loss
    residual
        largest certificate
    cells
        single flows and parts, by name: None beyond the draws that are kept
    """

    loss: NDArray[np.float64]
    gdp: NDArray[np.float64]
    host_gdp_change: NDArray[np.float64]
    capped: NDArray[np.bool_]
    by_partner: NDArray[np.float64]
    by_sector: NDArray[np.float64]
    transfers: NDArray[np.float64]
    residual: float
    cells: Mapping[str, NDArray[np.float32]] | None


@dataclass(frozen=True, kw_only=True, eq=False)
class ScenarioTask:
    """One scenario on one baseline, ready for any draw.

    Parameters
    ----------
    parts_of
        codes of actors and blocs whose trade loss is taken apart
    """

    base: Baseline
    scenario: Scenario
    parts_of: tuple[str, ...] = ()

    def __call__(self, draw: Draw) -> Solved:
        """Run the scenario through in a draw."""
        members = [self.base.positions(code) for code in self.parts_of]
        of = np.unique(np.concatenate(members)).tolist() if members else []
        once = len(self.scenario.phases()) <= FEW_PHASES
        kept = draw.index <= KEPT_DRAWS
        found = course(stage(self.base, draw, once=once), self.scenario, parts_of=of, flows=kept)
        whole = found.parts.sum(axis=0)
        rows = [np.searchsorted(of, m) for m in members]
        parts = np.array([whole[r].sum(axis=0) for r in rows]).reshape(-1, *whole.shape[1:])
        return Solved(
            loss=found.loss,
            gdp=found.gdp,
            host_gdp_change=found.host_gdp_change,
            capped=found.substituted > 0,
            by_partner=parts.sum(axis=2),
            by_sector=parts.sum(axis=1),
            transfers=np.array([found.transfers[r].sum() for r in rows]),
            residual=found.residual,
            cells=_cells(found, parts) if kept else None,
        )


def _cells(found: Course, parts: NDArray[np.float64]) -> dict[str, NDArray[np.float32]]:
    cells = {
        "goods_before": found.goods_before,
        "goods_after": found.goods_after,
        "money_before": found.money_before,
        "money_after": found.money_after,
        "part": parts,
    }
    if found.fuels is not None:
        cells |= found.fuels.arrays()
    return {name: values.astype(np.float32) for name, values in cells.items()}


class Cells:
    """Collects the single flows and parts of the first draws, and gives their ranges."""

    def __init__(self, draws: int) -> None:
        self.most = min(draws, KEPT_DRAWS)
        self.kept: dict[str, NDArray[np.float32]] = {}
        self.count = 0

    def add(self, cells: Mapping[str, NDArray[np.float32]] | None) -> None:
        """Keep those of one draw."""
        if cells is None:
            return
        if not self.kept:
            self.kept = {name: np.empty((self.most, *v.shape), np.float32) for name, v in cells.items()}
        for name, values in cells.items():
            self.kept[name][self.count] = values
        self.count += 1

    def ranges(self, name: str, best: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return best, 5th, 50th and 95th percentile along a first axis; nan where no draw was solved."""
        if not self.count:
            return np.stack([best, *[np.full(best.shape, np.nan)] * len(QUANTILES)])
        rows = self.kept[name][: self.count]
        ordered = np.sort(rows.reshape(self.count, -1).T, axis=1)
        found = [_quantile(ordered, q).reshape(best.shape) for q in QUANTILES]
        return np.concatenate([best[None], np.array(found, dtype=np.float64)])


def _quantile(ordered: NDArray[np.float32], q: float) -> NDArray[np.float64]:
    """Return a quantile of rows that are in order, by linear interpolation; nan where a row has no data."""
    place = q * (ordered.shape[1] - 1)
    below = int(place)
    above = min(below + 1, ordered.shape[1] - 1)
    low, high = ordered[:, below].astype(np.float64), ordered[:, above].astype(np.float64)
    return np.asarray(low + (high - low) * (place - below))


def stacked(rows: Sequence[Solved | None], field: str, shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Return a figure of all draws with the draw as last axis; nan where a draw failed."""
    values = [np.full(shape, np.nan) if row is None else getattr(row, field) for row in rows]
    return np.stack(values, axis=-1) if values else np.zeros((*shape, 0))
