"""Energy as one web page that needs no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.energy_drawn import DRAWING, drawn_supplies
from marchland.brief.render.energy_json import ELEMENT, energy_json
from marchland.brief.render.energy_rows import (
    energy_ranges_in_words,
    how_energy_was_made,
    region_heading,
    region_rows,
)
from marchland.brief.render.page import environment, page_text

if TYPE_CHECKING:
    from marchland.brief.energy.model import Energy


def energy_html(energy: Energy) -> str:
    """Return energy as one self-contained page, light or dark as the reader's system is."""
    return (
        environment()
        .get_template("energy.html.j2")
        .render(
            e=energy,
            css=page_text("brief.css") + page_text("ways.css") + page_text("energy.css"),
            ranges_are=energy_ranges_in_words(energy),
            fuels=drawn_supplies(energy, energy.supplies) if energy.kind == "target" else (),
            answers=region_heading(energy),
            rows=region_rows(energy) if energy.kind == "region" else (),
            drawing=DRAWING,
            made=how_energy_was_made(energy),
            element=ELEMENT,
            embedded=energy_json(energy, indent=None).strip().replace("<", "\\u003c"),
        )
    )
