"""What a way that is shut would be worth: whose control a target's trade would pass less, and what it would save."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.errors import SolverError
from marchland.leverage.gatekeeping import SEED, gatekeeping
from marchland.levers import opened, projects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from marchland.leverage.gate import Gate
    from marchland.leverage.gatekeeping import Gatekeeping
    from marchland.levers import Horizon, Project
    from marchland.world import World

SMALLEST = 0.0005
"""A change of a share below this is not listed."""


@dataclass(frozen=True, kw_only=True)
class Shift:
    """How one gatekeeper's hold on a target changes: shares of the target's trade with others, before and after."""

    gatekeeper: str
    before: Gate | None
    after: Gate | None

    @property
    def value(self) -> float:
        """Change of the share of value at best values; negative = less passes the gatekeeper."""
        return (self.after.value.best if self.after else 0.0) - (self.before.value.best if self.before else 0.0)

    @property
    def captive(self) -> float:
        """Change of the share of value that has no other way, at best values."""
        return (self.after.captive_value if self.after else 0.0) - (self.before.captive_value if self.before else 0.0)


@dataclass(frozen=True, kw_only=True)
class Bypass:
    """A project opened, seen by one target.

    Parameters
    ----------
    project
        the ways
    saved
        USD a year that the target's trade as it is would cost less to carry, money and time, at best values
    used
        share of the target's tonnes that would pass the project
    shifts
        gatekeepers whose hold changes, the largest first
    """

    project: Project
    target: str
    saved: float
    used: float
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Bypasses:
    """What each project that could be opened would be worth to targets; those that change nothing are named.

    Parameters
    ----------
    before
        gatekeeping in the world as it is
    found
        by target and project, the largest saving first
    without_effect
        (project, target) that changes nothing worth listing
    failed
        (project, why) that could not be solved
    """

    before: Gatekeeping
    found: tuple[Bypass, ...]
    without_effect: tuple[tuple[Project, str], ...]
    failed: tuple[tuple[Project, str], ...]


def bypass_values(
    world: World,
    targets: Sequence[str],
    gatekeepers: Iterable[str] | None = None,
    *,
    wanted: Sequence[Project] | None = None,
    horizon: Horizon = "year",
    draws: int = 0,
    seed: int = SEED,
    progress: Callable[[int], None] | None = None,
) -> Bypasses:
    """Open each project alone and compare who controls what of the targets' trade.

    Ways that make no cheapest way of any target cheaper, all being empty, are taken to change nothing; for the others
    the equilibrium is solved anew.

    Parameters
    ----------
    world
        a world of all years is taken at its base year
    targets, gatekeepers, horizon, draws, seed
        as in `gatekeeping`
    wanted
        projects; default: all that the world has on its day
    progress
        told the number of projects done

    Raises
    ------
    MissingData, UnknownName, SolverError
        as in `gatekeeping`, of the world as it is
    """
    view = world.at() if world.year is None else world
    asked = tuple(dict.fromkeys(gatekeepers or (*view.package.focus, *view.package.powers)))
    before = gatekeeping(view, targets, asked, horizon=horizon, draws=draws, seed=seed)
    found: list[Bypass] = []
    nothing: list[tuple[Project, str]] = []
    failed: list[tuple[Project, str]] = []
    for done, project in enumerate(wanted if wanted is not None else projects(view), start=1):
        if progress is not None:
            progress(done)
        if not project.refusal and not any(before.cheaper(target, project.links) for target in targets):
            nothing += [(project, target) for target in targets]
            continue
        try:
            after = gatekeeping(opened(view, project.ways), targets, asked, horizon=horizon, draws=draws, seed=seed)
        except SolverError as error:
            failed.append((project, str(error)))
            continue
        for target in targets:
            bypass = _bypass(project, target, before, after, asked)
            if bypass.shifts or bypass.used >= SMALLEST:
                found.append(bypass)
            else:
                nothing.append((project, target))
    found.sort(key=lambda b: (targets.index(b.target), -b.saved, b.project.name))
    return Bypasses(before=before, found=tuple(found), without_effect=tuple(nothing), failed=tuple(failed))


def _bypass(project: Project, target: str, before: Gatekeeping, after: Gatekeeping, asked: Iterable[str]) -> Bypass:
    old, new = ({gate.gatekeeper: gate for gate in each.of(target)} for each in (before, after))
    shifts = [Shift(gatekeeper=code, before=old.get(code), after=new.get(code)) for code in asked]
    shifts = [shift for shift in shifts if max(abs(shift.value), abs(shift.captive)) >= SMALLEST]
    used = after.passing(target, project.links)[0] / max(after.tonnes[target], 1e-300)
    return Bypass(
        project=project,
        target=target,
        saved=before.carriage(target) - after.carriage(target),
        used=used,
        shifts=tuple(sorted(shifts, key=lambda s: (s.value, s.captive, s.gatekeeper))),
    )
