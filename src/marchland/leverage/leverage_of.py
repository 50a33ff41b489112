"""Who can squeeze whom: for each pair the losses by each bundle, and the largest one within a budget of own loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.bridge import baseline
from marchland.bridge.freight.base import share_freight
from marchland.engine import code_fingerprint, inputs_of
from marchland.errors import MarchlandError
from marchland.leverage.asked import Asked
from marchland.leverage.at_best import AtBest
from marchland.leverage.bundles import COMBINED, widest
from marchland.leverage.narrow import narrow_at_best
from marchland.leverage.result import Leverage, Pair
from marchland.leverage.sampled import sampled
from marchland.levers import HORIZONS, check_horizon, horizon_of, menu
from marchland.sweep import SEED, gaps, untouched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from marchland.bridge import Baseline
    from marchland.leverage.at_best import Couple
    from marchland.leverage.result import Option
    from marchland.leverage.sampled import Sampled
    from marchland.levers import Horizon, Lever, Menu
    from marchland.world import World

BUDGET = 0.001
"""Own loss that a sender is taken to bear, as a share of its GDP of a year."""
DAYS = 365
WITHOUT_WAYS = (
    "levers on ways (corridors, crossings, ports) are not in these figures: `marchland run` computes what one costs, "
    "`marchland corridors` says who stands at whose gates"
)
WITHOUT_ENERGY = "levers on gas, oil and pipes are not in these figures: `--no-energy` left them out"


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
    parts: bool = False,
    ways: bool = False,
    energy: bool = True,
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
        True: every lever at full size, singly and joined, is computed in the draws, and each lever on one sector or
        product at best values. False: only the chosen bundle and all levers joined; the others at best values alone,
        and none on one sector or product
    parts
        True: the target's trade loss by the chosen bundle is taken apart by partner and sector (`Option.parts`)
    ways
        True: levers on ways stand in the bundles, in a world that has ways; freight and trade are solved together for
        each, which takes seconds
    energy
        True: levers on gas, oil and pipes stand in the bundles, in a world that says who sells them to whom
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
    usual = check_horizon(horizon or horizon_of(days))
    found = leverage_by_horizon(
        world,
        senders,
        targets,
        horizons=(usual,),
        budget=budget,
        horizon=usual,
        days=days,
        draws=draws,
        seed=seed,
        detail=detail,
        parts=parts,
        ways=ways,
        energy=energy,
        jobs=jobs,
        progress=progress,
    )
    return found[usual]


def leverage_by_horizon(
    world: World,
    senders: Sequence[str],
    targets: Sequence[str],
    *,
    horizons: Sequence[Horizon] = HORIZONS,
    budget: float = BUDGET,
    horizon: Horizon | None = None,
    days: int = DAYS,
    draws: int = 32,
    seed: int = SEED,
    detail: bool = True,
    parts: bool = False,
    ways: bool = False,
    energy: bool = True,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> dict[Horizon, Leverage]:
    """Compute the leverage, and what the same levers do with less or more time for everybody to adjust.

    The short horizon shows sensitivity, the long one vulnerability (Keohane & Nye 1977). The bundle of each pair is
    chosen once, at best values of the usual horizon, and held for the same days at every other one, where it is the
    only option and may cost the sender more than the budget. All horizons are solved in the same draws, in the same
    processes; a draw that fails at one of them counts for none.

    Parameters
    ----------
    world, senders, targets, budget, days, draws, seed, detail, parts, ways, energy, jobs, progress
        as in `leverage_of`; detail speaks of the usual horizon
    horizons
        beside the usual one
    horizon
        the usual one, at which the bundle is chosen; default: from the days

    Returns
    -------
    dict
        the usual horizon first, then the others in the order given

    Raises
    ------
    UnknownName, MissingData
        where an actor or a figure is missing
    MarchlandError
        where the budget is not above 0 and up to 1, or no two actors differ
    SolverError
        where the best values give no solution
    """
    check_budget(budget)
    usual = check_horizon(horizon or horizon_of(days))
    base = baseline(world, usual)
    view = base.world
    couples = [(s, t) for s in senders for t in targets if not set(view.members(s)) & set(view.members(t))]
    if not couples:
        raise MarchlandError("no sender has a target other than itself; name different actors")
    menus = {couple: menu(view, *couple, days=days, narrow=detail, ways=ways, energy=energy) for couple in couples}
    at_best = AtBest.of(base, menus, budget)
    chosen = [i for i in at_best.chosen.values() if i is not None]
    drawn = [
        i
        for couple, own in at_best.ranked.items()
        for i, bundle in own
        if i == at_best.chosen[couple]
        or (bundle.size == 1.0 and bundle.kind != COMBINED and (detail or i == widest(own)))
    ]
    bundles = {i: (couple, bundle) for couple, own in at_best.ranked.items() for i, bundle in own}
    taken_apart = frozenset(chosen) if parts else frozenset()
    asked = [Asked.of(base, bundles, drawn, taken_apart, at_best)]
    others = [baseline(view, h) for h in dict.fromkeys(check_horizon(h) for h in horizons) if h != usual]
    for other in others:
        share_freight(base, other)
    asked += [Asked.of(other, bundles, chosen, taken_apart, None) for other in others]
    found = sampled([a.task for a in asked], draws, seed, jobs=jobs, progress=progress)
    narrow = {usual: narrow_at_best(base, menus)} if detail else {}
    return {
        a.task.base.horizon: _result(a, one, menus, at_best, narrow.get(a.task.base.horizon, {}), budget, days, seed)
        for a, one in zip(asked, found, strict=True)
    }


def _result(
    asked: Asked,
    found: Sampled,
    menus: dict[Couple, Menu],
    at_best: AtBest,
    narrow: Mapping[Couple, tuple[Option, ...]],
    budget: float,
    days: int,
    seed: int,
) -> Leverage:
    base, pairs = asked.task.base, []
    for (sender, target), own in at_best.ranked.items():
        s, t = base.positions(sender), base.positions(target)
        position = at_best.chosen[sender, target]
        shown = [(i, bundle) for i, bundle in own if i in asked.loss]
        pairs.append(
            Pair(
                sender=sender,
                target=target,
                menu=menus[sender, target],
                options=tuple(asked.option(i, bundle, found) for i, bundle in shown),
                chosen=None if position is None else [i for i, _ in shown].index(position),
                budget=budget * float(at_best.gdp[s].sum()),
                target_gdp=float(at_best.gdp[t].sum()),
                sender_gdp=float(at_best.gdp[s].sum()),
                target_gdp_drawn=found.gdp[t].sum(0),
                sender_gdp_drawn=found.gdp[s].sum(0),
                narrow=narrow.get((sender, target), ()),
            )
        )
    levers = {f"{p.sender}>{p.target}": [item.lever for item in p.menu.whole] for p in pairs if p.menu.items}
    for pair in pairs:
        alone = {lever.words: [lever] for option in pair.narrow for lever in option.bundle.levers}
        levers |= {f"{pair.sender}>{pair.target}:{words}": own for words, own in alone.items()}
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
        z=found.z,
        failed=found.failed,
        residual=max(asked.residual, found.residual),
        inputs={pair: inputs_of(base, own) for pair, own in levers.items()},
        gaps=(
            *left_out_levers(base, [item.lever for offered in menus.values() for item in offered.items]),
            *gaps(base, {code for couple in menus for code in couple}),
            *untouched(base, [item.lever for offered in menus.values() for item in offered.whole]),
        ),
        code=code_fingerprint(),
    )


def left_out_levers(base: Baseline, levers: Sequence[Lever]) -> list[str]:
    """Say which kinds of levers the world has and the figures leave out."""
    ways = base.has_ways and not any(lever.is_way for lever in levers)
    energy = len(base.world["energy_flows"]) > 0 and not any(lever.rule.layer == "energy" for lever in levers)
    return [words for words, is_out in ((WITHOUT_WAYS, ways), (WITHOUT_ENERGY, energy)) if is_out]


def check_budget(budget: float) -> None:
    """Raise unless a budget is a share of GDP above 0, 1 at most.

    Raises
    ------
    MarchlandError
        where it is not
    """
    if not 0 < budget <= 1:
        raise MarchlandError(
            f"budget {budget} is no share of GDP that can be spent; give one above 0 and up to 1, for instance {BUDGET}"
        )
