"""What would change the answer, in sentences: what was diversified, more time, the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.words import days_in_words, in_points, listed, span, spoken, with_range
from marchland.brief.worth import SMALL, strong

if TYPE_CHECKING:
    from marchland.brief.model import Brief, Diversified, Figure, Move

BEST = 3
"""Diversifications that are named."""


def change(brief: Brief) -> list[str]:
    """Return what would change the answer, and what has changed it between the two years."""
    return [*_worth_most(brief), *_in_time(brief), *_moved(brief), *_diversified(brief)]


def _worth_most(brief: Brief) -> list[str]:
    """Say which link, contract or answer takes most away."""
    figures = brief.figures
    best: dict[tuple[str, str], Diversified] = {}
    for one in brief.diversified:
        if figures[one.worth].best > SMALL:
            best.setdefault((one.kind, one.sender), one)
    if not best:
        return []
    told = [
        f"{one.words} ({points(figures[one.worth])} of {with_range(figures[one.without])} by "
        f"{spoken(brief.names[one.sender])}'s {'closure of ways' if one.kind == 'link' else 'levers'})"
        for one in list(best.values())[:BEST]
    ]
    target = spoken(brief.names[brief.targets[0]])
    return [f"Of what {target} stands to lose these would take away most: {listed(told)}."]


def points(figure: Figure) -> str:
    """Return what a diversification takes away: "2.5 points [1.7 to 4]"."""
    return f"{in_points(figure.best)} {span(figure)}".strip()


def _in_time(brief: Brief) -> list[str]:
    """Say what the same levers do with less and with more time to adjust."""
    lines = []
    for pair in strong(brief, 1):
        if len(pair.horizons) > 1:
            told = [
                f"{with_range(brief.figures[at.target_loss])} with a {at.horizon} to adjust" for at in pair.horizons
            ]
            lines.append(
                f"The same levers of {spoken(brief.names[pair.sender])} for {days_in_words(brief.days)} would cost "
                f"{spoken(brief.names[pair.target])} {listed(told)}."
            )
    return lines


def _moved(brief: Brief) -> list[str]:
    """Say whose leverage rose and fell most, where the range of the change leaves no doubt about its sign."""
    if brief.earlier is None or not brief.moves:
        return []
    lines = []
    for sign, verb in ((1, "rose"), (-1, "fell")):
        sure = [m for m in brief.moves if sign * brief.figures[m.change].best > SMALL and _has_sign(brief, m, sign)]
        if sure:
            told = [
                f"{spoken(brief.names[m.sender])} on {spoken(brief.names[m.target])} "
                f"from {with_range(brief.figures[m.before])} to {with_range(brief.figures[m.after])}"
                for m in sure[:3]
            ]
            lines.append(f"Between {brief.earlier} and {brief.year} leverage {verb} most: {listed(told)}.")
    return lines


def _has_sign(brief: Brief, move: Move, sign: int) -> bool:
    change = brief.figures[move.change]
    return change.low is None or change.high is None or min(sign * change.low, sign * change.high) > 0


def _diversified(brief: Brief) -> list[str]:
    """Say whose largest single exposure shrank: diversification is a smaller worst case."""
    if brief.kind in {"sender", "pair"}:
        return []
    before: dict[str, Figure] = {}
    after: dict[str, Figure] = {}
    for move in brief.moves:
        for worst, figure in ((before, brief.figures[move.before]), (after, brief.figures[move.after])):
            if move.target not in worst or figure.best > worst[move.target].best:
                worst[move.target] = figure
    shrunk = sorted(
        (t for t in after if before[t].best - after[t].best > SMALL), key=lambda t: after[t].best - before[t].best
    )
    if not shrunk:
        return []
    told = [f"{spoken(brief.names[t])} ({with_range(before[t])} to {with_range(after[t])})" for t in shrunk[:4]]
    return [f"Diversified, in that the largest leverage of anybody on them fell: {listed(told)}."]
