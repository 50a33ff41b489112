"""The factors behind a leverage on a terminal, readable from 80 columns on and without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.printed import show_heading, show_line, show_list, show_table
from marchland.brief.render.sensitivity_rows import bar_text, told_ranking

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
    told = told_ranking(ranking)
    rows = told.rows
    show_line(console, told.ranges_are, "dim")
    if rows:
        show_heading(console, told.range_title)
        show_line(console, f"{told.shares_are} {told.bars_are}", "dim")
        table = [(row.ranked.words, bar_text(row.bar), row.total, row.first, row.ends) for row in rows]
        most = len(told.headings) if console.width >= ROOMY else len(told.headings) - 1
        show_table(console, told.headings[:most], [each[:most] for each in table], words=(0, 1), drawn=range(1, most))
        show_list(
            console,
            "What these are",
            [f"{row.ranked.words}: {row.ranked.meaning}" for row in rows if row.ranked.meaning],
        )
    show_list(console, told.rest_title, told.rest)
    show_list(console, told.unknown_title, told.unknown)
    show_heading(console, told.made_title)
    for label, value in told.made:
        show_line(console, f"  {label}: {value}")
