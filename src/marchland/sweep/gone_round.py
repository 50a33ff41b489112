"""Barred goods that go on through others while levers hold: named beside every result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marchland.bridge import Baseline
    from marchland.engine import Course

SMALLEST = 1e5
"""USD a year below which a way is not named."""


def gone_round(base: Baseline, best: Course) -> list[dict[str, Any]]:
    """Return which barred goods go on through whom, as plain values, the most first.

    Parameters
    ----------
    base
        of the scenario
    best
        the scenario at best values

    Returns
    -------
    list
        of `exporter`, `via`, `importer` and `usd` a year, mean over the days on which levers hold
    """
    named = [
        {"exporter": base.actors[i], "via": base.actors[c], "importer": base.actors[j], "usd": usd}
        for (i, c, j), usd in best.gone_round.items()
        if usd >= SMALLEST
    ]
    return sorted(named, key=lambda way: -float(str(way["usd"])))
