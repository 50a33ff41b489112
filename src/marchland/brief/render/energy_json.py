"""Energy as JSON, alone or inside its page, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from marchland.brief.energy.model import Energy
from marchland.brief.render.as_json import faults_told
from marchland.errors import MarchlandError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

ELEMENT = "marchland-energy"
"""Id of the page's element that holds the JSON."""
_SCRIPT = re.compile(rf'<script type="application/json" id="{ELEMENT}">(.*?)</script>', re.DOTALL)
_OWN = re.compile(r'^\s*\{\s*"kind":(?!.*"pairs":).*"supplies":', re.DOTALL)
"""What the JSON of energy begins with and holds, and that of a brief does not."""


def _adapter() -> TypeAdapter[Energy]:
    from pydantic import TypeAdapter

    return TypeAdapter(Energy)


def energy_json(energy: Energy, *, indent: int | None = 2) -> str:
    """Return energy as JSON that `energy_schema` describes."""
    return _adapter().dump_json(energy, indent=indent).decode() + "\n"


def energy_schema() -> dict[str, Any]:
    """Return the JSON schema of energy."""
    return _adapter().json_schema()


def holds_energy(text: str) -> bool:
    """Return whether a page or a JSON text is one of energy."""
    return _SCRIPT.search(text) is not None or _OWN.match(text) is not None


def read_energy(text: str) -> Energy:
    """Read energy from its JSON, alone or inside its page.

    Raises
    ------
    MarchlandError
        where it does not fit the schema, or names figures or inputs that it does not hold
    """
    from pydantic import ValidationError

    found = _SCRIPT.search(text)
    try:
        energy = _adapter().validate_json(text if found is None else found[1])
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise MarchlandError(faults_told("energy", "energy", faults)) from None
    if lost := _lost(energy):
        raise MarchlandError(
            f"this result names {len(lost)} figures or inputs that it does not hold, first {lost[0]!r}; the file was"
            " changed or cut after it was made: make it again with `marchland energy --out FILE`"
        )
    return energy


def _lost(energy: Energy) -> list[str]:
    """Return ids that something points to and that are not there."""
    ids = [i for supply in energy.supplies for i in supply.ids]
    keys = dict.fromkeys(key for figure in energy.figures.values() for key in figure.inputs)
    return [*(i for i in ids if i not in energy.figures), *(key for key in keys if key not in energy.inputs)]
