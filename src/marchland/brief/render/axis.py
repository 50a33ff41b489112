"""An axis on which small shares stay visible: the square root, odd around zero."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign, sqrt
from typing import TYPE_CHECKING

from marchland.brief.words import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_STEPS = tuple(digit * 10.0**power for power in range(1, -9, -1) for digit in (5, 2, 1))


@dataclass(frozen=True, kw_only=True)
class Axis:
    """From `low` to `high`, drawn from 0 to 100 % of the width.

    Parameters
    ----------
    ticks
        (position in %, label in % of GDP), from left to right
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def at(self, value: float) -> float:
        """Return the position of a value in % of the width, kept between 0 and 100."""
        return _position(value, self.low, self.high)


def _root(value: float) -> float:
    return copysign(sqrt(abs(value)), value)


def _position(value: float, low: float, high: float) -> float:
    share = (_root(value) - _root(low)) / (_root(high) - _root(low))
    return round(100 * min(max(share, 0.0), 1.0), 2)


def per_cent(share: float) -> str:
    """Return a share as the label of a tick: a number of per cent."""
    return percent(share).removesuffix(" %")


def axis_of(values: Iterable[float], *, apart: float = 10.0, label: Callable[[float], str] = per_cent) -> Axis:
    """Return an axis that holds zero and all values.

    Parameters
    ----------
    values
        shares of GDP, or other numbers that `label` says
    apart
        smallest distance between two ticks, % of the width
    label
        what stands at a tick
    """
    held = [0.0, *values]
    low, high = min(held), max(held)
    high = high * 1.04 if high > 0 else 1e-6
    low *= 1.04
    ticks = {0.0: _position(0.0, low, high)}
    for step in (signed for size in _STEPS for signed in (size, -size)):
        place = _position(step, low, high)
        if low <= step <= high and all(abs(place - other) >= apart for other in ticks.values()):
            ticks[step] = place
    labelled = tuple((place, label(step)) for step, place in sorted(ticks.items()))
    return Axis(low=low, high=high, ticks=labelled)
