"""What a target's trade, gas and oil rest on, on a terminal: a line each; tables are in the other renderings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.corridor_rows import gate_rows
from marchland.brief.render.energy_rows import CUT_HEADINGS, asked, bar, bar_text, cut_rows, heading
from marchland.brief.render.phrases import loss
from marchland.brief.render.printed import show_item, show_line, show_table

if TYPE_CHECKING:
    from rich.console import Console

    from marchland.brief.model import Brief

GATES = 6


def show_flows(brief: Brief, console: Console) -> None:
    """Print whose ways the target's trade passes and what their closure costs; who sells it gas and oil."""
    if brief.ways is not None:
        show_line(console)
        show_line(console, f"Ways. {brief.ways.sentence}")
        for row in gate_rows(brief.figures, brief.names, brief.ways.gates)[:GATES]:
            share = f"{row.name}: {' '.join(row.value)} of the value, {row.captive} without another way"
            show_item(console, f"{share}{_closed(brief, row.gate.gatekeeper)}")
    if brief.energy is not None:
        show_line(console)
        show_line(console, f"Gas and oil. {brief.energy.sentence}")
        for supply in brief.energy.supplies:
            show_line(console)
            show_line(console, heading(brief, supply))
            for line in bar_text(bar(brief, supply)):
                show_line(console, f"  {line}")
            if supply.cuts:
                show_line(console, f"{asked(brief, supply)}:")
                show_table(console, CUT_HEADINGS, [row[:-1] for row in cut_rows(brief, supply)])
        show_line(console, "Pipes, prices and what softens a cut: marchland energy, or the file of this brief.", "dim")


def _closed(brief: Brief, gatekeeper: str) -> str:
    """Return what it costs that a gatekeeper shuts its ways; empty where it was not computed."""
    closures = () if brief.ways is None else brief.ways.closures
    for one in closures:
        if one.gatekeeper == gatekeeper:
            costs = (loss(brief.figures[i]) for i in (one.loss, one.own))
            return "; shutting them for a year costs {} of GDP, the gatekeeper itself {}".format(*costs)
    return ""
