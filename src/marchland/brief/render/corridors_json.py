"""Corridors as JSON, alone or inside their page, and back."""

from __future__ import annotations

import re
from typing import Any

from marchland.brief.corridors.model import Corridors
from marchland.brief.render.json_form import JsonForm, missing

ELEMENT = "marchland-corridors"
"""Id of the page's element that holds the JSON."""


def corridors_json(corridors: Corridors, *, indent: int | None = 2) -> str:
    """Return corridors as JSON that `corridors_schema` describes."""
    return _FORM.text(corridors, indent)


def corridors_schema() -> dict[str, Any]:
    """Return the JSON schema of corridors."""
    return _FORM.schema()


def holds_corridors(text: str) -> bool:
    """Return whether a page or a JSON text is one of corridors."""
    return _FORM.holds(text)


def read_corridors(text: str) -> Corridors:
    """Read corridors from their JSON, alone or inside their page.

    Raises
    ------
    MarchlandError
        where it does not fit the schema, or names figures or inputs that it does not hold
    """
    return _FORM.read(text)


def _lost(corridors: Corridors) -> list[str]:
    """Return ids that something points to and that are not there."""
    shifts = (*corridors.shifts, *(shift for bypass in corridors.bypasses for shift in bypass.shifts))
    ids = [
        *(i for gate in corridors.gates for i in (gate.value, gate.tonnes, gate.captive_value, gate.captive_tonnes)),
        *(gate.detour for gate in corridors.gates if gate.detour),
        *(i for gate in corridors.gates for way in gate.ways for i in (way.tonnes, way.value)),
        *(i for s in shifts for i in (s.before, s.after, s.captive_before, s.captive_after)),
        *(i for bypass in corridors.bypasses for i in (bypass.saved, bypass.used)),
    ]
    return missing(ids, corridors.figures, corridors.inputs)


_FORM = JsonForm(
    result=Corridors,
    command="corridors",
    own=re.compile(r'^\s*\{\s*"kind":.*"without_effect":', re.DOTALL),
    lacks="these corridors name {} figures or inputs that they do not hold",
    lost=_lost,
)
