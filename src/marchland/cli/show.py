"""A world on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.errors import UnknownName
from marchland.world import coverage
from marchland.world import schema as world_schema
from marchland.world.summary import MOST_GAPS, oldest_figures, trade_gaps

if TYPE_CHECKING:
    from rich.console import Console

    from marchland.world import World
    from marchland.world.build.make import Made


def show_world(world: World, console: Console) -> None:
    """Print what is in a world: tables, gaps, oldest figures."""
    from rich.table import Table

    package = world.package
    console.print(
        f"{package.title} ({package.name}): {len(world.actors)} actors, of which {len(package.focus)} in focus; "
        f"base year {package.base_year}; fingerprint {world.fingerprint[:12]}",
        soft_wrap=True,
    )
    table = Table("table", "rows", "covers", "estimated", "sources", "what it holds")
    for line in coverage(world):
        estimated = "" if line.estimated is None else f"{line.estimated:.0%}"
        table.add_row(line.table, str(line.rows), line.years, estimated, str(line.sources or ""), line.description)
    console.print(table)
    for year in world.years("trade"):
        gaps = trade_gaps(world, year)
        named = ", ".join(f"{a} to {b}" for a, b in gaps[:MOST_GAPS])
        more = f" and {len(gaps) - MOST_GAPS} more" if len(gaps) > MOST_GAPS else ""
        console.print(f"No data on trade in {year}: {named or 'no gaps'}{more}", soft_wrap=True)
    old = oldest_figures(world)
    shown = ", ".join(f"{indicator} of {actor} {year}" for indicator, actor, year in old[:MOST_GAPS])
    more = f" and {len(old) - MOST_GAPS} more" if len(old) > MOST_GAPS else ""
    console.print(f"Oldest figures: {shown or 'all are of the base year'}{more}", soft_wrap=True)
    count, first = len(world["sources"]), world["sources"]["source"][0]
    console.print(f"{count} sources, listed in sources.csv; one opens with: marchland world show --source {first}")


def show_source(world: World, identifier: str, console: Console) -> None:
    """Print one source and what cites it.

    Raises
    ------
    UnknownName
        where the world has no such source
    """
    found = world["sources"].where(source=identifier)
    if not len(found):
        raise UnknownName("source", identifier, world["sources"]["source"].tolist())
    row = next(found.rows())
    for key in ("source", "title", "publisher", "year", "url", "licence", "note"):
        if row[key]:
            console.print(f"{key}: {row[key]}", soft_wrap=True)
    for name, table in world.tables.items():
        if name != "sources" and "source" in table.columns:
            cited = sum(identifier in cell.split(";") for cell in table["source"].tolist())
            if cited:
                console.print(f"cited by {cited} rows of {name}.csv", soft_wrap=True)


def show_schema(console: Console) -> None:
    """Print every table and column."""
    from rich.table import Table

    for spec in world_schema().tables.values():
        kind = "required" if spec.required else "optional"
        table = Table("column", "type", "unit", "", "meaning", title=f"{spec.name}.csv ({kind}): {spec.description}")
        for column in spec.columns:
            marks = ", ".join(w for w, on in (("key", column.key), ("required", column.required)) if on)
            spread = f"; default spread x or / {column.spread:g}" if column.spread else ""
            table.add_row(column.name, column.kind, column.unit, marks, column.description + spread)
        console.print(table)
    for name, terms in world_schema().vocabulary.items():
        table = Table("word", "unit", "meaning", title=f"words of {name}")
        for term in terms.values():
            table.add_row(term.word, term.unit, term.description)
        console.print(table)


def show_made(made: Made, console: Console) -> None:
    """Print what a world was made of: official releases, and how much of each table is estimated."""
    from rich.table import Table

    for line in made.official:
        console.print(f"read from an official release: {line}", soft_wrap=True)
    if not made.official:
        console.print("no official release in the folder (baci/, icio/, faostat/): extracts and estimates stand")
    table = Table("table", "rows", "estimated")
    for name, rows in made.rows.items():
        estimated = made.estimated.get(name)
        table.add_row(name, str(rows), "" if estimated is None else f"{estimated} ({estimated / rows:.0%})")
    console.print(table)
    console.print(f"made {made.folder}; look at it: marchland world show {made.folder}", soft_wrap=True)
