"""Energy on a terminal, readable from 80 columns on and without colour."""

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

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from marchland.brief.energy.model import Energy
    from marchland.brief.render.energy_rows import Told
    from marchland.brief.supply import FuelSupply

SOURCES = 12


def show_energy(energy: Energy, console: Console) -> None:
    """Print energy: sentence, supply by origin, pipes, what a cut means, what is not known, sources."""
    _line(console, energy.title, "bold")
    _line(console)
    _line(console, energy.sentence, "bold")
    _list(console, "", energy.findings if energy.kind == "target" else ())
    _line(console)
    _line(console, energy_ranges_in_words(energy), "dim")
    if energy.kind == "region":
        _heading(console, region_heading(energy))
        _line(console, CUT_IS, "dim")
        _table(console, REGION_HEADINGS, [row[:-1] for row in region_rows(energy)], words=(0, 1, 2))
    else:
        for supply in energy.supplies:
            show_supply(console, energy, supply)
    _list(console, "What is not known", energy.gaps)
    sources = [f"{s.title}, {s.publisher}, {s.year} ({s.source})" for s in energy.sources[:SOURCES]]
    if len(energy.sources) > SOURCES:
        sources.append(f"and {len(energy.sources) - SOURCES} more, which the other formats list")
    _list(console, "Sources", sources)
    _heading(console, "How this was made")
    for label, value in how_energy_was_made(energy):
        _line(console, f"  {label}: {value}")


def show_supply(console: Console, energy: Told, supply: FuelSupply) -> None:
    """Print one fuel: a bar by origin, origins, pipes, and what a cut means."""
    _heading(console, heading(energy, supply))
    for line in bar_text(bar(energy, supply)):
        _line(console, f"  {line}")
    _table(console, ORIGIN_HEADINGS, [row[:-1] for row in origin_rows(energy, supply)])
    pipes = pipe_rows(energy, supply)
    if pipes:
        _line(console, PIPES_ARE, "dim")
        _table(console, PIPE_HEADINGS, [row[:-1] for row in pipes], words=(0, 2))
    if supply.cuts:
        _line(console, f"{asked(energy, supply)}. {CUT_IS}", "dim")
        _table(console, CUT_HEADINGS, [row[:-1] for row in cut_rows(energy, supply)])
        for cut in supply.cuts:
            _list(console, "", softening_lines(energy, supply, cut))


def _table(
    console: Console, headings: Sequence[str], rows: Iterable[Sequence[str]], *, words: Sequence[int] = (0,)
) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for i, title in enumerate(headings):
        table.add_column(title, justify="left" if i in words else "right")
    for row in rows:
        table.add_row(*row)
    console.print(table, markup=False)


def _line(console: Console, text: str = "", style: str = "") -> None:
    # Brackets in the text are ranges, not markup.
    console.print(text, style=style or None, markup=False, highlight=False)


def _heading(console: Console, text: str) -> None:
    _line(console)
    _line(console, text, "bold underline")


def _list(console: Console, heading_: str, lines: Sequence[str]) -> None:
    if lines and heading_:
        _heading(console, heading_)
    for line in lines:
        _line(console, f"  - {line}")
