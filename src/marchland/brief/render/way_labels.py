"""Names on a map of ways: the places that most passes, where no name lies on another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LETTER = 0.58
"""Mean width of a letter over its height."""


@dataclass(frozen=True, kw_only=True)
class Label:
    """A name at (x, y), set to its right (start) or left (end); `point` is the place itself; size in km."""

    text: str
    x: float
    y: float
    anchor: str
    point: tuple[float, float]
    size: float


def labels(
    named: Mapping[str, tuple[str, tuple[float, float], float]],
    box: tuple[float, float, float, float],
    *,
    most: int,
    size: float,
) -> tuple[Label, ...]:
    """Return the names that fit, of the places that most passes.

    Parameters
    ----------
    named
        place -> name, (x, y) and what passes it
    box
        x, y, width, height of the map
    most
        number of names
    size
        height of a letter over the width of the map
    """
    height = size * box[2]
    taken: list[tuple[float, float, float, float]] = []
    found: list[Label] = []
    for name, (x, y), _ in sorted(named.values(), key=lambda each: (-each[2], each[0])):
        if len(found) == most:
            break
        wide = len(name) * height * LETTER
        for anchor, left, shift in (
            ("start", x + height * 0.6, 0.0),
            ("end", x - height * 0.6 - wide, 0.0),
            ("start", x + height * 0.3, -0.9 * height),
            ("start", x + height * 0.3, 0.9 * height),
        ):
            area = (left, y + shift - height * 0.6, left + wide, y + shift + height * 0.6)
            if _inside(area, box) and not any(_meet(area, other) for other in taken):
                taken.append(area)
                start = left if anchor == "start" else left + wide
                found.append(
                    Label(
                        text=name,
                        x=round(start, 1),
                        y=round(y + shift, 1),
                        anchor=anchor,
                        point=(round(x, 1), round(y, 1)),
                        size=round(height, 1),
                    )
                )
                break
    return tuple(found)


def _inside(area: tuple[float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    x, y, width, height = box
    return area[0] >= x and area[1] >= y and area[2] <= x + width and area[3] <= y + height


def _meet(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
