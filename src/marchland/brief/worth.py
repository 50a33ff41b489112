"""What is worth a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marchland.brief.model import Brief, BriefPair

SMALL = 0.0005
"""Leverage below this share of GDP is not worth a sentence."""
WORTH_SAYING = 1e6
"""Third parties' loss below this, in USD, is not worth a sentence."""


def strong(brief: Brief, most: int) -> list[BriefPair]:
    """Return the pairs with leverage worth a sentence, strongest first; at most so many."""
    pairs = sorted(brief.pairs, key=lambda p: -brief.figures[p.leverage].best)
    return [p for p in pairs if brief.figures[p.leverage].best > SMALL][:most]
