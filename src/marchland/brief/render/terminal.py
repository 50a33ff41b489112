"""The brief on a terminal, readable from 80 columns on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.bands import UNKNOWN, band, cell
from marchland.brief.render.carried import CUTS, carried_in_words, horizons_in_words, parts_by
from marchland.brief.render.corridor_rows import gate_rows
from marchland.brief.render.corridors_terminal import show_gates
from marchland.brief.render.energy_terminal import show_supply
from marchland.brief.render.narrow import HEADING, MEANING, narrow_rows
from marchland.brief.render.phrases import how_it_was_made, loss, not_known, points, what_leverage_is, what_ranges_are
from marchland.brief.render.printed import show_heading, show_line
from marchland.brief.render.ranking import WORTH_A_ROW, by_leverage, strongest
from marchland.brief.render.tables import leverage_row, option_rows, reasons, title_of
from marchland.brief.words import listed, percent, with_range

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console
    from rich.table import Table

    from marchland.brief.model import Brief, BriefPair
    from marchland.brief.render.tables import LossRow

STRONGEST, MOVED, GAPS = 10, 6, 8
_CELL = 6
_ROOMY = 96
"""Columns from which on the longest range stands on one line."""
# From a light to a dark red, black and white text on it; the number is printed whatever the terminal can show.
_STYLES = (
    "dim",
    "default",
    "black on #f6ddd3",
    "black on #efc2b3",
    "black on #e5a08d",
    "black on #d77c69",
    "white on #b9503f",
    "white on #9a3230",
    "bold white on #761b22",
)


def render_terminal(brief: Brief, console: Console) -> None:
    """Print a brief: sentence, tables, findings, what is not known, sources, track record, how it was made."""
    show_line(console, brief.title, "bold")
    show_line(console)
    show_line(console, brief.sentence, "bold")
    show_line(console)
    show_line(console, f"{what_leverage_is(brief)} {what_ranges_are(brief)}", "dim")
    if brief.kind == "region":
        _matrix(brief, console)
    if len(brief.pairs) > 1:
        _strongest(brief, console)
    if brief.kind != "region":
        _pairs(brief, console)
    _ways(brief, console)
    _energy(brief, console)
    _moves(brief, console)
    _listing(console, "Findings", brief.findings)
    _unknown(brief, console)
    _sources(brief, console)
    _listing(console, "Track record", [brief.record])
    show_heading(console, "How this was made")
    for label, value in how_it_was_made(brief):
        show_line(console, f"  {label}: {value}")


def _ways(brief: Brief, console: Console) -> None:
    if brief.ways is not None:
        show_heading(console, "Ways")
        show_line(console, brief.ways.sentence)
        show_gates(gate_rows(brief.figures, brief.names, brief.ways.gates), console)


def _energy(brief: Brief, console: Console) -> None:
    if brief.energy is not None:
        show_heading(console, "Gas and oil")
        show_line(console, brief.energy.sentence)
        for supply in brief.energy.supplies:
            show_supply(console, brief, supply)


def _listing(console: Console, heading: str, lines: Sequence[str]) -> None:
    if lines:
        show_heading(console, heading)
    for line in lines:
        _item(console, line)


def _item(console: Console, text: str, style: str = "") -> None:
    from rich.text import Text

    lines = Text(text, style=style).wrap(console, max(console.width - 4, 20))
    for line in lines:
        line.rstrip()
    bullet, *rest = lines
    console.print(Text("  - ").append_text(bullet), highlight=False)
    for line in rest:
        console.print(Text("    ").append_text(line), highlight=False)


def _matrix(brief: Brief, console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    show_heading(console, f"Leverage in % of the target's GDP, {brief.year}: targets down, senders across")
    at_once = max((console.width - 5) // _CELL, 1)
    blocks = -(-len(brief.senders) // at_once)
    each = -(-len(brief.senders) // blocks)
    for start in range(0, len(brief.senders), each):
        senders = brief.senders[start : start + each]
        table = Table(box=None, pad_edge=False, padding=(0, 0), collapse_padding=True)
        table.add_column("", width=5)
        for sender in senders:
            table.add_column(f"{sender} ", justify="right", width=_CELL, no_wrap=True)
        for target in brief.targets:
            cells = [Text(target)]
            for sender in senders:
                pair = brief.pair(sender, target)
                share = 0.0 if pair is None else brief.figures[pair.leverage].best
                empty = UNKNOWN if (sender, target) in brief.unknown else ""
                cells.append(Text(f"{empty} ") if pair is None else Text(f"{cell(share)} ", style=_STYLES[band(share)]))
            table.add_row(*cells)
        console.print(table)
        if start + each < len(brief.senders):
            show_line(console)
    named = [f"{code} {brief.names[code]}" for code in dict.fromkeys((*brief.targets, *brief.senders))]
    show_line(console, f"Empty: sender and target overlap; {UNKNOWN}: no data. {', '.join(named)}.", "dim")


def _loss_table(console: Console, first: str, target: str, sender: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", expand=True)
    table.add_column(first, ratio=1, overflow="fold")
    widths = (18, 19, 19) if console.width >= _ROOMY else (15, 17, 17)
    for heading, width in zip((target, sender, "others together"), widths, strict=True):
        table.add_column(heading, justify="right", width=width, overflow="fold")
    return table


def _add_row(table: Table, title: str, under: str, row: LossRow, style: str = "") -> None:
    from rich.text import Text

    words = Text(title, style=style)
    if under:
        words.append(f"\n{under}", style="dim")
    costs = (row.target_loss, row.sender_loss, row.others_loss)
    table.add_row(words, *(Text(number, style=style).append(f"\n{bracket}", style="dim") for number, bracket in costs))


def _strongest(brief: Brief, console: Console) -> None:
    listed_pairs = strongest(brief, STRONGEST if brief.kind == "region" else len(brief.pairs))
    show_heading(console, "The strongest pairs")
    table = _loss_table(console, "sender on target", "target loses", "sender loses")
    for pair in listed_pairs:
        row = leverage_row(brief, pair)
        _add_row(table, title_of(brief, pair), row.levers, row, "bold")
    console.print(table)
    _rest(brief, console, listed_pairs)


def _rest(brief: Brief, console: Console, shown: Sequence[BriefPair]) -> None:
    others = [p for p in by_leverage(brief) if p not in shown]
    if others:
        most = brief.figures[others[0].leverage].best
        show_line(console, f"{len(others)} other pairs: {percent(most)} at most.", "dim")


def _pairs(brief: Brief, console: Console) -> None:
    """Print each pair's levers singly and joined; pairs that come to nothing are counted."""
    shown = strongest(brief, len(brief.pairs))
    for pair in shown:
        _pair(brief, pair, console)
    silent = [p for p in brief.pairs if p not in shown]
    if silent:
        named = [brief.names[p.sender if brief.kind == "target" else p.target] for p in silent]
        show_line(console)
        show_line(console, f"Below {percent(WORTH_A_ROW)}: {listed(named)}.", "dim")


def _pair(brief: Brief, pair: BriefPair, console: Console) -> None:
    show_heading(console, f"{title_of(brief, pair)}: leverage {loss(brief.figures[pair.leverage])}")
    table = _loss_table(console, "levers", f"{pair.target} loses", f"{pair.sender} loses")
    for row in option_rows(brief, pair):
        within = "" if row.affordable else "beyond the budget"
        note = "the bundle that counts" if row.chosen else within
        _add_row(table, row.levers, note, row, "bold" if row.chosen else "")
    console.print(table)
    _narrow(brief, pair, console)
    for by, heading in CUTS:
        if parts := parts_by(pair, by):
            _item(console, f"{heading.lower()}, the loss through trade: {carried_in_words(brief, parts)}")
    if pair.horizons:
        _item(console, f"the same levers with less or more time to adjust: {horizons_in_words(brief, pair)}")
    for line in reasons(pair):
        _item(console, f"{brief.names[pair.sender]} {line}")
    for line in pair.withheld:
        _item(console, f"withheld: {line}", "dim")


def _narrow(brief: Brief, pair: BriefPair, console: Console) -> None:
    """Print the levers on single sectors and products."""
    from rich.table import Table
    from rich.text import Text

    rows = narrow_rows(brief, pair)
    if not rows:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", expand=True)
    table.add_column(HEADING.lower(), ratio=1, overflow="fold")
    for heading in ("touches, a year", f"{pair.target} loses", f"{pair.sender} loses"):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*(Text(cell) for cell in (row.levers, row.flow, row.target_loss, row.sender_loss)))
    show_line(console)
    console.print(table)
    show_line(console, MEANING, "dim")


def _moves(brief: Brief, console: Console) -> None:
    figures = brief.figures
    moves = [m for m in brief.moves if abs(figures[m.change].best) >= WORTH_A_ROW][:MOVED]
    if not moves:
        return
    show_heading(console, f"What moved between {brief.earlier} and {brief.year}")
    for move in moves:
        before, after = (with_range(figures[i]) for i in (move.before, move.after))
        pair = f"{brief.names[move.sender]} on {brief.names[move.target]}"
        _item(console, f"{pair}: {before} -> {after}, {points(figures[move.change])}")


def _unknown(brief: Brief, console: Console) -> None:
    general, missing = not_known(brief)
    shown = (*general, *missing)[:GAPS]
    _listing(console, "What is not known", shown)
    left = len(general) + len(missing) - len(shown)
    if left:
        _item(console, f"and {left} more, all in the HTML, Markdown and JSON of this brief")


def _sources(brief: Brief, console: Console) -> None:
    show_heading(console, "Sources")
    inputs: Iterable[bool] = (given.estimated for given in brief.inputs.values())
    show_line(
        console,
        f"{len(brief.sources)} sources stand behind {len(brief.inputs)} figures of the world, {sum(inputs)} of them "
        "estimated. They are listed in the HTML, Markdown and JSON.",
    )
    if brief.sources:
        show_line(console, f"  One source:  marchland world show --source {brief.sources[0].source}")
    if brief.pairs:
        first = by_leverage(brief)[0].leverage
        show_line(console, f"  One number:  marchland why FILE '{first}'")
