"""`marchland sensitivity`: say which named factors the range of a leverage comes from."""

from __future__ import annotations

from typing import Annotated

import typer

from marchland.cli.corridors import chosen_format
from marchland.cli.options import Force, Horizon, Jobs, Out, Seed, World
from marchland.cli.screen import console, free, steps, write


def sensitivity(
    sender: Annotated[str, typer.Argument(help="Who would pull the levers: code of an actor or bloc.")],
    target: Annotated[str, typer.Argument(help="Who is aimed at.")],
    world: World = None,
    horizon: Horizon = None,
    days: Annotated[int, typer.Option("--days", help="How long the levers hold.")] = 365,
    budget: Annotated[float, typer.Option("--budget", help="Own loss a sender bears, share of its GDP.")] = 0.001,
    draws: Annotated[
        int,
        typer.Option("--draws", help="Draws, a power of two; each is solved anew for each factor that matters."),
    ] = 128,
    seed: Seed = 1,
    energy: Annotated[bool, typer.Option("--energy/--no-energy", help="Levers on gas and oil too.")] = True,
    jobs: Jobs = None,
    out: Out = None,
    form: Annotated[
        str | None, typer.Option("--format", help="terminal, html, markdown or json; default: by --out, else terminal.")
    ] = None,
    force: Force = False,
) -> None:
    """Say which named factors the range of a sender's leverage on a target comes from, as ranked bars.

    It needs SALib: pip install 'marchland[sensitivity]'. Without --out the result is printed.

    In Python: marchland.sensitivity_of(world, sender, target).
    """
    from marchland.brief.kept import sensitivity_rendered
    from marchland.brief.render.sensitivity_terminal import show_ranking
    from marchland.brief.sensitivity import sensitivity_of
    from marchland.levers import check_horizon
    from marchland.sweep import cores
    from marchland.world import load_world

    asked = check_horizon(horizon) if horizon is not None else None
    chosen = chosen_format(out, form)
    file = None if out is None or str(out) == "-" else free(out, force=force)
    loaded = load_world(world)
    with steps() as told:
        made = sensitivity_of(
            loaded,
            sender,
            target,
            budget=budget,
            horizon=asked,
            days=days,
            draws=draws,
            seed=seed,
            energy=energy,
            jobs=jobs or cores(),
            progress=told,
        )
    if chosen == "terminal":
        show_ranking(made, console())
        return
    text = sensitivity_rendered(made, chosen)
    if file is None:
        typer.echo(text, nl=False)
        return
    write(file, text)
    typer.echo(made.sentence)
    opened_by = f"; open a figure: marchland why {file} '{made.leverage}'" if chosen != "markdown" else ""
    typer.echo(f"written to {file}{opened_by}")
