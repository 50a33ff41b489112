"""Corridors as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.corridor_rows import (
    BYPASS_HEADINGS,
    BYPASS_IS,
    GATE_HEADINGS,
    GATE_IS,
    MATRIX_IS,
    SHIFT_HEADINGS,
    bypass_rows,
    cell,
    gate_rows,
    how_corridors_were_made,
    matrix,
    ranges_in_words,
    shift_rows,
)
from marchland.brief.render.marked import pipe_table, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marchland.brief.corridors.model import Corridors
    from marchland.brief.render.corridor_rows import GateRow


def corridors_markdown(corridors: Corridors) -> str:
    """Return corridors as Markdown with pipe tables; the id of a figure stands in backticks."""
    blocks = [
        f"# {plain(corridors.title)}",
        f"**{plain(corridors.sentence)}**",
        *(plain(line) for line in corridors.findings),
        ranges_in_words(corridors),
        *(_matrix(corridors) if corridors.kind == "region" else gate_blocks(_rows(corridors))),
        *_opened(corridors),
        *_bypasses(corridors),
        "## What is not known",
        "\n".join(f"- {plain(line)}" for line in corridors.gaps),
        "## Sources of the ways and rights",
        "\n".join(
            f"- {plain(s.title)}, {plain(s.publisher)}, {s.year}, {plain(s.licence)}, <{s.url}> (`{s.source}`)"
            for s in corridors.sources
        ),
        "## How this was made",
        "\n".join(f"- {label}: {plain(value)}" for label, value in how_corridors_were_made(corridors)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _matrix(corridors: Corridors) -> list[str]:
    keepers, found = matrix(corridors)
    rows = [
        [f"**{plain(corridors.names[target])}**", *(cell(corridors, found.get((target, code))) for code in keepers)]
        for target in corridors.targets
    ]
    return [
        "## Targets down, gatekeepers across",
        MATRIX_IS,
        pipe_table(["", *(corridors.names[c] for c in keepers)], rows),
    ]


def gate_blocks(rows: Sequence[GateRow]) -> list[str]:
    """Return who controls the ways of a target: a table of gatekeepers, then one of the ways of each."""
    blocks = ["## Who controls the ways", GATE_IS]
    summary = [
        [
            plain(row.name),
            plain(" ".join(row.value)),
            plain(" ".join(row.tonnes)),
            row.captive,
            row.detour,
            f"`{row.gate.value}`",
        ]
        for row in rows
    ]
    blocks.append(pipe_table((*GATE_HEADINGS[:-1], "Figure"), summary))
    for row in rows:
        ways = [
            [plain(name), mode, rights, tonnes, value, f"`{identifier}`"]
            for name, mode, rights, tonnes, value, identifier, _ in row.ways
        ]
        headings = ("Way", "Mode", "By right of", "Tonnes a year", "Value a year", "Figure")
        blocks += [f"### {plain(row.name)}", pipe_table(headings, ways, 3)]
    return blocks


def _rows(corridors: Corridors) -> tuple[GateRow, ...]:
    return gate_rows(corridors.figures, corridors.names, corridors.of(corridors.targets[0]))


def _opened(corridors: Corridors) -> list[str]:
    if not corridors.opened:
        return []
    rows = [[plain(each) for each in row] for row in shift_rows(corridors)]
    return [f"## What changes with {plain(', '.join(corridors.opened))} open", pipe_table(SHIFT_HEADINGS, rows)]


def _bypasses(corridors: Corridors) -> list[str]:
    rows = [
        [plain(row.name), row.today, row.saved, row.used, plain("; ".join(row.shifts)), f"`{row.bypass.saved}`"]
        for row in bypass_rows(corridors)
    ]
    blocks = ["## What could be opened", BYPASS_IS] if rows or corridors.without_effect else []
    if rows:
        blocks.append(pipe_table((*BYPASS_HEADINGS, "Figure"), rows, 2))
    if corridors.without_effect:
        blocks.append(plain(f"Changes nothing worth listing: {'; '.join(corridors.without_effect)}."))
    return blocks
