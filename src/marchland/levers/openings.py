"""Levers that open or build the pipes that are shut: who could soften a cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.levers.lever import Lever
from marchland.levers.pipes import pipe_holds, shut_pipes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from marchland.levers.rules import Action
    from marchland.world import World

PLANNED = frozenset({"planned", "building"})
"""States of pipes that have to be built first."""


def openings(world: World, fuel: str, barred: Collection[str], *, days: int) -> Iterator[Lever]:
    """Yield a lever for each pipe of a fuel that is shut or planned and in the hands of nobody who is barred."""
    holds, shut = pipe_holds(world), shut_pipes(world)
    status = {row["object"]: row["text"] for row in world["states"].where(attribute="status").rows()}
    for pipe in world["pipes"].where(fuel=fuel)["pipe"].tolist():
        held = holds.get(pipe, {})
        if pipe in shut and held and not set(held) & set(barred):
            action: Action = "build" if status[pipe] in PLANNED else "open"
            yield Lever(actor=next(iter(held)), action=action, object=f"pipe {pipe}", days=days)
