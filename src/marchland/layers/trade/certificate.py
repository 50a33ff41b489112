"""The certificate: every condition of the equilibrium, recomputed from the values returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.trade.turning import costs_by_market, wanted_ratio

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.base import Base
    from marchland.layers.trade.cleared import Cleared
    from marchland.layers.trade.clearing import Deficits

    Array = NDArray[np.float64]


def residual_of(  # noqa: PLR0915 - one line a condition
    base: Base, found: Cleared, *, closure: Deficits, bound: Array | None
) -> float:
    """Return the largest relative violation of equations (2) to (7) and (9) by wages, prices, flows and substitutes.

    Parameters
    ----------
    base
        shares and levels before the shock
    found
        of which only wages, prices, flows, substitutes, the common factor, the deficits and the markets are used
    closure
        as solved
    bound
        (S,) part of value added that is bound to its sector; None = nothing
    """
    markets, turn = found.markets, found.turn
    weights = markets.weights
    theta = base.elasticity[:, None]
    log_cost = base.labour_shares * found.log_wage + np.einsum("skn,kn->sn", base.input_shares, found.log_price)
    home = np.arange(found.flows.shape[1])
    abroad, kept = (log_cost, log_cost) if turn is None else _by_market(turn, found.ratio, log_cost)
    sold = weights.paid * np.exp(-theta * abroad)[:, :, None]
    if turn is not None:
        sold[:, home, home] = weights.paid[:, home, home] * np.exp(-theta * kept)
    total = np.einsum("sni->si", sold)
    bought = np.einsum("sni->si", found.flows)
    paid = found.flows * (1.0 + weights.tariffs) if weights.dutiable else found.flows
    expenditure = np.einsum("sni->si", paid) if weights.dutiable else bought
    buying = expenditure > 0
    safe = np.where(buying, expenditure, 1.0)
    # (3): the price index is that of all sources, or the cap, whichever is lower.
    sources = np.where(buying, np.maximum(total, markets.floor), 1.0)
    violations = [_largest(np.where(buying, np.log(sources) / theta + found.log_price, 0.0))]
    # (3), (5): what each importer buys from each exporter; the rest is made at home, and only where the cap holds.
    rest = np.where(buying, 1.0 - total / sources, 0.0)
    violations.append(_largest(found.substituted / safe - rest))
    sold *= (np.where(buying, expenditure, 0.0) / sources)[:, None, :]
    sold[:, home, home] += found.substituted
    sold -= paid
    sold *= (1.0 / safe)[:, None, :]
    violations.append(_largest(sold))
    if turn is not None:
        violations.append(_turned_gap(turn, found))
    # (5), (7): labour; where a sector had no workers it draws them from all sectors of the actor.
    output = np.einsum("sni->sn", found.flows) / found.factor
    earned = base.labour_shares * output
    if bound is None:
        wages = (np.exp(found.log_wage) * base.value_added).sum(axis=0)
        violations.append(_largest(earned.sum(axis=0) / wages - 1.0))
    else:
        earned = _by_workers(earned, base.value_added, markets.live)
        wages = earned.sum(axis=0)
        # What bound factors earn is what their sector does, what mobile ones earn is the same everywhere.
        here = np.divide(earned, base.value_added, out=np.ones_like(earned), where=markets.live)
        pay, there = np.einsum("s,sn->n", 1.0 - bound, earned), np.einsum("s,sn->n", 1.0 - bound, base.value_added)
        anywhere = np.divide(pay, there, out=np.ones_like(pay), where=pay > 0)
        cost = bound[:, None] * np.log(here) + (1.0 - bound)[:, None] * np.log(anywhere)
        violations.append(_largest(cost - found.log_wage))
    # (6): income under the closure, and (4): how it is spent.
    revenue = (expenditure - bought).sum(axis=0)
    if closure == "proportional":
        ratio = np.where(markets.links.isolated, 1.0, base.income_factor)
        income = ratio * (wages + revenue)
    else:
        income = wages + revenue + found.deficits
        deficit = bought.sum(axis=0) - output.sum(axis=0)
        violations.append(_largest((deficit - found.deficits) / wages))
    demand = base.final_shares * income + np.einsum("skn,sn->kn", base.input_shares, output)
    violations.append(_largest((expenditure - demand) / np.where(buying, expenditure, income)))
    violations.append(abs(float(wages.sum() / base.value_added.sum()) - 1.0))
    # A comparison with nan is false: whatever is no number is a violation.
    return max(min(np.inf, v) for v in violations)


def _by_market(turn: Array, ratio: Array, log_cost: Array) -> tuple[Array, Array]:
    """Return the logs of what a unit costs abroad and at home, (S, N) each."""
    abroad, kept = costs_by_market(turn, ratio)
    return log_cost + abroad, log_cost + kept


def _turned_gap(turn: Array, found: Cleared) -> float:
    """Return the largest violation of (9): what is sold abroad and at home, against what a unit earns there."""
    flows, home = found.flows, np.arange(found.flows.shape[1])
    own = flows[:, home, home]
    flows[:, home, home] = 0.0  # a difference would be rounding where hardly anything is sold abroad
    abroad = np.einsum("sni->sn", flows)
    flows[:, home, home] = own
    return _largest(wanted_ratio(turn, abroad, own - found.substituted, found.ratio) - found.ratio)


def _by_workers(earned: Array, value_added: Array, live: NDArray[np.bool_]) -> Array:
    """Return earnings (S, N) of the sectors that have workers: what others earn is paid to these in proportion."""
    drawn = np.where(live, 0.0, earned).sum(axis=0)
    if not drawn.any():
        return earned
    supply = np.where(live, value_added, 0.0)
    shared: Array = np.where(live, earned + drawn * supply / supply.sum(axis=0), 0.0)
    return shared


def _largest(gaps: Array) -> float:
    """Return the largest absolute value; nan where one is no number."""
    # max and min pass nan on, and in Python max(nan, nan) is nan.
    return max(float(gaps.max()), -float(gaps.min())) if gaps.size else 0.0
