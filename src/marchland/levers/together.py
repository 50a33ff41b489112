"""Levers on gas and oil that cannot hold at once: two prices for one sale, two tolls on one pipe."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from marchland.errors import ScenarioError
from marchland.levers.pipes import pipes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marchland.levers.lever import Lever
    from marchland.world import World


def check_together(world: World, levers: Sequence[Lever]) -> None:
    """Refuse levers that contradict each other while they hold.

    Parameters
    ----------
    world
        as of a day
    levers
        that hold on the same days

    Raises
    ------
    ScenarioError
        where two ask a price for the same sale, or two actors a toll on the same pipe
    """
    for one, other in combinations((lever for lever in levers if lever.rule.layer == "energy"), 2):
        if one.action != other.action or one == other:
            continue
        both = f"{one.words}, actor {one.actor}, and {other.words}, actor {other.actor}"
        if one.action == "reprice" and one.fuel == other.fuel:
            sellers, buyers = (
                sorted(set(world.members(mine)) & set(world.members(theirs)))
                for mine, theirs in ((one.actor, other.actor), (one.partner, other.partner))
            )
            if sellers and buyers:
                raise ScenarioError(
                    f"{both}: two prices for {one.fuel} from {sellers[0]} to {buyers[0]} on the same days; leave one "
                    "out, or give them days apart"
                )
        if one.action == "toll" and one.is_pipe and other.is_pipe and one.actor != other.actor:
            shared = sorted(set(pipes_of(world, one)) & set(pipes_of(world, other)))
            if shared:
                raise ScenarioError(
                    f"{both}: two tolls on {shared[0]} on the same days, and a pipe has one receiver of tolls; leave "
                    "one out, or give them days apart"
                )
