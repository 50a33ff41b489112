"""Two outcomes side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.brief.track_record import shipped_error
from marchland.errors import MarchlandError
from marchland.levers import Lever

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.engine import Outcome
    from marchland.hindcast import ModelError

    Array = NDArray[np.float64]

WORTH_SHOWING = 1e5
"""Losses and differences below this, in USD, are not listed."""
THINNED = 100
"""Equally likely values that the draws of an outcome are thinned to, where each is held against each of another."""


@dataclass(frozen=True, kw_only=True)
class ComparedLoss:
    """The loss of one actor in two outcomes, USD: value at best values with 5th and 95th percentile.

    Parameters
    ----------
    first, second, difference
        (low, best, high); low and high are None without draws; difference = second less first
    gdp
        USD a year at best values in the first outcome
    """

    actor: str
    name: str
    first: tuple[float | None, float, float | None]
    second: tuple[float | None, float, float | None]
    difference: tuple[float | None, float, float | None]
    gdp: float


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two outcomes side by side, largest difference first.

    Parameters
    ----------
    paired
        whether the difference was taken draw by draw: same world, year, seed and number of draws. Otherwise the draws
        of the two are taken as independent, and the range of the difference is wider
    error
        what the ranges say of the model error: "none" = they are those of the draws alone; "shared" = it is in them,
        and in the difference as the same part of both losses, because the two are computed alike: paired, at the same
        horizon, by the same code, by levers of the same layers; "apart" = it is in them, and in the difference as if
        the models erred independently in the two
    """

    names: tuple[str, str]
    losses: tuple[ComparedLoss, ...]
    paired: bool
    error: str
    notes: tuple[str, ...]


def compare(first: Outcome, second: Outcome) -> Comparison:
    """Set two outcomes side by side, with the model error of the record that ships in the ranges.

    Raises
    ------
    MarchlandError
        where the two have no actor in common
    """
    return compared(first, second, error=shipped_error())


def compared(first: Outcome, second: Outcome, *, error: ModelError | None) -> Comparison:
    """Set two outcomes side by side.

    Parameters
    ----------
    error
        of the models, for the ranges; None = they are those of the draws alone

    Raises
    ------
    MarchlandError
        where the two have no actor in common
    """
    common = [a for a in first.actors if a in second.actors]
    if not common:
        raise MarchlandError("the two outcomes have no actor in common; compare outcomes of one world")
    same = {k: first.about[k] == second.about[k] for k in ("seed", "horizon", "year", "code")}
    same["world"] = first.about["world"]["fingerprint"] == second.about["world"]["fingerprint"]
    same["draws"] = first.dataset.sizes["draw"] == second.dataset.sizes["draw"]
    paired = same["seed"] and same["world"] and same["draws"] and same["year"]
    alike = all(same.values()) and _layers(first) == _layers(second)
    losses = [_compared(first, second, actor, _Ranges(paired=paired, alike=alike, error=error)) for actor in common]
    shown = [r for r in losses if max(abs(r.first[1]), abs(r.second[1]), abs(r.difference[1])) >= WORTH_SHOWING]
    left_out = len(losses) - len(shown)
    notes = [f"the two differ in {', '.join(k for k, v in same.items() if not v)}"] if not all(same.values()) else []
    if left_out:
        notes.append(f"{left_out} actors lose and gain less than {WORTH_SHOWING:,.0f} USD in both")
    return Comparison(
        names=(first.about["scenario"]["name"], second.about["scenario"]["name"]),
        losses=tuple(sorted(shown, key=lambda r: -abs(r.difference[1]))),
        paired=paired,
        error="none" if error is None else "shared" if alike else "apart",
        notes=tuple(notes),
    )


def _layers(outcome: Outcome) -> set[str]:
    """Return the layers that the levers and answers of an outcome touch."""
    scenario = outcome.about["scenario"]
    return {Lever(**entry).rule.layer for kind in ("levers", "answers") for entry in scenario[kind]}


@dataclass(frozen=True, kw_only=True)
class _Ranges:
    """How ranges are made of the draws, (draws,) USD; draws that failed are nan."""

    paired: bool
    alike: bool
    error: ModelError | None

    def of_loss(self, drawn: Array) -> tuple[float, float] | None:
        return self._solved(self._alone if self.error is None else self.error.range_of, drawn)

    def of_difference(self, first: Array, second: Array) -> tuple[float, float] | None:
        if not self.paired:
            first, second = (each.ravel() for each in np.meshgrid(_thinned(first), _thinned(second)))
        if self.error is None:
            return self._solved(self._alone, second - first)
        if self.alike:
            return self._solved(self.error.range_of, second - first)
        both = np.isfinite(first) & np.isfinite(second)
        return self.error.range_of_difference(first[both], second[both]) if both.any() else None

    @staticmethod
    def _alone(drawn: Array) -> tuple[float, float]:
        low, high = np.quantile(drawn, (0.05, 0.95))
        return float(low), float(high)

    @staticmethod
    def _solved(range_of: Callable[[Array], tuple[float, float]], drawn: Array) -> tuple[float, float] | None:
        solved = drawn[np.isfinite(drawn)]
        return range_of(solved) if len(solved) else None


def _compared(first: Outcome, second: Outcome, actor: str, ranges: _Ranges) -> ComparedLoss:
    (best_a, a), (best_b, b) = first.loss(actor), second.loss(actor)
    return ComparedLoss(
        actor=actor,
        name=first.about["names"][actor],
        first=_around(best_a, ranges.of_loss(a)),
        second=_around(best_b, ranges.of_loss(b)),
        difference=_around(best_b - best_a, ranges.of_difference(a, b)),
        gdp=float(first.dataset["gdp_best"].sel(actor=actor).item()),
    )


def _around(best: float, ends: tuple[float, float] | None) -> tuple[float | None, float, float | None]:
    return (None, best, None) if ends is None else (ends[0], best, ends[1])


def _thinned(drawn: Array) -> Array:
    """Return the draws that were solved, thinned to equally likely values where there are many."""
    solved = drawn[np.isfinite(drawn)]
    return solved if len(solved) <= THINNED else np.quantile(solved, (np.arange(THINNED) + 0.5) / THINNED)
