"""Freight and trade together: what levers on ways do to the cost of trading, and what passes afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.detours import detours, ways_round
from marchland.bridge.economy import parameter
from marchland.bridge.factors import central
from marchland.bridge.freight.base import freight_base
from marchland.bridge.freight.change import class_money, way_change
from marchland.bridge.freight.eased import eased_trade
from marchland.bridge.freight.effect import FreightEffect, Touched
from marchland.bridge.freight.equilibria import Equilibria
from marchland.bridge.freight.groups import grouped
from marchland.bridge.freight.income import Passages
from marchland.bridge.shocks import trade_shock
from marchland.bridge.spread import Range
from marchland.bridge.trade_model import TOLERANCE, trade_model
from marchland.errors import ScenarioError, SolverError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.freight.base import FreightBase
    from marchland.bridge.freight.equilibria import Both
    from marchland.layers.trade import Equilibrium, Prepared
    from marchland.levers import Lever

    Array = NDArray[np.float64]

CLOSE = 1e-3
"""Trade and freight alternate until no cost of trading moves by more than this share of it."""
ROUNDS = 30
MOST_KEPT = 256
"""Effects that a baseline keeps, those asked for last: two to four MB each on the built-in world."""
MEMORY = 4
"""Rounds from which the next costs are extrapolated."""
TOUCHED, NOTICED = 5e-3, 1e-6
"""A cost of trading is evaluated anew in draws where its move, weighed by trade, is this part of all moves of one of
its two actors, and this part of all that actor trades; the others are held."""
RARELY = 1e-3
"""A route that is taken by less than this share before and after is left out of draws."""


def freight_effect(base: Baseline, levers: Sequence[Lever]) -> FreightEffect | None:
    """Return what levers do by ways while they all hold, at best values; None where none acts on ways.

    Trade and freight alternate: tonnes follow trade, the cost of trading follows the delivered cost of a tonne. Found
    once for a set of levers and kept, as long as no more than `MOST_KEPT` others were asked for since.

    Parameters
    ----------
    base
        of a world with links
    levers
        of any layer: levers on goods change what has to be carried

    Raises
    ------
    SolverError
        where the two do not settle
    ScenarioError
        where the world has no ways, or see `way_change`
    """
    if not any(lever.rule.layer == "freight" for lever in levers):
        return None
    if not base.has_ways:
        raise ScenarioError(f"{base.world.package.name} has no links: no lever acts on ways; add links.csv")
    key = frozenset(lever for lever in levers if lever.rule.layer in {"trade", "freight"})
    found: FreightEffect | None = base.freight.pop(key, None)
    if found is None:
        found = coupled(base, freight_base(base), sorted(key, key=repr), _model(base))
    base.freight[key] = found  # the last in a row of which the first goes
    kept = [other for other in base.freight if not isinstance(other, str)]
    for other in kept[: max(len(kept) - MOST_KEPT, 0)]:
        del base.freight[other]
    return found


def coupled(base: Baseline, freight: FreightBase, levers: Sequence[Lever], model: Prepared) -> FreightEffect:
    """Solve freight and trade together under levers, in the draw of the freight that is given: see `freight_effect`.

    Parameters
    ----------
    freight
        without levers
    model
        the trade layer's, of the same draw
    """
    own = [lever for lever in levers if lever.rule.layer == "freight"]
    change = way_change(base, freight.network.ways, own)
    pairs = grouped(freight.demand, change, freight.served)
    economy, cells = freight.drawn.economy, tuple(freight.demand.cells)
    flows, elasticity = economy.flows, economy.elasticity
    worth, theta = freight.worth, elasticity[cells[2]]
    equilibria = Equilibria(base=base, freight=freight, change=change, pairs=pairs)
    still = np.ones((len(change.part), len(theta)))
    first = pairs.volume(freight.tonnes, still)
    both = equilibria.solve(first)
    hat, shift = pairs.cost_hat(both.before.od_cost, both.after.od_cost, worth, theta)
    used, residual = hat, np.inf
    found: Equilibrium | None = None
    past: list[tuple[Array, Array]] = []
    cut = True

    deviate = freight.draw["trade.recorded"]
    round_about = detours(base, levers, ways_round(base, freight.draw, flows), deviate=deviate)

    def traded(cost: Array) -> Equilibrium:
        shock = trade_shock(
            base,
            levers,
            elasticity,
            economy.tariffs,
            deviate=deviate,
            carriage=_everywhere(flows.shape, cells, cost),
            round_about=round_about,
        )
        assert shock is not None
        return model.solve(shock, tolerance=TOLERANCE, start=found)

    last = np.ones(len(hat))
    for rounds in range(1, ROUNDS + 1):
        found, used = eased_trade(traded, used, last)
        last = used
        moved = found.flows[cells] / flows[cells]
        both = equilibria.again(both, pairs.volume(freight.tonnes * moved, shift), cut=cut)
        hat, shift = pairs.cost_hat(both.before.od_cost, both.after.od_cost, worth, theta)
        residual = _distance(used, hat)
        if residual <= CLOSE and both.whole:
            return _effect(equilibria, both, used, (freight.tonnes * moved, shift), residual, rounds)
        if residual <= CLOSE:  # they agree on less than is traded: from here on the whole is asked for
            cut, past = False, []
        past = [*past[-MEMORY:], (used, hat)]
        used = _next(past)
    raise SolverError(
        f"freight and trade do not settle: a cost of trading still moves by {residual:.1g} after {ROUNDS} rounds; look "
        "for a way with far more traffic than it can carry"
    )


def _model(base: Baseline) -> Prepared:
    """Return the trade layer's model at best values; made once, and made anew in another process."""
    if "model" not in base.freight:
        base.freight["model"] = trade_model(base, central(base.factors), freight_base(base).drawn)
    found: Prepared = base.freight["model"]
    return found


def _everywhere(shape: tuple[int, ...], cells: tuple[NDArray[np.int64], ...], hat: Array) -> Array:
    whole = np.ones(shape)
    whole[cells] = hat
    return whole


def _distance(one: Array, two: Array) -> float:
    """Return the largest move of a cost as a share of it; infinite where one is and the other is not."""
    finite = np.isfinite(one) & np.isfinite(two)
    if (np.isfinite(one) != np.isfinite(two)).any():
        return float("inf")
    return float(np.abs(two[finite] / one[finite] - 1).max(initial=0.0))


def _next(past: Sequence[tuple[Array, Array]]) -> Array:
    """Return costs to go on with, of those used and those found in the last rounds.

    Congestion eases as trade falls, so that what is found overshoots: the combination of the last rounds is taken that
    leaves least between used and found (Anderson 1965, Journal of the ACM 12), in logarithms. Where a cost is infinite
    what was found is taken.
    """
    found = past[-1][1]
    finite = np.all([np.isfinite(cost) for pair in past for cost in pair], axis=0)
    logs = [(np.log(one[finite]), np.log(two[finite])) for one, two in past]
    errors = [two - one for one, two in logs]
    if len(past) > 1:
        steps = np.stack([errors[-1] - error for error in errors[:-1]], axis=1)
        weight = np.linalg.lstsq(steps, errors[-1], rcond=1e-10)[0]
        moved = np.stack([logs[-1][1] - two for _, two in logs[:-1]], axis=1)
        found = found.copy()
        found[finite] = np.exp(logs[-1][1] - moved @ weight)
    return found


def _taken(both: Both, volume: Array) -> NDArray[np.bool_]:
    """Return the routes that draws may take."""
    volume = volume[both.routes.pair]
    with np.errstate(invalid="ignore", divide="ignore"):
        before, after = (each.flow / volume for each in (both.before, both.after))
    return np.asarray(~(np.maximum(before, after) < RARELY))


def _touched(hat: Array, flows: Array, cells: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return the cells that draws evaluate anew."""
    trade = flows[tuple(cells)]
    move = trade * np.minimum(np.abs(np.log(hat)), 1.0)
    n = len(flows)
    moves, trades = (np.bincount(cells[0], x, n) + np.bincount(cells[1], x, n) for x in (move, trade))
    least = np.maximum(TOUCHED * moves, NOTICED * trades)
    return np.asarray((move > 0) & (move >= np.minimum(least[cells[0]], least[cells[1]])))


def _rest(volume: Array, keep: NDArray[np.int64], anew: Array) -> Array:
    """Return the part of the tonnes of each pair (E,) that is not among those, of the pairs `keep`, evaluated anew."""
    part = np.ones(len(volume))
    own = volume[keep]
    part[keep] = np.clip(1 - anew / np.where(own > 0, own, np.inf), 0.0, 1.0)
    return part


def _effect(
    equilibria: Equilibria,
    both: Both,
    used: Array,
    then: tuple[Array, Array],
    residual: float,
    rounds: int,
) -> FreightEffect:
    """Write down what was found, with the part of it that draws need.

    Parameters
    ----------
    used
        (C,) cost of trading over its base
    then
        (C,) tonnes of each cell with the levers, and how they shift among the groups (G, C)
    """
    base, freight, change, pairs = equilibria.base, equilibria.freight, equilibria.change, equilibria.pairs
    network, demand = freight.network, freight.demand
    own, figures, groups = network.ways, network.ways.at(freight.draw), len(change.part)
    exporter, importer = demand.exporter[pairs.pair], demand.importer[pairs.pair]
    margin = parameter(base, freight.draw, "transit_margin")

    still = np.ones((groups, len(used)))
    first = pairs.volume(freight.tonnes, still)
    passages = Passages(network=network, routes=both.routes, exporter=exporter, importer=importer)

    def transit(after: Array, before: Array) -> Array:
        """Return what transit brings more, (N,)."""
        money = (np.tile(class_money(own, figures, is_open), (groups, 1)) for is_open in (change.open, own.open))
        return margin * (passages.transit(after, next(money)) - passages.transit(before, next(money)))

    before, after = both.before.flow, both.after.flow
    tolls = passages.tolls(after, change.tolls)
    lost = pairs.usable & ~np.isfinite(both.after.od_cost)
    unserved = np.zeros((len(base.actors),) * 2)
    np.add.at(unserved, (exporter[lost], importer[lost]), first[lost])
    touched = _touched(used, freight.drawn.economy.flows, demand.cells)
    keep, inside = pairs.among(touched)
    carriage = _everywhere(freight.drawn.economy.flows.shape, tuple(demand.cells), used)
    routes = both.routes.of_pairs(keep, taken=_taken(both, first)).without(network.way < 0)
    # A pair carries goods of cells that draws evaluate anew and of others, which stay as they are at best values.
    rest = [
        _rest(volume, keep, inside.volume(tonnes[touched], shift[:, touched]))[both.routes.pair]
        for volume, tonnes, shift in ((first, freight.tonnes, still), (both.volume, *then))
    ]
    cells = demand.cells[:, touched]
    spread = Range(**{f: getattr(demand.usd_per_tonne, f)[touched] for f in ("low", "best", "high")})
    empty = [n.free_flow_cost for n in equilibria.networks]
    slower = [
        np.where(free > 0, a.hours / np.where(free > 0, free, 1.0), 1.0)
        for free, a in zip(empty, (both.before, both.after), strict=True)
    ]
    found = Touched(
        network=network,
        change=change,
        pairs=inside,
        cells=cells,
        usd_per_tonne=spread,
        routes=routes,
        scale=freight.scale[pairs.pair[keep]],
        slower_before=slower[0],
        slower_after=slower[1],
        exporter=exporter[keep],
        importer=importer[keep],
        held=carriage,
        other_income=transit(rest[1] * after, rest[0] * before),
        other_before=passages.tonnes(rest[0] * before),
        other_after=passages.tonnes(rest[1] * after),
    )
    return FreightEffect(
        cost_hat=carriage,
        income=transit(after, before) + tolls,
        tolls=tolls,
        before_of=passages.tonnes(before),
        after_of=passages.tonnes(after),
        unserved=unserved,
        residual=max(residual, both.after.gap, both.before.gap),
        omitted=equilibria.omitted(both, first),
        rounds=rounds,
        touched=found,
    )
