"""The factors behind a leverage on a terminal, readable from 80 columns on and without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.printed import show_heading, show_line, show_list, show_table
from marchland.brief.render.sensitivity_rows import (
    BARS_ARE,
    HEADINGS,
    SHARES_ARE,
    bar_text,
    factor_rows,
    how_ranking_was_made,
    not_in_it,
    ranges_of_leverage,
    rest_lines,
)

if TYPE_CHECKING:
    from rich.console import Console

    from marchland.brief.sensitivity.model import FactorRanking

ROOMY = 96
"""Columns from which on the ends of a factor have a column."""


def show_ranking(ranking: FactorRanking, console: Console) -> None:
    """Print which factors drive a leverage: sentence, ranked bars, what is left out, how it was made."""
    show_line(console, ranking.title, "bold")
    show_line(console)
    show_line(console, ranking.sentence, "bold")
    show_list(console, "", ranking.findings)
    show_line(console)
    show_line(console, ranges_of_leverage(ranking), "dim")
    rows = factor_rows(ranking)
    if rows:
        show_heading(console, "What the range comes from")
        show_line(console, f"{SHARES_ARE} {BARS_ARE}", "dim")
        told = [(row.ranked.words, bar_text(row.bar), row.total, row.first, row.ends) for row in rows]
        most = len(HEADINGS) if console.width >= ROOMY else len(HEADINGS) - 1
        show_table(console, HEADINGS[:most], [each[:most] for each in told], words=(0, 1), drawn=range(1, most))
        show_list(
            console,
            "What these are",
            [f"{row.ranked.words}: {row.ranked.meaning}" for row in rows if row.ranked.meaning],
        )
    show_list(console, "Factors without a row", rest_lines(ranking))
    show_list(console, "What is not known", not_in_it(ranking))
    show_heading(console, "How this was made")
    for label, value in how_ranking_was_made(ranking):
        show_line(console, f"  {label}: {value}")
