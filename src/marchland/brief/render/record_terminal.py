"""The track record on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.printed import show_heading, show_line, show_list, show_table
from marchland.brief.render.record_rows import (
    MEANING,
    NARROW,
    OUTCOME_HEADINGS,
    TOTAL_HEADINGS,
    WIDTH,
    about,
    error_in_words,
    heading,
    how_record_was_made,
    miss_lines,
    outcome_rows,
    shock_lines,
    total_rows,
    unscored_lines,
)
from marchland.brief.track_record import record_sentence

if TYPE_CHECKING:
    from rich.console import Console

    from marchland.hindcast import Record

ROOMY = 100
"""Columns from which on ranges are drawn wide."""


def show_record(record: Record, console: Console) -> None:
    """Print the record: sentence, totals, episodes with ranges drawn, misses with reasons, what is not scored."""
    show_line(console, "Track record", "bold")
    show_line(console)
    show_line(console, record_sentence(record), "bold")
    show_line(console)
    show_line(console, MEANING, "dim")
    if record.error is not None:
        show_line(console, error_in_words(record), "dim")
    show_table(console, TOTAL_HEADINGS, total_rows(record))
    width = WIDTH if console.width >= ROOMY else NARROW
    for held in record.episodes:
        if held.outcomes:
            show_heading(console, heading(held))
            show_line(console, about(held), "dim")
            show_list(console, "", shock_lines(held))
            show_table(console, OUTCOME_HEADINGS, outcome_rows(held, width), words=(0, 4, 6, 7), drawn=(4,))
    show_list(console, "Misses", miss_lines(record))
    show_list(console, "Not scored", unscored_lines(record))
    show_list(console, "Sources", [f"{title} ({url})" for title, url in record.sources.values()])
    show_heading(console, "How this was made")
    for label, value in how_record_was_made(record):
        show_line(console, f"  {label}: {value}")
