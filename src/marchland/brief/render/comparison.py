"""Two outcomes on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.phrases import SMALLEST
from marchland.brief.words import dollar_span, dollars, percent

if TYPE_CHECKING:
    from rich.console import Console

    from marchland.brief.comparison import Comparison

MOST_ACTORS = 15


def show_comparison(comparison: Comparison, console: Console) -> None:
    """Print two outcomes side by side, largest difference first."""
    from rich.table import Table

    first, second = comparison.names
    if not comparison.losses:
        console.print("Nobody gains or loses anything worth listing in either.")
    else:
        top = comparison.losses[0]
        better = top.difference[1] < 0
        console.print(
            f"The largest difference: {top.name} is {_span(top.difference, turned=better)} "
            f"{'better' if better else 'worse'} off in B ({second}) than in A ({first}), "
            f"{percent(abs(top.difference[1]) / top.gdp)} of a year's GDP.",
            soft_wrap=True,
        )
    table = Table("actor", "loss in A", "loss in B", "B less A", "of a year's GDP")
    for row in comparison.losses[:MOST_ACTORS]:
        table.add_row(
            f"{row.name} ({row.actor})",
            _span(row.first),
            _span(row.second),
            _span(row.difference),
            _share(row.difference[1] / row.gdp),
        )
    console.print(table)
    console.print(f"A: {first}. B: {second}.", soft_wrap=True)
    console.print(ranges_of_comparison(comparison), soft_wrap=True)
    for note in comparison.notes:
        console.print(note, soft_wrap=True)


def ranges_of_comparison(comparison: Comparison) -> str:
    """Return what the ranges hold, and how those of the difference are made."""
    draws = "draw by draw" if comparison.paired else "with the draws of the two taken as independent"
    said = "Below zero is a gain. In brackets the 5th and 95th percentile"
    if comparison.error == "none":
        return f"{said}; of the difference {draws}."
    said += f", model error included. Of the difference {draws}; "
    if comparison.error == "shared":
        return (
            f"{said}the models are taken to err by the same part in both, as the two are computed alike: where they "
            "err in what sets the two apart, the difference is less certain than that."
        )
    return f"{said}the models are taken to err independently in the two, as these are not computed alike."


def _share(share: float) -> str:
    return f"under {percent(SMALLEST)}" if 0 < abs(share) < SMALLEST else percent(share)


def _span(figures: tuple[float | None, float, float | None], *, turned: bool = False) -> str:
    low, best, high = figures
    if turned:
        best = -best
        low, high = (None, None) if low is None or high is None else (-high, -low)
    span = "" if low is None or high is None else f" {dollar_span(low, best, high)}"
    return dollars(best) + span
