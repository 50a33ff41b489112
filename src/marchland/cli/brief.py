"""`marchland brief`: say who can squeeze whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marchland.cli.options import Force, Horizon, Jobs, Out, Seed, World
from marchland.cli.screen import console, free, progress, write
from marchland.errors import MarchlandError, suggestion

if TYPE_CHECKING:
    from marchland.brief.model import Brief
    from marchland.world import World as Loaded

FORMATS = {"html": ".html", "markdown": ".md", "json": ".json"}


def brief(
    target: Annotated[str | None, typer.Argument(help="Who is aimed at; default: the whole region.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="One sender.")] = None,
    world: World = None,
    horizon: Horizon = None,
    days: Annotated[int, typer.Option("--days", help="How long the levers hold.")] = 365,
    budget: Annotated[float, typer.Option("--budget", help="Own loss a sender bears, share of its GDP.")] = 0.001,
    draws: Annotated[int | None, typer.Option("--draws", help="Number of draws.")] = None,
    seed: Seed = 1,
    energy: Annotated[bool, typer.Option("--energy/--no-energy", help="Levers on gas and oil too.")] = True,
    diversification: Annotated[
        bool, typer.Option("--diversification", help="Open each way that is shut or planned, too: takes minutes.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Compute, though a result with these figures came with marchland.")
    ] = False,
    jobs: Jobs = None,
    out: Out = None,
    form: Annotated[str | None, typer.Option("--format", help="html, markdown or json; default: by --out.")] = None,
    force: Force = False,
) -> None:
    """Say who can squeeze whom; print it and write it to a file.

    Without --out the file is marchland-brief.html, or the next free name. `--out -` prints the file instead.

    In Python: marchland.brief_of(world, target, by=...).
    """
    from marchland.brief import brief_of
    from marchland.brief.brief_of import usual_draws
    from marchland.brief.kept import rendered
    from marchland.brief.render import render_terminal
    from marchland.levers import check_horizon
    from marchland.sweep import cores
    from marchland.world import load_world

    asked = check_horizon(horizon) if horizon is not None else None
    chosen = _format(out, form)
    file = _file(out, chosen, "-".join(x for x in (target, by) if x), force)
    loaded = load_world(world)
    given = (target, by, world, asked, days, budget, draws, seed, energy, diversification)
    plain = given == (*[None] * 4, 365, 0.001, None, 1, True, False)
    made = _shipped(loaded) if plain and not fresh else None
    if made is None:
        with progress("draws", usual_draws(target, by) if draws is None else draws) as told:
            made = brief_of(
                loaded,
                target,
                by=by,
                horizon=asked,
                days=days,
                budget=budget,
                draws=draws,
                seed=seed,
                energy=energy,
                diversification=diversification,
                jobs=jobs or (1 if target and by else cores()),
                progress=told,
            )
    text = rendered(made, chosen, loaded)
    if file is None:
        typer.echo(text)
        return
    write(file, text)
    render_terminal(made, console())
    typer.echo(f"written to {file}; open a figure: marchland why {file} {next(iter(made.figures))!r}")


def _shipped(world: Loaded) -> Brief | None:
    """Return the brief that came with marchland, None where there is none of these data and this code."""
    from marchland.brief.shipped import shipped

    kept = shipped()
    if kept is None:
        return None
    why = kept.outdated(world)
    if why is not None:
        typer.echo(f"the result that came with marchland is not used, as {why}: computing it, about a minute", err=True)
        return None
    typer.echo(f"computed beforehand with {kept.brief.draws} draws; --fresh computes it anew", err=True)
    return kept.brief


def _format(out: Path | None, asked: str | None) -> str:
    if asked is not None:
        if asked not in FORMATS:
            raise MarchlandError(f"format {asked!r} is not known; {suggestion(asked, list(FORMATS))}")
        return asked
    if out is None or str(out) == "-":
        return "html"
    for name, suffix in FORMATS.items():
        if out.suffix == suffix:
            return name
    raise MarchlandError(f"{out}: the ending {out.suffix!r} names no format; use .html, .md or .json, or add --format")


def _file(out: Path | None, form: str, about: str, force: bool) -> Path | None:
    """Return the file to write, None for standard output."""
    if out is not None:
        return None if str(out) == "-" else free(out, force=force)
    stem = f"marchland-brief-{about}" if about else "marchland-brief"
    number, file = 1, Path(stem + FORMATS[form])
    while file.exists() and not force:
        number += 1
        file = Path(f"{stem}-{number}{FORMATS[form]}")
    return free(file, force=force)
