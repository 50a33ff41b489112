"""Energy as one web page that needs no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.energy_json import ELEMENT, energy_json
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
    energy_ranges_in_words,
    heading,
    how_energy_was_made,
    origin_rows,
    pipe_rows,
    region_heading,
    region_rows,
    softening_lines,
)
from marchland.brief.render.html import environment, page_text

if TYPE_CHECKING:
    from marchland.brief.energy.model import Energy

WIDTH, HATCHES = 640.0, 6
"""Of the picture; patterns that tell the parts of a bar apart without colour, the last one shared by all further."""


def energy_html(energy: Energy) -> str:
    """Return energy as one self-contained page, light or dark as the reader's system is."""
    fuels = [
        {
            "fuel": supply.fuel,
            "heading": heading(energy, supply),
            "bar": _placed(energy, at),
            "origins": origin_rows(energy, supply),
            "pipes": pipe_rows(energy, supply),
            "cuts": cut_rows(energy, supply),
            "asked": asked(energy, supply) if supply.cuts else "",
            "softened": [softening_lines(energy, supply, cut) for cut in supply.cuts],
        }
        for at, supply in enumerate(energy.supplies)
    ]
    return (
        environment()
        .get_template("energy.html.j2")
        .render(
            e=energy,
            css=page_text("brief.css") + page_text("ways.css") + page_text("energy.css"),
            ranges_are=energy_ranges_in_words(energy),
            fuels=fuels if energy.kind == "target" else (),
            answers=region_heading(energy),
            rows=region_rows(energy) if energy.kind == "region" else (),
            headings={"origin": ORIGIN_HEADINGS, "pipe": PIPE_HEADINGS, "cut": CUT_HEADINGS, "region": REGION_HEADINGS},
            meaning={"cut": CUT_IS, "pipe": PIPES_ARE},
            width=WIDTH,
            hatches=HATCHES,
            made=how_energy_was_made(energy),
            element=ELEMENT,
            embedded=energy_json(energy, indent=None).strip().replace("<", "\\u003c"),
        )
    )


def _placed(energy: Energy, at: int) -> list[tuple[str, float, float, int, str, float]]:
    """Return name, start and width, pattern, id and share of each part of a bar."""
    placed, start = [], 0.0
    for number, part in enumerate(bar(energy, energy.supplies[at])):
        width = WIDTH * part.share
        placed.append((part.name, start, width, min(number, HATCHES - 1), part.identifier, part.share))
        start += width
    return placed
