"""The pictures of the page as positions: rows of ranges over an axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.brief.render.axis import axis_of
from marchland.brief.render.phrases import absolute_points, loss, loss_parts, points
from marchland.brief.render.ranking import WORTH_A_ROW, strongest
from marchland.brief.render.tables import chosen_option, leverage_row, option_rows, other_of
from marchland.brief.words import begun

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marchland.brief.model import Brief, BriefPair, Figure, Move
    from marchland.brief.render.axis import Axis

ROWS, MOVED = 20, 16


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A number and its range: positions in % of the width; left = right where there is no range."""

    figure: str
    dot: float
    left: float
    right: float
    number: str
    bracket: str


@dataclass(frozen=True, kw_only=True)
class MarkRow:
    """A line of a picture.

    Parameters
    ----------
    label, under
        whom or what it is about; what stands below in small, for instance the levers
    link
        section that the label leads to; empty = none
    marks
        one for each axis, or several over the same one; None where there is no number
    note, note_figure
        a number that is told and not drawn, and its id
    style
        "counts" of the levers that count as leverage, "beyond" of those beyond the budget
    """

    label: str
    link: str
    marks: tuple[Mark | None, ...]
    note: str = ""
    note_figure: str = ""
    under: str = ""
    style: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Rows over one axis a column."""

    axes: tuple[Axis, ...]
    rows: tuple[MarkRow, ...]


def ends(figure: Figure) -> tuple[float, float, float]:
    """Return low, best and high of a figure; all three the best where it has no range."""
    low = figure.best if figure.low is None else figure.low
    high = figure.best if figure.high is None else figure.high
    return low, figure.best, high


def _axis(figures: Iterable[Figure], apart: float) -> Axis:
    return axis_of((end for figure in figures for end in ends(figure)), apart=apart)


def mark_of(axis: Axis, figure: Figure) -> Mark:
    """Return a figure and its range as positions on an axis."""
    left, dot, right = (axis.at(end) for end in ends(figure))
    number, bracket = loss_parts(figure)
    return Mark(figure=figure.id, dot=dot, left=left, right=right, number=number, bracket=bracket)


def link_of(sender: str, target: str) -> str:
    """Return the name of a pair's section on the page."""
    return f"{sender}-{target}"


def moved(brief: Brief) -> Picture:
    """Return what moved most between the two years: leverage before and after, and the change in words."""
    figures = brief.figures
    moves: list[Move] = [m for m in brief.moves if abs(figures[m.change].best) >= WORTH_A_ROW][:MOVED]
    axis = _axis((figures[i] for m in moves for i in (m.before, m.after)), 9.0)
    rows = [
        MarkRow(
            label=f"{brief.names[m.sender]} on {brief.names[m.target]}",
            link=link_of(m.sender, m.target),
            marks=(mark_of(axis, figures[m.before]), mark_of(axis, figures[m.after])),
            note=points(figures[m.change]),
            note_figure=m.change,
        )
        for m in moves
    ]
    return Picture(axes=(axis,), rows=tuple(rows))


def losses(brief: Brief) -> Picture:
    """Return the strongest pairs: the levers that count, and what they cost the target."""
    pairs = strongest(brief, ROWS)
    axis = _axis((brief.figures[pair.leverage] for pair in pairs), 9.0)
    rows = (
        MarkRow(
            label=other_of(brief, pair),
            link=link_of(pair.sender, pair.target),
            marks=(mark_of(axis, brief.figures[pair.leverage]),),
            under=leverage_row(brief, pair).levers,
        )
        for pair in pairs
    )
    return Picture(axes=(axis,), rows=tuple(rows))


def options(brief: Brief, pair: BriefPair) -> Picture:
    """Return a pair's levers singly and joined: what they cost the target, the sender, and in words all others."""
    figures = brief.figures
    axes = (
        _axis((figures[option.target_loss] for option in pair.options), 9.0),
        _axis((figures[option.sender_loss] for option in pair.options), 28.0),
    )
    rows = (
        MarkRow(
            label=f"{row.number}. {begun(row.levers)}",
            link="",
            marks=(mark_of(axes[0], figures[option.target_loss]), mark_of(axes[1], figures[option.sender_loss])),
            note=f"others: {' '.join(loss_parts(figures[option.others_loss])).strip()}",
            note_figure=option.others_loss,
            under="counts as leverage" if row.chosen else "" if row.affordable else "beyond the budget",
            style="counts" if row.chosen else "" if row.affordable else "beyond",
        )
        for row, option in zip(option_rows(brief, pair), pair.options, strict=True)
    )
    return Picture(axes=axes, rows=tuple(rows))


def restraints(brief: Brief) -> Picture:
    """Return what the strongest pairs' levers cost the sender, drawn, and all others together, in words."""
    shown = [(pair, chosen_option(pair)) for pair in strongest(brief, ROWS)]
    chosen = [(pair, option) for pair, option in shown if option is not None]
    budget = (brief.budget,) if chosen else ()
    axis = axis_of([*(e for _, o in chosen for e in ends(brief.figures[o.sender_loss])), *budget], apart=9.0)
    rows = (
        MarkRow(
            label=other_of(brief, pair),
            link=link_of(pair.sender, pair.target),
            marks=(mark_of(axis, brief.figures[option.sender_loss]),),
            note=loss(brief.figures[option.others_loss]),
            note_figure=option.others_loss,
        )
        for pair, option in chosen
    )
    return Picture(axes=(axis,), rows=tuple(rows))


def closures(brief: Brief) -> Picture:
    """Return what it costs the target, and the gatekeeper in words, that its largest gatekeepers shut their ways."""
    found, figures = () if brief.ways is None else brief.ways.closures, brief.figures
    axis = _axis((figures[one.loss] for one in found), 9.0)
    rows = (
        MarkRow(
            label=f"{brief.names[one.gatekeeper]} shuts its ways",
            link="",
            marks=(mark_of(axis, figures[one.loss]),),
            note=f"itself {loss(figures[one.own])}",
            note_figure=one.own,
        )
        for one in found
    )
    return Picture(axes=(axis,), rows=tuple(rows))


def diversified(brief: Brief) -> Picture:
    """Return what each link, contract and answer leaves of what the levers cost, beside what they cost without it."""
    figures, found = brief.figures, brief.diversified
    axis = _axis((figures[i] for one in found for i in (one.without, one.left)), 9.0)
    rows = (
        MarkRow(
            label=begun(one.words),
            link="",
            marks=(mark_of(axis, figures[one.without]), mark_of(axis, figures[one.left])),
            note=absolute_points(figures[one.worth]),
            note_figure=one.worth,
            under=f"against {brief.names[one.sender]}'s {'closure of its ways' if one.kind == 'link' else 'leverage'}",
        )
        for one in found
    )
    return Picture(axes=(axis,), rows=tuple(rows))
