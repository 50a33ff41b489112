"""The sections of a brief: the same in every brief and every rendering, in this order."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.brief.model import Brief

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "frontier": "How hard, and at what cost",
        "levers": "What is used",
        "flows": "What it rests on",
        "change": "What would change it",
        "restraint": "What holds the sender back",
        "unknown": "What we do not know",
        "record": "The record",
        "sources": "Sources",
    }
)
"""Heading by name, in the order in which they stand after the sentence."""


def in_short(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Return name and heading of the sections whose first sentence stands beside the picture."""
    return tuple((about, heading) for about, heading in SECTIONS.items() if brief.told(about))


def record_in_short(brief: Brief) -> str:
    """Return the first sentence of the record, and the next where it says what the ranges here hold."""
    first, *others = brief.record.split(". ")
    said = [first, *(line for line in others[:1] if line.startswith("With the model error"))]
    return f"{'. '.join(said).rstrip('.')}."
