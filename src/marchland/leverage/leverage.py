"""Who can squeeze whom: for each pair the losses by each bundle, and the largest one within a budget of own loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.bridge import baseline, central, draws
from marchland.engine import LAYERS, code_fingerprint, inputs_of
from marchland.errors import MarchlandError, MissingData, SolverError
from marchland.leverage.bundles import Bundle, bundles_of
from marchland.leverage.losses import OTHERS, SENDER, TARGET, BundlesTask, Losses
from marchland.levers import Menu, check_horizon, horizon_of, menu
from marchland.sweep import SEED, Failed, cores, gaps, over_draws

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Baseline, Factor
    from marchland.engine import Input
    from marchland.levers import Horizon
    from marchland.world import World

BUDGET = 0.001
"""Own loss that a sender is taken to bear, as a share of its GDP of a year."""
DAYS = 365
SOLVES_WORTH_A_PROCESS = 2000


@dataclass(frozen=True, kw_only=True, eq=False)
class Option:
    """One bundle of a sender against a target.

    Parameters
    ----------
    bundle
        the levers
    best
        (3, layers) USD at best values: target, sender, all others; positive = worse off
    drawn
        (3, layers, draws) USD; (3, layers, 0) for bundles that are only ranked at best values
    """

    bundle: Bundle
    best: NDArray[np.float64]
    drawn: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Pair:
    """What a sender can do to a target.

    Parameters
    ----------
    options
        bundles, each lever alone first; all of them at best values, some in draws
    chosen
        position of the bundle that costs the target most while the sender, at best values, loses no more than the
        budget; None where no bundle does
    budget
        USD
    target_gdp, sender_gdp
        USD a year at best values
    target_gdp_drawn, sender_gdp_drawn
        (draws,) USD a year
    """

    sender: str
    target: str
    menu: Menu
    options: tuple[Option, ...]
    chosen: int | None
    budget: float
    target_gdp: float
    sender_gdp: float
    target_gdp_drawn: NDArray[np.float64]
    sender_gdp_drawn: NDArray[np.float64]

    @property
    def leverage(self) -> tuple[float, NDArray[np.float64]]:
        """The target's loss by the chosen bundle as a share of its GDP: at best values and in draws; 0 without one."""
        if self.chosen is None:
            return 0.0, np.zeros(len(self.target_gdp_drawn))
        option = self.options[self.chosen]
        return float(option.best[TARGET].sum()) / self.target_gdp, option.drawn[TARGET].sum(0) / self.target_gdp_drawn


@dataclass(frozen=True, kw_only=True, eq=False)
class Leverage:
    """Who can squeeze whom, through what, how hard, at what cost to themselves.

    Parameters
    ----------
    pairs
        one for each sender and target that do not overlap
    budget
        own loss that a sender is taken to bear, as a share of its GDP
    factors, z
        sources of uncertainty, and their deviates (draws, factors)
    failed
        draws that could not be solved, and why
    residual
        largest certificate of any solution
    """

    world: World
    senders: tuple[str, ...]
    targets: tuple[str, ...]
    pairs: tuple[Pair, ...]
    budget: float
    horizon: Horizon
    days: int
    seed: int
    factors: tuple[Factor, ...]
    z: NDArray[np.float64]
    failed: tuple[Failed, ...]
    residual: float
    inputs: dict[str, tuple[Input, ...]]
    gaps: tuple[str, ...]
    code: str

    def pair(self, sender: str, target: str) -> Pair:
        """Return one pair.

        Raises
        ------
        MissingData
            where it was not computed
        """
        for pair in self.pairs:
            if (pair.sender, pair.target) == (sender, target):
                return pair
        raise MissingData(f"{sender} on {target} was not computed; name both in senders and targets")


def leverage_of(
    world: World,
    senders: Sequence[str],
    targets: Sequence[str],
    *,
    budget: float = BUDGET,
    horizon: Horizon | None = None,
    days: int = DAYS,
    draws: int = 32,
    seed: int = SEED,
    jobs: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Leverage:
    """Compute for each pair the losses by each lever, singly and joined, and the leverage within a budget.

    The bundle is chosen once, at best values, and then evaluated in all draws: choosing in each draw would bias the
    leverage upwards.

    Parameters
    ----------
    world
        a world of all years is taken at its base year
    senders, targets
        codes of actors or blocs; a pair that overlaps is left out
    budget
        own loss that the sender is taken to bear, as a share of its GDP of a year
    horizon
        quarter, year or decade; default: from the days
    days
        how long the levers hold
    draws, seed
        number of draws, and what makes them
    jobs
        number of processes; None = as many as pay off
    progress
        told the number of draws done

    Raises
    ------
    UnknownName, MissingData
        where an actor or a figure is missing
    SolverError
        where the best values give no solution
    """
    if budget < 0:
        raise MarchlandError(f"budget {budget} is negative; give a share of GDP, for instance {BUDGET}")
    chosen_horizon = horizon or horizon_of(days)
    check_horizon(chosen_horizon)
    base = baseline(world, chosen_horizon)
    view = base.world
    couples = [(s, t) for s in senders for t in targets if not set(view.members(s)) & set(view.members(t))]
    if not couples:
        raise MarchlandError("no sender has a target other than itself; name different actors")
    menus = {couple: menu(view, *couple, days=days) for couple in couples}
    ranked, ranked_losses = _at_best(base, menus)
    plan = {couple: _plan(base, couple, ranked[couple], ranked_losses, budget) for couple in couples}
    return _evaluate(base, menus, ranked, ranked_losses, plan, budget, days, draws, seed, jobs, progress)


def _at_best(
    base: Baseline, menus: dict[tuple[str, str], Menu]
) -> tuple[dict[tuple[str, str], tuple[tuple[int, Bundle], ...]], Losses]:
    """Solve every bundle of every pair at best values; bundles keep their position in the losses."""
    bundles: list[Bundle] = []
    parties: list[tuple[str, str]] = []
    positions: dict[tuple[str, str], tuple[tuple[int, Bundle], ...]] = {}
    for couple, offered in menus.items():
        own = bundles_of(offered)
        positions[couple] = tuple(enumerate(own, start=len(bundles)))
        bundles += own
        parties += [couple] * len(own)
    task = BundlesTask(base=base, bundles=tuple(bundles), parties=tuple(parties))
    return positions, task(central(base.factors))


def _plan(
    base: Baseline,
    couple: tuple[str, str],
    ranked: tuple[tuple[int, Bundle], ...],
    losses: Losses,
    budget: float,
) -> int | None:
    """Return the position in the losses of the bundle that hurts most within the budget; None where none does."""
    limit = budget * float(losses.gdp[base.positions(couple[0])].sum())
    allowed = [
        (float(losses.loss[i, TARGET].sum()), -float(losses.loss[i, SENDER].sum()), i)
        for i, _ in ranked
        if losses.loss[i, SENDER].sum() <= limit and losses.loss[i, TARGET].sum() > 0
    ]
    return max(allowed)[2] if allowed else None


def _evaluate(
    base: Baseline,
    menus: dict[tuple[str, str], Menu],
    ranked: dict[tuple[str, str], tuple[tuple[int, Bundle], ...]],
    at_best: Losses,
    plan: dict[tuple[str, str], int | None],
    budget: float,
    days: int,
    n: int,
    seed: int,
    jobs: int | None,
    progress: Callable[[int], None] | None,
) -> Leverage:
    kept = {c: [(i, b) for i, b in ranked[c] if b.size == 1.0 or i == plan[c]] for c in menus}
    flat = [(couple, i, bundle) for couple, own in kept.items() for i, bundle in own]
    task = BundlesTask(base=base, bundles=tuple(b for _, _, b in flat), parties=tuple(c for c, _, _ in flat))
    sampled = draws(base.factors, n, seed) if n else ()
    if jobs is None:
        jobs = cores() if n * len(flat) >= SOLVES_WORTH_A_PROCESS else 1
    solved: list[Losses] = []
    failed: list[Failed] = []
    for result in over_draws(task, sampled, jobs=jobs, progress=progress):
        if isinstance(result, Failed):
            failed.append(result)
        else:
            solved.append(result)
    if sampled and not solved:
        raise SolverError(f"none of {n} draws could be solved; the first: {failed[0].reason}")
    lost = {f.draw for f in failed}
    drawn = np.stack([r.loss for r in solved], axis=-1) if solved else np.zeros((len(flat), 3, len(LAYERS), 0))
    gdp = np.stack([r.gdp for r in solved], axis=-1) if solved else np.zeros((len(base.actors), 0))
    where = {i: k for k, (_, i, _) in enumerate(flat)}
    pairs = []
    for (sender, target), own in ranked.items():
        s, t = base.positions(sender), base.positions(target)
        options = tuple(
            Option(
                bundle=bundle,
                best=at_best.loss[i],
                drawn=drawn[where[i]] if i in where else np.zeros((3, len(LAYERS), 0)),
            )
            for i, bundle in own
        )
        chosen = plan[sender, target]
        pairs.append(
            Pair(
                sender=sender,
                target=target,
                menu=menus[sender, target],
                options=options,
                chosen=None if chosen is None else chosen - own[0][0],
                budget=budget * float(at_best.gdp[s].sum()),
                target_gdp=float(at_best.gdp[t].sum()),
                sender_gdp=float(at_best.gdp[s].sum()),
                target_gdp_drawn=gdp[t].sum(0),
                sender_gdp_drawn=gdp[s].sum(0),
            )
        )
    return Leverage(
        world=base.world,
        senders=tuple(dict.fromkeys(p.sender for p in pairs)),
        targets=tuple(dict.fromkeys(p.target for p in pairs)),
        pairs=tuple(pairs),
        budget=budget,
        horizon=base.horizon,
        days=days,
        seed=seed,
        factors=base.factors,
        z=np.array([d.z for d in sampled if d.index not in lost]).reshape(-1, len(base.factors)),
        failed=tuple(failed),
        residual=max([at_best.residual, *(r.residual for r in solved)]),
        inputs={
            f"{p.sender}>{p.target}": inputs_of(base, [item.lever for item in p.menu.items])
            for p in pairs
            if p.menu.items
        },
        gaps=tuple(gaps(base, {code for couple in menus for code in couple})),
        code=code_fingerprint(),
    )


def share_of_others(option: Option) -> tuple[float, NDArray[np.float64]]:
    """Return the loss of third parties by a bundle in USD: at best values and in draws."""
    return float(option.best[OTHERS].sum()), option.drawn[OTHERS].sum(0)


def leverage_matrix(result: Leverage) -> dict[str, Any]:
    """Return the leverage at best values as {target: {sender: share of the target's GDP}}."""
    table: dict[str, Any] = {t: {} for t in result.targets}
    for pair in result.pairs:
        table[pair.target][pair.sender] = pair.leverage[0]
    return table
