"""The energy of a region or of a target."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from marchland.bridge import baseline, central
from marchland.bridge import draws as drawn
from marchland.bridge.factors import alone
from marchland.brief.energy.answers import answers_to
from marchland.brief.energy.compose import compose
from marchland.brief.energy.reading import Cut, readings
from marchland.errors import MissingData, ScenarioError
from marchland.levers import horizon_of
from marchland.levers.lever_object import FUELS
from marchland.levers.rights import missing_right
from marchland.sweep import SEED
from marchland.sweep.executor import Failed, over_draws

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from marchland.brief.energy.model import Energy
    from marchland.world import World

JUDGED = ("energy.rationing", "energy.response")
"""Factors of parameters that are judgements: what a cut costs is told at both ends of each."""
END = 1.6449
"""Deviate of the 95th percentile."""
REGION_DRAWS, TARGET_DRAWS = 16, 32
DAYS = (30, 90, 365)
YEAR_ALONE = (365,)
"""For a region a cut of a year is told alone."""


def energy_of(
    world: World,
    target: str | None = None,
    *,
    by: str | None = None,
    days: Sequence[int] | None = None,
    draws: int | None = None,
    seed: int = SEED,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Energy:
    """Say who sells a target its gas and oil, whose pipes bring them, and what a cut by a seller would mean.

    Parameters
    ----------
    world
        a world of all years is taken at its base year
    target
        an actor or bloc; None = all of the world's focus
    by
        who withholds what it sells: an actor or bloc; default: of each fuel the largest seller
    days
        for how long; default: 30, 90 and 365, for a region 365
    draws
        number of draws; default: 16 for a region, 32 for a target
    seed
        what makes the draws
    jobs
        number of processes; a script that asks for more than one needs `if __name__ == "__main__":`
    progress
        told the number of draws done

    Raises
    ------
    MissingData
        where the world has no flows of gas or oil, names no focus, or has no figure of what the target uses
    UnknownName
        where an actor is not in the world
    ScenarioError
        where target and seller overlap, or the seller's borders are held by another
    CannotClear, SolverError
        where a market does not clear at best values
    """
    view = world.at() if world.year is None else world
    if target is not None:
        view.members(target)
    elif not view.package.focus:
        raise MissingData('the world names no focus; add for instance "focus": ["EST", "LVA"] to datapackage.json')
    if by is not None:
        _checked(view, by, target)
    kind, targets = ("region", view.package.focus) if target is None else ("target", (target,))
    lengths = tuple(sorted(set(days or (YEAR_ALONE if target is None else DAYS))))
    bases = {name: baseline(view, name) for name in dict.fromkeys(("year", *(horizon_of(n) for n in lengths)))}
    base = bases["year"]
    fuels = tuple(fuel for fuel in FUELS if len(view["energy_flows"].where(fuel=fuel)))
    if not fuels:
        raise MissingData(
            f"{view.package.name} has no flows of gas or oil of {view.year} or before; add energy_flows.csv, "
            "or ask for a later year"
        )
    middle = central(base.factors)
    first = readings(bases, targets, fuels, (), middle)
    cuts = tuple(
        Cut(fuel=fuel, sender=sender, target=code, days=length, horizon=horizon_of(length))
        for code in targets
        for fuel in fuels
        if (sender := _seller(view, first, fuel, code, by))
        for length in lengths
    )
    if target is not None and not any(f"used:{fuel}:{target}" in first for fuel in fuels):
        raise MissingData(
            f"{view.package.name} has no figure of gas or oil that {target} uses in {view.year}; add its hub to "
            "places.csv, and rows of energy_balances.csv or energy_flows.csv"
        )
    best = first | readings(bases, (), fuels, cuts, middle)
    judged = [f.name for f in base.factors if f.name in JUDGED and target is not None]
    ends = {
        name: [readings(bases, (), fuels, cuts, alone(base.factors, name, end)) for end in (-END, END)]
        for name in judged
    }
    answers = {
        cut: answers_to(bases[cut.horizon], cut, best)
        for cut in cuts
        if target is not None and cut.days == lengths[-1] and best[f"loss:{cut.tag}:{target}"] > 0
    }
    n = (REGION_DRAWS if target is None else TARGET_DRAWS) if draws is None else draws
    points = drawn(base.factors, n, seed) if n else ()
    solved, kept = [], []
    results = over_draws(partial(readings, bases, targets, fuels, cuts), points, jobs=jobs, progress=progress)
    for point, result in zip(points, results, strict=True):
        if not isinstance(result, Failed):
            solved.append(result)
            kept.append(point)
    return compose(
        kind,
        targets,
        bases,
        fuels,
        cuts,
        best,
        solved,
        kept,
        ends,
        answers,
        version("marchland"),
        draws=n,
        seed=seed,
    )


def _checked(world: World, by: str, target: str | None) -> None:
    if target is not None and set(world.members(by)) & set(world.members(target)):
        raise ScenarioError(f"seller and target overlap ({by}, {target}); name two different actors")
    holders = missing_right(world, by, "border")
    if holders is not None:
        raise ScenarioError(f"{by} cannot withhold what crosses its borders: {holders}; name who holds that right")


def _seller(world: World, values: Mapping[str, float], fuel: str, target: str, by: str | None) -> str:
    """Return who withholds; empty where nobody could."""
    if by is None:
        return _largest(world, values, fuel, target)
    members = set(world.members(by)) - set(world.members(target))
    return by if any(values.get(f"supply:{fuel}:{code}>{target}", 0.0) > 0 for code in members) else ""


def _largest(world: World, values: Mapping[str, float], fuel: str, target: str) -> str:
    """Return who sells a target most of a fuel: a state that is none of its members; empty where there is none."""
    others = world.named_actors - set(world.members(target))
    sold = {code: values.get(f"supply:{fuel}:{code}>{target}", 0.0) for code in sorted(others)}
    seller = max(sold, key=lambda code: sold[code], default="")
    return seller if seller and sold[seller] > 0 else ""
