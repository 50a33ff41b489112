"""Corridors as JSON, and its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marchland.brief.corridors.model import Corridors

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def _adapter() -> TypeAdapter[Corridors]:
    from pydantic import TypeAdapter

    return TypeAdapter(Corridors)


def corridors_json(corridors: Corridors, *, indent: int | None = 2) -> str:
    """Return corridors as JSON that `corridors_schema` describes."""
    return _adapter().dump_json(corridors, indent=indent).decode() + "\n"


def corridors_schema() -> dict[str, Any]:
    """Return the JSON schema of corridors."""
    return _adapter().json_schema()
