"""The tables of a brief on a terminal: the matrix, the strongest pairs, the levers of a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.bands import UNKNOWN, band, cell
from marchland.brief.render.narrow import HEADING, MEANING, narrow_rows
from marchland.brief.render.printed import show_line
from marchland.brief.render.tables import leverage_row, option_rows, other_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.table import Table

    from marchland.brief.model import Brief, BriefPair
    from marchland.brief.render.tables import LossRow

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


def show_matrix(brief: Brief, console: Console) -> None:
    """Print leverage on each target by each sender, coloured by its size."""
    from rich.table import Table
    from rich.text import Text

    show_line(console, f"Leverage in % of the target's GDP, {brief.year}: targets down, senders across")
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


def show_strongest(brief: Brief, pairs: Iterable[BriefPair], console: Console) -> None:
    """Print the levers that count of some pairs, and what they cost whom."""
    first = {"target": "sender", "sender": "target"}.get(brief.kind, "sender on target")
    table = _loss_table(console, first, "target loses", "sender loses")
    for pair in pairs:
        row = leverage_row(brief, pair)
        _add_row(table, other_of(brief, pair), row.levers, row, "bold")
    console.print(table)


def show_options(brief: Brief, pair: BriefPair, console: Console) -> None:
    """Print the levers of a pair, singly and joined, and what they cost whom."""
    table = _loss_table(console, "levers", f"{pair.target} loses", f"{pair.sender} loses")
    for row in option_rows(brief, pair):
        within = "" if row.affordable else "beyond the budget"
        note = "the bundle that counts" if row.chosen else within
        _add_row(table, row.levers, note, row, "bold" if row.chosen else "")
    console.print(table)


def show_narrow(brief: Brief, pair: BriefPair, console: Console) -> None:
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
