"""Corridors as JSON, alone or inside their page, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from marchland.brief.corridors.model import Corridors
from marchland.brief.render.as_json import faults_told
from marchland.errors import MarchlandError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

ELEMENT = "marchland-corridors"
"""Id of the page's element that holds the JSON."""
_SCRIPT = re.compile(rf'<script type="application/json" id="{ELEMENT}">(.*?)</script>', re.DOTALL)
_OWN = re.compile(r'^\s*\{\s*"kind":.*"without_effect":', re.DOTALL)
"""What the JSON of corridors begins with and holds, and that of a brief does not."""


def _adapter() -> TypeAdapter[Corridors]:
    from pydantic import TypeAdapter

    return TypeAdapter(Corridors)


def corridors_json(corridors: Corridors, *, indent: int | None = 2) -> str:
    """Return corridors as JSON that `corridors_schema` describes."""
    return _adapter().dump_json(corridors, indent=indent).decode() + "\n"


def corridors_schema() -> dict[str, Any]:
    """Return the JSON schema of corridors."""
    return _adapter().json_schema()


def holds_corridors(text: str) -> bool:
    """Return whether a page or a JSON text is one of corridors."""
    return _SCRIPT.search(text) is not None or _OWN.match(text) is not None


def read_corridors(text: str) -> Corridors:
    """Read corridors from their JSON, alone or inside their page.

    Raises
    ------
    MarchlandError
        where it does not fit the schema, or names figures or inputs that it does not hold
    """
    from pydantic import ValidationError

    found = _SCRIPT.search(text)
    try:
        corridors = _adapter().validate_json(text if found is None else found[1])
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise MarchlandError(faults_told("corridors", "corridors", faults)) from None
    if lost := _lost(corridors):
        raise MarchlandError(
            f"these corridors name {len(lost)} figures or inputs that they do not hold, first {lost[0]!r}; the file was"
            " changed or cut after it was made: make it again with `marchland corridors --out FILE`"
        )
    return corridors


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
    keys = dict.fromkeys(key for figure in corridors.figures.values() for key in figure.inputs)
    return [*(i for i in ids if i not in corridors.figures), *(key for key in keys if key not in corridors.inputs)]
