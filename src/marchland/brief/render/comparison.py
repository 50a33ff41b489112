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
            dollars(row.first[1]),
            dollars(row.second[1]),
            _span(row.difference),
            _share(row.difference[1] / row.gdp),
        )
    console.print(table)
    how = "draw by draw" if comparison.paired else "with the draws of the two taken as independent"
    console.print(f"A: {first}. B: {second}. Ranges of the difference {how}.", soft_wrap=True)
    for note in comparison.notes:
        console.print(note, soft_wrap=True)


def _share(share: float) -> str:
    return f"under {percent(SMALLEST)}" if 0 < abs(share) < SMALLEST else percent(share)


def _span(figures: tuple[float | None, float, float | None], *, turned: bool = False) -> str:
    low, best, high = figures
    if turned:
        best = -best
        low, high = (None, None) if low is None or high is None else (-high, -low)
    span = "" if low is None or high is None else f" {dollar_span(low, best, high)}"
    return dollars(best) + span
