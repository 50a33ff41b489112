"""Territories whose recognised sovereign and actual controller differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marchland.world import World


@dataclass(frozen=True, kw_only=True)
class MapTerritory:
    """A territory whose recognised sovereign and actual controller differ."""

    place: str
    name: str
    actor: str
    controller: str
    since: str


def territories_of(world: World) -> tuple[MapTerritory, ...]:
    """Return the territories of a world on its day that another actor controls than the recognised sovereign."""
    places = {row["place"]: row for row in world["places"].where(kind="territory").rows()}
    return tuple(
        MapTerritory(
            place=row["object"],
            name=places[row["object"]]["name"],
            actor=places[row["object"]]["actor"],
            controller=row["text"],
            since=str(row["from"]),
        )
        for row in world["states"].where(attribute="controller").rows()
        if row["object"] in places and places[row["object"]]["actor"] != row["text"]
    )
