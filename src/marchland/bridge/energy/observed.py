"""What was seen to pass pipes in a year, beside what the market of that year sends through them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.energy.market import fuel_market
from marchland.bridge.factors import central
from marchland.bridge.factors import draws as drawn_points
from marchland.errors import MissingData, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.energy.market import FuelMarket

ENDS = (5, 95)
"""Percentiles of a range."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was seen to pass one pipe, or several side by side, in a year.

    Parameters
    ----------
    pipes
        codes
    name
        for a reader
    low, best, high
        bcm or Mt a year: 5th, 50th and 95th percentile
    estimated
        whether it was reckoned from other figures
    source
        codes or addresses, separated by ;
    """

    pipes: tuple[str, ...]
    name: str
    low: float
    best: float
    high: float
    estimated: bool
    source: str


@dataclass(frozen=True, kw_only=True)
class ObservedFlow:
    """A flow that was seen, and what arrives by the same pipes in the model; bcm or Mt a year.

    Parameters
    ----------
    seen
        what was seen
    year
        of both
    model
        at best values
    model_low, model_high
        5th and 95th percentile of the draws; nan without draws
    """

    seen: Seen
    year: int
    model: float
    model_low: float
    model_high: float

    @property
    def ratio(self) -> float:
        """What the model has over what was seen; inf or nan where nothing was."""
        if self.seen.best == 0:
            return float("inf") if self.model > 0 else float("nan")
        return self.model / self.seen.best

    def within(self, share: float = 0.1) -> bool:
        """Whether the model's best value is no further from what was seen than this share of it."""
        return abs(self.model - self.seen.best) <= share * self.seen.best


def observed_flows(
    base: Baseline, fuel: str, *, draws: int = 0, seed: int = 1, beside: Sequence[Seen] = ()
) -> tuple[ObservedFlow, ...]:
    """Return every flow that the table `pipe_flows` holds of the year of the fuel's sales, and what the market sends.

    The market is made of what was sold by whom to whom; by which pipes it goes is its result. What is compared is what
    arrives: a border point counts there.

    Parameters
    ----------
    base
        of a world on a day of the year
    fuel
        gas or oil
    draws, seed
        for the model's range; without draws there is none
    beside
        what was seen of several pipes together

    Raises
    ------
    MissingData
        where the table holds nothing of the year
    UnknownName
        where a pipe of `beside` is none of the fuel's
    CannotClear, SolverError
        where a market does not clear
    """
    best = fuel_market(base, fuel, central(base.factors))
    figures = best.figures
    known: dict[str, list[int]] = {}
    for at, pipe in enumerate(figures.pipes):
        known.setdefault(pipe, []).append(at)
    for seen in beside:
        for pipe in seen.pipes:
            if pipe not in known:
                raise UnknownName("pipe", pipe, known)
    rows = (*_of_table(base, known, figures.year), *beside)
    if not rows:
        raise MissingData(
            f"{base.world.package.name} has no flows of {fuel} that were seen in the whole of {figures.year} "
            f"(pipe_flows.csv); ask for another year"
        )
    which = np.zeros((len(rows), len(figures.pipes)))
    for at, seen in enumerate(rows):
        which[at, [lane for pipe in seen.pipes for lane in known[pipe]]] = 1
    model = which @ _arriving(best)
    low = high = np.full(len(rows), np.nan)
    if draws:
        drawn = [which @ _arriving(fuel_market(base, fuel, d)) for d in drawn_points(base.factors, draws, seed)]
        low, high = np.percentile(np.array(drawn), ENDS, axis=0)
    return tuple(
        ObservedFlow(
            seen=seen,
            year=figures.year,
            model=float(model[at]),
            model_low=float(low[at]),
            model_high=float(high[at]),
        )
        for at, seen in enumerate(rows)
    )


def _of_table(base: Baseline, known: Mapping[str, object], year: int) -> list[Seen]:
    """Return the rows of the whole year; what was seen of months says nothing of one."""
    names = dict(zip(base.world["pipes"]["pipe"].tolist(), base.world["pipes"]["name"].tolist(), strict=True))
    found = []
    for row in base.world["pipe_flows"].rows():
        first, last = row["from"], row["to"]
        whole = (first.year, first.month, first.day, last.year, last.month, last.day) == (year, 1, 1, year, 12, 31)
        if whole and row["pipe"] in known:
            kept = {name: row[name] for name in ("low", "best", "high", "estimated", "source")}
            found.append(Seen(pipes=(row["pipe"],), name=names[row["pipe"]], **kept))
    return found


def _arriving(market: FuelMarket) -> NDArray[np.float64]:
    return np.asarray(market.base.flow * (1 - market.figures.loss.best))
