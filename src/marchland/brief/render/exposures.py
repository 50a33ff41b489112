"""Exposure by layer as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.brief.render.phrases import SMALLEST
from marchland.brief.render.pictures import ROWS, ends, link_of
from marchland.brief.render.ranking import WORTH_A_ROW, most_exposed
from marchland.brief.words import percent, spoken, with_range

if TYPE_CHECKING:
    from marchland.brief.model import Brief


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


def _part(share: float) -> str:
    """Return a part of a loss in words; one that comes to a gain says so."""
    if abs(share) < SMALLEST:
        return percent(0.0)
    return percent(share) if share > 0 else f"a gain of {percent(-share)}"


def layers(brief: Brief) -> Layers:
    """Return exposure, its parts stacked: in a region each target's largest one."""
    pairs = [p for p in most_exposed(brief) if brief.figures[p.exposure].best >= WORTH_A_ROW][:ROWS]
    longest = max((ends(brief.figures[p.exposure])[2] for p in pairs), default=1.0)
    step = next((s for s in (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5) if longest / s <= 7), 1.0)
    end = longest * 1.02
    rows = []
    for pair in pairs:
        low, best, high = ends(brief.figures[pair.exposure])
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
