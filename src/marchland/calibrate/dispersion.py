"""The dispersion of the choice among routes at which the model shows the shares of corridors that were seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.calibrate.corridors import corridor_routes
from marchland.calibrate.traffic import freight_of
from marchland.errors import MissingData, SolverError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from marchland.calibrate.corridors import CorridorRoutes
    from marchland.world import World

SMALLEST, LARGEST = 1e-3, 1.0
"""Shares of a pair's scale among which dispersion is looked for."""
ROUNDS = 12
SETTLED = 0.02
"""Relative change of dispersion at which the equilibrium and the fit agree."""


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """Dispersion as a share of a pair's scale (`FreightBase.scale`), fitted to rows of shares.

    Parameters
    ----------
    low, best, high
        fitted to the low, best and high ends of all rows
    rows
        codes of the rows
    seen, modelled
        by row: what was seen, and the model's share at `best`
    rounds
        equilibria solved a row until the fit settled
    sources
        codes of the sources of the rows
    """

    low: float
    best: float
    high: float
    rows: tuple[str, ...]
    seen: tuple[float, ...]
    modelled: tuple[float, ...]
    rounds: int
    sources: tuple[str, ...]


def calibrate_dispersion(
    world: World, *, start: float | None = None, progress: Callable[[int], None] | None = None
) -> Calibration:
    """Fit the dispersion of freight to the rows of `traffic` that are meant for it.

    The least squares of the log odds over all rows, as dispersion moves the odds of a dearer corridor, on the routes
    and at the hours of the equilibrium, which is solved again at what was found until both agree. Nothing else is
    fitted, the value of time least of all.

    Parameters
    ----------
    world
        of all years
    start
        first guess; default: the world's own
    progress
        told the number of equilibria solved

    Raises
    ------
    MissingData
        where no row is meant for calibration, or a corridor has no way
    SolverError
        where no dispersion shows such shares, or the fit does not settle
    """
    rows = list(world["traffic"].where(use="calibration").rows())
    if not rows:
        raise MissingData("traffic.csv has no row for calibration; give shares of corridors with use calibration")
    if any(row["measure"] != "share" for row in rows):
        raise MissingData("traffic.csv: dispersion is fitted to shares alone; give other measures as test")
    guess, solved = start, 0
    for turn in range(1, ROUNDS + 1):
        costs = []
        for row in rows:
            costs.append(corridor_routes(*freight_of(world, row, guess), row))
            solved += 1
            if progress is not None:
                progress(solved)
        best = fitted(costs, [row["best"] for row in rows])
        if guess is not None and abs(best - guess) <= SETTLED * guess:
            return Calibration(
                low=fitted(costs, [row["low"] for row in rows]),
                best=best,
                high=fitted(costs, [row["high"] for row in rows]),
                rows=tuple(row["traffic"] for row in rows),
                seen=tuple(float(row["best"]) for row in rows),
                modelled=tuple(each.share(best) for each in costs),
                rounds=turn,
                sources=_sources(rows),
            )
        guess = best
    raise SolverError(f"the fit of dispersion did not settle in {ROUNDS} rounds; the last was {guess:.4g}")


def fitted(costs: Sequence[CorridorRoutes], seen: Sequence[float]) -> float:
    """Return the dispersion of least squares of log odds over rows, by bounded search.

    Raises
    ------
    MissingData
        where a corridor has no way
    SolverError
        where the best is at an end of what is searched
    """
    from scipy.optimize import minimize_scalar

    aim = np.log(np.array(seen) / (1 - np.array(seen)))

    def miss(log_dispersion: float) -> float:
        shares = np.array([each.share(float(np.exp(log_dispersion))) for each in costs])
        if not np.isfinite(shares).all() or (shares >= 1).any():
            raise MissingData("a corridor of traffic.csv has no way; check the states of its links on that day")
        return float(((np.log(np.maximum(shares, 1e-300) / (1 - shares)) - aim) ** 2).sum())

    ends = float(np.log(SMALLEST)), float(np.log(LARGEST))
    grid = np.linspace(*ends, 61)
    near = int(np.argmin([miss(x) for x in grid.tolist()]))
    if near in {0, len(grid) - 1}:
        raise SolverError(
            f"no dispersion from {SMALLEST:g} to {LARGEST:g} shows the shares {', '.join(f'{x:g}' for x in seen)}; "
            "the nearest is at an end: check what the corridors cost"
        )
    found = minimize_scalar(miss, bounds=(grid[near - 1], grid[near + 1]), method="bounded", options={"xatol": 1e-6})
    return float(np.exp(found.x))


def _sources(rows: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(sorted({code for row in rows for code in str(row["source"]).split(";")} - {"judgement"}))
