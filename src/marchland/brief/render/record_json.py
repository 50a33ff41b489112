"""The track record as JSON, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from marchland.brief.render.json_form import JsonForm
from marchland.hindcast.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable


def record_json(record: Record, *, indent: int | None = 2) -> str:
    """Return the record as JSON that `record_schema` describes."""
    return _FORM.text(record, indent)


def record_schema() -> dict[str, Any]:
    """Return the JSON schema of the record."""
    return _FORM.schema()


def read_record(text: str) -> Record:
    """Read a record from its JSON.

    Raises
    ------
    MarchlandError
        where it does not fit the schema, or cites sources that it does not hold
    """
    return _FORM.read(text)


def _lost(record: Record) -> list[str]:
    """Return codes of sources that are cited and not there."""
    return [code for code in dict.fromkeys(_cited(record)) if code not in record.sources]


def _cited(record: Record) -> Iterable[str]:
    for held in record.episodes:
        yield from held.cited


_FORM = JsonForm(
    result=Record,
    command="hindcast",
    own=re.compile(r'^\s*\{\s*"title":.*"episodes":', re.DOTALL),
    lacks="this record cites {} sources that it does not hold",
    lost=_lost,
)
