"""A scenario run through in one draw: its phases, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING

import numpy as np

from marchland.engine.fuel_flows import fuel_flows
from marchland.engine.stage import LAYERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from marchland.engine.fuel_flows import FuelFlows
    from marchland.engine.stage import Effects, Stage
    from marchland.levers import Lever, Scenario

DAYS_A_YEAR = 365
WAYS = ("sales", "purchases", "duties")
"""How a loss comes about with a partner in a sector, in the order of `Course.parts`."""
MOST_SHARED = 6


@dataclass(frozen=True, kw_only=True, eq=False)
class Course:
    """What a scenario did in one draw.

    Parameters
    ----------
    loss
        (N, layers) USD over the days of the levers, positive = worse off
    goods_before, goods_after
        (N, N, S) USD a year; after is the mean over the days on which a lever holds; (0,) where not asked for
    money_before, money_after
        (N, N) USD a year [host, origin]; nan = no data; (0,) where not asked for
    host_gdp_change
        (N,) USD over the days
    substituted
        (N, S) USD a year made at home in place of what cannot be bought any more, mean over the days
    parts
        (3, A, N, S) USD over the days: the trade loss of the actors asked for by sales, purchases and duties [way,
        actor, partner, sector]
    transfers
        (A,) USD over the days: the rest of it, deficits no longer financed
    gdp
        (N,) USD a year
    residual
        largest certificate
    fuels
        gas and oil over the days on which levers touch them; None where none does
    gone_round
        barred goods, among `goods_after`, that go on through others: USD a year by the positions of exporter, the
        actor on the way and importer
    """

    loss: NDArray[np.float64]
    goods_before: NDArray[np.float64]
    goods_after: NDArray[np.float64]
    money_before: NDArray[np.float64]
    money_after: NDArray[np.float64]
    host_gdp_change: NDArray[np.float64]
    substituted: NDArray[np.float64]
    parts: NDArray[np.float64]
    transfers: NDArray[np.float64]
    gdp: NDArray[np.float64]
    residual: float
    fuels: FuelFlows | None = None
    gone_round: Mapping[tuple[int, int, int], float] = field(default_factory=dict)


def course(stage: Stage, scenario: Scenario, *, parts_of: Sequence[int] = (), flows: bool = True) -> Course:
    """Run a scenario through in one draw: loss = sum over its phases of loss rate x days / 365.

    Parameters
    ----------
    stage
        of the draw
    scenario
        its phases follow each other
    parts_of
        positions of the actors whose trade loss is taken apart, (A,)
    flows
        whether goods and money before and after are asked for: most draws of a sweep keep none

    Raises
    ------
    SolverError
        where a layer misses its certificate
    """
    phases = scenario.phases()
    held = sum(last - first for first, last, _ in phases)
    n, s = len(stage.base.actors), len(stage.base.sectors)
    loss, gdp_change, residual = np.zeros((n, len(LAYERS))), np.zeros(n), 0.0
    substituted = np.zeros((n, s))
    goods_before, money_before = (stage.drawn.economy.flows, stage.money) if flows else (np.zeros(0), np.zeros(0))
    goods, money = np.zeros(goods_before.shape), np.zeros(money_before.shape)
    parts, transfers = np.zeros((len(WAYS), len(parts_of), *substituted.shape)), np.zeros(len(parts_of))
    touched = []
    gone_round: dict[tuple[int, int, int], float] = {}
    for first, last, levers in phases:
        effects = stage.effects(levers, parts_of=parts_of)
        if effects.energy is not None and flows:
            touched.append((float(last - first), effects.energy))
        years, weight = (last - first) / DAYS_A_YEAR, (last - first) / held
        loss += effects.loss_rate * years
        gdp_change += effects.host_gdp_change * years
        if flows:
            goods += effects.goods * weight
            _add_round(gone_round, effects, weight)
            money += (money_before if effects.money is None else effects.money) * weight
        substituted += effects.substituted * weight
        if effects.loss_parts is not None:
            taken = effects.loss_parts
            parts += np.stack([taken.sales, taken.purchases, taken.duties]) * years
            transfers += taken.transfers * years
        residual = max(residual, effects.residual)
    return Course(
        loss=loss,
        goods_before=goods_before,
        goods_after=goods,
        money_before=money_before,
        money_after=money,
        host_gdp_change=gdp_change,
        substituted=substituted,
        parts=parts,
        transfers=transfers,
        gdp=stage.drawn.gdp,
        residual=residual,
        fuels=fuel_flows(stage.base, touched),
        gone_round=gone_round,
    )


def _add_round(found: dict[tuple[int, int, int], float], effects: Effects, weight: float) -> None:
    """Add what goes round in a phase, its sectors together."""
    ways = effects.round_about
    if ways is None:
        return
    amounts = weight * ways.amounts(effects.goods)
    ends = zip(ways.exporter.tolist(), ways.importer.tolist(), amounts, strict=True)
    for exporter, importer, by_via in ends:
        for via in np.flatnonzero(by_via).tolist():
            key = (exporter, via, importer)
            found[key] = found.get(key, 0.0) + float(by_via[via])


def shapley_shares(stage: Stage, scenario: Scenario) -> NDArray[np.float64]:
    """Split the loss over the levers: each gets its mean marginal part over all orders (Shapley 1953).

    Parameters
    ----------
    stage
        usually of the central draw

    Returns
    -------
    array
        (levers, N, layers) USD; adds up to the scenario's loss. With more than six levers the parts are not computed
        and the array is empty, (0, N, layers)
    """
    levers = scenario.all
    n = len(stage.base.actors)
    if len(levers) > MOST_SHARED:
        return np.zeros((0, n, len(LAYERS)))
    parts = np.zeros((len(levers), n, len(LAYERS)))
    for first, last, held in scenario.phases():
        positions = [i for i, lever in enumerate(levers) if any(lever is h for h in held)]
        rates = _rates(stage, levers, positions)
        for i in positions:
            rest = [j for j in positions if j != i]
            for size in range(len(rest) + 1):
                weight = factorial(size) * factorial(len(positions) - size - 1) / factorial(len(positions))
                for others in combinations(rest, size):
                    marginal = rates[frozenset((*others, i))] - rates[frozenset(others)]
                    parts[i] += weight * marginal * (last - first) / DAYS_A_YEAR
    return parts


def _rates(stage: Stage, levers: tuple[Lever, ...], positions: list[int]) -> dict[frozenset[int], NDArray[np.float64]]:
    return {
        frozenset(group): stage.effects([levers[i] for i in group]).loss_rate
        for size in range(len(positions) + 1)
        for group in combinations(positions, size)
    }
