"""`marchland calibrate`: hold the freight layer against observed traffic, and fit its dispersion."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marchland.cli.options import Force, Seed, World
from marchland.cli.screen import console, progress


def calibrate(
    world: World = None,
    write: Annotated[
        Path | None, typer.Option("--write", help="Folder for a copy of the world with the fitted parameter.")
    ] = None,
    draws: Annotated[int, typer.Option("--draws", help="Number of draws.")] = 32,
    seed: Seed = 1,
    compare: Annotated[bool, typer.Option("--compare", help="Compare alone, without fitting.")] = False,
    force: Force = False,
) -> None:
    """Fit the dispersion of freight to observed shares of corridors, and hold the model against all observed traffic.

    The comparison is with the world's own dispersion; with --write it is made again by `marchland calibrate --compare`
    on the copy.

    In Python: marchland.calibrate.calibrate_dispersion(world), marchland.calibrate.observed(world).
    """
    from rich.table import Table

    from marchland.calibrate import calibrate_dispersion, observed, write_calibration
    from marchland.calibrate.shown import figure, interval
    from marchland.calibrate.traffic import middle
    from marchland.world import load_world
    from marchland.world.write import free_folder

    if write is not None:
        free_folder(write, force=force)
    loaded = load_world(world)
    if not compare:
        with progress("equilibria solved", 9) as told:
            found = calibrate_dispersion(loaded, progress=told)
        typer.echo(f"dispersion {found.best:.3g} [{found.low:.3g} to {found.high:.3g}], from {', '.join(found.rows)}")
        if write is not None:
            typer.echo(f"written to {write_calibration(loaded, found, write, force=force)}")
    with progress("days", len({middle(row) for row in loaded["traffic"].rows()})) as told:
        made = observed(loaded, draws=draws, seed=seed, progress=told)
    table = Table("traffic", "year", "use", "seen", "model", "ratio", "", title="Observed traffic and the model")
    for row in made:
        table.add_row(
            row.name,
            str(row.year),
            row.use,
            interval(row.seen_low, row.seen, row.seen_high, row.measure),
            interval(row.low, row.best, row.high, row.measure),
            figure(row.ratio),
            "hit" if row.hit else "miss",
        )
    console().print(table)
