"""Lines, headings, lists and tables that every rendering prints alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console


def show_line(console: Console, text: str = "", style: str = "") -> None:
    """Print a line as it is: brackets in it are ranges, not markup."""
    console.print(text, style=style or None, markup=False, highlight=False)


def show_heading(console: Console, text: str) -> None:
    """Print an empty line and a heading."""
    show_line(console)
    show_line(console, text, "bold underline")


def show_item(console: Console, text: str, style: str = "") -> None:
    """Print a line of a list, its further lines set in."""
    from rich.text import Text

    lines = Text(text, style=style).wrap(console, max(console.width - 4, 20))
    for line in lines:
        line.rstrip()
    bullet, *rest = lines
    console.print(Text("  - ").append_text(bullet), highlight=False)
    for line in rest:
        console.print(Text("    ").append_text(line), highlight=False)


def show_list(console: Console, title: str, lines: Sequence[str]) -> None:
    """Print a list under a heading, where it has one; nothing where it is empty."""
    if lines and title:
        show_heading(console, title)
    for each in lines:
        show_line(console, f"  - {each}")


def show_table(
    console: Console,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    words: Sequence[int] = (0,),
    drawn: Sequence[int] = (),
) -> None:
    """Print a table with a line under its head; columns other than `words` are aligned to the right.

    What is `drawn` stands on one line however narrow the terminal is.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for i, title in enumerate(headings):
        table.add_column(title, justify="left" if i in words else "right", no_wrap=i in drawn, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(table, markup=False)
