"""From trade weights to cleared markets: sets up the kernel, runs it, and unpacks what it found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from marchland.errors import SolverError
from marchland.layers.trade.links import Links, links_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.layers.trade.base import Base
    from marchland.layers.trade.economy import Economy

    Array = NDArray[np.float64]

Deficits = Literal["constant", "proportional", "zero"]
Labour = Literal["mobile", "sector_bound"]

ATTEMPTS = ((600, 10, 1.0), (1500, 6, 0.5), (6000, 12, 0.2), (20000, 4, 0.05))
"""Sweeps at most, sweeps remembered, part of a plain sweep taken: each tried where the one before failed."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Cleared:
    """Markets in equilibrium, in the layout of the kernel.

    Parameters
    ----------
    log_wage, log_price
        (S, N) logs of wage and price over base
    flows
        (S, N, N) USD a year before duty
    expenditure, output
        (S, N) USD a year
    income, revenue, deficits
        (N,) USD a year
    factor
        (N,) demand over output in each actor's group; 1 except under the proportional closure
    active
        (S, N) where there is anybody to sell to
    links
        who trades with whom
    iterations
        sweeps used
    violation
        what the kernel reports for its last point
    """

    log_wage: Array
    log_price: Array
    flows: Array
    expenditure: Array
    output: Array
    income: Array
    revenue: Array
    deficits: Array
    factor: Array
    active: NDArray[np.bool_]
    links: Links
    iterations: int
    violation: float


def clear(
    base: Base,
    economy: Economy,
    *,
    weights: Array,
    tariffs: Array,
    closure: Deficits,
    labour: Labour,
    tolerance: float,
    start: tuple[Array, Array, Array] | None = None,
) -> Cleared:
    """Solve equations (2) to (7).

    Parameters
    ----------
    base
        shares and levels before the shock
    economy
        for the names in messages
    weights
        (S, N, N) pi (cost_hat (1 + tau') / (1 + tau))^-theta, 0 under an embargo
    tariffs
        (S, N, N) new levels
    closure, labour
        what is held of deficits; whether workers change sector
    tolerance
        largest violation that the kernel may leave
    start
        log wages, log prices and expenditures to start from, (S, N) each

    Raises
    ------
    SolverError
        where a sector cannot be bought from anybody any more, an actor can sell to nobody, or no iteration converged
    """
    from marchland.layers.trade.kernel import fixed_point

    free_factor = closure == "proportional"
    links = _links(base, weights, closure)
    if links.cut.any():
        weights = _without(weights, links.cut)
    active, used = _reach(base, weights)
    _refuse_cut_off(economy, weights, active, used)

    actors = base.output.shape[1]
    bound = labour == "sector_bound"
    supply = np.where(active, base.value_added, 0.0) if bound else base.value_added.sum(axis=0, keepdims=True)
    groups = np.zeros((3, int(links.group.max()) + 1))
    groups[0] = np.bincount(links.group, weights=base.value_added.sum(axis=0))
    deficits = np.zeros(actors) if free_factor else links.deficits
    factor = np.where(links.isolated, 1.0, base.income_factor) if free_factor else np.ones(actors)
    dutiable = bool(tariffs.any())
    at_home = ~_abroad(weights)
    per_sale = weights / (1.0 + tariffs) if dutiable else weights
    sales_weights = np.ascontiguousarray(per_sale.transpose(0, 2, 1))
    duty_weights = per_sale * tariffs if dutiable else np.zeros((1, 1, 1))
    scale = np.where(base.expenditure > 0, base.expenditure, 1.0)
    step = np.broadcast_to(_steps(base, bound=bound), scale.shape)
    cells = np.stack((base.labour_shares, base.final_shares, base.value_added, scale, step))
    first = _first_point(base, start, active, used, scale, bound=bound)
    iterations = 0
    violation = np.inf
    for most, memory, damping in ATTEMPTS:
        point = first.copy()
        sweeps, violation = fixed_point(
            point,
            weights=weights,
            sales_weights=sales_weights,
            duty_weights=duty_weights,
            at_home=at_home,
            input_shares=base.input_shares,
            cells=cells,
            accounts=np.stack((deficits, factor)),
            elasticity=base.elasticity,
            group=links.group,
            groups=groups,
            used=used,
            supply=supply,
            free_factor=free_factor,
            dutiable=dutiable,
            tolerance=tolerance,
            most=most,
            memory=memory,
            damping=damping,
        )
        iterations += sweeps
        if violation <= tolerance:
            break
    else:
        raise SolverError(
            f"trade did not converge: conditions are violated by {violation:.1e} (allowed {tolerance:.1e}) after"
            f" {iterations} sweeps; an actor whose surplus exceeds what it can still sell has no equilibrium under"
            f" deficits={closure!r}: try another closure, or a smaller shock"
        )
    return _unpack(
        base, point, per_sale, tariffs, links, active, used, scale, supply, deficits, factor,
        groups[1] if free_factor else np.ones_like(groups[1]), iterations, violation,
    )  # fmt: skip


def _first_point(
    base: Base,
    start: tuple[Array, Array, Array] | None,
    active: NDArray[np.bool_],
    used: NDArray[np.bool_],
    scale: Array,
    *,
    bound: bool,
) -> Array:
    """Return the kernel's unknowns, (W + 2 S, N), at the base or at `start`."""
    if start is None:
        log_wage, log_price, expenditure = np.zeros_like(scale), np.zeros_like(scale), base.expenditure
    else:
        log_wage, log_price, expenditure = start
    spend = np.where(used, np.where(expenditure > 0, expenditure / scale, 1.0), 0.0)
    return np.concatenate(
        (np.where(active, log_wage, 0.0) if bound else log_wage[:1], np.where(used, log_price, 0.0), spend)
    )


def _unpack(
    base: Base, point: Array, per_sale: Array, tariffs: Array, links: Links, active: NDArray[np.bool_],
    used: NDArray[np.bool_], scale: Array, supply: Array, deficits: Array, income_factor: Array,
    group_factor: Array, iterations: int, violation: float,
) -> Cleared:  # fmt: skip
    """Name what the vector of unknowns holds, and compute flows from it."""
    sectors, actors = base.output.shape
    wages = len(supply)
    log_wage = np.broadcast_to(point[:wages], (sectors, actors))
    log_price = point[wages : wages + sectors]
    expenditure = point[wages + sectors :] * scale
    log_cost = base.labour_shares * log_wage + np.einsum("skn,kn->sn", base.input_shares, log_price)
    theta = base.elasticity[:, None]
    power = np.exp(-theta * log_cost)
    per_price = np.where(used, expenditure * np.exp(theta * log_price), 0.0)
    flows = per_sale * power[:, :, None] * per_price[:, None, :]
    factor = group_factor[links.group]
    revenue = (flows * tariffs).sum(axis=(0, 1)) if tariffs.any() else np.zeros(actors)
    wage_bill = (np.exp(point[:wages]) * supply).sum(axis=0)
    return Cleared(
        log_wage=log_wage,
        log_price=log_price,
        flows=flows,
        expenditure=expenditure,
        output=flows.sum(axis=2) / factor,
        income=income_factor * (wage_bill + revenue) + deficits,
        revenue=revenue,
        deficits=deficits,
        factor=factor,
        active=active,
        links=links,
        iterations=iterations,
        violation=violation,
    )


def _links(base: Base, weights: Array, closure: Deficits) -> Links:
    """Apply the rules of `marchland.layers.trade.links` under a closure."""
    if closure == "proportional":
        wish = base.income_factor - 1.0
        return links_of(weights, wish, np.ones_like(wish), balanced_groups=False)
    return links_of(weights, base.deficits, base.value_added.sum(axis=0), balanced_groups=True)


def _abroad(weights: Array) -> NDArray[np.bool_]:
    """Tell which sectors, (S,), are traded between actors."""
    return np.array([np.count_nonzero(plane) > np.count_nonzero(plane.diagonal()) for plane in weights])


def _without(weights: Array, cut: NDArray[np.bool_]) -> Array:
    """Return weights without the foreign trade of the actors in `cut`."""
    crossing = (cut[:, None] | cut[None, :]) & ~np.eye(len(cut), dtype=bool)
    return np.where(crossing[None], 0.0, weights)


def _reach(base: Base, weights: Array) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell where there is anybody to sell to, (S, N), and where there is anything to buy for, (S, N)."""
    # Demand starts from final demand: a sector that only feeds itself has none.
    possible = (weights > 0) & (base.output > 0)[:, :, None]
    used = base.final_shares > 0
    while True:
        active: NDArray[np.bool_] = np.any(possible & used[:, None, :], axis=2)
        wider = used | np.any((base.input_shares > 0) & active[:, None, :], axis=0)
        if (wider == used).all():
            return active, used
        used = wider


def _refuse_cut_off(economy: Economy, weights: Array, active: NDArray[np.bool_], used: NDArray[np.bool_]) -> None:
    """Raise where a used sector has no source left, or an actor nobody to sell to."""
    sourceless = used & (weights.sum(axis=1) <= 0)
    if sourceless.any():
        cells = [f"{economy.sectors[k]} to {economy.actors[n]}" for k, n in np.argwhere(sourceless)]
        shown = ", ".join(cells[:5]) + (f" and {len(cells) - 5} more" if len(cells) > 5 else "")
        raise SolverError(
            f"nobody is left to sell {shown}, which cannot do without and makes none itself: prices have no finite"
            " solution; leave a source open, or give the actor domestic sales of the sector"
        )
    idle = ~active.any(axis=0)
    if idle.any():
        names: Sequence[str] = [economy.actors[n] for n in np.flatnonzero(idle)]
        raise SolverError(
            f"nobody is left to buy anything from {', '.join(names)}, not even at home: income is zero and no wage"
            " clears the market; leave a buyer open, or give the actor domestic sales"
        )


def _steps(base: Base, *, bound: bool) -> Array:
    """Return the part of a wage's excess demand that is taken, (S, N) or (1, N).

    At given prices, labour demand falls by about theta x beta x (1 - own share) per cent when the wage rises by one.
    """
    domestic = base.shares.diagonal(axis1=1, axis2=2)
    slope = base.elasticity[:, None] * base.labour_shares * (1.0 - np.minimum(domestic, 1.0))
    if bound:
        return 1.0 / (1.0 + slope)
    weight = base.value_added / base.value_added.sum(axis=0)
    mean: Array = (slope * weight).sum(axis=0, keepdims=True)
    return 1.0 / (1.0 + mean)
