"""Flows at the border points of Europe's gas network by month (International Energy Agency, Gas Trade Flows)."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import xlrd

from marchland.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Mapping

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
SMALLEST = 0.02
"""bcm in the largest year: what is below is no pipe of this world."""


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
            if head != "lng" and max(years_of(point).values(), default=0) >= SMALLEST:
                found[pipe].append(point)
    return dict(found)


def yearly(own: list[Point]) -> dict[int, float]:
    """Return the flow of a pipe by year, of the years that a point of it reports as a whole."""
    found: dict[int, float] = defaultdict(float)
    for point in own:
        for year, flow in years_of(point).items():
            found[year] += flow
    return dict(found)


def seen(own: list[Point], year: int) -> float | None:
    """Return what a pipe carried in a year, None where no month is reported; a part of a year stands for the whole."""
    flows = [flow for point in own for (then, _), flow in point.flows.items() if then == year]
    months = {month for point in own for then, month in point.flows if then == year}
    return sum(flows) * MONTHS / len(months) if flows else None


def years_of(point: Point) -> dict[int, float]:
    """Return the flows of a point by year, of the years that all months are reported of."""
    years = {year for year, _ in point.flows}
    return {year: flow for year in sorted(years) if (flow := point.year(year)) is not None}
