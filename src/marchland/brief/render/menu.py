"""A menu as rows, and on the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.brief.words import begun, dollar_span, dollars, listed, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from marchland.levers import Menu, MenuItem
    from marchland.world import World

WIDE, FLOW, SHORT = 100, 27, 20
"""Columns from which on a flow and its range stand on one line if they take no more than `FLOW`; below, `SHORT`."""
PART, PRODUCT = 1, 2
"""How deep a line stands under the lever on all goods: a sector, a product of a sector."""


@dataclass(frozen=True, kw_only=True)
class MenuRow:
    """A line of a menu.

    Parameters
    ----------
    depth
        0 = a lever, 1 = a sector, way or pipe of it, 2 = a product of that sector
    words
        the lever; of a part its code, as a scenario names it
    name
        of a sector, product or pipe its printed name, else empty
    flow
        what it touches in a year, with its range
    why
        why the sender may, of a sector, product or way what a reader should know of its figure
    """

    item: MenuItem
    depth: int
    words: str
    name: str
    flow: str
    why: str
    sources: tuple[str, ...]


def menu_rows(menu: Menu, world: World) -> Iterator[MenuRow]:
    """Yield the lines of a menu: each lever, its sectors by size, and under each sector its products."""
    names = {
        (column, row[column]): row["name"]
        for table, column in (("sectors", "sector"), ("products", "product"), ("pipes", "pipe"))
        for row in world[table].rows()
    }
    told: tuple[str, ...] = ()
    sector_above = False
    for item in menu.items:
        lever = item.lever
        if not lever.is_narrow:
            told, sector_above = item.sources, False
            why = f"{item.reason}; {item.note}" if item.note else item.reason
            yield MenuRow(
                item=item,
                depth=0,
                words=lever.words + _size(item),
                name="",
                flow=_flow(item),
                why=why,
                sources=item.sources,
            )
            continue
        sector_above = sector_above or lever.sector is not None
        depth = PART if lever.sector is not None or not sector_above else PRODUCT
        part = "pipe" if lever.is_pipe else "sector" if lever.sector is not None else "product"
        key = (part, lever.flow)
        own = tuple(code for code in item.sources if code not in told)
        yield MenuRow(
            item=item,
            depth=depth,
            words=lever.flow,
            name=names.get(key, ""),
            flow=_flow(item),
            why=item.reason if lever.is_pipe else item.note,
            sources=own,
        )


def summary_line(menu: Menu, world: World) -> str:
    """Say in a sentence how many levers there are, and how many of their parts."""
    sender, target = spoken(world.name(menu.sender)), spoken(world.name(menu.target))
    whole, parts = len(menu.whole), len(menu.narrow)
    kinds = [
        kind
        for kind, held in (
            ("single sectors and products", [i for i in menu.narrow if not i.lever.parsed.thing]),
            ("single ways", [i for i in menu.narrow if i.lever.is_way]),
            ("single pipes", [i for i in menu.narrow if i.lever.is_pipe]),
        )
        if held
    ]
    if not whole:
        return begun(f"{sender} has no lever on {target} as of {world.day}.")
    count = f"{whole} lever{'s' if whole > 1 else ''}"
    within = f", and {parts} on {listed(kinds)}" if parts else ""
    return begun(f"{sender} has {count} on {target} as of {world.day}{within}.")


def show_menu(menu: Menu, world: World, console: Console) -> None:
    """Print what a sender's control allows against a target, and what not, each with the reason and its sources.

    Sources stand under the reason: in a column of their own they leave it too little room on 100 columns.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    console.print(summary_line(menu, world))
    most = FLOW if console.width >= WIDE else SHORT
    if menu.items:
        table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), expand=True)
        table.add_column("lever", no_wrap=True)
        table.add_column("touches, a year", no_wrap=True)
        table.add_column("why the sender may, and sources", ratio=1, overflow="fold")
        for row in menu_rows(menu, world):
            if row.depth == 0 and table.row_count:
                table.add_section()
            table.add_row("  " * row.depth + row.words, _in_width(row.flow, most), _with_sources(row))
        console.print(table)
    for withheld in menu.withheld:
        console.print(f"not: {withheld.action} {withheld.object}: {withheld.reason}")
    if menu.narrow:
        console.print(
            "A line that is set in is a part of the lever above it, as a scenario names it under sector or product, or "
            "as the way or pipe in its object; the sources of that lever are its sources too."
        )
    if menu.items:
        console.print("A source opens with: marchland world show --source ID")


def _in_width(flow: str, most: int) -> str:
    """Return a flow with its range on a second line where both are too long for one."""
    return flow if len(flow) <= most else flow.replace(" [", "\n[")


def _with_sources(row: MenuRow) -> str:
    """Return why the sender may, and on a line of their own the sources."""
    cited = f"sources: {', '.join(row.sources)}" if row.sources else ""
    return "\n".join(part for part in (row.why, cited) if part)


def _flow(item: MenuItem) -> str:
    if item.unit == "persons":
        return f"{_count(item.best)} workers [{_count(item.low)} to {_count(item.high)}]"
    if item.unit in {"bcm", "Mt"}:
        return f"{item.best:.3g} {item.unit} [{item.low:.3g} to {item.high:.3g}]"
    low, best, high = (v * 1e6 for v in (item.low, item.best, item.high))
    return f"{dollars(best)} {dollar_span(low, best, high)}"


def _size(item: MenuItem) -> str:
    """Return what is added to a lever's words: a duty, or a price, whose unit stands in the item's note."""
    lever = item.lever
    if lever.action == "tariff":
        return f" ({lever.size:+.0%} duty)"
    return f" ({lever.size:.3g} USD)" if lever.action == "reprice" else ""


def _count(persons: float) -> str:
    return f"{float(f'{persons:.3g}'):,.0f}"
