"""`marchland world`: check, show, schema, new, build, network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marchland.cli.options import Force, World
from marchland.cli.screen import BAD_INPUT, console, steps

app = typer.Typer(help="Look at, check and make worlds.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def check(path: Annotated[str, typer.Argument(help="A world folder, or a built-in world.")]) -> None:
    """Find every fault of a world folder in one run.

    In Python: marchland.check_world(path).
    """
    from marchland.world import check_world, load_world

    faults = check_world(path)
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        typer.echo(f"{len(faults)} fault{'s' if len(faults) > 1 else ''} in {path}", err=True)
        raise typer.Exit(BAD_INPUT)
    world = load_world(path)
    rows = sum(len(t) for t in world.tables.values())
    typer.echo(f"{path}: no faults in {len(world.tables)} tables, {rows} rows; fingerprint {world.fingerprint[:12]}")


@app.command()
def show(
    path: Annotated[str | None, typer.Argument(help="A world folder; default: the built-in world.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Open one source.")] = None,
) -> None:
    """Say what is in a world: coverage, gaps, oldest figures.

    In Python: marchland.load_world(path).
    """
    from marchland.cli.show import show_source, show_world
    from marchland.world import load_world

    world = load_world(path)
    if source is None:
        show_world(world, console())
    else:
        show_source(world, source, console())


@app.command()
def schema() -> None:
    """Print every table and column with type, unit and meaning.

    In Python: marchland.world.schema().
    """
    from marchland.cli.show import show_schema

    show_schema(console())


@app.command()
def new(
    path: Annotated[Path, typer.Argument(help="The folder to make.")],
    source: Annotated[
        str | None, typer.Option("--from", help="World to copy, for instance post-soviet; default: empty tables.")
    ] = None,
    force: Force = False,
) -> None:
    """Make a world folder to fill in, or a copy to edit.

    In Python: marchland.new_world(path, source=...).
    """
    from marchland.world import new_world

    made = new_world(path, source=source, force=force)
    typer.echo(f"made {made}; edit its tables, then run: marchland world check {made}")


@app.command()
def build(
    reference: Annotated[Path, typer.Option("--from", help="Folder with the publishers' releases.")],
    target: Annotated[
        Path | None, typer.Option("--to", help="World folder to make; default: the recipe's name, here.")
    ] = None,
    recipe: Annotated[str, typer.Option("--recipe", help="How the world is made.")] = "post-soviet",
    year: Annotated[
        int | None, typer.Option("--year", help="A later year, of which the folder holds BACI: the new base year.")
    ] = None,
    force: Force = False,
) -> None:
    """Make a world from the publishers' releases; official files stand in for estimates.

    In Python: marchland.world.build.make.build(recipe, reference, target, year=...).
    """
    from marchland.cli.show import show_made
    from marchland.world.build.make import build as build_world

    with steps() as told:
        made = build_world(recipe, reference, target or Path(recipe), year=year, force=force, told=told)
    show_made(made, console())


@app.command()
def network(
    box: Annotated[
        tuple[float, float, float, float], typer.Option("--box", help="West, south, east and north, in degrees.")
    ],
    target: Annotated[Path, typer.Option("--to", help="Folder to make: places, links, sources and a list of gaps.")],
    modes: Annotated[str, typer.Option("--modes", help="Some of rail,road,sea.")] = "rail,road",
    coarse: Annotated[
        float, typer.Option("--coarse", help="Size in km of cells that become one place; 0: every junction is one.")
    ] = 0.0,
    countries: Annotated[
        Path | None, typer.Option("--countries", help="TopoJSON or GeoJSON of countries; default: the world's map.")
    ] = None,
    world: World = None,
    force: Force = False,
) -> None:
    """Make places and links of any part of the world from OpenStreetMap and sea lanes.

    In Python: marchland.world.build.wide.wide_network(box, countries).
    """
    from marchland.world.build.wide.box import Box
    from marchland.world.build.wide.countries import chosen_countries
    from marchland.world.build.wide.network import free_for_network, wide_network, write_network

    west, south, east, north = box
    asked = Box(west=west, south=south, east=east, north=north)
    free_for_network(target, force=force)
    with steps() as told:
        land = chosen_countries(countries, world)
        named = [mode.strip() for mode in modes.split(",") if mode.strip()]
        made = wide_network(asked, land, modes=named, coarse=coarse, told=told)
    write_network(made, target, force=force)
    counted = ", ".join(f"{rows:,} {table}" for table, rows in made.rows.items())
    typer.echo(f"made {target}: {counted}; {made.crossings:,} links cross a border")
    typer.echo(f"what is missing or inferred, and the terms of the data (ODbL): {target / 'gaps.md'}")
