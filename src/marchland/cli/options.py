"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

World = Annotated[
    str | None, typer.Option("--world", help="A world folder, or a built-in world; default: post-soviet.")
]
Horizon = Annotated[
    str | None, typer.Option("--horizon", help="Time to adjust: quarter, year or decade; default: from the days.")
]
Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same draws.")]
Jobs = Annotated[int | None, typer.Option("--jobs", help="Processes; default: as many as pay off.")]
Force = Annotated[bool, typer.Option("--force", help="Replace what is there.")]
Out = Annotated[Path | None, typer.Option("--out", help="File to write.")]
