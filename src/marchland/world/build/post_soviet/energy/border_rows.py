"""What the border points of Europe's gas network say of pipes: capacity, when gas first passed, how much passed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.energy.border_points import (
    MONTHS,
    SMALLEST,
    SOURCE,
    Point,
    by_pipe,
    yearly,
    years_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Row

HELD_MONTHS = ((2008, 11), (2008, 12), (2009, 1), (2009, 2), (2009, 3))
"""Months that are kept by themselves, for the interruption of January 2009."""
FIRST_FLOW = 0.002
"""bcm in a month from which on gas passes a border."""
BEGUN, LONG_AGO = (2009, 12), "1991-12-26"
SPREAD = 1.08
"""Range of a flow: operators on both sides of a border differ by some per cent."""


def pipe_rows(reference: Path, written: frozenset[str]) -> list[dict[str, str]]:
    """Return lines of the table of pipes for the borders that are not written by hand.

    The capacity of a point is the largest flow that the release states, or that it saw in a year where that is more;
    else twelve times that of its largest month.
    """
    lines = []
    for pipe, own in sorted(by_pipe(reference).items()):
        if pipe in written:
            continue
        tail, head = pipe.removeprefix("gas_").split("_")
        capacity = sum(_capacity(point) for point in own)
        names = ", ".join(dict.fromkeys(point.name for point in own))
        lines.append(
            {
                "pipe": pipe,
                "name": f"{own[0].exit} to {own[0].entry} ({names})",
                "tail": f"hub_{tail}",
                "head": f"hub_{head}",
                "mode": "pipeline",
                "capacity": f"{capacity:.3g}",
                "source": SOURCE,
            }
        )
    return lines


def flow_rows(reference: Path, pipes: frozenset[str]) -> list[Row]:
    """Return a row of `pipe_flows` for each pipe and year, and for the months of `HELD_MONTHS`."""
    rows: list[Row] = []
    for pipe, own in sorted(by_pipe(reference).items()):
        if pipe not in pipes:
            continue
        spans = {
            (dt.date(year, 1, 1), dt.date(year, 12, 31)): total
            for year, total in sorted(yearly(own).items())
            if total >= SMALLEST
        }
        spans |= {
            (dt.date(y, m, 1), _last(y, m)): total for y, m in HELD_MONTHS if (total := _month(own, y, m)) is not None
        }
        for (start, end), total in spans.items():
            rows.append(
                {
                    "pipe": pipe,
                    "from": start.isoformat(),
                    "to": end.isoformat(),
                    "low": round(total / SPREAD, 4),
                    "best": round(total, 4),
                    "high": round(total * SPREAD, 4),
                    "unit": "bcm",
                    "estimated": False,
                    "source": SOURCE,
                }
            )
    return rows


def state_rows(reference: Path, written: frozenset[str]) -> list[Row]:
    """Return rows of `states`: borders that are not written by hand are planned until gas first passes them.

    A border that gas passes from the first months of the release on has no row.
    """
    rows: list[Row] = []
    for pipe, own in sorted(by_pipe(reference).items()):
        months = sorted(month for point in own for month, flow in point.flows.items() if flow >= FIRST_FLOW)
        if pipe in written or not months or months[0] <= BEGUN:
            continue
        first = dt.date(*months[0], 1)
        for status, start, end in (
            ("planned", LONG_AGO, (first - dt.timedelta(days=1)).isoformat()),
            ("open", first.isoformat(), None),
        ):
            row = {"object": pipe, "attribute": "status", "text": status, "from": start, "to": end, "source": SOURCE}
            rows.append(row)
    return rows


def _capacity(point: Point) -> float:
    if point.capacity is None:
        return max(point.flows.values(), default=0.0) * MONTHS
    return max(point.capacity, *years_of(point).values()) if years_of(point) else point.capacity


def _month(own: list[Point], year: int, month: int) -> float | None:
    flows = [point.flows[year, month] for point in own if (year, month) in point.flows]
    total = sum(flows)
    return None if not flows else total if total >= SMALLEST / MONTHS else 0.0


def _last(year: int, month: int) -> dt.date:
    return (dt.date(year, month, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
