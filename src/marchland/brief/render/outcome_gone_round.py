"""Barred goods that go on through others in an outcome, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.words import dollars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marchland.engine import Outcome

MOST_VIA = 5


def gone_round_in_words(outcome: Outcome) -> Iterator[str]:
    """Yield how much of what is barred goes on through whom."""
    through: dict[str, float] = {}
    # Results that were kept by an earlier version do not say it.
    for way in outcome.about.get("gone_round", ()):
        through[way["via"]] = through.get(way["via"], 0.0) + way["usd"]
    if not through:
        return
    ranked = sorted(through.items(), key=lambda item: -item[1])
    named = [f"{outcome.about['names'][via]} {dollars(usd)}" for via, usd in ranked[:MOST_VIA]]
    left = len(ranked) - MOST_VIA
    more = f" and {left} more" if left > 0 else ""
    whole = dollars(sum(through.values()))
    yield f"Barred goods that go on through others: {whole} a year, by way of {', '.join(named)}{more}."
