"""How the pipes of a world carry what was sold in a year, and what a unit more would cost everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.errors import SolverError
from marchland.layers.energy.cheapest import cheapest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge.energy.figures import FuelFigures

    Array = NDArray[np.float64]
    Positions = NDArray[np.int64]

OVERFULL, REOPENED, LOST = 1e2, 1e3, 1e5
"""What it costs, over the largest tariff, to pass more than the capacity, to pass what is closed, to deliver none."""
WORTH = 0.5
"""The most that one way is worth above another, over the largest tariff of a pipeline, because it was used: where the
others are cheaper by more they pass more than was seen; half as much, up to the upper end of what was seen."""
LEAST = 1e-7
"""Share of all sales below which a flow is none."""
ROOM = 1e-3
"""Share of what passes by which a pipe that is not congested has more capacity than that."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Carried:
    """The cheapest ways of a year's sales; `S` sellers, `A` pipes, `H` hubs.

    Parameters
    ----------
    seller
        (S,) positions of hubs
    part
        (S, A) of a unit of the seller's fuel that passes the pipe's head, what entered the pipe
    stranded
        (H, H) sales that no pipe leads along, open or closed
    scarce
        (A,) money a unit that enters: what a unit more of capacity would save
    delivered
        (H, H) what a unit of a seller costs at a hub; inf = no way
    held
        (A,) True where what was seen to pass, and not the capacity, makes it scarce
    """

    seller: Positions
    part: Array
    stranded: Array
    scarce: Array
    delivered: Array
    held: NDArray[np.bool_]

    def loads(self, figures: FuelFigures, sales: Array) -> tuple[Array, Array]:
        """Return what enters each pipe (A,) and what each hub makes (H,), if sales (H, H) go the ways found here."""
        hubs, tail, head = len(figures.hubs), figures.tail, figures.head
        passing = np.zeros((len(self.seller), hubs, hubs))
        which = np.arange(len(self.seller))[:, None]
        np.add.at(passing, (which, tail[None, :], head[None, :]), self.part)
        through = np.linalg.solve(np.eye(hubs) - passing, sales[self.seller][:, :, None])[:, :, 0]
        made = np.diagonal(sales).copy()
        made[self.seller] = through[np.arange(len(self.seller)), self.seller]
        return np.asarray((self.part * through[:, head]).sum(axis=0)), made


def carried(figures: FuelFigures, sales: Array, cost: Array) -> Carried:
    """Return the cheapest ways of sales: two linear programmes of flows by seller.

    The first finds what capacity the year needs: a pipe takes more than its own, or what it took before it was closed,
    only where else something would not arrive, as the year's sales are a fact. So it is with more than was seen to
    pass. The second finds the cheapest ways on that capacity; its multipliers are what scarce capacity is worth.

    Parameters
    ----------
    figures
        of which pipes are used, at best values
    sales
        (H, H) by seller and buyer
    cost
        (H,) of the last unit made at a hub, money a unit

    Raises
    ------
    SolverError
        where a programme is not solved
    """
    seller = np.flatnonzero(sales.sum(axis=1) > 0)
    abroad = sales * (1 - np.eye(len(figures.hubs)))
    total = max(float(abroad.sum()), 1e-30)
    own = np.where(np.isnan(figures.limit.best), np.inf, figures.limit.best)
    room = np.where(figures.was_open, own, 0.0)
    held, unsure = np.fmin(figures.seen.best, room), np.fmin(figures.seen.high, room)
    first = _programme(figures, seller, abroad, cost, (held, unsure, room), eager=True)
    stranded = np.where(first.short > LEAST * total, np.minimum(first.short, abroad), 0.0)
    # What is small is dropped whole, so that nobody is left with a sliver that cannot be delivered.
    stranded = np.where(stranded > 0, abroad, 0.0)
    load = first.flow.sum(axis=0)
    # A pipe that is just full, and no more, is not scarce: what its capacity is worth would be anybody's guess.
    room = np.where(load > LEAST * total, np.maximum(room, load * (1 + ROOM)), room)
    held, unsure = (np.fmin(np.maximum(each, load * (1 + ROOM)), room) for each in (held, unsure))
    second = _programme(figures, seller, abroad - stranded, cost, (held, unsure, room))
    flow = np.where(second.flow > LEAST * total, second.flow, 0.0)
    delivered = np.full(sales.shape, np.inf)
    charge = figures.tariff.best + second.scarce
    delivered[seller] = delivered_costs(figures, seller, cost[seller], charge, room > 0)
    return Carried(
        seller=seller,
        part=_parts(figures, seller, flow, sales - stranded),
        stranded=stranded,
        scarce=second.scarce,
        delivered=delivered,
        held=(second.scarce > 0) & (second.flow.sum(axis=0) < (1 - ROOM) * room),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Flows:
    flow: Array
    short: Array
    scarce: Array


def _programme(
    figures: FuelFigures,
    seller: Positions,
    abroad: Array,
    cost: Array,
    rooms: tuple[Array, Array, Array],
    *,
    eager: bool = False,
) -> _Flows:
    """Return flows (S, A), what does not arrive (H, H), and what scarce capacity is worth (A,).

    Parameters
    ----------
    rooms
        (A,) what may enter, what may enter at half the price of what a way is worth at most, and what may at that price
    eager
        whether more than that may enter, and sales be lost, at prices far above all others
    """
    from scipy.optimize import linprog
    from scipy.sparse import coo_array, hstack, identity, kron

    hubs, pipes, count = len(figures.hubs), len(figures.pipes), len(seller)
    short = np.zeros((hubs, hubs))
    if not abroad.any() or not pipes:
        return _Flows(flow=np.zeros((count, pipes)), short=abroad, scarce=np.zeros(pipes))
    at, tariff = np.arange(pipes), figures.tariff.best
    arriving = coo_array((1 - figures.loss.best, (figures.head, at)), shape=(hubs, pipes))
    leaving = coo_array((np.ones(pipes), (figures.tail, at)), shape=(hubs, pipes))
    rows = np.arange(count) * hubs + seller
    made = coo_array((np.ones(count), (rows, np.arange(count))), shape=(count * hubs, count))
    # Of mixed sparse formats the stubs of scipy know no sums.
    equal: list[Any] = [kron(identity(count), arriving - leaving), made, coo_array((count * hubs, 2 * pipes))]
    full: list[Any] = [kron(np.ones((1, count)), identity(pipes)), coo_array((pipes, count))]
    full += [-identity(pipes), -identity(pipes)]
    dear = max(float(tariff.max(initial=0.0)), float(cost.max(initial=0.0)), 1.0)
    own = float(np.where(figures.used_up, 0.0, tariff).max(initial=0.0))
    price = [np.tile(tariff, count), cost[seller], np.full(pipes, 0.5 * WORTH * own), np.full(pipes, WORTH * own)]
    held, unsure, room = rooms
    most = [np.full(count * (pipes + 1), np.inf), _between(held, unsure), _between(unsure, room)]
    if eager:
        equal += [coo_array((count * hubs, pipes)), identity(count * hubs)]
        full += [-identity(pipes), coo_array((pipes, count * hubs))]
        price += [np.where(figures.was_open, OVERFULL, REOPENED) * dear, np.full(count * hubs, LOST * dear)]
        most += [np.full(pipes + count * hubs, np.inf)]
    limited = np.flatnonzero(np.isfinite(held))
    joined: Any = hstack(full)
    balanced: Any = hstack(equal)
    largest = np.concatenate(most)
    found: Any = linprog(
        np.concatenate(price),
        A_ub=joined.tocsr()[limited],
        b_ub=held[limited],
        A_eq=balanced.tocsr(),
        b_eq=abroad[seller].ravel(),
        bounds=[(0.0, each) for each in largest.tolist()],
        method="highs",
    )
    if found.status != 0:
        raise SolverError(f"the ways of {figures.fuel} in {figures.year} were not found: {found.message}")
    scarce = np.zeros(pipes)
    scarce[limited] = np.maximum(-found.ineqlin.marginals, 0.0)
    if eager:
        short[seller] = found.x[found.x.size - count * hubs :].reshape(count, hubs)
    return _Flows(flow=found.x[: count * pipes].reshape(count, pipes), short=short, scarce=scarce)


def _between(less: Array, more: Array) -> Array:
    """Return by how much capacities (A,) are larger than others; where there is no limit, none is needed."""
    some = less < more
    return np.where(some, more - np.where(some, less, 0.0), 0.0)


def delivered_costs(
    figures: FuelFigures, seller: Positions, cost: Array, charge: Array, passable: NDArray[np.bool_]
) -> Array:
    """Return what a unit of each seller costs at each hub, (S, H); inf = no way.

    Parameters
    ----------
    seller, cost
        (S,) positions of hubs; money a unit where it is made
    charge
        (A,) money a unit that enters
    passable
        (A,) whether a pipe is open
    """
    start = np.zeros(len(figures.hubs) + 1, dtype=np.int64)
    np.cumsum(np.bincount(figures.tail, minlength=len(figures.hubs)), out=start[1:])
    out, open_at = np.argsort(figures.tail, kind="stable"), np.where(passable, charge, np.inf)
    found: Array
    found, _ = cheapest(seller, cost, open_at, figures.loss.best, figures.head, start, out)
    return found


def _parts(figures: FuelFigures, seller: Positions, flows: Array, delivered: Array) -> Array:
    """Return flows over what of the seller's fuel passes the pipe's head."""
    tail, head = figures.tail, figures.head
    parts = np.zeros(flows.shape)
    for at, hub in enumerate(seller.tolist()):
        through = delivered[hub].copy()
        np.add.at(through, tail, flows[at])
        whole = through[head]
        parts[at] = np.divide(flows[at], whole, out=np.zeros_like(whole), where=whole > 0)
    return parts
