"""Which pairs come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marchland.brief.model import Brief, BriefPair

WORTH_A_ROW = 0.0005
"""Leverage below this share of GDP is counted, not listed."""


def by_leverage(brief: Brief) -> list[BriefPair]:
    """Return all pairs, largest leverage first; ties by larger exposure."""
    value = brief.figures
    return sorted(brief.pairs, key=lambda p: (-value[p.leverage].best, -value[p.exposure].best, p.sender, p.target))


def strongest(brief: Brief, most: int) -> list[BriefPair]:
    """Return at most so many pairs whose leverage is worth a row; never none where there are pairs."""
    ranked = by_leverage(brief)
    return [p for p in ranked if brief.figures[p.leverage].best >= WORTH_A_ROW][:most] or ranked[:1]


def most_exposed(brief: Brief) -> list[BriefPair]:
    """Return pairs by exposure, largest first; in a region only the largest one of each target."""
    ranked = sorted(brief.pairs, key=lambda p: -brief.figures[p.exposure].best)
    if brief.kind != "region":
        return ranked
    first: dict[str, BriefPair] = {}
    for pair in ranked:
        first.setdefault(pair.target, pair)
    return list(first.values())
