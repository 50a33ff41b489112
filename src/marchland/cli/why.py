"""`marchland why`: open a figure."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marchland.cli.screen import console


def why(
    result: Annotated[
        Path, typer.Argument(help="A kept outcome (.nc), brief, corridors, energy or sensitivity (.html, .json).")
    ],
    figure: Annotated[str, typer.Argument(help='Id of the figure, for instance "loss:ARM" or "leverage:RUS>ARM".')],
) -> None:
    """Open one figure: formula, inputs, sources, what drives its range.

    In Python: marchland.why(result, figure).
    """
    from marchland.brief import why as opened
    from marchland.brief.kept import read_result
    from marchland.brief.render.explanation import show_explanation

    show_explanation(opened(read_result(result), figure), console())
