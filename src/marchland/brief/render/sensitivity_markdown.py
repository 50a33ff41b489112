"""The factors behind a leverage as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.marked import pipe_table, plain
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
    from marchland.brief.sensitivity.model import FactorRanking


def sensitivity_markdown(ranking: FactorRanking) -> str:
    """Return which factors drive a leverage as Markdown; the id of a figure stands in backticks."""
    rows = factor_rows(ranking)
    told = [
        [
            *(plain(cell) for cell in (row.ranked.words, bar_text(row.bar), row.total, row.first, row.ends)),
            f"`{row.ranked.total}`",
        ]
        for row in rows
    ]
    meanings = [f"- {plain(row.ranked.words)}: {plain(row.ranked.meaning)}" for row in rows if row.ranked.meaning]
    blocks = [
        f"# {plain(ranking.title)}",
        f"**{plain(ranking.sentence)}**",
        "\n".join(f"- {plain(line)}" for line in ranking.findings),
        ranges_of_leverage(ranking),
        *(("## What the range comes from", f"{SHARES_ARE} {BARS_ARE}") if rows else ()),
        pipe_table((*HEADINGS, "Figure"), told, 2) if rows else "",
        "\n".join(meanings),
        *_section("Factors without a row", rest_lines(ranking)),
        *_section("What is not known", not_in_it(ranking)),
        "## Sources",
        "\n".join(
            f"- {plain(s.title)}, {plain(s.publisher)}, {s.year}, {plain(s.licence)}, <{s.url}> (`{s.source}`)"
            for s in ranking.sources
        ),
        "## How this was made",
        "\n".join(f"- {label}: {plain(value)}" for label, value in how_ranking_was_made(ranking)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _section(title: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    return (f"## {title}", "\n".join(f"- {plain(line)}" for line in lines)) if lines else ()
