"""Markets in equilibrium: what the kernel's vector of unknowns stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.trade.bound import log_wages
from marchland.layers.trade.turning import costs_by_market, ratio_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.base import Base
    from marchland.layers.trade.markets import Markets

    Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Cleared:
    """Markets in equilibrium, in the layout of the kernel.

    Parameters
    ----------
    log_wage, log_price
        (S, N) logs over base of what a unit of value added costs, and of the price
    ratio
        (S, N) log of what a unit sold abroad earns over what one sold at home does, over base; 0 = goods turn freely
    flows
        (S, N, N) USD a year before duty, substitutes on the diagonal
    substituted
        (S, N) USD a year made at home where the cap on the price holds
    expenditure, output
        (S, N) USD a year
    earned, income, revenue, deficits
        (N,) USD a year
    factor
        (N,) demand over output in each actor's group; 1 except under the proportional closure
    markets
        what there was to clear
    turn
        (3, S, N) how goods turned between home and abroad; None = freely
    iterations
        sweeps used
    violation
        what the kernel reports for its last point
    """

    log_wage: Array
    log_price: Array
    ratio: Array
    flows: Array
    substituted: Array
    expenditure: Array
    output: Array
    earned: Array
    income: Array
    revenue: Array
    deficits: Array
    factor: Array
    markets: Markets
    turn: Array | None
    iterations: int
    violation: float


def unpacked(
    base: Base, point: Array, markets: Markets, scale: Array, supply: Array, bound: Array | None,
    turning: tuple[Array, Array] | None, deficits: Array, income_factor: Array, group_factor: Array, iterations: int,
    violation: float,
) -> Cleared:  # fmt: skip
    """Name what the vector of unknowns holds, and compute flows from it.

    Parameters
    ----------
    base
        shares and levels before the shock
    point
        (W + 2 S, N) logs of earnings over base, log prices, expenditures over `scale`, as the kernel left them
    markets
        what there was to clear
    scale
        (S, N) USD a year
    supply
        (W, N) base value added behind each wage, USD a year
    bound
        (S,) part of value added that is bound to its sector; None = nothing
    turning
        (3, S, N) how goods turn between home and abroad, and (S, N, N) weights of sales abroad alone; None = freely
    deficits, income_factor
        (N,) USD a year; income over value added and tariff revenue
    group_factor
        (G,) demand over output in each group of actors
    iterations, violation
        of the kernel
    """
    sectors, actors = base.output.shape
    wages = len(supply)
    weights, used = markets.weights, markets.used
    if bound is None:
        log_wage = np.broadcast_to(point[:wages], (sectors, actors))
    else:
        log_wage = log_wages(point[:wages], supply, base.value_added, bound)
    log_price = point[wages : wages + sectors]
    expenditure = point[wages + sectors :] * scale
    log_cost = base.labour_shares * log_wage + np.einsum("skn,kn->sn", base.input_shares, log_price)
    theta = base.elasticity[:, None]
    home = np.arange(actors)
    bought = np.where(used, expenditure * np.exp(theta * log_price), 0.0)
    ratio = np.zeros_like(scale)
    turn = None if turning is None else turning[0]
    if turning is None or turn is None:
        flows = weights.paid * np.exp(-theta * log_cost)[:, :, None]
    else:
        at_home = weights.sales[:, home, home] * bought
        ratio = ratio_of(turn, theta, np.einsum("sin,si->sn", turning[1], bought), at_home)
        abroad, kept = costs_by_market(turn, ratio)
        flows = weights.paid * np.exp(-theta * (log_cost + abroad))[:, :, None]
        flows[:, home, home] = weights.paid[:, home, home] * np.exp(-theta * (log_cost + kept))
    substituted = np.zeros_like(expenditure)
    if markets.floor.any():
        missing = np.where(used, markets.floor - np.einsum("sni->si", flows), 0.0)
        capped = missing > 0
        substituted[capped] = (missing[capped] / markets.floor[capped]) * expenditure[capped]
    flows *= bought[:, None, :]
    revenue = np.zeros(actors)
    if weights.dutiable:
        before = flows.sum(axis=(0, 1))
        flows /= 1.0 + weights.tariffs
        revenue = before - flows.sum(axis=(0, 1))
    flows[:, home, home] += substituted
    factor = group_factor[markets.links.group]
    wage_bill = (np.exp(point[:wages]) * supply).sum(axis=0)
    return Cleared(
        log_wage=log_wage,
        log_price=log_price,
        ratio=ratio,
        flows=flows,
        substituted=substituted,
        expenditure=expenditure,
        output=np.einsum("sni->sn", flows) / factor,
        earned=wage_bill,
        income=income_factor * (wage_bill + revenue) + deficits,
        revenue=revenue,
        deficits=deficits,
        factor=factor,
        markets=markets,
        turn=turn,
        iterations=iterations,
        violation=violation,
    )
