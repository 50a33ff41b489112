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
from marchland.brief.render.printed import show_heading, show_line, show_list, show_table

if TYPE_CHECKING:
    from rich.console import Console

    from marchland.brief.energy.model import Energy
    from marchland.brief.render.energy_rows import Told
    from marchland.brief.supply import FuelSupply

SOURCES = 12


def show_energy(energy: Energy, console: Console) -> None:
    """Print energy: sentence, supply by origin, pipes, what a cut means, what is not known, sources."""
    show_line(console, energy.title, "bold")
    show_line(console)
    show_line(console, energy.sentence, "bold")
    show_list(console, "", energy.findings if energy.kind == "target" else ())
    show_line(console)
    show_line(console, energy_ranges_in_words(energy), "dim")
    if energy.kind == "region":
        show_heading(console, region_heading(energy))
        show_line(console, CUT_IS, "dim")
        show_table(console, REGION_HEADINGS, [row[:-1] for row in region_rows(energy)], words=(0, 1, 2))
    else:
        for supply in energy.supplies:
            show_supply(console, energy, supply)
    show_list(console, "What is not known", energy.gaps)
    sources = [f"{s.title}, {s.publisher}, {s.year} ({s.source})" for s in energy.sources[:SOURCES]]
    if len(energy.sources) > SOURCES:
        sources.append(f"and {len(energy.sources) - SOURCES} more, which the other formats list")
    show_list(console, "Sources", sources)
    show_heading(console, "How this was made")
    for label, value in how_energy_was_made(energy):
        show_line(console, f"  {label}: {value}")


def show_supply(console: Console, energy: Told, supply: FuelSupply) -> None:
    """Print one fuel: a bar by origin, origins, pipes, and what a cut means."""
    show_heading(console, heading(energy, supply))
    for line in bar_text(bar(energy, supply)):
        show_line(console, f"  {line}")
    show_table(console, ORIGIN_HEADINGS, [row[:-1] for row in origin_rows(energy, supply)])
    pipes = pipe_rows(energy, supply)
    if pipes:
        show_line(console, PIPES_ARE, "dim")
        show_table(console, PIPE_HEADINGS, [row[:-1] for row in pipes], words=(0, 2))
    if supply.cuts:
        show_line(console, f"{asked(energy, supply)}. {CUT_IS}", "dim")
        show_table(console, CUT_HEADINGS, [row[:-1] for row in cut_rows(energy, supply)])
        for cut in supply.cuts:
            show_list(console, "", softening_lines(energy, supply, cut))
