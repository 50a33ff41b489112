"""What each diversification is worth: what levers cost a target without and with a link, a contract or an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.errors import SolverError
from marchland.leverage.dependence import dependence
from marchland.leverage.gatekeeping import SEED, gatekeeping
from marchland.levers import opened, projects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from marchland.leverage.dependence import Dependence
    from marchland.levers import Horizon, Lever, Project
    from marchland.world import World

WORTH_LISTING = 5e-4
"""A diversification that takes away less than this share of the target's GDP is named, and not listed."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Diversification:
    """A link, a contract or an answer, and what it takes away from what a sender's levers cost a target.

    Parameters
    ----------
    kind
        link, contract, pipe or answer
    option
        the ways that are opened, or the levers that are pulled beside the sender's
    sender
        whose levers it is held against; of a link the gatekeeper that shuts all its ways to the target's transit
    without, left
        share of the target's GDP that the levers cost without and with it; "with it" counts from where it stands
        already, so that what it brings by itself is in neither
    without_drawn, left_drawn
        (draws,) the same in the draws
    """

    kind: str
    option: Project | tuple[Lever, ...]
    target: str
    sender: str
    without: float
    left: float
    without_drawn: NDArray[np.float64]
    left_drawn: NDArray[np.float64]

    @property
    def worth(self) -> tuple[float, NDArray[np.float64]]:
        """What it takes away, share of the target's GDP: at best values and draw by draw."""
        return self.without - self.left, self.without_drawn - self.left_drawn


@dataclass(frozen=True, kw_only=True, eq=False)
class Diversifications:
    """Those worth listing, the largest first; those that take next to nothing away; those that could not be solved."""

    found: tuple[Diversification, ...] = ()
    without_effect: tuple[Project | tuple[Lever, ...], ...] = ()
    failed: tuple[tuple[Project | tuple[Lever, ...], str], ...] = ()

    def joined(self, other: Diversifications) -> Diversifications:
        """Return both as one, the largest first."""
        return Diversifications(
            found=ranked((*self.found, *other.found)),
            without_effect=(*self.without_effect, *other.without_effect),
            failed=(*self.failed, *other.failed),
        )


def ranked(found: Iterable[Diversification]) -> tuple[Diversification, ...]:
    """Return what was found, the largest worth first."""
    return tuple(sorted(found, key=lambda one: -one.worth[0]))


def links_worth(
    world: World,
    target: str,
    gatekeepers: Sequence[str],
    *,
    horizon: Horizon = "year",
    draws: int = 0,
    seed: int = SEED,
    progress: Callable[[int], None] | None = None,
) -> Diversifications:
    """Open each way that is shut, planned or refused alone, and compare what gatekeepers can cost a target.

    Ways that make no cheapest way of the target cheaper are taken to change nothing; for the others freight and trade
    are solved anew, in draws where it matters at best values.

    Parameters
    ----------
    gatekeepers
        each shuts all its ways to goods in transit to and from the target for a year
    horizon, draws, seed
        as in `dependence`
    progress
        told the number of projects done

    Raises
    ------
    MissingData, UnknownName, SolverError
        as in `dependence`, of the world as it is
    """
    view = world.at() if world.year is None else world
    before = gatekeeping(view, [target], gatekeepers, horizon=horizon, draws=0, seed=seed)
    now = dependence(view, target, gatekeepers, horizon=horizon, draws=draws, seed=seed)
    found, nothing = list[Diversification](), list["Project | tuple[Lever, ...]"]()
    failed = list["tuple[Project | tuple[Lever, ...], str]"]()
    for done, project in enumerate(projects(view), start=1):
        if progress is not None:
            progress(done)
        if not project.refusal and not before.cheaper(target, project.links):
            nothing.append(project)
            continue
        try:
            own = _of_link(opened(view, project.ways), project, now, horizon, draws, seed)
        except SolverError as error:
            failed.append((project, str(error)))
            continue
        found += own
        if not own:
            nothing.append(project)
    return Diversifications(found=ranked(found), without_effect=tuple(nothing), failed=tuple(failed))


def _of_link(
    world: World, project: Project, now: Sequence[Dependence], horizon: Horizon, draws: int, seed: int
) -> list[Diversification]:
    target, codes = now[0].target, [one.gatekeeper for one in now]
    best = dependence(world, target, codes, horizon=horizon, draws=0, seed=seed)
    matters = [old for old, new in zip(now, best, strict=True) if abs(old.share.best - new.share.best) >= WORTH_LISTING]
    if not matters:
        return []
    drawn = dependence(world, target, [old.gatekeeper for old in matters], horizon=horizon, draws=draws, seed=seed)
    return [
        Diversification(
            kind="link",
            option=project,
            target=target,
            sender=old.gatekeeper,
            without=old.share.best,
            left=new.share.best,
            without_drawn=old.drawn,
            left_drawn=new.drawn,
        )
        for old, new in zip(matters, drawn, strict=True)
    ]
