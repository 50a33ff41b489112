"""The pictures of the page as positions: ranges, what moved, exposure by layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.brief.render.axis import axis_of
from marchland.brief.render.phrases import SMALLEST, loss_parts, points
from marchland.brief.render.ranking import WORTH_A_ROW, most_exposed, strongest
from marchland.brief.render.tables import chosen_option, title_of
from marchland.brief.words import percent, spoken, with_range

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marchland.brief.model import Brief, Figure, Move
    from marchland.brief.render.axis import Axis

ROWS, MOVED = 20, 16


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A number and its range on an axis: positions in % of the width; left = right where there is no range."""

    figure: str
    dot: float
    left: float
    right: float
    number: str
    bracket: str


@dataclass(frozen=True, kw_only=True)
class MarkRow:
    """A line of a picture: whom it is about, and its marks."""

    label: str
    link: str
    marks: tuple[Mark | None, ...]
    note: str = ""
    note_figure: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Rows over one axis a column."""

    axes: tuple[Axis, ...]
    rows: tuple[MarkRow, ...]


@dataclass(frozen=True, kw_only=True)
class LayerRow:
    """An exposure, split by layer: name, start and width of each part in % of the picture, the parts in words."""

    label: str
    link: str
    figure: str
    bars: tuple[tuple[str, float, float], ...]
    left: float
    right: float
    total: str
    bracket: str
    parts: str


@dataclass(frozen=True, kw_only=True)
class Layers:
    """Stacked bars over one linear axis: (position in %, label)."""

    ticks: tuple[tuple[float, str], ...]
    rows: tuple[LayerRow, ...]


def _ends(figure: Figure) -> tuple[float, float, float]:
    low = figure.best if figure.low is None else figure.low
    high = figure.best if figure.high is None else figure.high
    return low, figure.best, high


def _axis(figures: Iterable[Figure], apart: float) -> Axis:
    return axis_of((end for figure in figures for end in _ends(figure)), apart=apart)


def mark_of(axis: Axis, figure: Figure) -> Mark:
    """Return a figure and its range as positions on an axis."""
    left, dot, right = (axis.at(end) for end in _ends(figure))
    number, bracket = loss_parts(figure)
    return Mark(figure=figure.id, dot=dot, left=left, right=right, number=number, bracket=bracket)


def _part(share: float) -> str:
    """Return a part of a loss in words; one that comes to a gain says so."""
    if abs(share) < SMALLEST:
        return percent(0.0)
    return percent(share) if share > 0 else f"a gain of {percent(-share)}"


def link_of(sender: str, target: str) -> str:
    """Return the name of a pair's section on the page."""
    return f"{sender}-{target}"


def ranges(brief: Brief) -> Picture:
    """Return the strongest pairs: leverage, and beside it the sender's own loss."""
    pairs = strongest(brief, ROWS)
    own: list[Figure | None] = []
    for pair in pairs:
        option = chosen_option(pair)
        own.append(None if option is None else brief.figures[option.sender_loss])
    leverage = [brief.figures[pair.leverage] for pair in pairs]
    axes = (_axis(leverage, 9.0), _axis((f for f in own if f is not None), 28.0))
    rows = [
        MarkRow(
            label=title_of(brief, pair),
            link=link_of(pair.sender, pair.target),
            marks=(mark_of(axes[0], figure), None if cost is None else mark_of(axes[1], cost)),
        )
        for pair, figure, cost in zip(pairs, leverage, own, strict=True)
    ]
    return Picture(axes=axes, rows=tuple(rows))


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


def layers(brief: Brief) -> Layers:
    """Return exposure, its parts stacked: in a region each target's largest one."""
    pairs = [p for p in most_exposed(brief) if brief.figures[p.exposure].best >= WORTH_A_ROW][:ROWS]
    longest = max((_ends(brief.figures[p.exposure])[2] for p in pairs), default=1.0)
    step = next((s for s in (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5) if longest / s <= 7), 1.0)
    end = longest * 1.02
    rows = []
    for pair in pairs:
        low, best, high = _ends(brief.figures[pair.exposure])
        # A layer in which the target gains draws no bar; the words say so.
        parts = {name: best * part for name, part in pair.through.items()}
        drawn, start = list[tuple[str, float, float]](), 0.0
        for name, part in parts.items():
            width = max(min(part, best - start), 0.0)
            drawn.append((name, round(100 * start / end, 2), round(100 * width / end, 2)))
            start += width
        total, _, bracket = with_range(brief.figures[pair.exposure]).partition(" [")
        rows.append(
            LayerRow(
                label=f"{brief.names[pair.target]} to {spoken(brief.names[pair.sender])}",
                link=link_of(pair.sender, pair.target),
                figure=pair.exposure,
                bars=tuple(drawn),
                left=round(100 * max(low, 0.0) / end, 2),
                right=round(100 * max(high, 0.0) / end, 2),
                total=total,
                bracket=f"[{bracket}" if bracket else "",
                parts=", ".join(f"{name} {_part(part)}" for name, part in parts.items()),
            )
        )
    count = int(end / step)
    ticks = tuple((round(100 * i * step / end, 2), percent(i * step).removesuffix(" %")) for i in range(count + 1))
    return Layers(ticks=ticks, rows=tuple(rows))
