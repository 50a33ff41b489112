"""Who controls the ways of a target, and what a map of ways draws, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from marchland.brief.territories import MapTerritory  # noqa: TC001 - the JSON schema is made from the annotations


@dataclass(frozen=True, kw_only=True)
class CorridorWay:
    """A way of a gatekeeper that a target's trade passes.

    Parameters
    ----------
    link, name, mode
        of the way
    rights
        why the gatekeeper can touch it: territory, operation, ownership, security, veto
    tonnes, value
        ids of figures: tonnes and USD a year
    """

    link: str
    name: str
    mode: str
    rights: tuple[str, ...]
    tonnes: str
    value: str


@dataclass(frozen=True, kw_only=True)
class CorridorGate:
    """What a gatekeeper could stop of a target's trade with others.

    Parameters
    ----------
    value, tonnes
        ids of figures: share that passes ways which the gatekeeper controls
    captive_value, captive_tonnes
        ids of figures: share that has no other way, at best values
    detour
        id of a figure: USD a tonne that the rest would pay more; empty where nothing is left
    ways
        the ways that most of it passes, largest first
    """

    gatekeeper: str
    target: str
    value: str
    tonnes: str
    captive_value: str
    captive_tonnes: str
    detour: str
    ways: tuple[CorridorWay, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MapPlace:
    """A place on the map of ways: degrees north and east, its kind, and the actor on whose ground it is."""

    place: str
    name: str
    kind: str
    actor: str
    lat: float
    lon: float


@dataclass(frozen=True, kw_only=True)
class MapWay:
    """A way on the map.

    Parameters
    ----------
    link, name, mode, tail, head
        of the way; tail and head are keys of `WayMap.places`
    before, after
        tonnes a year; `after` is that of `before` where the map compares nothing
    status, status_after
        open, or what holds of the way: closed, suspended, planned, building
    holder
        who controls it; of several the one that most of the trade passes; empty = nobody, or those without a colour
    """

    link: str
    name: str
    mode: str
    tail: str
    head: str
    before: float
    after: float
    status: str
    status_after: str
    holder: str


@dataclass(frozen=True, kw_only=True)
class WayMap:
    """What passes where, and whose control it passes.

    Parameters
    ----------
    words
        whose trade the tonnes are
    change
        what happens between the two maps, in words; empty = there is one map
    target
        code of the actor or bloc
    gatekeepers
        codes, the one whose ways most passes first
    members
        of gatekeepers and target that are blocs
    territories
        where sovereign and controller differ on the day
    """

    words: str
    change: str
    target: str
    gatekeepers: tuple[str, ...]
    names: dict[str, str]
    members: dict[str, tuple[str, ...]]
    territories: tuple[MapTerritory, ...]
    places: dict[str, MapPlace]
    ways: tuple[MapWay, ...]


@dataclass(frozen=True, kw_only=True)
class Closure:
    """What it costs that a gatekeeper shuts all its ways to goods in transit to and from the target for a year.

    Parameters
    ----------
    gatekeeper
        code
    loss, own
        ids of figures: share of the target's GDP, share of the gatekeeper's GDP
    """

    gatekeeper: str
    loss: str
    own: str


@dataclass(frozen=True, kw_only=True)
class BriefWays:
    """Whose ways the target's trade passes.

    Parameters
    ----------
    target
        code
    sentence
        the largest gatekeeper in plain words
    gates
        the largest share of value first
    map
        of a pair before and after the sender's lever on ways, where it has one
    closures
        of the largest gatekeepers, the largest loss first
    gaps
        what is not known
    """

    target: str
    sentence: str
    gates: tuple[CorridorGate, ...]
    map: WayMap
    gaps: tuple[str, ...]
    closures: tuple[Closure, ...] = ()
