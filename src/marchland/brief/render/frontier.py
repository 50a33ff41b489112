"""The frontier as a picture: what the sender pays across, what the target loses upward, ranges as a cross."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.brief.render.axis import axis_of
from marchland.brief.render.phrases import levers_in_short, without_target
from marchland.brief.render.pictures import ends, link_of
from marchland.brief.render.ranking import by_leverage, strongest
from marchland.brief.render.tables import chosen_option, other_of, title_of
from marchland.brief.words import absolute, with_range

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marchland.brief.model import Brief, BriefOption, BriefPair, Figure
    from marchland.brief.render.axis import Axis

MOST = 24
WIDE, NARROW, HIGH, LETTER, LINE = 500.0, 270.0, 350.0, 6.6, 15.0
"""Width of the picture, also on a telephone, its height, a letter and a line: labels find room, in CSS pixels."""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Levers on the picture: positions in % from the left and from below; `label` is empty where it finds no room.

    Parameters
    ----------
    side
        right or left: where the label stands
    """

    figure: str
    own: str
    x: float
    y: float
    left: float
    right: float
    low: float
    high: float
    label: str
    side: str
    link: str
    words: str
    counts: bool


@dataclass(frozen=True, kw_only=True)
class Plot:
    """Spots over two axes; `line` holds the steps of the frontier as points of a polyline, empty where there is none.

    Parameters
    ----------
    of_line
        whose frontier the line is
    budget
        position of the budget on the axis across; below 0 where it is beyond the picture
    """

    across: Axis
    upward: Axis
    spots: tuple[Spot, ...]
    line: str
    of_line: str
    budget: float


def frontier_plot(brief: Brief) -> Plot | None:
    """Return the picture: of a pair its options, else the bundle that counts of each pair; None where none hurts."""
    shown = _options(brief) if brief.kind == "pair" else _chosen(brief)
    if not shown:
        return None
    first = by_leverage(brief)[0]
    figures = [(brief.figures[o.target_loss], brief.figures[o.sender_loss]) for _, o, _ in shown]
    steps = [(brief.figures[s.target_loss].best, brief.figures[s.sender_loss].best) for s in first.frontier]
    owns = [end for _, own in figures for end in ends(own)] + [own for _, own in steps]
    across = axis_of([*owns, brief.budget], apart=9)
    upward = axis_of([e for loss, _ in figures for e in ends(loss)] + [loss for loss, _ in steps], apart=9)
    spots, taken = list[Spot](), list[tuple[float, float, float, float]]()
    for (pair, option, label), (loss, own) in zip(shown, figures, strict=True):
        x, y = across.at(own.best), upward.at(loss.best)
        placed = _placed(label, x, y, taken)
        spots.append(
            Spot(
                figure=loss.id,
                own=own.id,
                x=x,
                y=y,
                left=across.at(ends(own)[0]),
                right=across.at(ends(own)[2]),
                low=upward.at(ends(loss)[0]),
                high=upward.at(ends(loss)[2]),
                label=label if placed else "",
                side=placed or "right",
                link=link_of(pair.sender, pair.target),
                words=_words(brief, pair, option, loss, own),
                counts=option == chosen_option(pair),
            )
        )
    return Plot(
        across=across,
        upward=upward,
        spots=tuple(spots),
        line=_line(across, upward, steps),
        of_line=title_of(brief, first) if steps else "",
        budget=across.at(brief.budget),
    )


def _options(brief: Brief) -> list[tuple[BriefPair, BriefOption, str]]:
    """Return the options of a pair that hurt, the one that counts first, each with the number of its row."""
    (pair,) = brief.pairs[:1] or (None,)
    if pair is None:
        return []
    numbered = [(pair, option, str(n)) for n, option in enumerate(pair.options, start=1)]
    worth = [one for one in numbered if brief.figures[one[1].target_loss].best > 0]
    return sorted(worth, key=lambda one: one[1] != chosen_option(pair))


def _chosen(brief: Brief) -> list[tuple[BriefPair, BriefOption, str]]:
    pairs = ((pair, chosen_option(pair)) for pair in strongest(brief, MOST))
    return [(pair, option, _label(brief, pair)) for pair, option in pairs if option is not None]


def _label(brief: Brief, pair: BriefPair) -> str:
    """Return the name of the other side; of a region's pair the codes, as there are many."""
    return f"{pair.sender} on {pair.target}" if brief.kind == "region" else other_of(brief, pair)


def _words(brief: Brief, pair: BriefPair, option: BriefOption, loss: Figure, own: Figure) -> str:
    levers = levers_in_short(option, brief.names[pair.target])
    costs = f"target loses {with_range(loss)}, sender {with_range(own)} of GDP"
    return f"{title_of(brief, pair)}: {levers}; {costs}"


def _line(across: Axis, upward: Axis, steps: Iterable[tuple[float, float]]) -> str:
    """Return the points of a staircase: at each step's own cost the loss rises to that of the step."""
    points, height = list[tuple[float, float]](), 100 - upward.at(0.0)
    for loss, own in steps:
        x = across.at(own)
        points += [(x, height), (x, 100 - upward.at(loss))]
        height = 100 - upward.at(loss)
    if points:
        points.append((100.0, height))
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)


def _placed(label: str, x: float, y: float, taken: list[tuple[float, float, float, float]]) -> str:
    """Return the side of a spot on which its label finds room, empty where there is none; keep the room it takes."""
    at, down, wide = x / 100 * WIDE, (100 - y) / 100 * HIGH, LETTER * len(label)
    taken.append((at - 5, down - 5, at + 5, down + 5))
    for side, left in (("right", at + 10), ("left", at - 10 - wide)):
        box = (left, down - LINE, left + wide, down)
        narrow = x / 100 * NARROW
        inside = narrow + 10 + wide <= NARROW if side == "right" else narrow - 10 - wide >= 0
        free = all(box[2] < t[0] or box[0] > t[2] or box[3] < t[1] or box[1] > t[3] for t in taken[:-1])
        if inside and free:
            taken.append(box)
            return side
    return ""


def step_lines(brief: Brief, pair: BriefPair) -> tuple[str, ...]:
    """Return the steps of a pair's frontier in words, the cheapest first."""
    return tuple(
        f"{_paid(brief.figures[step.sender_loss])} of its own GDP: "
        f"{with_range(brief.figures[step.target_loss])}, if it {without_target(step.words, brief.names[pair.target])}"
        for step in pair.frontier
    )


def _paid(own: Figure) -> str:
    return f"while it gains {absolute(own)}" if own.best < 0 else f"for {with_range(own)}"
