"""The track record as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.marked import pipe_table, plain
from marchland.brief.render.record_rows import (
    MEANING,
    OUTCOME_HEADINGS,
    TOTAL_HEADINGS,
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
    from collections.abc import Iterable

    from marchland.hindcast import Held, Record

DRAWN = OUTCOME_HEADINGS.index("Drawn")


def record_markdown(record: Record) -> str:
    """Return the record as Markdown with pipe tables."""
    totals = [tuple(plain(cell) for cell in row) for row in total_rows(record)]
    blocks = [
        "# Track record",
        f"**{plain(record_sentence(record))}**",
        plain(MEANING),
        *([plain(error_in_words(record))] if record.error else []),
        pipe_table(TOTAL_HEADINGS, totals),
        *(block for held in record.episodes if held.outcomes for block in _episode(held, record)),
        *_section("Misses", miss_lines(record)),
        *_section("Not scored", unscored_lines(record)),
        "## How this was made",
        "\n".join(f"- {label}: {plain(value)}" for label, value in how_record_was_made(record)),
    ]
    return "\n\n".join(blocks) + "\n"


def _episode(held: Held, record: Record) -> list[str]:
    rows = [
        tuple(f"`{cell}`" if at == DRAWN else plain(cell) for at, cell in enumerate(row)) for row in outcome_rows(held)
    ]
    sources = "; ".join(f"[{plain(title)}]({url})" for title, url in (record.sources[code] for code in held.cited))
    return [
        f"## {plain(heading(held))}",
        plain(about(held)) + ".",
        *(["\n".join(f"- {plain(line)}" for line in shock_lines(held))] if held.shocks else []),
        pipe_table(OUTCOME_HEADINGS, rows),
        f"Sources: {sources}.",
        *([plain(held.note).rstrip(".") + "."] if held.note else []),
    ]


def _section(title: str, lines: Iterable[str]) -> list[str]:
    said = "\n".join(f"- {plain(line)}" for line in lines)
    return [f"## {title}", said] if said else []
