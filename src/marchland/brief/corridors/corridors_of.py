"""The corridors of a region or of a target."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from marchland.bridge.freight.base import freight_base
from marchland.brief.corridors.compose import compose
from marchland.brief.corridors.mapped import way_map_of
from marchland.brief.words import listed, spoken
from marchland.errors import MissingData
from marchland.leverage.bypass import bypass_values
from marchland.leverage.gatekeeping import gatekeeping
from marchland.levers import opened as with_open
from marchland.levers import projects
from marchland.sweep import SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from marchland.brief.corridors.model import Corridors
    from marchland.brief.ways import WayMap
    from marchland.leverage.gatekeeping import Gatekeeping
    from marchland.world import World

REGION_DRAWS, TARGET_DRAWS = 8, 16


def corridors_of(
    world: World,
    target: str | None = None,
    *,
    opened: Sequence[str] = (),
    bypasses: bool = False,
    draws: int | None = None,
    seed: int = SEED,
    progress: Callable[[int], None] | None = None,
) -> Corridors:
    """Say whose control whose trade passes: in the region, or of one target.

    Parameters
    ----------
    world
        a world of all years is taken at its base year
    target
        an actor or bloc; None = all of the world's focus
    opened
        ways that are shut, planned or being built, links or places: what changes where they are open
    bypasses
        whether to open each project alone, which takes minutes in a large world
    draws
        number of draws; default: 8 for a region, 16 for a target
    seed
        what makes the draws
    progress
        told the number of projects done

    Raises
    ------
    MissingData
        where the world has no links, names no focus, or none of a target's trade is carried
    UnknownName
        where an actor or a way is not in the world
    ScenarioError
        where a way is open already
    SolverError
        where an equilibrium is not met
    """
    view = world.at() if world.year is None else world
    if target is not None:
        view.members(target)
    elif not view.package.focus:
        raise MissingData('the world names no focus; add for instance "focus": ["EST", "LVA"] to datapackage.json')
    kind, targets = ("region", view.package.focus) if target is None else ("target", (target,))
    n = usual_draws(target) if draws is None else draws
    freed = with_open(view, opened) if opened else None
    before = gatekeeping(view, targets, draws=n, seed=seed)
    after = None if freed is None else gatekeeping(freed, targets, draws=n, seed=seed)
    found = bypass_values(view, targets, progress=progress) if bypasses and projects(view) else None
    made = compose(
        kind,
        targets,
        before,
        version("marchland"),
        draws=n,
        seed=seed,
        after=after,
        opened=[_named(view, way) for way in opened],
        bypasses=found,
    )
    if target is None:
        return made
    gatekeepers = tuple(gate.gatekeeper for gate in made.of(target))
    return replace(made, map=_mapped(target, before, after, gatekeepers, made.opened))


def _mapped(
    target: str, before: Gatekeeping, after: Gatekeeping | None, gatekeepers: Sequence[str], opened: Sequence[str]
) -> WayMap:
    world = before.world
    tonnes = [
        freight_base(each.base).passing(each.base.positions(target).tolist())[0] for each in (before, after) if each
    ]
    return way_map_of(
        world,
        freight_base(before.base).network.ways.links,
        tonnes[0],
        target=target,
        gatekeepers=gatekeepers,
        words=f"{spoken(world.name(target))}'s trade",
        after=tonnes[-1],
        change=f"{listed(opened)} open" if opened else "",
        changed=None if after is None else after.world,
    )


def usual_draws(target: str | None) -> int:
    """Return the number of draws where none is asked for: fewer for a whole region."""
    return REGION_DRAWS if target is None else TARGET_DRAWS


def _named(world: World, way: str) -> str:
    for table, column in (("links", "link"), ("places", "place")):
        found = world[table].where(**{column: way})
        if len(found):
            return str(found["name"][0]) or way
    return way
