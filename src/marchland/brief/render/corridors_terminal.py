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

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from marchland.brief.corridors.model import Corridors
    from marchland.brief.render.corridor_rows import GateRow

WAYS = 4
"""Ways that stand under a gatekeeper; the other renderings have them all."""
SOURCES = 12
COLUMN = 10


def show_corridors(corridors: Corridors, console: Console) -> None:
    """Print corridors: sentence, gatekeepers, what could be opened, what is not known, sources."""
    _line(console, corridors.title, "bold")
    _line(console)
    _line(console, corridors.sentence, "bold")
    _list(console, "", corridors.findings if corridors.kind == "target" else ())
    _line(console)
    _line(console, ranges_in_words(corridors), "dim")
    if corridors.kind == "region":
        _matrix(console, corridors)
    else:
        _heading(console, "Who controls the ways")
        show_gates(gate_rows(corridors.figures, corridors.names, corridors.of(corridors.targets[0])), console)
    if corridors.opened:
        _heading(console, f"What changes with {', '.join(corridors.opened)} open")
        _table(console, SHIFT_HEADINGS, shift_rows(corridors))
    _bypasses(console, corridors)
    _list(console, "What is not known", corridors.gaps)
    sources = [f"{s.title}, {s.publisher}, {s.year} ({s.source})" for s in corridors.sources[:SOURCES]]
    if len(corridors.sources) > SOURCES:
        sources.append(f"and {len(corridors.sources) - SOURCES} more, which the other formats list")
    _list(console, "Sources of the ways and rights", sources)
    _heading(console, "How this was made")
    for label, value in how_corridors_were_made(corridors):
        _line(console, f"  {label}: {value}")


def _matrix(console: Console, corridors: Corridors) -> None:
    _heading(console, "Targets down, gatekeepers across")
    _line(console, MATRIX_IS, "dim")
    keepers, found = matrix(corridors)
    at_once = max((console.width - 16) // COLUMN, 1)
    for start in range(0, len(keepers), at_once):
        block = keepers[start : start + at_once]
        rows = [
            (corridors.names[target], *(cell(corridors, found.get((target, code))) for code in block))
            for target in corridors.targets
        ]
        _table(console, ("", *block), rows)
    _line(console, "; ".join(f"{code} {corridors.names[code]}" for code in keepers), "dim")


def show_gates(rows: Iterable[GateRow], console: Console) -> None:
    """Print who controls the ways of a target: shares, what has no other way, the ways used."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    _line(console, GATE_IS, "dim")
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
        _heading(console, "What could be opened")
        _line(console, BYPASS_IS, "dim")
    if rows:
        _table(
            console,
            BYPASS_HEADINGS,
            [(row.name, row.today, row.saved, row.used, "\n".join(row.shifts)) for row in rows],
            words=(0, 1, 4),
        )
    if corridors.without_effect:
        _line(console, f"Changes nothing worth listing: {'; '.join(corridors.without_effect)}.", "dim")


def _table(
    console: Console, headings: Sequence[str], rows: Iterable[Sequence[str]], *, words: Sequence[int] = (0,)
) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for i, heading in enumerate(headings):
        table.add_column(heading, justify="left" if i in words else "right")
    for row in rows:
        table.add_row(*row)
    console.print(table, markup=False)


def _line(console: Console, text: str = "", style: str = "") -> None:
    # Brackets in the text are ranges, not markup.
    console.print(text, style=style or None, markup=False, highlight=False)


def _heading(console: Console, text: str) -> None:
    _line(console)
    _line(console, text, "bold underline")


def _list(console: Console, heading: str, lines: Sequence[str]) -> None:
    if lines and heading:
        _heading(console, heading)
    for line in lines:
        _line(console, f"  - {line}")
