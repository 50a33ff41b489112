"""A menu on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.words import begun, dollar_span, dollars, spoken

if TYPE_CHECKING:
    from rich.console import Console

    from marchland.levers import Menu, MenuItem
    from marchland.world import World


def show_menu(menu: Menu, world: World, console: Console) -> None:
    """Print what a sender's control allows against a target, and what not, each with the reason."""
    from rich.table import Table

    sender, target = spoken(world.name(menu.sender)), spoken(world.name(menu.target))
    if menu.items:
        count = len(menu.items)
        console.print(begun(f"{sender} has {count} lever{'s' if count > 1 else ''} on {target} as of {world.day}."))
        table = Table("lever", "touches, a year", "why the sender may", "sources")
        for item in menu.items:
            lever = item.lever
            size = f" ({lever.size:+.0%} duty)" if lever.action == "tariff" else ""
            table.add_row(f"{lever.action} {lever.object}{size}", _flow(item), item.reason, ", ".join(item.sources))
        console.print(table)
    else:
        console.print(begun(f"{sender} has no lever on {target} as of {world.day}."))
    for withheld in menu.withheld:
        console.print(f"not: {withheld.action} {withheld.object}: {withheld.reason}")
    if menu.items:
        console.print("A source opens with: marchland world show --source ID")


def _flow(item: MenuItem) -> str:
    if item.unit == "persons":
        return f"{_count(item.best)} workers [{_count(item.low)} to {_count(item.high)}]"
    low, best, high = (v * 1e6 for v in (item.low, item.best, item.high))
    return f"{dollars(best)} {dollar_span(low, best, high)}"


def _count(persons: float) -> str:
    return f"{float(f'{persons:.3g}'):,.0f}"
