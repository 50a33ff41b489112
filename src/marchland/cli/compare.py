"""`marchland compare`: two outcomes side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marchland.cli.screen import console


def compare(
    first: Annotated[Path, typer.Argument(metavar="A", help="An outcome kept by `marchland run --out`.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Another one.")],
) -> None:
    """Set two outcomes side by side; the difference is B less A.

    In Python: marchland.compare(first, second).
    """
    from marchland.brief import compare as compared
    from marchland.brief.render.comparison import show_comparison
    from marchland.engine import Outcome

    show_comparison(compared(Outcome.load(first), Outcome.load(second)), console())
