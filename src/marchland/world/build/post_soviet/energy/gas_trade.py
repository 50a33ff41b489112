"""Trade of gas by pipeline between areas (Statistical Review), and what came to Türkiye."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.energy import border_points, review

if TYPE_CHECKING:
    from pathlib import Path

PIPED = "Gas - Trade movements"
FIRST, LAST = 2008, 2024
WEST = "hub_rus_west"
TOTAL = "Pipeline imports"
_TURKISH = {
    "Samsun": WEST,
    "Kiyikoy": WEST,
    "Malkoclar": WEST,
    "Dogubajazit": "hub_irn",
    "Turkgozu": "hub_aze",
}


def inter_regional(reference: Path) -> dict[tuple[str, str], dict[int, float]]:
    """Return imports by pipeline by area, origin and year, bcm, of the sheet of inter-regional trade."""
    return {key: found for key, found in _by_label(reference).items() if key[1] != TOTAL}


def imports(reference: Path) -> dict[str, dict[int, float]]:
    """Return all imports by pipeline by area and year, bcm, of the sheet of inter-regional trade."""
    return {area: found for (area, origin), found in _by_label(reference).items() if origin == TOTAL}


def turkish(reference: Path, year: int) -> dict[str, float]:
    """Return what came to Türkiye by pipeline in a year, bcm by seller."""
    total: dict[str, float] = defaultdict(float)
    for point in border_points.points(reference / border_points.FILE):
        flow = point.year(year)
        if point.name in _TURKISH and point.entry == "Republic of Türkiye" and flow is not None:
            total[_TURKISH[point.name]] += flow
    return dict(total)


def _by_label(reference: Path) -> dict[tuple[str, str], dict[int, float]]:
    rows = review.sheet(reference, PIPED)
    header = next(row for row in rows if FIRST in row)
    columns = {year: header.index(year) for year in range(FIRST, LAST + 1)}
    found: dict[tuple[str, str], dict[int, float]] = {}
    area, among = "", False
    for row in rows:
        label = str(row[0] or "").strip()
        if label and all(cell is None for cell in row[1:]):
            area, among = label, False
        elif label in {"LNG imports", "Total imports", "Pipeline exports"}:
            among = False
        elif label == TOTAL or (among and label):
            among = True
            found[area, label.removeprefix("of which:").strip()] = {
                year: float(cell) for year, i in columns.items() if isinstance(cell := row[i], int | float)
            }
    return found
