"""Newton's method for what sweeps do not reach: nearly closed actors, steep elasticities, caps that come and go.

All unknowns at once, with the exact Jacobian, as a pseudo-transient continuation (Kelley & Keyes 1998, SIAM Journal on
Numerical Analysis 35): implicit steps in the time of a process in which each wage follows the demand for labour; steps
lengthen as the violation falls, until they are Newton's. Costs a dense linear system of (W + 2 S) N unknowns a step,
which is why it comes second.
"""

# ruff: noqa: PLR0915

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.trade.bound import log_wages, wage_responses

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Flags = NDArray[np.bool_]

STEPS = 80
LARGEST = 4000
"""Unknowns at most."""
SHORTEST = 1e-6
"""Step in time below which it gives up."""
FARTHEST = 2.0
"""Largest move of a logarithm in a step."""


@dataclass(frozen=True, kw_only=True, eq=False)
class System:
    """Equations (2) to (7) in the layout of the kernel; see `marchland.layers.trade.kernel.fixed_point`.

    Parameters
    ----------
    paid, tariffs
        (S, N, N) trade weights, new tariffs
    labour_shares, final_shares, floor
        (S, N)
    input_shares
        (S, S, N)
    elasticity
        (S,)
    used
        (S, N)
    supply
        (W, N)
    value_added
        (S, N)
    bound
        (S,); None = nothing is
    deficits, income_factor
        (N,)
    member
        (G, N) 1 where the actor belongs to the group
    free_factor
        whether demand over output is free in each group
    """

    paid: Array
    tariffs: Array
    labour_shares: Array
    final_shares: Array
    floor: Array
    input_shares: Array
    elasticity: Array
    used: Flags
    supply: Array
    value_added: Array
    bound: Array | None
    deficits: Array
    income_factor: Array
    member: Array
    free_factor: bool

    @property
    def hiring(self) -> Array:
        """(W, S, N) labour income of each wage out of a unit of output of each sector."""
        wages, actors = self.supply.shape
        sectors = len(self.elasticity)
        if wages == 1:
            return self.labour_shares[None]
        own = np.eye(sectors)[:, :, None] * (self.supply > 0)[None]
        workers = self.supply.sum(axis=0)
        share = self.supply / np.where(workers > 0, workers, 1.0)
        drawn = share[:, None, :] * ~(self.supply > 0)[None]
        hiring: Array = (own + drawn) * self.labour_shares[None]
        assert hiring.shape == (wages, sectors, actors)
        return hiring


def newton(point: Array, scale: Array, system: System, *, tolerance: float) -> tuple[int, float]:
    """Iterate from `point`, in place.

    Parameters
    ----------
    point
        (W + 2 S, N) logs of earnings over base, log prices, expenditures over `scale`; afterwards the best point found
    scale
        (S, N) USD a year
    system
        what to solve
    tolerance
        violation allowed

    Returns
    -------
    steps, violation
        used and reached; no steps where there are too many unknowns
    """
    from marchland.layers.trade.elimination import eliminate

    wages = len(system.supply)
    sectors = len(scale)
    free = np.concatenate((system.supply > 0, system.used, system.used)).ravel()
    if free.sum() > LARGEST:
        return 0, np.inf
    x = point.copy()
    spend = x[wages + sectors :]
    x[wages + sectors :] = np.log(np.where(system.used, np.maximum(spend, 1e-30) * scale, 1.0))
    x = np.clip(x, -50.0, 80.0)
    with np.errstate(all="ignore"):
        gap, jacobian = _evaluated(system, x)
        violation = float(np.abs(gap).max())
    if not violation < np.inf:
        return 0, np.inf
    time = 1.0
    steps = 0
    while steps < STEPS and time > SHORTEST:
        steps += 1
        left = np.eye(int(free.sum())) / time - jacobian[np.ix_(free, free)]
        move = gap.ravel()[free]
        regular = eliminate(left, move)
        largest = float(np.abs(move).max())
        if not (regular and largest < np.inf):
            time *= 0.3
            continue
        step = np.zeros(x.size)
        step[free] = move * min(1.0, FARTHEST / largest) if largest > 0 else move
        tried = x + step.reshape(x.shape)
        with np.errstate(all="ignore"):
            new_gap, new_jacobian = _evaluated(system, tried)
            new_violation = float(np.abs(new_gap).max())
        if not new_violation < 3.0 * violation:
            time *= 0.2
            continue
        time *= min(10.0, max(0.3, 2.0 * violation / max(new_violation, 1e-300)))
        time = min(time, 1e12)
        x, gap, jacobian, violation = tried, new_gap, new_jacobian, new_violation
        if violation <= tolerance:
            break
    point[: wages + sectors] = x[: wages + sectors]
    point[wages + sectors :] = np.where(system.used, np.exp(x[wages + sectors :]) / scale, 0.0)
    return steps, violation


def _evaluated(system: System, x: Array) -> tuple[Array, Array]:
    """Return the excess of each equation over its unknown, (W + 2 S, N), and its derivatives by all unknowns.

    The unknowns are logs of earnings, prices and expenditures.
    """
    wages = len(system.supply)
    sectors, actors = system.used.shape
    theta, beta, gamma = system.elasticity[:, None], system.labour_shares, system.input_shares
    each, home = np.arange(sectors), np.arange(actors)
    log_earned, log_price, log_spend = x[:wages], x[wages : wages + sectors], x[wages + sectors :]
    spend = np.where(system.used, np.exp(log_spend), 0.0)
    if system.bound is None:
        log_wage, wage_by_earned = log_earned, np.ones((sectors, 1, actors))
    else:
        log_wage = log_wages(log_earned, system.supply, system.value_added, system.bound)
        wage_by_earned = wage_responses(np.exp(log_earned) * system.supply, system.bound)

    # (2) to (3), and how each price moves with each unit cost.
    cost = beta * log_wage + np.einsum("skn,kn->sn", gamma, log_price)
    share = system.paid * np.exp(-theta * cost)[:, :, None]
    total = share.sum(axis=1)
    held = system.used & (total < system.floor)
    top = np.where(system.used, np.maximum(total, system.floor), 1.0)
    share /= top[:, None, :]
    rest = np.where(held, 1.0 - total / top, 0.0)
    price_gap = np.where(system.used, -np.log(top) / theta - log_price, 0.0)
    price_by_cost = np.where(held[:, None, :], 0.0, share).transpose(0, 2, 1)  # [s, importer, exporter]

    # (5): sales, and how they move with costs and with spending.
    net = 1.0 / (1.0 + system.tariffs)
    flows = share * spend[:, None, :] * net
    made = rest * spend
    output = flows.sum(axis=2) + made
    sales_by_cost = theta[:, :, None] * np.einsum("sni,sim->snm", flows, price_by_cost)
    sales_by_cost[:, home, home] -= theta * flows.sum(axis=2)
    sales_by_cost += (theta * np.where(held, spend, 0.0))[:, :, None] * share.transpose(0, 2, 1)
    sales_by_spend = flows.copy()
    sales_by_spend[:, home, home] += made
    duty = flows * system.tariffs
    duties = duty.sum(axis=1)
    duty_by_cost = theta[:, :, None] * (duties[:, :, None] * price_by_cost - duty.transpose(0, 2, 1))

    # By unknown: costs move with the actor's wages and prices.
    def by_unknown(by_cost: Array, by_spend: Array) -> Array:
        """Spread derivatives (S, N, N) by cost and by spending over all unknowns: (S, N, W + 2 S, N)."""
        spread = np.zeros((sectors, actors, wages + 2 * sectors, actors))
        spread[:, :, :wages, :] = by_cost[:, :, None, :] * (beta[:, None, :] * wage_by_earned)[:, None, :, :]
        spread[:, :, wages : wages + sectors, :] = by_cost[:, :, None, :] * gamma[:, None, :, :]
        spread[each, :, wages + sectors + each, :] = by_spend
        return spread

    output_moves = by_unknown(sales_by_cost, sales_by_spend)
    at_home = np.zeros_like(flows)
    at_home[:, home, home] = duties
    duties_moves = by_unknown(duty_by_cost, at_home).sum(axis=0)

    # (7): labour, and demand over output in each group.
    hiring = system.hiring
    wanted = np.einsum("wsn,sn->wn", hiring, output)
    wanted_moves = np.einsum("wsn,snum->wnum", hiring, output_moves)
    group_supply = system.member @ system.supply.sum(axis=0)
    group_wanted = system.member @ wanted.sum(axis=0)
    factor = system.member.T @ (group_wanted / group_supply)
    factor_moves = np.einsum("gn,gum->num", system.member, np.einsum(
        "gn,num->gum", system.member, wanted_moves.sum(axis=0)) / group_wanted[:, None, None]
    )  # fmt: skip
    paying = system.supply > 0
    safe = np.where(paying, wanted, 1.0)
    wage_gap = np.where(paying, np.log(safe / (factor * np.where(paying, system.supply, 1.0))) - log_earned, 0.0)
    wage_moves = wanted_moves / safe[:, :, None, None] - factor_moves[None]

    # (6) and (4): income and spending.
    earned = np.exp(log_earned) * system.supply
    income = system.income_factor * (earned.sum(axis=0) + duties.sum(axis=0)) + system.deficits
    income_moves = duties_moves
    income_moves[home, :wages, home] += earned.T
    income_moves *= system.income_factor[:, None, None]
    sold, sold_moves = output, output_moves
    if system.free_factor:
        sold = output / factor
        sold_moves = output_moves / factor[None, :, None, None] - sold[:, :, None, None] * factor_moves[None]
    demand = system.final_shares * income + np.einsum("skn,sn->kn", gamma, sold)
    demand_moves = system.final_shares[:, :, None, None] * income_moves[None]
    demand_moves += np.einsum("skn,snum->knum", gamma, sold_moves)
    wanted_demand = np.where(system.used, demand, 1.0)
    spend_gap = np.where(system.used, np.log(wanted_demand) - log_spend, 0.0)
    spend_moves = demand_moves / wanted_demand[:, :, None, None]

    gap = np.concatenate((wage_gap, price_gap, spend_gap))
    price_moves = by_unknown(price_by_cost, np.zeros_like(flows))
    jacobian = np.concatenate((wage_moves, price_moves, spend_moves)).reshape(x.size, x.size)
    jacobian[np.arange(x.size), np.arange(x.size)] -= 1.0
    return gap, jacobian
