"""The factors behind a leverage as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.marked import pipe_table, plain
from marchland.brief.render.sensitivity_rows import bar_text, told_ranking

if TYPE_CHECKING:
    from marchland.brief.sensitivity.model import FactorRanking


def sensitivity_markdown(ranking: FactorRanking) -> str:
    """Return which factors drive a leverage as Markdown; the id of a figure stands in backticks."""
    told = told_ranking(ranking)
    table = [
        [
            *(plain(cell) for cell in (row.ranked.words, bar_text(row.bar), row.total, row.first, row.ends)),
            f"`{row.ranked.total}`",
        ]
        for row in told.rows
    ]
    meanings = [f"- {plain(row.ranked.words)}: {plain(row.ranked.meaning)}" for row in told.rows if row.ranked.meaning]
    blocks = [
        f"# {plain(ranking.title)}",
        f"**{plain(ranking.sentence)}**",
        "\n".join(f"- {plain(line)}" for line in ranking.findings),
        told.ranges_are,
        *((f"## {told.range_title}", f"{told.shares_are} {told.bars_are}") if table else ()),
        pipe_table((*told.headings, "Figure"), table, 2) if table else "",
        "\n".join(meanings),
        *_section(told.rest_title, told.rest),
        *_section(told.unknown_title, told.unknown),
        "## Sources",
        "\n".join(
            f"- {plain(s.title)}, {plain(s.publisher)}, {s.year}, {plain(s.licence)}, <{s.url}> (`{s.source}`)"
            for s in ranking.sources
        ),
        f"## {told.made_title}",
        "\n".join(f"- {label}: {plain(value)}" for label, value in told.made),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _section(title: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    return (f"## {title}", "\n".join(f"- {plain(line)}" for line in lines)) if lines else ()
