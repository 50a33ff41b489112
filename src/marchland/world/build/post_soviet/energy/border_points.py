"""Flows at the border points of Europe's gas network by month (International Energy Agency, Gas Trade Flows)."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import xlrd

from marchland.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.world.build.recipe import Row

FILE = "energy/IEA_GasTradeFlows_Export_GTF_202209.xls"
SOURCE = "iea_gtf_2022"
POINTS = Path(__file__).parent / "border_points.csv"
"""Which points are of a pipe that is written by hand; an empty pipe leaves the point out."""
COLUMNS = ("Borderpoint", "Exit", "", "Entry", "MAXFLOW (Mm3/h)")
COUNTRIES: Mapping[str, str] = {
    "Austria": "aut",
    "Belgium": "bel",
    "Bulgaria": "bgr",
    "Croatia": "hrv",
    "Czech Republic": "cze",
    "Denmark": "dnk",
    "Estonia": "est",
    "Finland": "fin",
    "France": "fra",
    "Germany": "deu",
    "Greece": "grc",
    "Hungary": "hun",
    "Ireland": "irl",
    "Italy": "ita",
    "Latvia": "lva",
    "Liquefied Natural Gas": "lng",
    "Lithuania": "ltu",
    "Luxembourg": "lux",
    "Netherlands": "nld",
    "Poland": "pol",
    "Portugal": "prt",
    "Romania": "rou",
    "Serbia": "srb",
    "Slovak Republic": "svk",
    "Slovenia": "svn",
    "Spain": "esp",
    "Sweden": "swe",
    "Switzerland": "che",
    "United Kingdom": "gbr",
}
"""Ends of points that make a pipe of their own; all others are in `POINTS`."""
HOURS = 8760
MONTHS = 12
HELD_MONTHS = ((2008, 11), (2008, 12), (2009, 1), (2009, 2), (2009, 3))
"""Months that are kept by themselves, for the interruption of January 2009."""
SMALLEST = 0.02
"""bcm in the largest year: what is below is no pipe of this world."""
FIRST_FLOW = 0.002
"""bcm in a month from which on gas passes a border."""
BEGUN, LONG_AGO = (2009, 12), "1991-12-26"
SPREAD = 1.08
"""Range of a flow: operators on both sides of a border differ by some per cent."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """A border point in one direction.

    Parameters
    ----------
    name, exit, entry
        as the release writes them
    capacity
        largest flow, bcm a year; None where it is not stated
    flows
        bcm by year and month
    """

    name: str
    exit: str
    entry: str
    capacity: float | None
    flows: Mapping[tuple[int, int], float]

    def year(self, year: int) -> float | None:
        """Return the flow of a year, None where a month of it is missing."""
        months = [self.flows.get((year, month)) for month in range(1, MONTHS + 1)]
        return None if any(flow is None for flow in months) else sum(flow for flow in months if flow is not None)


@lru_cache(maxsize=2)
def points(path: Path) -> tuple[Point, ...]:
    """Return all border points of the release.

    Raises
    ------
    ReleaseError
        where the file has not the columns that it is released with
    """
    book = xlrd.open_workbook(str(path))
    rows = book.sheet_by_index(0)
    header = rows.row_values(0)
    if tuple(header[: len(COLUMNS)]) != COLUMNS:
        raise ReleaseError(f"{path}: the first columns are {header[: len(COLUMNS)]}; expected {list(COLUMNS)}")
    dates = [xlrd.xldate_as_datetime(cell, book.datemode) for cell in header[len(COLUMNS) :]]
    found = []
    for r in range(1, rows.nrows):
        name, start, _, end, largest, *flows = rows.row_values(r)
        if not start:
            continue
        found.append(
            Point(
                name=str(name).strip(),
                exit=str(start).strip(),
                entry=str(end).strip(),
                capacity=largest * HOURS / 1000 if isinstance(largest, float) else None,
                flows={
                    (day.year, day.month): flow / 1000
                    for day, flow in zip(dates, flows, strict=True)
                    if isinstance(flow, float)
                },
            )
        )
    return tuple(found)


def by_pipe(reference: Path) -> dict[str, list[Point]]:
    """Return the points of each pipe: those of `POINTS`, and one pipe for each other pair of countries.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    with POINTS.open(encoding="utf-8", newline="") as file:
        named = {(row["point"], row["exit"], row["entry"]): row["pipe"] for row in csv.DictReader(file)}
    found: dict[str, list[Point]] = defaultdict(list)
    for point in points(reference / FILE):
        key = (point.name, point.exit, point.entry)
        if key in named:
            for pipe in filter(None, named[key].split(";")):
                found[pipe].append(point)
        elif {point.exit, point.entry} <= set(COUNTRIES) and point.name != "Not Elsewhere Specified":
            tail, head = COUNTRIES[point.exit], COUNTRIES[point.entry]
            pipe = f"gas_lng_to_{head}" if tail == "lng" else f"gas_{tail}_{head}"
            if head != "lng" and max(_years(point).values(), default=0) >= SMALLEST:
                found[pipe].append(point)
    return dict(found)


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


def yearly(own: list[Point]) -> dict[int, float]:
    """Return the flow of a pipe by year, of the years that a point of it reports as a whole."""
    found: dict[int, float] = defaultdict(float)
    for point in own:
        for year, flow in _years(point).items():
            found[year] += flow
    return dict(found)


def seen(own: list[Point], year: int) -> float | None:
    """Return what a pipe carried in a year, None where no month is reported; a part of a year stands for the whole."""
    flows = [flow for point in own for (then, _), flow in point.flows.items() if then == year]
    months = {month for point in own for then, month in point.flows if then == year}
    return sum(flows) * MONTHS / len(months) if flows else None


def _years(point: Point) -> dict[int, float]:
    years = {year for year, _ in point.flows}
    return {year: flow for year in sorted(years) if (flow := point.year(year)) is not None}


def _capacity(point: Point) -> float:
    if point.capacity is None:
        return max(point.flows.values(), default=0.0) * MONTHS
    return max(point.capacity, *_years(point).values()) if _years(point) else point.capacity


def _month(own: list[Point], year: int, month: int) -> float | None:
    flows = [point.flows[year, month] for point in own if (year, month) in point.flows]
    total = sum(flows)
    return None if not flows else total if total >= SMALLEST / MONTHS else 0.0


def _last(year: int, month: int) -> dt.date:
    return (dt.date(year, month, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
