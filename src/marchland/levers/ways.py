"""Whose ways are whose: the links that an actor can touch, and by which right; what is shut."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marchland.errors import ScenarioError, UnknownName, suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.levers.lever import Lever
    from marchland.world import World

OPEN = "open"
HIGH_SEAS = "sea"
WATER = (HIGH_SEAS, "ferry")
"""Modes of links by ship."""
RIGHTS = ("territory", "operation", "ownership", "security", "veto")
"""Rights over a link or a place that let their holder refuse, delay or charge what passes."""
LEAST_OWNED = 0.5
"""A part owner with less than this share decides nothing alone."""


@dataclass(frozen=True, kw_only=True)
class Hold:
    """Why an actor can touch a link.

    Parameters
    ----------
    right
        territory, operation, ownership, security or veto
    object
        the place or link that the right is stated for
    sources
        codes in the `sources` table
    """

    right: str
    object: str
    sources: tuple[str, ...]


def ways_of(world: World, lever: Lever) -> tuple[str, ...]:
    """Return the links that a lever touches: one link, all at a place, or all that an actor controls.

    A lever that shuts, slows or charges touches what is open, one that opens or builds what is not.

    Raises
    ------
    UnknownName
        where the way is no link, place, actor or bloc of the world, or the commodity is unknown
    ScenarioError
        where nothing is left to touch: no links there, closed already, or open already
    """
    links = world["links"]
    if not len(links):
        raise ScenarioError("this world has no links; levers on ways need the tables places, links and zones")
    if lever.commodity is not None and lever.commodity not in world["commodities"]["commodity"].tolist():
        raise UnknownName("commodity", lever.commodity, world["commodities"]["commodity"].tolist())
    found = _named(world, lever.way)
    closed = shut(world)
    wanted = tuple(link for link in found if (link in closed) == (lever.action in {"open", "build"}))
    if not wanted:
        if not found:
            ends = sorted({row[end] for row in links.rows() for end in ("tail", "head")})
            raise ScenarioError(f"{lever.words}: no link leads through {lever.way}; {suggestion(lever.way, ends)}")
        state = "open" if lever.action in {"open", "build"} else "closed"
        raise ScenarioError(
            f"{lever.words}: {lever.way} is {state} already on {world.day}; leave the lever out, or ask for another day"
        )
    return wanted


def shut(world: World) -> frozenset[str]:
    """Return the links that cannot be passed on the world's day: not open themselves, or at a place that is not."""
    states = world["states"].where(attribute="status")
    closed = {o for o, text in zip(states["object"].tolist(), states["text"].tolist(), strict=True) if text != OPEN}
    return frozenset(row["link"] for row in world["links"].rows() if closed & {row["link"], row["tail"], row["head"]})


def links_at(world: World, thing: str) -> tuple[str, ...]:
    """Return a link by its code, or all links at a place."""
    return tuple(row["link"] for row in world["links"].rows() if thing in {row["link"], row["tail"], row["head"]})


def holds_of(world: World, code: str) -> Mapping[str, tuple[Hold, ...]]:
    """Return the links that an actor or bloc can touch, each with the rights that let it.

    Territory is read off the places: who decides on the ground there, else the recognised sovereign. A link between two
    actors is in the hands of both. Open water is nobody's; what `controls` states over a link or a place comes on top.

    Raises
    ------
    UnknownName
        where it is neither an actor nor a bloc
    """
    members = {*world.members(code), code}
    holds: dict[str, list[Hold]] = defaultdict(list)
    places = {row["place"]: row for row in world["places"].rows()}
    ground = deciding(world)
    at: dict[str, list[str]] = defaultdict(list)
    for row in world["links"].rows():
        ends = dict.fromkeys((row["tail"], row["head"]))
        at[row["link"]].append(row["link"])
        for place in ends:
            at[place].append(row["link"])
            who, sources = ground.get(place, (places[place]["actor"], cited(places[place])))
            if row["mode"] != HIGH_SEAS and who in members:
                holds[row["link"]].append(Hold(right="territory", object=place, sources=sources))
    for row in world["controls"].among(actor=members, right=RIGHTS).rows():
        if row["right"] == "ownership" and row["share"] < LEAST_OWNED:
            continue
        for link in at.get(row["object"], ()):
            holds[link].append(Hold(right=row["right"], object=row["object"], sources=cited(row)))
    return {link: tuple(dict.fromkeys(own)) for link, own in holds.items()}


def _named(world: World, way: str) -> tuple[str, ...]:
    links, places = world["links"]["link"].tolist(), world["places"]["place"].tolist()
    if way in links or way in places:
        return links_at(world, way)
    if way in world.actors or way in world.blocs:
        return tuple(holds_of(world, way))
    raise UnknownName("way", way, [*links, *places, *world.actors])


def cited(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the codes of a row's sources."""
    return tuple(str(row["source"]).split(";"))


def deciding(world: World, *, attribute: str = "controller") -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return who decides on the ground, or who operates, where the table `states` says so: object -> actor, sources."""
    rows = world["states"].where(attribute=attribute).rows()
    return {row["object"]: (str(row["text"]), cited(row)) for row in rows}
