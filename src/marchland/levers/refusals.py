"""Refusals: ways that are open to all but to the goods of some actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.levers.ways import holds_of, links_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marchland.world import World

REFUSES = "refuses"
GROUND = "territory"


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Transit that is refused to some actors.

    Parameters
    ----------
    object
        the link, the place or the actor that the refusal is stated for
    text
        whose goods may not pass, as the world's table `states` names them
    actors
        the same as codes of actors, members in place of blocs
    by
        the actor that refuses, where the object is one: what it trades with the others itself is no transit and passes
    links
        codes of what is refused: a link, all at a place, all on an actor's ground
    since
        first day
    sources
        codes in the `sources` table
    """

    object: str
    text: str
    actors: tuple[str, ...]
    by: str
    links: frozenset[str]
    since: str
    sources: tuple[str, ...]

    @property
    def words(self) -> str:
        """What would be opened, as levers on ways say it: "AZE for ARM"."""
        return f"{self.object} for {self.text}"

    def concerns(self, one: str, other: str) -> bool:
        """Return whether goods between two actors, in either direction, may not pass."""
        ends = {one, other}
        return self.by not in ends and not ends.isdisjoint(self.actors)


def refusals(world: World) -> tuple[Refusal, ...]:
    """Return the refusals that hold on the world's day, in the order of its table `states`."""
    found = []
    for row in world["states"].where(attribute=REFUSES).rows():
        thing, text = str(row["object"]), str(row["text"])
        by = thing if thing in world.actors else ""
        if by:
            held = holds_of(world, by).items()
            barred = frozenset(link for link, holds in held if any(hold.right == GROUND for hold in holds))
        else:
            barred = frozenset(links_at(world, thing))
        found.append(
            Refusal(
                object=thing,
                text=text,
                actors=tuple(dict.fromkeys(member for code in text.split(";") for member in _members(world, code))),
                by=by,
                links=barred,
                since=str(row["from"]),
                sources=tuple(str(row["source"]).split(";")),
            )
        )
    return tuple(found)


def _members(world: World, code: str) -> tuple[str, ...]:
    """Return the actors that a code stands for; a bloc may have no member left on the day."""
    return (code,) if code in world.actors else tuple(sorted(set(world["blocs"].where(bloc=code)["actor"].tolist())))


def refused(held: Iterable[Refusal], one: str, other: str) -> frozenset[str]:
    """Return the links, by code, that goods between two actors may not pass."""
    return frozenset().union(*(refusal.links for refusal in held if refusal.concerns(one, other)))
