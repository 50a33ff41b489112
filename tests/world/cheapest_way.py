"""The cheapest way through a world's places and links, found plainly: a check that shares no code with the models."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from marchland.world import World

WATER = frozenset({"sea", "ferry"})
Node = tuple[str, str]


class Step(NamedTuple):
    """A way from one node to the next."""

    to: Node
    link: str
    hours: float
    usd: float
    km: float


@dataclass(frozen=True, kw_only=True)
class CheapestWay:
    """A way from one place to another.

    Parameters
    ----------
    links
        passed, handling included, in order
    days, usd
        sums of the best values; USD a tonne
    km
        length
    """

    links: tuple[str, ...]
    days: float
    usd: float
    km: float


def cheapest_way(
    world: World,
    start: str,
    end: str,
    day: dt.date,
    *,
    modes: Collection[str] = ("rail", "road", "sea", "ferry"),
    value_of_time: float = 1.0,
    without: Collection[str] = (),
) -> CheapestWay | None:
    """Return the way of least money and time on a day; any mode may be taken at its two ends.

    Parameters
    ----------
    world
        with places, links and states
    start, end
        places
    day
        on which everything passed is open
    modes
        that may be taken
    value_of_time
        USD a tonne and hour
    without
        places, links or actors that may not be passed
    """
    status = world["states"].where(attribute="status")
    spans = zip(*(status[c].tolist() for c in ("object", "text", "from", "to")), strict=True)
    shut = {o for o, text, first, last in spans if text != "open" and first <= day and (last is None or day <= last)}
    actor = dict(zip(world["places"]["place"].tolist(), world["places"]["actor"].tolist(), strict=True))
    shut |= set(without) | {place for place, code in actor.items() if code and code in without}
    links = world["links"]
    columns = ("link", "tail", "head", "mode", "gauge_mm", "hours", "usd_per_tonne", "length_km")
    steps: dict[Node, list[Step]] = {}
    handled = []
    gauges: dict[str, set[str]] = {}
    for link, tail, head, mode, gauge, hours, usd, km in zip(*(links[c].tolist() for c in columns), strict=True):
        if {link, tail, head} & shut:
            continue
        if tail == head:
            handled.append((link, tail, mode, hours, usd))
            continue
        if mode not in modes:
            continue
        state = "water" if mode in WATER else f"rail {gauge:.0f}" if mode == "rail" else "road"
        if mode == "rail":
            gauges.setdefault(tail, set()).add(state)
            gauges.setdefault(head, set()).add(state)
        for one, other in ((tail, head), (head, tail)):
            steps.setdefault((one, state), []).append(
                Step((other, state), link, hours, usd, 0.0 if np.isnan(km) else km)
            )
    for link, place, mode, hours, usd in handled:
        rails = sorted(gauges.get(place, ()))
        land = [*rails, "road"]
        pairs = {
            "port": [("water", other) for other in land],
            "terminal": [(rail, "road") for rail in rails],
            "gauge": [(a, b) for a in rails for b in rails if a < b],
        }[mode]
        for pair in pairs:
            for before, after in (pair, pair[::-1]):
                steps.setdefault((place, before), []).append(Step((place, after), link, hours, usd, 0.0))
    return _search(steps, start, end, value_of_time)


def _search(steps: dict[Node, list[Step]], start: str, end: str, value_of_time: float) -> CheapestWay | None:
    heap = [(0.0, node) for node in sorted(steps) if node[0] == start]
    best = {node: 0.0 for _, node in heap}
    came: dict[Node, tuple[Node, Step]] = {}
    while heap:
        cost, node = heappop(heap)
        if cost > best[node]:
            continue
        if node[0] == end:
            way = []
            while node in came:
                node, step = came[node]
                way.append(step)
            return CheapestWay(
                links=tuple(step.link for step in reversed(way)),
                days=sum(step.hours for step in way) / 24,
                usd=sum(step.usd for step in way),
                km=sum(step.km for step in way),
            )
        for step in steps.get(node, ()):
            further = cost + step.usd + value_of_time * step.hours
            if further < best.get(step.to, float("inf")):
                best[step.to] = further
                came[step.to] = (node, step)
                heappush(heap, (further, step.to))
    return None
