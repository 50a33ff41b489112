"""`marchland corridors`: say whose ways whose trade passes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marchland.cli.options import Force, Out, Seed, World
from marchland.cli.screen import console, free, progress, write
from marchland.errors import MarchlandError, suggestion

FORMATS = {"terminal": "", "html": ".html", "markdown": ".md", "json": ".json"}


def corridors(
    target: Annotated[str | None, typer.Argument(help="Whose trade; default: all of the region, as a table.")] = None,
    world: World = None,
    year: Annotated[int | None, typer.Option("--year", help="Year of the figures; default: the base year.")] = None,
    opened: Annotated[
        list[str] | None,
        typer.Option("--open", help="A way that is shut, planned or refused (AZE for ARM): what if it were open."),
    ] = None,
    bypasses: Annotated[
        bool, typer.Option("--bypasses", help="Open each shut or planned way alone, in minutes.")
    ] = False,
    draws: Annotated[int | None, typer.Option("--draws", help="Number of draws.")] = None,
    seed: Seed = 1,
    out: Out = None,
    form: Annotated[
        str | None, typer.Option("--format", help="terminal, html, markdown or json; default: by --out, else terminal.")
    ] = None,
    force: Force = False,
) -> None:
    """Say whose ways whose trade passes, what has no other way, and what opening a way would change.

    Without TARGET: a table of targets and gatekeepers. Without --out the result is printed.

    In Python: marchland.corridors_of(world, target).
    """
    from marchland.brief.corridors import corridors_of
    from marchland.brief.kept import corridors_rendered
    from marchland.brief.render.corridors_terminal import show_corridors
    from marchland.levers import projects
    from marchland.world import load_world

    chosen = chosen_format(out, form)
    file = None if out is None or str(out) == "-" else free(out, force=force)
    loaded = load_world(world).at(year=year)
    with progress("ways opened", len(projects(loaded)) if bypasses else 0) as told:
        made = corridors_of(
            loaded, target, opened=opened or (), bypasses=bypasses, draws=draws, seed=seed, progress=told
        )
    if chosen == "terminal":
        show_corridors(made, console())
        return
    text = corridors_rendered(made, chosen, loaded)
    if file is None:
        typer.echo(text, nl=False)
        return
    write(file, text)
    typer.echo(made.sentence)
    opened_by = (
        f"; open a figure: marchland why {file} '{made.gates[0].value}'" if chosen != "markdown" and made.gates else ""
    )
    typer.echo(f"written to {file}{opened_by}")


def chosen_format(out: Path | None, asked: str | None) -> str:
    """Return the format that is asked for, else that of the file's ending, else terminal.

    Raises
    ------
    MarchlandError
        where there is no such format, or the terminal's is to be written
    """
    if asked is not None:
        if asked not in FORMATS:
            raise MarchlandError(f"format {asked!r} is not known; {suggestion(asked, list(FORMATS))}")
        if asked == "terminal" and out is not None and str(out) != "-":
            raise MarchlandError("--format terminal is printed, not written; use html, markdown or json with --out")
        return asked
    if out is None or str(out) == "-":
        return "terminal"
    for name, suffix in FORMATS.items():
        if suffix and out.suffix == suffix:
            return name
    raise MarchlandError(f"{out}: the ending {out.suffix!r} names no format; use .html, .md or .json, or add --format")
