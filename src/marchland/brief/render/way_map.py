"""The map of ways: flows as widths, gatekeepers as colours and line patterns, crossings and ports named."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Any

from marchland.brief.render.phrases import territory
from marchland.brief.render.projection import around, projected
from marchland.brief.render.way_labels import Label, labels
from marchland.brief.words import tonnes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from marchland.brief.ways import MapWay, WayMap

Point = tuple[float, float]
Box = tuple[float, float, float, float]

COLOURS = 6
KEPT = tuple(f"k{i}" for i in range(COLOURS))
"""Gatekeepers with a colour and a pattern of their own."""
NEAR = 0.06
"""The closer map shows what at least this share of the largest flow passes."""
REACH = 1100.0
"""Kilometres around the target, beyond its own places, that the closer map shows."""
NARROWEST = 1500.0
SHAPE = 0.62
WIDEST, THINNEST = 0.02, 0.0012
"""Widths of lines over the width of the map: of the largest flow, and the least that is drawn."""
FAINT = 0.002
"""A flow below this share of the largest is left out of the picture."""
MARGIN = 0.07


@dataclass(frozen=True, kw_only=True)
class Line:
    """A way on the map; width in km, style of its gatekeeper, pattern empty where the line is too thin for it."""

    path: str
    width: float
    style: str
    pattern: str
    words: str


@dataclass(frozen=True, kw_only=True)
class LandName:
    """The name of a gatekeeper across its land, so that it is known without colours."""

    x: float
    y: float
    size: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One picture: its box in km, gatekeepers by name, flows the largest last, shut ways, labels, sizes of its key."""

    heading: str
    box: Box
    names: tuple[LandName, ...]
    lines: tuple[Line, ...]
    shut: tuple[Line, ...]
    labels: tuple[Label, ...]
    small: tuple[Label, ...]
    key: tuple[tuple[float, str], ...]


@dataclass(frozen=True, kw_only=True)
class WayPicture:
    """Everything that the map of ways draws.

    Parameters
    ----------
    lands
        outline, style and words of each actor
    territories
        outline, number of the hatching and words, where sovereign and controller differ
    keepers
        style and name of each gatekeeper with a colour
    others
        whether any way is in the hands of a gatekeeper without a colour
    """

    words: str
    rest: str
    lands: tuple[tuple[str, str, str], ...]
    territories: tuple[tuple[str, int, str], ...]
    hatchings: int
    keepers: tuple[tuple[str, str], ...]
    others: bool
    panels: tuple[Panel, ...]


@dataclass(frozen=True, kw_only=True)
class _Stretch:
    """All ways between two places, drawn as one line."""

    ends: tuple[str, str]
    before: float
    after: float
    holder: str
    words: str
    shut_before: str
    shut_after: str


def way_map(given: WayMap, shapes: Mapping[str, Any] | None) -> WayPicture:
    """Return the picture of a map of ways: near and far, or before and after a change.

    Parameters
    ----------
    shapes
        outlines as the world's shapes.json holds them; None = ways are drawn without land
    """
    projection = (shapes or {}).get("projection") or around([(p.lat, p.lon) for p in given.places.values()])
    at = {key: projected(projection, place.lat, place.lon) for key, place in given.places.items()}
    stretches = _stretches(given.ways)
    styles = _styles(given, stretches)
    most = max((max(s.before, s.after) for s in stretches), default=0.0)
    near = _near(given, stretches, at, most)
    view = shapes["view"] if shapes is not None else None
    far = (view["x"], view["y"], view["width"], view["height"]) if view is not None else _box(at.values())
    if given.change:
        asked = [("As it is", near, False), (given.change[:1].upper() + given.change[1:], near, True)]
    else:
        asked = [("Closer", near, False), ("Farther", far, False)]
    lands = (
        []
        if shapes is None
        else [
            (path, _tint(given, actor, styles), given.names.get(actor, actor))
            for actor, path in shapes["actors"].items()
        ]
    )
    outlines = {} if shapes is None else {t["place"]: t["path"] for t in shapes["territories"]}
    controllers = {code: i for i, code in enumerate(dict.fromkeys(t.controller for t in given.territories))}
    return WayPicture(
        words=given.words,
        rest="" if shapes is None else shapes["rest"],
        lands=tuple(lands),
        territories=tuple(
            (outlines[t.place], controllers[t.controller], f"{t.name}: {territory(t, given.names)}")
            for t in given.territories
            if outlines.get(t.place)
        ),
        hatchings=len(controllers),
        keepers=tuple((style, given.names[code]) for code, style in styles.items() if style in KEPT),
        others="ko" in styles.values(),
        panels=tuple(_panel(given, at, stretches, styles, most, *each) for each in asked),
    )


def _stretches(ways: Iterable[MapWay]) -> tuple[_Stretch, ...]:
    found: dict[tuple[str, str], list[MapWay]] = defaultdict(list)
    for way in ways:
        if way.tail != way.head:
            found[min(way.tail, way.head), max(way.tail, way.head)].append(way)
    made = []
    for ends, own in found.items():
        first = max(own, key=lambda way: max(way.before, way.after))
        before, after = sum(way.before for way in own), sum(way.after for way in own)
        named = "; ".join(f"{way.name} ({way.mode})" for way in own)
        flow = tonnes(before) if before == after else f"{tonnes(before)}, then {tonnes(after)}"
        made.append(
            _Stretch(
                ends=ends,
                before=before,
                after=after,
                holder=first.holder,
                words=f"{named}: {flow} a year",
                shut_before=_all_shut(way.status for way in own),
                shut_after=_all_shut(way.status_after for way in own),
            )
        )
    return tuple(sorted(made, key=lambda s: max(s.before, s.after)))


def _all_shut(statuses: Iterable[str]) -> str:
    """Return what holds where no way between two places is open, else nothing."""
    given = list(statuses)
    return "" if "open" in given else given[0]


def _styles(given: WayMap, stretches: Iterable[_Stretch]) -> dict[str, str]:
    """Return the style of each holder: k0 to k5 for those whose ways carry most, ko for the others."""
    carried: dict[str, float] = defaultdict(float)
    for s in stretches:
        carried[s.holder] += max(s.before, s.after)
    order = [code for code in given.gatekeepers if carried.get(code, 0.0) > 0]
    styles = {code: f"k{i}" if i < COLOURS else "ko" for i, code in enumerate(order)}
    return {**styles, given.target: "own", "": "sea"}


def _tint(given: WayMap, actor: str, styles: Mapping[str, str]) -> str:
    for code, style in styles.items():
        if code and style != "ko" and actor in given.members.get(code, (code,)):
            return f"tint {style}"
    return "land"


def _near(given: WayMap, stretches: Iterable[_Stretch], at: Mapping[str, Point], most: float) -> Box:
    """Return the box around the target's places and those near it that much of its trade passes."""
    members = given.members.get(given.target, (given.target,))
    own = [at[key] for key, place in given.places.items() if place.actor in members]
    if not own:
        return _box(list(at.values()))
    x, y = (sum(point[i] for point in own) / len(own) for i in (0, 1))
    reach = REACH + max(hypot(a - x, b - y) for a, b in own)
    ends = {end for s in stretches if max(s.before, s.after) >= NEAR * most > 0 for end in s.ends}
    return _box([*own, *(at[end] for end in ends if hypot(at[end][0] - x, at[end][1] - y) <= reach)])


def _box(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    width = max((max(xs) - min(xs)) * (1 + 2 * MARGIN), (max(ys) - min(ys)) * (1 + 2 * MARGIN) / SHAPE, NARROWEST)
    x, y = (max(xs) + min(xs) - width) / 2, (max(ys) + min(ys) - width * SHAPE) / 2
    return (x, y, width, width * SHAPE)


def _panel(
    given: WayMap,
    at: Mapping[str, Point],
    stretches: tuple[_Stretch, ...],
    styles: Mapping[str, str],
    most: float,
    heading: str,
    box: Box,
    later: bool,
) -> Panel:
    lines, shut = [], []
    passing: dict[str, float] = defaultdict(float)
    for s in stretches:
        flow, status = (s.after, s.shut_after) if later else (s.before, s.shut_before)
        path = "M{:.0f} {:.0f}L{:.0f} {:.0f}".format(*at[s.ends[0]], *at[s.ends[1]])
        if status:
            words = f"{s.words.split(':')[0]}: {status}"
            shut.append(Line(path=path, width=0.0, style="shut", pattern="", words=words))
        elif flow > FAINT * most:
            width = box[2] * max(WIDEST * flow / most, THINNEST)
            style = styles.get(s.holder, "ko")
            patterned = style.startswith("k") and width > box[2] * 0.003
            lines.append(
                Line(
                    path=path,
                    width=round(width, 1),
                    style=style,
                    pattern=f"p{style[1:]}" if patterned else "",
                    words=s.words,
                )
            )
            for end in s.ends:
                passing[end] += flow
    named = {
        key: (given.places[key].name, at[key], flow)
        for key, flow in passing.items()
        if given.places[key].kind in {"crossing", "port"} or (given.places[key].actor == given.target)
    }
    two = bool(given.change)
    return Panel(
        heading=heading,
        box=tuple(round(each, 1) for each in box),  # type: ignore[arg-type]
        names=_land_names(given, at, styles, box, 0.021 if two else 0.013),
        lines=tuple(lines),
        shut=tuple(shut),
        labels=labels(named, box, most=9 if two else 14, size=0.021 if two else 0.0125),
        small=labels(named, box, most=6, size=0.032),
        key=tuple((round(box[2] * WIDEST * part, 1), tonnes(float(f"{most * part:.2g}"))) for part in (0.1, 0.4, 1.0)),
    )


def _land_names(
    given: WayMap, at: Mapping[str, Point], styles: Mapping[str, str], box: Box, size: float
) -> tuple[LandName, ...]:
    """Return each gatekeeper's name amid those of its places that the picture shows."""
    x, y, width, height = box
    found = []
    for code, style in styles.items():
        members = given.members.get(code, (code,))
        own = [at[key] for key, place in given.places.items() if style in KEPT and place.actor in members]
        seen = [(a, b) for a, b in own if x < a < x + width and y < b < y + height]
        if not seen:
            continue
        middle = [sum(point[i] for point in seen) / len(seen) for i in (0, 1)]
        # at one of its places, as the middle of them may lie at sea, and not where the picture's edge would cut it
        a, b = min(seen, key=lambda point: (hypot(point[0] - middle[0], point[1] - middle[1]), point))
        half = 0.45 * size * width * len(given.names[code])
        if x + half < a < x + width - half:
            found.append(LandName(x=round(a, 1), y=round(b, 1), size=round(size * width, 1), text=given.names[code]))
    return tuple(found)
