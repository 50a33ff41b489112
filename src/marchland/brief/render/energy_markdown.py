"""Energy as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.energy_rows import (
    CUT_HEADINGS,
    CUT_IS,
    ORIGIN_HEADINGS,
    PIPE_HEADINGS,
    PIPES_ARE,
    REGION_HEADINGS,
    asked,
    bar,
    bar_text,
    cut_rows,
    energy_ranges_in_words,
    heading,
    how_energy_was_made,
    origin_rows,
    pipe_rows,
    region_heading,
    region_rows,
    softening_lines,
)
from marchland.brief.render.marked import pipe_table, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marchland.brief.energy.model import Energy
    from marchland.brief.render.energy_rows import Told
    from marchland.brief.supply import FuelSupply


def energy_markdown(energy: Energy) -> str:
    """Return energy as Markdown with pipe tables; the id of a figure stands in backticks."""
    region = energy.kind == "region"
    blocks = [
        f"# {plain(energy.title)}",
        f"**{plain(energy.sentence)}**",
        *(() if region else (plain(line) for line in energy.findings)),
        energy_ranges_in_words(energy),
        *(_region(energy) if region else (block for s in energy.supplies for block in supply_blocks(energy, s))),
        "## What is not known",
        "\n".join(f"- {plain(line)}" for line in energy.gaps),
        "## Sources",
        "\n".join(
            f"- {plain(s.title)}, {plain(s.publisher)}, {s.year}, {plain(s.licence)}, <{s.url}> (`{s.source}`)"
            for s in energy.sources
        ),
        "## How this was made",
        "\n".join(f"- {label}: {plain(value)}" for label, value in how_energy_was_made(energy)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _region(energy: Energy) -> list[str]:
    return [f"## {region_heading(energy)}", CUT_IS, _table(REGION_HEADINGS, region_rows(energy), 3)]


def supply_blocks(energy: Told, supply: FuelSupply, *, level: int = 2) -> list[str]:
    """Return one fuel: a bar by origin, origins, pipes, and what a cut means, under a heading of a level."""
    blocks = [
        f"{'#' * level} {plain(heading(energy, supply))}",
        "\n".join(("```text", *bar_text(bar(energy, supply)), "```")),
        _table(ORIGIN_HEADINGS, origin_rows(energy, supply)),
    ]
    if supply.pipes:
        blocks += [PIPES_ARE, _table(PIPE_HEADINGS, pipe_rows(energy, supply))]
    if supply.cuts:
        blocks += [
            f"{plain(asked(energy, supply))}. {CUT_IS}",
            _table(CUT_HEADINGS, cut_rows(energy, supply)),
            "\n".join(f"- {plain(line)}" for cut in supply.cuts for line in softening_lines(energy, supply, cut)),
        ]
    return blocks


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> str:
    """Return a table; the last of each row is the id of a figure."""
    told = [[*(plain(cell) for cell in row[:-1]), f"`{row[-1]}`"] for row in rows]
    return pipe_table((*headings, "Figure"), told, words)
