"""The brief of a region, a target, a sender or a pair."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from marchland.brief.compose import compose
from marchland.brief.diversified import with_diversification
from marchland.brief.supply_of import with_energy
from marchland.brief.track_record import shipped_error
from marchland.brief.ways_of import with_ways
from marchland.errors import MarchlandError, MissingData
from marchland.layers.trade import ready
from marchland.leverage import BUDGET, DAYS, leverage_by_horizon
from marchland.levers import HORIZONS
from marchland.sweep import SEED, beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from marchland.brief.model import Brief
    from marchland.levers import Horizon
    from marchland.world import World

REGION_DRAWS, ONE_DRAWS = 16, 64


def brief_of(
    world: World,
    target: str | None = None,
    *,
    by: str | None = None,
    horizon: Horizon | None = None,
    days: int = DAYS,
    budget: float = BUDGET,
    draws: int | None = None,
    seed: int = SEED,
    energy: bool = True,
    diversification: bool = False,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Brief:
    """Say who can squeeze whom: in the region, on one target, by one sender, or for one pair.

    Parameters
    ----------
    world
        of all years: the base year is set against the earliest one; narrowed to a year: no comparison
    target
        an actor or bloc; None = all of the world's focus
    by
        a sender; None = the focus and the powers
    horizon
        quarter, year or decade; default: from the days
    days
        how long the levers hold
    budget
        own loss that a sender is taken to bear, share of its GDP
    draws
        number of draws; default: 16 for a region, 64 for a target, a sender or a pair
    energy
        whether levers on gas and oil are among the others; default: yes
    diversification
        whether, of a target or a pair, each way that is shut or planned is opened and told what it is worth, which
        takes minutes; contracts, pipes and answers of partners are told in any case
    seed, jobs, progress
        as in `leverage_by_horizon`

    Raises
    ------
    UnknownName, MissingData, MarchlandError
        where an actor or a figure is missing, or target and sender overlap
    """
    view = world.at() if world.year is None else world
    for code in (target, by):
        if code is not None:
            view.members(code)
    if target is not None and by is not None and set(view.members(target)) & set(view.members(by)):
        raise MarchlandError(f"sender and target overlap ({by}, {target}); name two different actors")
    focus, powers = list(view.package.focus), list(view.package.powers)
    if diversification and target is None:
        raise MarchlandError("what each diversification is worth is told of a target; name one, for instance ARM")
    if (target is None or by is None) and not focus:
        raise MissingData('the world names no focus; add for instance "focus": ["EST", "LVA"] to datapackage.json')
    targets = [target] if target is not None else focus
    senders = [by] if by is not None else focus + [p for p in powers if p not in focus]
    kind = {(True, True): "region", (False, True): "target", (True, False): "sender"}.get(
        (target is None, by is None), "pair"
    )
    n = usual_draws(target, by) if draws is None else draws
    years = world.years("trade") if world.year is None else ()
    earlier_year = years[0] if len(years) > 1 and years[0] < world.package.base_year else None

    asked = partial(
        leverage_by_horizon,
        senders=senders,
        targets=targets,
        budget=budget,
        horizon=horizon,
        days=days,
        draws=n,
        seed=seed,
        detail=kind != "region",
        energy=energy,
    )
    here = partial(asked, horizons=() if kind == "region" else HORIZONS, parts=kind != "region")
    if earlier_year is None:
        at, before = here(world, jobs=jobs, progress=progress), {}
    elif jobs < 2:
        at = here(world, progress=progress)
        before = asked(world.at(year=earlier_year), horizons=())
    else:
        share = jobs // 2
        ready()
        with beside(partial(asked, world.at(year=earlier_year), horizons=(), jobs=share)) as of_earlier_year:
            at = here(world, jobs=jobs - share, progress=progress)
            before = of_earlier_year()
    result, earlier = next(iter(at.values())), next(iter(before.values()), None)
    made = compose(kind, result, earlier, version("marchland"), at=at, error=shipped_error())
    made = with_ways(made, result)
    return with_diversification(with_energy(made, result, jobs=jobs), result, links=diversification, jobs=jobs)


def usual_draws(target: str | None, by: str | None) -> int:
    """Return the number of draws where none is asked for: fewer for a whole region."""
    return REGION_DRAWS if target is None and by is None else ONE_DRAWS
