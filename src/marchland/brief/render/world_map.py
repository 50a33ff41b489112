"""The map of a brief: who is coloured how, territories hatched by controller, a closer view of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marchland.brief.render.bands import band
from marchland.brief.render.phrases import loss, territory
from marchland.brief.render.ranking import by_leverage
from marchland.brief.words import begun, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.brief.model import Brief, BriefPair

_START = re.compile(r"M(-?[\d.]+)[ ,]?(-?[\d.]+)")
_MARGIN = 350.0  # km around what the closer view is about
_NARROWEST = 1800.0  # km, width of the closer view
_SHAPE = 0.62  # height of the closer view over its width


@dataclass(frozen=True, kw_only=True)
class Land:
    """An actor on the map.

    Parameters
    ----------
    style
        class of the outline: a step of the colour scale, "self" for the one the brief is about, "land" for the others
    words
        what the reader sees who points at it
    label
        (x, y) of its code, None where it is not labelled
    """

    actor: str
    path: str
    style: str
    words: str
    label: tuple[float, float] | None


@dataclass(frozen=True, kw_only=True)
class Hatched:
    """A territory: its sovereign's colour under the hatching of its controller; path empty = not drawn."""

    name: str
    path: str
    style: str
    pattern: int
    words: str


@dataclass(frozen=True, kw_only=True)
class WorldMap:
    """Everything that the map draws; boxes are x, y, width, height in km.

    Parameters
    ----------
    controllers
        name and number of each hatching
    closer
        box around the target and the territories of those that the brief is about; None where there is neither
    """

    box: tuple[float, float, float, float]
    closer: tuple[float, float, float, float] | None
    rest: str
    lands: tuple[Land, ...]
    territories: tuple[Hatched, ...]
    controllers: tuple[tuple[str, int], ...]
    meaning: str


def world_map(brief: Brief, shapes: Mapping[str, Any]) -> WorldMap:
    """Return the map of a brief.

    Parameters
    ----------
    shapes
        outlines as the world's shapes.json holds them: view, actors, labels, rest, territories
    """
    coloured = _coloured(brief)
    about = {brief.targets[0]} if brief.kind == "target" else set()
    about = {brief.senders[0]} if brief.kind in {"sender", "pair"} else about
    about = {member for code in about for member in brief.members.get(code, (code,))}
    shown = set(coloured) | about
    lands = []
    for actor, path in shapes["actors"].items():
        pair = coloured.get(actor)
        style, words = _told(brief, actor, pair)
        if actor in about:
            style = "self"
        x, y = shapes["labels"][actor]
        named = actor in shown and (brief.kind != "target" or actor in {*brief.senders, *brief.targets})
        lands.append(Land(actor=actor, path=path, style=style, words=words, label=(x, y) if named else None))
    styles = {land.actor: land.style for land in lands}
    patterns = {code: i for i, code in enumerate(dict.fromkeys(t.controller for t in brief.territories))}
    outlines = {given["place"]: given["path"] for given in shapes["territories"]}
    territories = tuple(
        Hatched(
            name=begun(t.name),
            path=outlines.get(t.place, ""),
            style=styles.get(t.actor, "land"),
            pattern=patterns[t.controller],
            words=territory(t, brief.names),
        )
        for t in brief.territories
    )
    near = [
        (float(x), float(y))
        for drawn, t in zip(territories, brief.territories, strict=True)
        if t.actor in {*brief.targets, *brief.senders}
        for x, y in _START.findall(drawn.path)
    ]
    if brief.kind in {"target", "pair"}:
        aimed = brief.members.get(brief.targets[0], (brief.targets[0],))
        near += [tuple(shapes["labels"][actor]) for actor in aimed if actor in shapes["labels"]]
    view = shapes["view"]
    return WorldMap(
        box=(view["x"], view["y"], view["width"], view["height"]),
        closer=_closer(near),
        rest=shapes["rest"],
        lands=tuple(lands),
        territories=territories,
        controllers=tuple((brief.names.get(code, code), number) for code, number in patterns.items()),
        meaning=_meaning(brief),
    )


def _coloured(brief: Brief) -> dict[str, BriefPair]:
    """Return for each actor the pair that colours it; the members of a bloc take the bloc's, unless they have one."""
    pairs: dict[str, BriefPair] = {}
    for pair in by_leverage(brief):
        pairs.setdefault(pair.sender if brief.kind == "target" else pair.target, pair)
    spread = {member: pair for code, pair in pairs.items() for member in brief.members.get(code, (code,))}
    return spread | pairs


def _told(brief: Brief, actor: str, pair: BriefPair | None) -> tuple[str, str]:
    name = brief.names.get(actor, actor)
    if pair is None:
        return "land", name
    figure = brief.figures[pair.leverage]
    told = f"{brief.names[pair.sender]} on {brief.names[pair.target]} {loss(figure)}"
    return f"b{band(figure.best)}", f"{name}: {told}"


def _meaning(brief: Brief) -> str:
    if brief.kind == "region":
        return "The colour shows the largest leverage that anybody has on the country."
    if brief.kind == "target":
        target = spoken(brief.names[brief.targets[0]])
        return f"The colour shows the leverage that the country, or the bloc it belongs to, has on {target}."
    return f"The colour shows the leverage of {spoken(brief.names[brief.senders[0]])} on the country."


def _closer(points: list[tuple[float, float]]) -> tuple[float, float, float, float] | None:
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    left, right, top, bottom = min(xs) - _MARGIN, max(xs) + _MARGIN, min(ys) - _MARGIN, max(ys) + _MARGIN
    width = max(right - left, (bottom - top) / _SHAPE, _NARROWEST)
    height = width * _SHAPE
    return ((left + right - width) / 2, (top + bottom - height) / 2, width, height)
