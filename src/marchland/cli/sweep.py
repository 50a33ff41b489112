"""`marchland sweep`: compute many scenarios, in many draws, in several worlds."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Annotated

import typer

from marchland.cli.options import Horizon, Jobs, Seed
from marchland.cli.screen import INTERRUPTED, complain, console, progress

OUTCOMES_WORTH_A_PROCESS = 400
"""With fewer, starting a process takes longer than it saves."""
UNFINISHED = 1


def sweep(
    scenarios: Annotated[list[Path], typer.Argument(metavar="SCENARIO...", help="Scenario files (YAML).")],
    to: Annotated[Path, typer.Option("--to", help="Folder for the results.")],
    world: Annotated[
        list[str] | None,
        typer.Option("--world", help="A world folder, or a built-in world; again for each; default: post-soviet."),
    ] = None,
    horizon: Horizon = None,
    draws: Annotated[int, typer.Option("--draws", help="Number of draws of each scenario in each world.")] = 100,
    seed: Seed = 1,
    chunk: Annotated[
        int | None, typer.Option("--chunk", help="Outcomes a piece; default: a 16th of all, 20 to 1,000.")
    ] = None,
    jobs: Jobs = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="Address of a Dask cluster, in place of processes: tcp://...")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the sweep that the folder holds.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Delete the sweep that the folder holds.")] = False,
) -> None:
    """Compute what each scenario costs whom in each world and draw; what is done is kept at once, as Parquet.

    A sweep that was broken off goes on with --resume.

    In Python: marchland.sweep.sweep(worlds, scenarios, to=...).
    """
    from marchland.brief.render.swept import show_swept
    from marchland.levers import check_horizon
    from marchland.levers.scenario_file import read_scenario
    from marchland.sweep import Swept, cores
    from marchland.sweep import sweep as swept_over
    from marchland.world import load_world

    asked = check_horizon(horizon) if horizon is not None else None
    read = [read_scenario(file) for file in scenarios]
    worlds = [load_world(one) for one in world] if world else [load_world()]
    total = len(read) * len(worlds) * (draws + 1)
    try:
        with progress("outcomes", total) as told:
            found = swept_over(
                worlds,
                read,
                to=to,
                draws=draws,
                seed=seed,
                horizon=asked,
                chunk=chunk,
                jobs=jobs or (cores() if total >= OUTCOMES_WORTH_A_PROCESS else 1),
                scheduler=scheduler,
                resume=resume,
                force=force,
                progress=told,
            )
    except KeyboardInterrupt as error:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is answered now
        begun = (to / "sweep.json").is_file()
        kept = f"{Swept.load(to).told}: go on with --resume" if begun else "nothing was written"
        complain(f"interrupted; {kept}")
        raise typer.Exit(INTERRUPTED) from error
    show_swept(found, console())
    if not found.finished:
        raise typer.Exit(UNFINISHED)
