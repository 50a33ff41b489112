"""What could be opened: the ways of a world that are shut, grouped into what makes sense together; and such a world."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.errors import ScenarioError, UnknownName, suggestion
from marchland.levers.refusals import REFUSES, Refusal, refusals
from marchland.levers.ways import OPEN, links_at, shut

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marchland.world import World

UNBUILT = ("planned", "building")
_STATE = ("object", "attribute", "text")


@dataclass(frozen=True, kw_only=True)
class Project:
    """Ways that are shut and lead on from each other, so that one is of no use without the others; or refused transit.

    Parameters
    ----------
    links
        codes
    name
        its ends: "Horadiz - Julfa (rail)"; of a refusal "Poland's transit for Latvia"
    statuses
        what holds on the world's day: planned, building, closed or suspended; refused
    since
        first day of the longest of these
    refusal
        of refused transit what `opened` takes: "POL for LVA"; the links are then those that are refused
    """

    links: tuple[str, ...]
    name: str
    statuses: tuple[str, ...]
    since: str
    refusal: str = ""

    @property
    def ways(self) -> tuple[str, ...]:
        """What `opened` takes to open it."""
        return (self.refusal,) if self.refusal else self.links

    @property
    def unbuilt(self) -> bool:
        """Whether a part of it is planned or being built, and not only shut."""
        return any(status in UNBUILT for status in self.statuses)


def projects(world: World) -> tuple[Project, ...]:
    """Return what could be opened on the world's day.

    Shut links of one mode belong together where they meet at a place from which no open link of that mode leads. Each
    refusal of transit is a project of its own.
    """
    rows = {row["link"]: row for row in world["links"].rows()}
    shut_links = shut(world)
    closed = [rows[link] for link in sorted(shut_links) if rows[link]["tail"] != rows[link]["head"]]
    served = {
        (place, row["mode"])
        for row in rows.values()
        if row["link"] not in shut_links
        for place in (row["tail"], row["head"])
    }
    group = {row["link"]: row["link"] for row in closed}

    def root(link: str) -> str:
        while group[link] != link:
            link = group[link]
        return link

    met: dict[tuple[str, str], str] = {}
    for row in closed:
        for place in (row["tail"], row["head"]):
            at = (place, row["mode"])
            if at in served:
                continue
            if at in met:
                group[root(row["link"])] = root(met[at])
            met.setdefault(at, row["link"])
    found: dict[str, list[dict[str, Any]]] = {}
    for row in closed:
        found.setdefault(root(row["link"]), []).append(row)
    every = [_project(world, own) for own in found.values()]
    every += [_lifted(world, refusal, shut_links) for refusal in refusals(world)]
    return tuple(sorted(every, key=lambda p: (not p.unbuilt, p.name)))


def opened(world: World, ways: Iterable[str]) -> World:
    """Return the world with some ways open that are not: links, places with all links at them, or refused transit.

    The handling of goods at their ends that is shut is opened with them.

    Parameters
    ----------
    world
        as of a day
    ways
        codes of links and places; "POL for LVA" for transit that the world's table `states` says is refused

    Raises
    ------
    UnknownName
        where the world has no such link, place or refusal
    ScenarioError
        where a way is open already
    """
    links = {row["link"]: row for row in world["links"].rows()}
    places = set(world["places"]["place"].tolist())
    closed, freed, lifted = shut(world), set(), set()
    refusing = {refusal.words: refusal for refusal in refusals(world)}
    for way in ways:
        if way in refusing:
            lifted.add((refusing[way].object, refusing[way].text))
            continue
        if way not in links and way not in places:
            raise UnknownName("way", way, [*links, *places, *refusing])
        through = links_at(world, way)
        if not through:
            linked = sorted({row[end] for row in links.values() for end in ("tail", "head")})
            raise ScenarioError(f"no link leads through {way}; {suggestion(way, linked)}")
        ours = [links[link] for link in through if link in closed]
        if not ours:
            raise ScenarioError(f"{way} is open already on {world.day}; name a way that is not")
        ends = {place for row in ours for place in (row["tail"], row["head"])}
        handling = {link for link, row in links.items() if row["tail"] == row["head"] and row["tail"] in ends}
        freed |= {row["link"] for row in ours} | ends | handling
    states = world["states"]
    stays = ~(np.isin(states["object"], list(freed)) & (states["attribute"] == "status") & (states["text"] != OPEN))
    stays &= np.array(
        [
            attribute != REFUSES or (thing, text) not in lifted
            for thing, attribute, text in zip(*(states[c].tolist() for c in _STATE), strict=True)
        ],
        dtype=bool,
    )
    return replace(world, tables=dict(world.tables) | {"states": states.take(stays)})


def _lifted(world: World, refusal: Refusal, closed: frozenset[str]) -> Project:
    names = {
        code: name
        for table, key in (("places", "place"), ("links", "link"), ("actors", "actor"), ("blocs", "bloc"))
        for code, name in zip(world[table][key].tolist(), world[table]["name"].tolist(), strict=True)
    }
    whom = ", ".join(names.get(code, code) for code in refusal.text.split(";"))
    return Project(
        links=tuple(sorted(refusal.links - closed)),
        name=f"{names[refusal.object]}'s transit for {whom}",
        statuses=("refused",),
        since=refusal.since,
        refusal=refusal.words,
    )


def _project(world: World, rows: list[dict[str, Any]]) -> Project:
    names = dict(zip(world["places"]["place"].tolist(), world["places"]["name"].tolist(), strict=True))
    states = world["states"].where(attribute="status")
    objects = {o for row in rows for o in (row["link"], row["tail"], row["head"])}
    held = [row for row in states.among(object=objects).rows() if row["text"] != OPEN]
    met: dict[str, int] = {}
    for row in rows:
        for place in (row["tail"], row["head"]):
            met[place] = met.get(place, 0) + 1
    ends = [place for place, times in met.items() if times == 1] or list(met)
    mode = rows[0]["mode"]
    return Project(
        links=tuple(row["link"] for row in rows),
        name=f"{' - '.join(names[end] for end in ends[:3])} ({mode})",
        statuses=tuple(dict.fromkeys(str(row["text"]) for row in held)),
        since=min((str(row["from"]) for row in held), default=""),
    )
