"""The table `links`: what is written by hand, and what is computed where a cell is empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.network.capacities import capacity, preload
from marchland.world.build.post_soviet.network.lengths import Length, water
from marchland.world.build.post_soviet.network.rates import Rate, joined
from marchland.world.build.post_soviet.network.written import number
from marchland.world.check_freight import HANDLING

if TYPE_CHECKING:
    from marchland.world.build.post_soviet.network.borders import Borders
    from marchland.world.build.post_soviet.network.lengths import Networks, Position
    from marchland.world.build.post_soviet.network.rates import Rates
    from marchland.world.build.post_soviet.network.written import Line
    from marchland.world.build.recipe import Row

_NAMES = {"port": "port", "terminal": "rail-road terminal", "gauge": "change of gauge"}
STATED_SPREAD = 1.25
"""High over best, and best over low, of a stated figure that comes without a range."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link with its figures.

    Parameters
    ----------
    line
        as it is written by hand
    name
        as printed
    actors
        of its ends, without those at open sea, one where both are the same
    length
        None where goods are handled
    hours, usd_per_tonne
        time and money
    capacity, preload
        Mt a year; None = no limit
    estimated
        whether time or money are reckoned from distance and rates
    """

    line: Line
    name: str
    actors: tuple[str, ...]
    length: Length | None
    hours: Rate
    usd_per_tonne: Rate
    capacity: Rate | None
    preload: Rate | None
    estimated: bool

    def row(self) -> Row:
        """Return the row of the table `links`."""
        figures = {
            "hours": self.hours,
            "usd_per_tonne": self.usd_per_tonne,
            "capacity": self.capacity,
            "preload": self.preload,
        }
        row: dict[str, str | float | int | bool | None] = {
            **{column: self.line[column] for column in ("link", "tail", "head", "mode")},
            "name": self.name,
            "length_km": None if self.length is None else round(self.length.km, 1),
            "gauge_mm": number(self.line["gauge_mm"]),
            "estimated": self.estimated,
            "source": joined(
                "" if self.length is None else self.length.source,
                *("" if rate is None else rate.source for rate in figures.values()),
            ),
        }
        for column, rate in figures.items():
            row[column] = None if rate is None else _rounded(rate.best)
            row[f"{column}_low"] = None if rate is None else _rounded(rate.low)
            row[f"{column}_high"] = None if rate is None else _rounded(rate.high)
        return row


@dataclass(frozen=True, kw_only=True)
class Makers:
    """What empty cells are computed with.

    Parameters
    ----------
    networks
        lengths
    rates
        money and speed by mode and region
    borders
        time and money at borders
    """

    networks: Networks
    rates: Rates
    borders: Borders

    def link(self, line: Line, places: dict[str, Line]) -> Link:
        """Return a link of a line and the places by their names."""
        mode, ends = line["mode"], (places[line["tail"]], places[line["head"]])
        at: tuple[Position, Position] = tuple((float(end["lat"]), float(end["lon"])) for end in ends)  # type: ignore[assignment]
        actors = tuple(dict.fromkeys(end["actor"] for end in ends if end["actor"]))
        waters = water(at[0]) if water(at[0]) == water(at[1]) else "any"
        if mode in HANDLING:
            length = None
            hours = stated(line, "hours") or self.rates.handling(mode, "hours", waters)
            usd = stated(line, "usd") or self.rates.handling(mode, "usd_per_t", waters)
        else:
            nominal = (ends[0]["kind"] == "sea", ends[1]["kind"] == "sea")
            length = self._length(line, at, actors, nominal)
            hours = stated(line, "hours") or self._time(mode, length, actors, waters)
            usd = stated(line, "usd") or self._money(mode, length, actors, waters)
        limit = stated(line, "capacity") or capacity(mode, actors, waters)
        besides = stated(line, "preload")
        return Link(
            line=line,
            name=line["name"] or _name(mode, ends),
            actors=actors,
            length=length,
            hours=hours,
            usd_per_tonne=usd,
            capacity=limit,
            preload=None if limit is None else besides or preload(mode, actors, limit),
            estimated=not (line["hours"] and line["usd"]),
        )

    def _length(
        self, line: Line, at: tuple[Position, Position], actors: tuple[str, ...], nominal: tuple[bool, bool]
    ) -> Length:
        km = number(line["km"])
        if km is not None:
            return Length(km=km, source=line["km_source"], way="stated")
        return self.networks.length(line["mode"], *at, actors, nominal)

    def _time(self, mode: str, length: Length, actors: tuple[str, ...], waters: str) -> Rate:
        speed = self.rates.moving(mode, "km_per_h", actors, waters)
        moving = Rate(
            low=length.km / speed.high, best=length.km / speed.best, high=length.km / speed.low, source=speed.source
        )
        return _sum(moving, self._border(mode, actors)[0]) if len(actors) > 1 and mode in {"rail", "road"} else moving

    def _money(self, mode: str, length: Length, actors: tuple[str, ...], waters: str) -> Rate:
        rate = self.rates.moving(mode, "usd_per_tkm", actors, waters)
        moving = Rate(
            low=length.km * rate.low, best=length.km * rate.best, high=length.km * rate.high, source=rate.source
        )
        return _sum(moving, self._border(mode, actors)[1]) if len(actors) > 1 and mode in {"rail", "road"} else moving

    def _border(self, mode: str, actors: tuple[str, ...]) -> tuple[Rate, Rate]:
        return self.borders.crossing(actors[0], actors[1], mode)


def stated(line: Line, figure: str) -> Rate | None:
    """Return a figure that is written by hand, None where the cell is empty.

    A bound that is not written is taken at `STATED_SPREAD`; one that is the best value
    itself (the largest of several figures may be the likeliest) at a third of it.
    """
    best = number(line[figure])
    if best is None:
        return None
    low, high = number(line[f"{figure}_low"]), number(line[f"{figure}_high"])
    narrow = STATED_SPREAD ** (1 / 3)
    return Rate(
        low=best / STATED_SPREAD if low is None else min(low, best / narrow),
        best=best,
        high=best * STATED_SPREAD if high is None else max(high, best * narrow),
        source=line[f"{figure}_source"],
    )


def _sum(a: Rate, b: Rate) -> Rate:
    return Rate(low=a.low + b.low, best=a.best + b.best, high=a.high + b.high, source=joined(a.source, b.source))


def _name(mode: str, ends: tuple[Line, Line]) -> str:
    if mode in HANDLING:
        return f"{ends[0]['name']}, {_NAMES[mode]}"
    return f"{ends[0]['name']} - {ends[1]['name']}, {mode}"


def _rounded(value: float) -> float:
    """Round to three digits that count: the figures are not known better."""
    return float(f"{value:.3g}")
