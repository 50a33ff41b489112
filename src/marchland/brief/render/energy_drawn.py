"""What the pages draw of a target's gas and oil."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from marchland.brief.render.axis import axis_of
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
from marchland.brief.render.phrases import loss
from marchland.brief.render.pictures import MarkRow, Picture, ends, mark_of
from marchland.brief.words import begun, days_in_words, spoken

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
            "losses": _losses(energy, supply),
            "losses_are": (
                "",
                f"{begun(spoken(energy.names[supply.target]))} loses, of a year's GDP",
                "Sender's own loss, USD",
            ),
            "softened": [softening_lines(energy, supply, cut) for cut in supply.cuts],
        }
        for supply in supplies
    ]


def _losses(energy: Told, supply: FuelSupply) -> Picture:
    """Return what each cut would cost the target as a share of its GDP, drawn, and the sender, in words."""
    figures = energy.figures
    axis = axis_of((end for cut in supply.cuts for end in ends(figures[cut.loss_share])), apart=9.0)
    rows = (
        MarkRow(
            label=begun(days_in_words(cut.days)),
            link="",
            marks=(mark_of(axis, figures[cut.loss_share]),),
            note=loss(figures[cut.own]),
            note_figure=cut.own,
        )
        for cut in supply.cuts
    )
    return Picture(axes=(axis,), rows=tuple(rows))


def _placed(energy: Told, supply: FuelSupply) -> list[tuple[str, float, float, int, str, float]]:
    """Return name, start and width, pattern, id and share of each part of a bar."""
    placed, start = [], 0.0
    for number, part in enumerate(bar(energy, supply)):
        width = WIDTH * part.share
        placed.append((part.name, start, width, min(number, HATCHES - 1), part.identifier, part.share))
        start += width
    return placed
