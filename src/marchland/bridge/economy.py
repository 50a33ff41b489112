"""From a baseline and a draw to the trade layer's economy: sampled, re-exports netted, rebalanced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.baseline import ELASTICITY_PROFILE
from marchland.bridge.factors import factor_of
from marchland.bridge.rebalance import rebalance
from marchland.bridge.reexports import net_of_reexports
from marchland.errors import MissingData
from marchland.layers.trade import Economy
from marchland.world import schema

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.factors import Draw

SOURCE_WEIGHT, ACTOR_WEIGHT, CELL_WEIGHT = 0.5**0.5, 0.4**0.5, 0.1**0.5
"""How the variance of a recorded flow splits: bias of the source, of the actor, noise of the cell."""
HOME_WEIGHT, HOME_CELL_WEIGHT = 0.8**0.5, 0.2**0.5
MOST_INPUTS = 0.97
"""Sampled input shares of a sector add up to at most this."""


@dataclass(frozen=True, kw_only=True, eq=False)
class DrawnEconomy:
    """An economy of one draw.

    Parameters
    ----------
    economy
        USD a year
    gdp
        (N,) USD a year; above its deviate where exports and what users at home need earn more
    absorption
        (N,) final demand in the trade layer, USD a year: value added plus duties plus deficit
    moved
        share of all sales that rebalancing moved; the size of the step
    mended
        (N, S) USD a year of sales at home that rebalancing added because final demand would have been negative
    """

    economy: Economy
    gdp: NDArray[np.float64]
    absorption: NDArray[np.float64]
    moved: float
    mended: NDArray[np.float64]


def drawn_economy(base: Baseline, draw: Draw) -> DrawnEconomy:
    """Return the economy of a draw, in equilibrium with its GDP.

    Flows are sampled, re-exports are handed on to where the goods are used, and sales at home are set so that value
    added is what the tables give at best values, times the draw's GDP over the best one. Where final demand of a
    sector would come out negative, its sales at home are raised until it does not. Where an actor's exports and what
    its users need earn more than its value added even so, its GDP gives way.

    Raises
    ------
    MissingData
        at best values, where no sales at home make the figures of an actor agree
    """
    passing = base.reexports
    flows = net_of_reexports(_sampled_trade(base, draw), passing, passing.amount.at(draw["reexports"]))
    shares = _sampled_shares(base, draw)
    tariffs = None if base.tariffs is None else base.tariffs.known.at(draw["trade.recorded"])
    gdp = base.gdp.at(draw["gdp"])
    wanted = base.value_added * (gdp / base.gdp.best)
    # At best values figures that do not fit are an error of the world; in the tails of a draw the GDP gives way.
    balanced = rebalance(base.actors, base.traded, flows, shares, wanted, tariffs, strict=draw.index == 0)
    gdp = gdp * np.maximum(balanced.lifted, 1.0)
    economy = Economy(
        actors=base.actors,
        sectors=base.sectors,
        flows=balanced.flows,
        input_shares=shares,
        elasticity=elasticity(base, draw),
        tariffs=tariffs,
    )
    paid = balanced.flows if tariffs is None else balanced.flows * (1 + tariffs)
    used = np.einsum("isk,is->i", shares, balanced.flows.sum(axis=1))
    return DrawnEconomy(
        economy=economy,
        gdp=gdp,
        absorption=paid.sum(axis=(0, 2)) - used,
        moved=float(np.abs(balanced.flows - flows).sum() / flows.sum()),
        mended=balanced.mended,
    )


def elasticity(base: Baseline, draw: Draw) -> NDArray[np.float64]:
    """Return the trade elasticities (S,) at the baseline's horizon; 1 where a sector is not traded.

    theta(horizon) = max(floor, theta(decade) * profile(horizon)); profile after Boehm, Levchenko & Pandalai-Nayar 2023.
    The profiles of all horizons move with one factor, and none is above that of a longer horizon: who has less time
    never adjusts more.
    """
    z = np.array([draw.get(f"elasticity.{s}") for s in base.sectors])
    decade = base.elasticity.at(z)
    own = parameter(base, draw, ELASTICITY_PROFILE)
    profile = min(own, *(float(p.at(draw.get(f"parameter.{ELASTICITY_PROFILE}"))) for p in base.profiles))
    floor = parameter(base, draw, "trade_elasticity_floor")
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
    given, z = base.parameters[name], draw.get(factor_of(name))
    return float(given.share_at(z) if schema().terms("parameters", "parameter")[name].bounded else given.at(z))


def _sampled_trade(base: Baseline, draw: Draw) -> NDArray[np.float64]:
    """Return flows (N, N, S); a pair's bias is the exporter's unless only the importer has a factor of its own."""
    n = len(base.actors)
    factors = [f"trade.actor.{a}" for a in base.actors]
    focus = np.array([f in draw for f in factors])
    by_actor = np.array([draw.get(f, draw["trade.others"]) for f in factors])
    importer_matters = focus[None, :] & ~focus[:, None]
    actor_z = np.where(importer_matters, by_actor[None, :], by_actor[:, None])
    z, at = draw.noise(1, base.trade.best.shape), np.arange(n)
    home = HOME_WEIGHT * draw["trade.home"] + HOME_CELL_WEIGHT * z[at, at]
    z *= CELL_WEIGHT
    z += SOURCE_WEIGHT * np.where(base.estimated, draw["trade.estimated"], draw["trade.recorded"])
    z += ACTOR_WEIGHT * actor_z[:, :, None]
    z[at, at] = home
    return base.trade.known.at(z)


def _sampled_shares(base: Baseline, draw: Draw) -> NDArray[np.float64]:
    shares = base.input_shares.share_at(draw["input_shares"])
    total = shares.sum(axis=2, keepdims=True)
    return np.asarray(np.where(total > MOST_INPUTS, shares * MOST_INPUTS / total, shares))
