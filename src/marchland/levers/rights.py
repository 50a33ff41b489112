"""Why a sender may, or may not: its rights over its own territory and over ways and pipes, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world import schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marchland.levers.ways import Hold
    from marchland.world import World

MOST_NAMED = 4


def missing_right(world: World, sender: str, right: str) -> str | None:
    """Return why a sender does not hold a right, or None where it holds it over all its members.

    Parameters
    ----------
    world
        as of a day
    sender
        an actor or a bloc
    right
        border, tariff, residence, payments or travel
    """
    controls = world["controls"].where(right=right)
    for member in world.members(sender):
        holders = sorted(set(controls.where(object=member)["actor"].tolist()))
        if sender in holders:
            continue
        if holders:
            return f"the right `{right}` over {member} is held by {', '.join(holders)}"
        return f"no control gives {sender} the right `{right}` over {member}"
    return None


def right_in_words(world: World, sender: str, right: str) -> tuple[str, tuple[str, ...]]:
    """Return a right that a sender holds over all its members, in words with its first day, and the sources."""
    rows = world["controls"].where(actor=sender, right=right).among(object=world.members(sender))
    words = schema().terms("controls", "right")[right].description.replace("the object", world.name(sender))
    first, last = str(rows["from"].min()), str(rows["from"].max())
    since = f"since {first}" if first == last else f"over its members since {first} to {last}"
    return f"{words} ({since})", rows.cited()


def held_in_words(holds: Iterable[Hold]) -> str:
    """Return rights over ways or pipes in words: "territory at narva; ownership at rail_narva"."""
    by_right: dict[str, list[str]] = {}
    for hold in holds:
        by_right.setdefault(hold.right, []).append(hold.object)
    return "; ".join(
        f"{right} at {', '.join(sorted(set(objects))[:MOST_NAMED])}" for right, objects in by_right.items()
    )
