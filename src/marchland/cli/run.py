"""`marchland run`: compute a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marchland.cli.options import Force, Horizon, Jobs, Out, Seed, World
from marchland.cli.screen import console, free, progress

DRAWS_WORTH_A_PROCESS = 1000
"""With fewer, starting a process takes longer than it saves."""


def run(
    scenario: Annotated[Path, typer.Argument(help="A scenario file (YAML).")],
    world: World = None,
    horizon: Horizon = None,
    draws: Annotated[int, typer.Option("--draws", help="Number of draws.")] = 200,
    seed: Seed = 1,
    jobs: Jobs = None,
    out: Out = None,
    force: Force = False,
) -> None:
    """Compute what a scenario costs whom; --out keeps the outcome (netCDF).

    In Python: marchland.run(world, marchland.read_scenario(path)).
    """
    from marchland.brief.render.outcome import show_outcome
    from marchland.levers import check_horizon
    from marchland.levers.scenario_file import read_scenario
    from marchland.sweep import cores
    from marchland.sweep import run as run_scenario
    from marchland.world import load_world

    asked = check_horizon(horizon) if horizon is not None else None
    target = free(out, force=force) if out is not None else None
    read = read_scenario(scenario)
    loaded = load_world(world)
    with progress("draws", draws) as told:
        outcome = run_scenario(
            loaded,
            read,
            horizon=asked,
            draws=draws,
            seed=seed,
            jobs=jobs or (cores() if draws >= DRAWS_WORTH_A_PROCESS else 1),
            progress=told,
        )
    if target is not None:
        outcome.save(target, force=force)
    show_outcome(outcome, console())
    if target is not None:
        typer.echo(f"kept in {target}; open a figure: marchland why {target} loss:{outcome.about['involved'][0]}")
