"""Corridors on a terminal, readable from 80 columns on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.corridor_rows import (
    BYPASS_HEADINGS,
    BYPASS_IS,
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
from marchland.brief.render.printed import show_heading, show_line, show_list, show_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from marchland.brief.corridors.model import Corridors
    from marchland.brief.render.corridor_rows import GateRow

WAYS = 4
"""Ways that stand under a gatekeeper; the other renderings have them all."""
SOURCES = 12
COLUMN = 10


def show_corridors(corridors: Corridors, console: Console) -> None:
    """Print corridors: sentence, gatekeepers, what could be opened, what is not known, sources."""
    show_line(console, corridors.title, "bold")
    show_line(console)
    show_line(console, corridors.sentence, "bold")
    show_list(console, "", corridors.findings if corridors.kind == "target" else ())
    show_line(console)
    show_line(console, ranges_in_words(corridors), "dim")
    if corridors.kind == "region":
        _matrix(console, corridors)
    else:
        show_heading(console, "Who controls the ways")
        show_gates(gate_rows(corridors.figures, corridors.names, corridors.of(corridors.targets[0])), console)
    if corridors.opened:
        show_heading(console, f"What changes with {', '.join(corridors.opened)} open")
        show_table(console, SHIFT_HEADINGS, shift_rows(corridors))
    _bypasses(console, corridors)
    show_list(console, "What is not known", corridors.gaps)
    sources = [f"{s.title}, {s.publisher}, {s.year} ({s.source})" for s in corridors.sources[:SOURCES]]
    if len(corridors.sources) > SOURCES:
        sources.append(f"and {len(corridors.sources) - SOURCES} more, which the other formats list")
    show_list(console, "Sources of the ways and rights", sources)
    show_heading(console, "How this was made")
    for label, value in how_corridors_were_made(corridors):
        show_line(console, f"  {label}: {value}")


def _matrix(console: Console, corridors: Corridors) -> None:
    show_heading(console, "Targets down, gatekeepers across")
    show_line(console, MATRIX_IS, "dim")
    keepers, found = matrix(corridors)
    at_once = max((console.width - 16) // COLUMN, 1)
    for start in range(0, len(keepers), at_once):
        block = keepers[start : start + at_once]
        rows = [
            (corridors.names[target], *(cell(corridors, found.get((target, code))) for code in block))
            for target in corridors.targets
        ]
        show_table(console, ("", *block), rows)
    show_line(console, "; ".join(f"{code} {corridors.names[code]}" for code in keepers), "dim")


def show_gates(rows: Iterable[GateRow], console: Console) -> None:
    """Print who controls the ways of a target: shares, what has no other way, the ways used."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    show_line(console, GATE_IS, "dim")
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), expand=True)
    table.add_column("gatekeeper, and its ways that most passes", ratio=1)
    for heading in ("of the value", "of the tonnes", "no other way", "way round"):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in rows:
        if table.row_count:
            table.add_section()
        table.add_row(row.name, " ".join(row.value), " ".join(row.tonnes), row.captive, row.detour, style="bold")
        for name, mode, rights, tonnes, value, *_ in row.ways[:WAYS]:
            table.add_row(f"  {name} ({mode}; {rights})", value, tonnes, "", "")
    console.print(table)


def _bypasses(console: Console, corridors: Corridors) -> None:
    rows = bypass_rows(corridors)
    if rows or corridors.without_effect:
        show_heading(console, "What could be opened")
        show_line(console, BYPASS_IS, "dim")
    if rows:
        show_table(
            console,
            BYPASS_HEADINGS,
            [(row.name, row.today, row.saved, row.used, "\n".join(row.shifts)) for row in rows],
            words=(0, 1, 4),
        )
    if corridors.without_effect:
        show_line(console, f"Changes nothing worth listing: {'; '.join(corridors.without_effect)}.", "dim")
