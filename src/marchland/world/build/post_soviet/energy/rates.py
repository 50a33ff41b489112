"""What transport costs and loses where no operator's figure is known, by mode and distance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.network.great_circle import great_circle_km

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.world.build.post_soviet.energy.written import Line

DETOUR = 1.2
"""Length of a pipeline over the great circle between its ends."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A figure with its range: 5th, 50th and 95th percentile."""

    low: float
    best: float
    high: float

    def times(self, factor: float) -> Rate:
        """Return the figure times a factor."""
        return Rate(low=self.low * factor, best=self.best * factor, high=self.high * factor)

    def plus(self, other: Rate) -> Rate:
        """Return the sum of two figures that move together."""
        return Rate(low=self.low + other.low, best=self.best + other.best, high=self.high + other.high)


_NONE = Rate(low=0, best=0, high=0)
# USD per 1000 m3 and USD/t: once, and for 100 km.
TARIFFS: Mapping[tuple[str, str], tuple[Rate, Rate]] = {
    ("gas", "pipeline"): (_NONE, Rate(low=1.2, best=2.2, high=3.5)),
    ("gas", "lng"): (Rate(low=12, best=20, high=35), _NONE),
    ("oil", "pipeline"): (_NONE, Rate(low=0.5, best=0.9, high=1.6)),
    ("oil", "rail"): (Rate(low=3, best=5, high=9), Rate(low=1.2, best=2, high=3.5)),
    ("oil", "tanker"): (Rate(low=6, best=10, high=18), Rate(low=0.05, best=0.1, high=0.2)),
}
LOSSES: Mapping[tuple[str, str], tuple[Rate, Rate]] = {
    ("gas", "pipeline"): (_NONE, Rate(low=0.001, best=0.002, high=0.004)),
    ("gas", "lng"): (Rate(low=0.005, best=0.015, high=0.03), _NONE),
}


def length_km(line: Line, hubs: Mapping[str, Line]) -> float:
    """Return the length of a pipe in km: as it is written, else the great circle between its hubs and a detour."""
    stated = line.number("km")
    if stated is not None:
        return stated
    tail, head = hubs[line["tail"]], hubs[line["head"]]
    ends = (float(tail["lat"]), float(tail["lon"]), float(head["lat"]), float(head["lon"]))
    return DETOUR * float(great_circle_km(*ends))


def tariff(line: Line, km: float) -> Rate:
    """Return what a pipe of a length costs by the rates of its mode, USD per 1000 m3 or USD/t."""
    return _of(TARIFFS, line, km)


def loss(line: Line, km: float) -> Rate:
    """Return the share that a pipe of a length loses by the rates of its mode."""
    return _of(LOSSES, line, km)


def _of(rates: Mapping[tuple[str, str], tuple[Rate, Rate]], line: Line, km: float) -> Rate:
    once, far = rates.get((line.fuel, line["mode"]), (_NONE, _NONE))
    return once.plus(far.times(km / 100))
