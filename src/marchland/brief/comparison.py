"""Two outcomes side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import MarchlandError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.engine import Outcome

WORTH_SHOWING = 1e5
"""Losses and differences below this, in USD, are not listed."""


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
    """

    names: tuple[str, str]
    losses: tuple[ComparedLoss, ...]
    paired: bool
    notes: tuple[str, ...]


def compare(first: Outcome, second: Outcome) -> Comparison:
    """Set two outcomes side by side.

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
    losses = [_compared(first, second, actor, paired) for actor in common]
    shown = [r for r in losses if max(abs(r.first[1]), abs(r.second[1]), abs(r.difference[1])) >= WORTH_SHOWING]
    left_out = len(losses) - len(shown)
    notes = [f"the two differ in {', '.join(k for k, v in same.items() if not v)}"] if not all(same.values()) else []
    if left_out:
        notes.append(f"{left_out} actors lose and gain less than {WORTH_SHOWING:,.0f} USD in both")
    return Comparison(
        names=(first.about["scenario"]["name"], second.about["scenario"]["name"]),
        losses=tuple(sorted(shown, key=lambda r: -abs(r.difference[1]))),
        paired=paired,
        notes=tuple(notes),
    )


def _compared(first: Outcome, second: Outcome, actor: str, paired: bool) -> ComparedLoss:
    (best_a, a), (best_b, b) = first.loss(actor), second.loss(actor)
    difference = b - a if paired else (b[None, :] - a[:, None]).ravel()
    return ComparedLoss(
        actor=actor,
        name=first.about["names"][actor],
        first=_range(best_a, a),
        second=_range(best_b, b),
        difference=_range(best_b - best_a, difference),
        gdp=float(first.dataset["gdp_best"].sel(actor=actor).item()),
    )


def _range(best: float, drawn: NDArray[np.float64]) -> tuple[float | None, float, float | None]:
    solved = drawn[np.isfinite(drawn)]
    if not len(solved):
        return None, best, None
    low, high = np.quantile(solved, (0.05, 0.95))
    return float(low), best, float(high)
