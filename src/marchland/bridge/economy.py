"""From a baseline and a draw to the trade layer's economy: sampled, re-exports netted, rebalanced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.spread import at_deviate, share_at_deviate
from marchland.errors import MissingData
from marchland.layers.trade import Economy
from marchland.world import schema

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline, Reexports
    from marchland.bridge.factors import Draw

SOURCE_WEIGHT, ACTOR_WEIGHT, CELL_WEIGHT = 0.5**0.5, 0.4**0.5, 0.1**0.5
"""How the variance of a recorded flow splits: bias of the source, of the actor, noise of the cell."""
HOME_WEIGHT, HOME_CELL_WEIGHT = 0.8**0.5, 0.2**0.5
SMALLEST_INCOME = 0.5
"""Value added outside fuels is at least this share of GDP."""
PASSES = 50


@dataclass(frozen=True, kw_only=True, eq=False)
class DrawnEconomy:
    """An economy of one draw.

    Parameters
    ----------
    economy
        USD a year
    gdp
        (N,) USD a year
    absorption
        (N,) final demand in the trade layer, USD a year: value added plus duties plus deficit
    moved
        share of all sales that rebalancing moved; the size of the step
    """

    economy: Economy
    gdp: NDArray[np.float64]
    absorption: NDArray[np.float64]
    moved: float


def drawn_economy(base: Baseline, draw: Draw) -> DrawnEconomy:
    """Return the economy of a draw, in equilibrium with its GDP.

    Flows are sampled, re-exports are handed on to where the goods are used, and sales at home of what is not traded
    are set so that value added equals GDP less net exports of fuels. Where final demand of a sector would come out
    negative, sales at home are raised until it does not.

    Raises
    ------
    MissingData
        where no sales at home make the figures of an actor agree
    """
    flows = net_of_reexports(_sampled_trade(base, draw), base.reexports, _sampled_reexports(base, draw))
    shares = _sampled_shares(base, draw)
    z = np.full(base.gdp.best.shape, draw["gdp"])
    gdp = at_deviate(base.gdp.low, base.gdp.best, base.gdp.high, z)
    value_added = np.maximum(gdp - base.net_fuel_exports, SMALLEST_INCOME * gdp)
    balanced = rebalance(base.actors, base.traded, flows, shares, value_added)
    economy = Economy(
        actors=base.actors,
        sectors=base.sectors,
        flows=balanced,
        input_shares=shares,
        elasticity=elasticity(base, draw),
        tariffs=_sampled_tariffs(base, draw),
    )
    imports = balanced * (1 if economy.tariffs is None else 1 + economy.tariffs)
    output = balanced.sum(axis=1)
    used = np.einsum("isk,is->i", shares, output)
    absorption = imports.sum(axis=(0, 2)) - used
    moved = float(np.abs(balanced - flows).sum() / flows.sum())
    return DrawnEconomy(economy=economy, gdp=gdp, absorption=absorption, moved=moved)


def elasticity(base: Baseline, draw: Draw) -> NDArray[np.float64]:
    """Return the trade elasticities (S,) at the baseline's horizon; 1 where a sector is not traded.

    theta(horizon) = max(floor, theta(decade) * profile(horizon)); profile after Boehm, Levchenko & Pandalai-Nayar 2023.
    """
    names = [f"elasticity.{s}" for s in base.sectors]
    z = np.array([draw[n] if n in draw.names else 0.0 for n in names])
    decade = at_deviate(base.elasticity.low, base.elasticity.best, base.elasticity.high, z)
    profile, floor = parameter(base, draw, "trade_elasticity_profile"), parameter(base, draw, "trade_elasticity_floor")
    return np.where(base.traded, np.maximum(floor, decade * profile), 1.0)


def parameter(base: Baseline, draw: Draw, name: str) -> float:
    """Return a parameter of the models in a draw.

    Raises
    ------
    MissingData
        where the world has no such row
    """
    if name not in base.parameters:
        raise MissingData(f"parameters.csv has no {name}; `marchland world new` writes the rows of the method")
    low, best, high = (np.array(v) for v in base.parameters[name])
    bounded = schema().terms("parameters", "parameter")[name].bounded
    sample = share_at_deviate if bounded else at_deviate
    return float(sample(low, best, high, np.array(draw[f"parameter.{name}"])))


def net_of_reexports(
    flows: NDArray[np.float64], passing: Reexports, amount: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Hand goods that only pass on to where they are used.

    origin -> via falls by the amount and origin -> destination rises by it; where the record of via -> destination
    counts the goods, it falls too. No flow becomes negative: an amount larger than the flow it is part of is cut.

    Parameters
    ----------
    flows
        (N, N, S) [exporter, importer, sector]
    passing
        which goods
    amount
        (R,) in the unit of the flows
    """
    net = flows.copy()
    for r in range(len(amount)):
        o, v, d, k = (int(a[r]) for a in (passing.origin, passing.via, passing.destination, passing.sector))
        room = min(net[o, v, k], net[v, d, k]) if passing.recorded[r] else net[o, v, k]
        x = min(float(amount[r]), float(room))
        net[o, v, k] -= x
        net[o, d, k] += x
        if passing.recorded[r]:
            net[v, d, k] -= x
    return net


def rebalance(
    actors: tuple[str, ...],
    traded: NDArray[np.bool_],
    flows: NDArray[np.float64],
    shares: NDArray[np.float64],
    value_added: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Set sales at home so that value added is what it must be and no final demand is negative.

    Parameters
    ----------
    actors
        names, (N,)
    traded
        (S,)
    flows
        (N, N, S)
    shares
        (N, S, S) [actor, using, supplying]
    value_added
        (N,) in the unit of the flows

    Raises
    ------
    MissingData
        where it cannot be done, naming the actor
    """
    balanced = flows.copy()
    home = ~traded
    if not home.any():
        return balanced
    margin = 1 - shares.sum(axis=2)
    for i, actor in enumerate(actors):
        for _ in range(PASSES):
            output = balanced[i].sum(axis=0)
            wanted = value_added[i] - margin[i, traded] @ output[traded]
            held = margin[i, home] @ output[home]
            scale = max(wanted, 0.05 * value_added[i]) / held
            balanced[i, i, home] *= scale
            output = balanced[i].sum(axis=0)
            demand = balanced[:, i].sum(axis=0) - output @ shares[i]
            lacking = np.maximum(-demand, 0.0)
            short = home & (lacking > 0)
            excess = max(-wanted + 0.05 * value_added[i], 0.0) if wanted < 0.05 * value_added[i] else 0.0
            if excess <= 1e-9 * value_added[i] and not lacking.any():
                break
            # A sector that is short needs more of itself; too little room for the rest needs less of what is traded.
            balanced[i, i] += np.where(traded, lacking / (1 - np.diagonal(shares[i])) * 1.001, 0.0)
            if excess > 0 or short.any():
                balanced[i, i, traded] *= 0.9
        else:
            raise MissingData(
                f"{actor}: GDP, trade and input shares do not fit together; "
                "check its GDP, its sales at home and its net exports of fuels"
            )
    return balanced


def _sampled_trade(base: Baseline, draw: Draw) -> NDArray[np.float64]:
    n = len(base.actors)
    by_actor = np.full(n, draw["trade.others"])
    focus = np.zeros(n, dtype=bool)
    for i, actor in enumerate(base.actors):
        if f"trade.actor.{actor}" in draw.names:
            by_actor[i], focus[i] = draw[f"trade.actor.{actor}"], True
    importer_matters = focus[None, :] & ~focus[:, None]
    actor_z = np.where(importer_matters, by_actor[None, :], by_actor[:, None])[:, :, None]
    source_z = np.where(base.estimated, draw["trade.estimated"], draw["trade.recorded"])
    noise = draw.noise(1, base.trade.best.shape)
    z = SOURCE_WEIGHT * source_z + ACTOR_WEIGHT * actor_z + CELL_WEIGHT * noise
    diagonal = np.eye(n, dtype=bool)[:, :, None]
    z = np.where(diagonal, HOME_WEIGHT * draw["trade.home"] + HOME_CELL_WEIGHT * noise, z)
    return np.nan_to_num(at_deviate(base.trade.low, base.trade.best, base.trade.high, z), nan=0.0)


def _sampled_reexports(base: Baseline, draw: Draw) -> NDArray[np.float64]:
    amount = base.reexports.amount
    return at_deviate(amount.low, amount.best, amount.high, np.full(amount.best.shape, draw["reexports"]))


def _sampled_shares(base: Baseline, draw: Draw) -> NDArray[np.float64]:
    given = base.input_shares
    shares = share_at_deviate(given.low, given.best, given.high, np.full(given.best.shape, draw["input_shares"]))
    total = shares.sum(axis=2, keepdims=True)
    return np.asarray(np.where(total > 0.95, shares * 0.95 / total, shares))


def _sampled_tariffs(base: Baseline, draw: Draw) -> NDArray[np.float64] | None:
    if base.tariffs is None:
        return None
    z = np.full(base.tariffs.best.shape, draw["trade.recorded"])
    tariffs = at_deviate(base.tariffs.low, base.tariffs.best, base.tariffs.high, z)
    return np.nan_to_num(tariffs, nan=0.0)
