"""Who can squeeze whom: for each pair the losses by each bundle, and the largest one within a budget of own loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import baseline, central, draws
from marchland.engine import LAYERS, code_fingerprint, inputs_of
from marchland.errors import MarchlandError, SolverError
from marchland.leverage.bundles import Bundle, bundles_of, widest
from marchland.leverage.losses import SENDER, TARGET, BundlesTask, Losses
from marchland.leverage.result import Leverage, Option, Pair
from marchland.levers import Menu, check_horizon, horizon_of, menu
from marchland.sweep import SEED, Failed, gaps, over_draws, untouched

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.levers import Horizon
    from marchland.world import World

BUDGET = 0.001
"""Own loss that a sender is taken to bear, as a share of its GDP of a year."""
DAYS = 365


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
    detail: bool = True,
    jobs: int = 1,
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
    detail
        True: every lever at full size, singly and joined, is computed in the draws. False: only the chosen bundle and
        all levers joined; the others at best values alone
    jobs
        number of processes; a script that asks for more than one needs `if __name__ == "__main__":`
    progress
        told the number of draws done

    Raises
    ------
    UnknownName, MissingData
        where an actor or a figure is missing
    SolverError
        where the best values give no solution
    """
    if not 0 <= budget < float("inf"):
        raise MarchlandError(f"budget {budget} is no share of GDP; give a share of GDP, for instance {BUDGET}")
    base = baseline(world, check_horizon(horizon or horizon_of(days)))
    view = base.world
    couples = [(s, t) for s in senders for t in targets if not set(view.members(s)) & set(view.members(t))]
    if not couples:
        raise MarchlandError("no sender has a target other than itself; name different actors")
    menus = {couple: menu(view, *couple, days=days) for couple in couples}
    at_best = _Best.of(base, menus, budget)
    drawn = [
        i
        for couple, own in at_best.ranked.items()
        for i, bundle in own
        if i == at_best.chosen[couple] or (bundle.size == 1.0 and (detail or i == widest(own)))
    ]
    sampled = _Sampled.of(base, at_best.ranked, drawn, draws, seed, jobs, progress)
    return _result(base, menus, at_best, sampled, budget, days, seed)


_Ranked = dict[tuple[str, str], tuple[tuple[int, Bundle], ...]]
"""Bundles of each pair with their position in the losses at best values."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Best:
    """Losses at best values.

    Parameters
    ----------
    ranked
        bundles of each pair that were solved, with their positions
    loss
        position of a bundle -> (3, layers) USD
    gdp
        (N,) USD a year
    chosen
        for each pair the position of the bundle that hurts most within the budget; None where none does
    """

    ranked: _Ranked
    loss: dict[int, NDArray[np.float64]]
    gdp: NDArray[np.float64]
    residual: float
    chosen: dict[tuple[str, str], int | None]

    @classmethod
    def of(cls, base: Baseline, menus: dict[tuple[str, str], Menu], budget: float) -> _Best:
        """Solve every bundle at full size, and at smaller sizes those that are beyond the budget."""
        flat = [(couple, bundle) for couple, offered in menus.items() for bundle in bundles_of(offered)]
        full = [i for i, (_, bundle) in enumerate(flat) if bundle.size == 1.0]
        first = _solved_at_best(base, flat, full)
        limit = {c: budget * float(first.gdp[base.positions(c[0])].sum()) for c in menus}
        beyond = {
            (flat[i][0], flat[i][1].words)
            for k, i in enumerate(full)
            if first.loss[k, SENDER].sum() > limit[flat[i][0]]
        }
        partial = [i for i, (couple, b) in enumerate(flat) if b.size < 1.0 and (couple, b.words) in beyond]
        second = _solved_at_best(base, flat, partial)
        loss = {i: first.loss[k] for k, i in enumerate(full)} | {i: second.loss[k] for k, i in enumerate(partial)}
        solved: dict[tuple[str, str], list[tuple[int, Bundle]]] = {couple: [] for couple in menus}
        for i in sorted(loss):
            couple, bundle = flat[i]
            solved[couple].append((i, bundle))
        ranked = {couple: tuple(own) for couple, own in solved.items()}
        return cls(
            ranked=ranked,
            loss=loss,
            gdp=first.gdp,
            residual=max(first.residual, second.residual),
            chosen={c: _chosen(own, loss, limit[c]) for c, own in ranked.items()},
        )


def _solved_at_best(base: Baseline, flat: list[tuple[tuple[str, str], Bundle]], wanted: list[int]) -> Losses:
    bundles, parties = tuple(flat[i][1] for i in wanted), tuple(flat[i][0] for i in wanted)
    return BundlesTask(base=base, bundles=bundles, parties=parties)(central(base.factors))


def _chosen(own: tuple[tuple[int, Bundle], ...], loss: dict[int, NDArray[np.float64]], limit: float) -> int | None:
    allowed = [
        (float(loss[i][TARGET].sum()), -float(loss[i][SENDER].sum()), i)
        for i, _ in own
        if loss[i][SENDER].sum() <= limit and loss[i][TARGET].sum() > 0
    ]
    return max(allowed)[2] if allowed else None


@dataclass(frozen=True, kw_only=True, eq=False)
class _Sampled:
    """Losses of some bundles in the draws.

    Parameters
    ----------
    loss
        position of a bundle -> (3, layers, draws) USD
    gdp
        (N, draws) USD a year
    z
        (draws, factors) of the draws that were solved
    """

    loss: dict[int, NDArray[np.float64]]
    gdp: NDArray[np.float64]
    z: NDArray[np.float64]
    failed: tuple[Failed, ...]
    residual: float

    @classmethod
    def of(
        cls,
        base: Baseline,
        ranked: _Ranked,
        wanted: list[int],
        n: int,
        seed: int,
        jobs: int,
        progress: Callable[[int], None] | None,
    ) -> _Sampled:
        where = {i: (couple, bundle) for couple, own in ranked.items() for i, bundle in own}
        task = BundlesTask(
            base=base,
            bundles=tuple(where[i][1] for i in wanted),
            parties=tuple(where[i][0] for i in wanted),
        )
        points = draws(base.factors, n, seed) if n else ()
        results = list(over_draws(task, points, jobs=jobs, progress=progress))
        solved = [r for r in results if not isinstance(r, Failed)]
        failed = tuple(r for r in results if isinstance(r, Failed))
        if failed and not solved:
            raise SolverError(f"none of {n} draws could be solved; the first: {failed[0].reason}")
        lost = {f.draw for f in failed}
        return cls(
            loss={i: np.stack([r.loss[k] for r in solved], axis=-1) for k, i in enumerate(wanted)} if solved else {},
            gdp=np.stack([r.gdp for r in solved], axis=-1) if solved else np.zeros((len(base.actors), 0)),
            z=np.array([d.z for d in points if d.index not in lost]).reshape(-1, len(base.factors)),
            failed=failed,
            residual=max((r.residual for r in solved), default=0.0),
        )


def _result(
    base: Baseline,
    menus: dict[tuple[str, str], Menu],
    at_best: _Best,
    sampled: _Sampled,
    budget: float,
    days: int,
    seed: int,
) -> Leverage:
    pairs = []
    for (sender, target), own in at_best.ranked.items():
        s, t = base.positions(sender), base.positions(target)
        position = at_best.chosen[sender, target]
        nothing = np.zeros((3, len(LAYERS), 0))
        pairs.append(
            Pair(
                sender=sender,
                target=target,
                menu=menus[sender, target],
                options=tuple(
                    Option(bundle=bundle, best=at_best.loss[i], drawn=sampled.loss.get(i, nothing)) for i, bundle in own
                ),
                chosen=None if position is None else [i for i, _ in own].index(position),
                budget=budget * float(at_best.gdp[s].sum()),
                target_gdp=float(at_best.gdp[t].sum()),
                sender_gdp=float(at_best.gdp[s].sum()),
                target_gdp_drawn=sampled.gdp[t].sum(0),
                sender_gdp_drawn=sampled.gdp[s].sum(0),
            )
        )
    levers = {f"{p.sender}>{p.target}": [item.lever for item in p.menu.items] for p in pairs if p.menu.items}
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
        z=sampled.z,
        failed=sampled.failed,
        residual=max(at_best.residual, sampled.residual),
        inputs={pair: inputs_of(base, own) for pair, own in levers.items()},
        gaps=(
            *gaps(base, {code for couple in menus for code in couple}),
            *untouched(base, [item.lever for offered in menus.values() for item in offered.items]),
        ),
        code=code_fingerprint(),
    )
