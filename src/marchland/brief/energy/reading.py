"""All numbers of a draw on who supplies a target with a fuel, and what a cut of one seller would mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.energy.effect import fuel_effect, loss_by_actor
from marchland.bridge.energy.market import fuel_market
from marchland.bridge.energy.refining import refined_abroad
from marchland.layers.energy.storage import YEAR
from marchland.levers import Lever

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Baseline, Draw
    from marchland.bridge.energy.effect import FuelEffect
    from marchland.bridge.energy.figures import FuelFigures
    from marchland.bridge.energy.market import FuelMarket
    from marchland.layers import energy
    from marchland.levers import Horizon


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A question: what if a sender withheld all of a fuel that it sells a target, for some days."""

    fuel: str
    sender: str
    target: str
    days: int
    horizon: Horizon

    @property
    def lever(self) -> Lever:
        """The cut as a lever."""
        return Lever(actor=self.sender, action="cut", object=f"{self.fuel} to {self.target}", days=self.days)

    @property
    def tag(self) -> str:
        """The end of the ids of its figures."""
        return f"{self.fuel}:{self.sender}>{self.target}:{self.days}"


def supplied(base: Baseline, found: FuelMarket, target: str) -> dict[str, float]:
    """Return what a target uses of whom and through which pipes, by id of the figure; empty where it uses none."""
    figures, state, own = found.figures, found.base, found.figures.of(base.positions(target))
    used = float(state.sales[:, own].sum())
    if used <= 0:
        return {}
    fuel = figures.fuel
    values = {f"used:{fuel}:{target}": used}
    sellers = sellers_of(base, figures, target)
    for seller, hubs in sellers.items():
        sold = state.sales[np.ix_(hubs, own)]
        amount = float(sold.sum())
        if amount <= 0:
            continue
        code = f"{fuel}:{seller}>{target}"
        values[f"supply:{code}"] = amount
        values[f"supply_share:{code}"] = amount / used
        if seller != target:
            paid = np.where(sold > 0, state.paid[np.ix_(hubs, own)], 0.0)
            values[f"price:{code}"] = float((sold * paid).sum()) / amount
    through = brought(figures, state, own)
    values |= {f"pipe:{fuel}:{pipe}>{target}": amount for pipe, amount in through.items() if amount > 0}
    abroad = float(refined_abroad(found.market, state, found.refined)[own].sum())
    if abroad > 0:
        values[f"refined:{fuel}:{target}"] = abroad
    stock = found.market.storage.stock[np.isin(found.market.storage.node, own)]
    if stock.size:
        values[f"stored:{fuel}:{target}"] = float(stock.sum())
    return values


def without(base: Baseline, found: FuelMarket, cut: Cut, draw: Draw) -> dict[str, float]:
    """Return what a cut means, by id of the figure.

    Raises
    ------
    CannotClear, SolverError
        where the market does not clear
    """
    effect = fuel_effect(base, found, [cut.lever])
    figures, own = found.figures, found.figures.of(base.positions(cut.target))
    lasting = cut.days / YEAR
    sellers = sellers_of(base, figures, cut.target)
    rise = effect.after.sales - effect.before.sales
    values = {
        f"more:{cut.tag}:{seller}": lasting * float(rise[np.ix_(hubs, own)].sum()) for seller, hubs in sellers.items()
    }
    withheld = set(base.world.members(cut.sender)) & set(sellers) - {cut.target}
    values[f"missing:{cut.tag}"] = -sum(values.pop(f"more:{cut.tag}:{code}") for code in sorted(withheld))
    values[f"stores:{cut.tag}"] = lasting * _taken(effect, own)
    values[f"unrefined:{cut.tag}"] = lasting * float(effect.refined_less[own].sum())
    less = lasting * float((effect.before.demand - effect.after.demand)[own].sum())
    values[f"savings:{cut.tag}"] = less - values[f"unrefined:{cut.tag}"]
    through = brought(figures, effect.after, own)
    values |= {f"way:{cut.tag}:{pipe}": amount for pipe, amount in through.items()}
    through = brought(figures, effect.before, own)
    values |= {f"was:{cut.tag}:{pipe}": amount for pipe, amount in through.items()}
    loss = lasting * loss_by_actor(base, effect)
    gdp = base.gdp.at(draw.get("gdp"))
    ours, theirs = base.positions(cut.target), base.positions(cut.sender)
    third = np.setdiff1d(np.arange(loss.size), np.concatenate([ours, theirs]))
    values |= {f"loss:{cut.tag}:{base.actors[at]}": float(loss[at]) for at in third.tolist()}
    for code, at in ((cut.target, ours), (cut.sender, theirs)):
        values[f"loss:{cut.tag}:{code}"] = float(loss[at].sum())
        values[f"share:{cut.tag}:{code}"] = float(loss[at].sum() / gdp[at].sum())
    values[f"rest:{cut.tag}"] = float(loss[third].sum())
    values["residual"] = max(effect.before.residual, effect.after.residual)
    return values


def readings(
    bases: Mapping[Horizon, Baseline], targets: Sequence[str], fuels: Sequence[str], cuts: Sequence[Cut], draw: Draw
) -> dict[str, float]:
    """Return all numbers of a draw, by id of the figure; the market of a fuel and horizon is made once.

    Raises
    ------
    CannotClear, SolverError
        where a market does not clear
    """
    values: dict[str, float] = {}
    residual = 0.0
    usual = bases["year"]
    for fuel in fuels:
        found = fuel_market(usual, fuel, draw)
        residual = max(residual, found.base.residual)
        for target in targets:
            values |= supplied(usual, found, target)
        for horizon in dict.fromkeys(cut.horizon for cut in cuts if cut.fuel == fuel):
            base = bases[horizon]
            market = found if horizon == "year" else fuel_market(base, fuel, draw)
            for cut in cuts:
                if (cut.fuel, cut.horizon) == (fuel, horizon):
                    values |= without(base, market, cut, draw)
                    residual = max(residual, values["residual"])
    return values | {"residual": residual}


def sellers_of(base: Baseline, figures: FuelFigures, target: str) -> dict[str, NDArray[np.int64]]:
    """Return the hubs of each seller: of the target, of every other actor, of each hub that is no country's."""
    own, found = set(base.positions(target).tolist()), dict[str, list[int]]()
    for hub, actor in enumerate(figures.actor.tolist()):
        code = target if actor in own else base.actors[actor] if actor >= 0 else figures.hubs[hub]
        found.setdefault(code, []).append(hub)
    return {code: np.array(hubs, dtype=np.int64) for code, hubs in found.items()}


def brought(figures: FuelFigures, state: energy.Equilibrium, own: NDArray[np.int64]) -> dict[str, float]:
    """Return what enters each pipe of what hubs use, by code, units a year.

    Of the fuel of one seller that comes to a hub by several pipes everybody there and behind has the same mixture, so
    that what a hub uses is followed back to the seller, pipe by pipe.
    """
    hubs, found = len(figures.hubs), np.zeros(len(figures.pipes))
    tail, head, left = figures.tail, figures.head, 1 - figures.loss.best
    for row, seller in enumerate(state.sellers.tolist()):
        wanted = np.zeros(hubs)
        wanted[own] = state.sales[seller, own]
        wanted[seller] = 0.0
        flow = np.maximum(state.flow_by_seller[row], 0.0)
        if not wanted.any() or not flow.any():
            continue
        arriving = np.bincount(head, weights=flow * left, minlength=hubs)
        arriving[seller] = 0.0
        part = np.divide(flow, arriving[head], out=np.zeros_like(flow), where=arriving[head] > 0)
        back = np.zeros((hubs, hubs))
        np.add.at(back, (tail, head), part)
        needed = np.linalg.solve(np.eye(hubs) - back, wanted)
        found += part * needed[head]
    amounts = dict.fromkeys(figures.pipes, 0.0)
    for pipe, amount in zip(figures.pipes, np.where(found > 1e-9, found, 0.0).tolist(), strict=True):
        # A pipe of two lanes stands there twice.
        amounts[pipe] += amount
    return amounts


def _taken(effect: FuelEffect, own: NDArray[np.int64]) -> float:
    """Return what stores give more than without the cut, at a year's rate."""
    at = np.isin(effect.market.market.storage.node, own)
    return float((effect.after.storage - effect.before.storage)[at].sum())
