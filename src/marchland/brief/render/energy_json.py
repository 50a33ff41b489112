"""Energy as JSON, alone or inside its page, and back."""

from __future__ import annotations

import re
from typing import Any

from marchland.brief.energy.model import Energy
from marchland.brief.render.json_form import JsonForm, missing

ELEMENT = "marchland-energy"
"""Id of the page's element that holds the JSON."""


def energy_json(energy: Energy, *, indent: int | None = 2) -> str:
    """Return energy as JSON that `energy_schema` describes."""
    return _FORM.text(energy, indent)


def energy_schema() -> dict[str, Any]:
    """Return the JSON schema of energy."""
    return _FORM.schema()


def holds_energy(text: str) -> bool:
    """Return whether a page or a JSON text is one of energy."""
    return _FORM.holds(text)


def read_energy(text: str) -> Energy:
    """Read energy from its JSON, alone or inside its page.

    Raises
    ------
    MarchlandError
        where it does not fit the schema, or names figures or inputs that it does not hold
    """
    return _FORM.read(text)


def _lost(energy: Energy) -> list[str]:
    """Return ids that something points to and that are not there."""
    return missing((i for supply in energy.supplies for i in supply.ids), energy.figures, energy.inputs)


_FORM = JsonForm(
    result=Energy,
    command="energy",
    own=re.compile(r'^\s*\{\s*"kind":(?!.*"pairs":).*"supplies":', re.DOTALL),
    lacks="this result names {} figures or inputs that it does not hold",
    lost=_lost,
)
