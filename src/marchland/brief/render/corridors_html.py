"""Corridors as one web page that needs no network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marchland.brief.render.corridor_rows import (
    BYPASS_HEADINGS,
    BYPASS_IS,
    GATE_HEADINGS,
    GATE_IS,
    MATRIX_IS,
    SHIFT_HEADINGS,
    bypass_rows,
    cell,
    gate_rows,
    how_corridors_were_made,
    matrix,
    ranges_in_words,
    shift_rows,
)
from marchland.brief.render.corridors_json import ELEMENT, corridors_json
from marchland.brief.render.page import environment, page_text
from marchland.brief.render.way_map import way_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.brief.corridors.model import Corridors


def corridors_html(corridors: Corridors, shapes: Mapping[str, Any] | None = None) -> str:
    """Return corridors as one self-contained page, light or dark as the reader's system is.

    Parameters
    ----------
    shapes
        outlines for the map, as the world's shapes.json holds them; None = ways are drawn without land
    """
    keepers, found = matrix(corridors)
    figures = corridors.figures
    cells = [
        (
            corridors.names[target],
            [
                (cell(corridors, gate), _step(figures[gate.value].best), figures[gate.captive_value].best, gate.value)
                if gate
                else None
                for gate in (found.get((target, code)) for code in keepers)
            ],
        )
        for target in corridors.targets
    ]
    return (
        environment()
        .get_template("corridors.html.j2")
        .render(
            c=corridors,
            css=page_text("brief.css") + page_text("ways.css"),
            ranges_are=ranges_in_words(corridors),
            keepers=[corridors.names[code] for code in keepers],
            cells=cells,
            gates=gate_rows(corridors.figures, corridors.names, corridors.of(corridors.targets[0]))
            if corridors.kind == "target"
            else (),
            bypasses=bypass_rows(corridors),
            shifts=shift_rows(corridors),
            headings={"gate": GATE_HEADINGS, "bypass": BYPASS_HEADINGS, "shift": SHIFT_HEADINGS},
            meaning={"matrix": MATRIX_IS, "gate": GATE_IS, "bypass": BYPASS_IS},
            map=None if corridors.map is None else way_map(corridors.map, shapes),
            made=how_corridors_were_made(corridors),
            element=ELEMENT,
            embedded=corridors_json(corridors, indent=None).strip().replace("<", "\\u003c"),
        )
    )


def _step(share: float) -> int:
    """Return the step of the colour scale of a share of trade: 100 % is the darkest."""
    return min(8, max(1, round(1 + 7 * share)))
