"""What the pages draw of a target's gas and oil."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from marchland.brief.render.energy_rows import (
    CUT_HEADINGS,
    CUT_IS,
    ORIGIN_HEADINGS,
    PIPE_HEADINGS,
    PIPES_ARE,
    REGION_HEADINGS,
    asked,
    bar,
    cut_rows,
    heading,
    origin_rows,
    pipe_rows,
    softening_lines,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marchland.brief.render.energy_rows import Told
    from marchland.brief.supply import FuelSupply

WIDTH, HATCHES = 640.0, 6
"""Of the picture; patterns that tell the parts of a bar apart without colour, the last one shared by all further."""
DRAWING = MappingProxyType(
    {
        "headings": {
            "origin": ORIGIN_HEADINGS,
            "pipe": PIPE_HEADINGS,
            "cut": CUT_HEADINGS,
            "region": REGION_HEADINGS,
        },
        "meaning": {"cut": CUT_IS, "pipe": PIPES_ARE},
        "width": WIDTH,
        "hatches": HATCHES,
    }
)
"""What `energy_supply.html.j2` needs beside the fuels."""


def drawn_supplies(energy: Told, supplies: Sequence[FuelSupply]) -> list[dict[str, object]]:
    """Return what `energy_supply.html.j2` draws of each fuel."""
    return [
        {
            "fuel": supply.fuel,
            "heading": heading(energy, supply),
            "bar": _placed(energy, supply),
            "origins": origin_rows(energy, supply),
            "pipes": pipe_rows(energy, supply),
            "cuts": cut_rows(energy, supply),
            "asked": asked(energy, supply) if supply.cuts else "",
            "softened": [softening_lines(energy, supply, cut) for cut in supply.cuts],
        }
        for supply in supplies
    ]


def _placed(energy: Told, supply: FuelSupply) -> list[tuple[str, float, float, int, str, float]]:
    """Return name, start and width, pattern, id and share of each part of a bar."""
    placed, start = [], 0.0
    for number, part in enumerate(bar(energy, supply)):
        width = WIDTH * part.share
        placed.append((part.name, start, width, min(number, HATCHES - 1), part.identifier, part.share))
        start += width
    return placed
