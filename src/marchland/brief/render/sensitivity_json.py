"""The factors behind a leverage as JSON, alone or inside their page, and back."""

from __future__ import annotations

import re
from typing import Any

from marchland.brief.render.json_form import JsonForm, missing
from marchland.brief.sensitivity.model import FactorRanking

ELEMENT = "marchland-sensitivity"
"""Id of the page's element that holds the JSON."""


def sensitivity_json(ranking: FactorRanking, *, indent: int | None = 2) -> str:
    """Return a ranking of factors as JSON that `sensitivity_schema` describes."""
    return _FORM.text(ranking, indent)


def sensitivity_schema() -> dict[str, Any]:
    """Return the JSON schema of a ranking of factors."""
    return _FORM.schema()


def holds_sensitivity(text: str) -> bool:
    """Return whether a page or a JSON text is a ranking of factors."""
    return _FORM.holds(text)


def read_sensitivity(text: str) -> FactorRanking:
    """Read a ranking of factors from its JSON, alone or inside its page.

    Raises
    ------
    MarchlandError
        where it does not fit the schema, or names figures or inputs that it does not hold
    """
    return _FORM.read(text)


def _lost(ranking: FactorRanking) -> list[str]:
    """Return ids that something points to and that are not there."""
    ids = [i for each in ranking.ranked_factors for i in (each.total, each.first, each.at_low, each.at_high)]
    own = [ranking.leverage, *([ranking.with_error] if ranking.with_error else [])]
    return missing([*own, *ids], ranking.figures, ranking.inputs)


_FORM = JsonForm(
    result=FactorRanking,
    command="sensitivity",
    own=re.compile(r'^\s*\{\s*"ranked_factors":'),
    lacks="this result names {} figures or inputs that it does not hold",
    lost=_lost,
)
