"""`marchland energy`: say who sells whom gas and oil, and what a cut would mean."""

from __future__ import annotations

from typing import Annotated

import typer

from marchland.cli.corridors import chosen_format
from marchland.cli.options import Force, Jobs, Out, Seed, World
from marchland.cli.screen import console, free, progress, write
from marchland.errors import MarchlandError


def energy(
    target: Annotated[str | None, typer.Argument(help="Whose energy; default: all of the region, as a table.")] = None,
    world: World = None,
    year: Annotated[int | None, typer.Option("--year", help="Year of the figures; default: the base year.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who withholds; default: the largest seller.")] = None,
    days: Annotated[list[int] | None, typer.Option("--days", help="For how long; default: 30, 90, 365.")] = None,
    draws: Annotated[int | None, typer.Option("--draws", help="Number of draws.")] = None,
    seed: Seed = 1,
    jobs: Jobs = None,
    out: Out = None,
    form: Annotated[
        str | None, typer.Option("--format", help="terminal, html, markdown or json; default: by --out, else terminal.")
    ] = None,
    force: Force = False,
) -> None:
    """Say who sells whom gas and oil, whose pipes bring them, and what a cut by a seller would mean.

    Without TARGET: a table of targets and their largest sellers. Without --out the result is printed.

    In Python: marchland.energy_of(world, target).
    """
    from marchland.brief.energy import energy_of
    from marchland.brief.energy.energy_of import REGION_DRAWS, TARGET_DRAWS
    from marchland.brief.kept import energy_rendered
    from marchland.brief.render.energy_terminal import show_energy
    from marchland.sweep import cores
    from marchland.world import load_world

    if any(length < 1 for length in days or ()):
        raise MarchlandError("--days is below 1; a cut lasts a day at least")
    if draws is not None and draws < 0:
        raise MarchlandError("--draws is below 0; give 0 for best values alone")
    chosen = chosen_format(out, form)
    file = None if out is None or str(out) == "-" else free(out, force=force)
    loaded = load_world(world).energy_at(year=year)
    usual = REGION_DRAWS if target is None else TARGET_DRAWS
    with progress("draws", usual if draws is None else draws) as told:
        made = energy_of(loaded, target, by=by, days=days, draws=draws, seed=seed, jobs=jobs or cores(), progress=told)
    if chosen == "terminal":
        show_energy(made, console())
        return
    text = energy_rendered(made, chosen)
    if file is None:
        typer.echo(text, nl=False)
        return
    write(file, text)
    typer.echo(made.sentence)
    first = next((supply.cuts[-1].loss for supply in made.supplies if supply.cuts), "")
    opened_by = f"; open a figure: marchland why {file} '{first}'" if chosen != "markdown" and first else ""
    typer.echo(f"written to {file}{opened_by}")
