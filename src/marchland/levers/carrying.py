"""Which pipes may carry a target's supply: read off open pipes and their tariffs.

This is what the menu goes by. What really passes, with capacities and prices, is solved by the energy layer.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.levers.touched import Touched

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from marchland.world import World

    _Hubs = tuple[str, ...] | None
    _Tree = tuple[dict[str, float], dict[str, tuple[str, ...]]]

DETOUR = 2.0
"""A way that costs more than this times the cheapest one between seller and buyer carries nothing."""
DEARER = 25.0
"""Nor does one that costs more than this above it, USD per 1000 m3 or USD a tonne. Both are judgements."""
AMOUNTS = ("low", "best", "high")


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What may pass a pipe.

    Parameters
    ----------
    sales
        the largest first
    dearer
        by how much the cheapest way through the pipe is dearer than the cheapest of all, for the sale that needs the
        pipe most; USD per 1000 m3 or USD a tonne, 0 where a cheapest way leads through it
    """

    sales: tuple[Sales, ...]
    dearer: float


@dataclass(frozen=True, kw_only=True)
class Sales:
    """What one hub sells to another of a fuel in a year.

    Parameters
    ----------
    low, best, high
        5th, 50th and 95th percentile, bcm or Mt
    price
        what the buyer pays, USD per 1000 m3 or USD a tonne; nan = not known
    sources
        codes in the `sources` table
    """

    seller: str
    buyer: str
    low: float
    best: float
    high: float
    price: float
    year: int
    sources: tuple[str, ...]


def hubs_of(world: World, code: str) -> tuple[str, ...]:
    """Return the hubs of an actor or bloc, in the order of the table; UnknownName where it is neither."""
    return tuple(world["places"].where(kind="hub").among(actor=world.members(code))["place"].tolist())


def sales(
    world: World, fuel: str, *, sellers: Iterable[str] | None = None, buyers: Iterable[str] | None = None
) -> tuple[Sales, ...]:
    """Return who sells a fuel to whom in the world's year, the largest first; rows of zero are left out.

    Parameters
    ----------
    world
        as of a year
    sellers, buyers
        hubs; None = all
    """
    of, by = (None if hubs is None else tuple(hubs) for hubs in (sellers, buyers))
    return world.derived(_sales, fuel, of, by)


def _sales(world: World, fuel: str, sellers: _Hubs, buyers: _Hubs) -> tuple[Sales, ...]:
    named = {key: hubs for key, hubs in (("seller", sellers), ("buyer", buyers)) if hubs is not None}
    rows = world["energy_flows"].where(fuel=fuel).among(**named)
    found = (
        Sales(
            seller=row["seller"],
            buyer=row["buyer"],
            low=row["low"],
            best=row["best"],
            high=row["high"],
            price=row["price"],
            year=row["year"],
            sources=tuple(row["source"].split(";")),
        )
        for row in rows.rows()
        if row["best"] > 0
    )
    return tuple(sorted(found, key=lambda sale: (-sale.best, sale.seller, sale.buyer)))


def total(found: Iterable[Sales]) -> Touched:
    """Add sales up: bcm or Mt a year."""
    found = tuple(found)
    low, best, high = (sum(getattr(sale, amount) for sale in found) for amount in AMOUNTS)
    return Touched(
        low=low, best=best, high=high, sources=tuple(dict.fromkeys(s for sale in found for s in sale.sources))
    )


def carriers(world: World, target: str, fuel: str, closed: frozenset[str]) -> Mapping[str, Carried]:
    """Return the pipes that may carry what a target buys of others, each with the sales that may pass it.

    A pipe may carry a sale if the cheapest way from seller to buyer through it, over open pipes, passes no hub twice
    and costs at most twice the cheapest way of all, and at most 25 USD per 1000 m3 or a tonne more.

    Parameters
    ----------
    world
        as of a day and a year
    target
        an actor or a bloc
    closed
        pipes through which nothing passes
    """
    return world.derived(_carriers, target, fuel, closed)


def _carriers(world: World, target: str, fuel: str, closed: frozenset[str]) -> Mapping[str, Carried]:
    own = hubs_of(world, target)
    rows = [row for row in world["pipes"].where(fuel=fuel).rows() if row["pipe"] not in closed]
    found: dict[str, list[tuple[float, Sales]]] = {}
    onward = {buyer: _cheapest(rows, buyer, "head", "tail") for buyer in own}
    outward: dict[str, _Tree] = {}
    for sale in sales(world, fuel, buyers=own):
        if sale.seller in own:
            continue
        if sale.seller not in outward:
            outward[sale.seller] = _cheapest(rows, sale.seller, "tail", "head")
        (before, came), (after, goes) = outward[sale.seller], onward[sale.buyer]
        cheapest = before.get(sale.buyer, np.inf)
        limit = min(DETOUR * cheapest, DEARER + cheapest)
        for row in rows:
            tail, head = row["tail"], row["head"]
            if tail not in before or head not in after or np.isinf(limit):
                continue
            through = before[tail] + row["tariff"] + after[head]
            if through <= limit and set(came[tail]).isdisjoint(goes[head]):
                found.setdefault(row["pipe"], []).append((through - cheapest, sale))
    return {
        pipe: Carried(sales=tuple(sale for _, sale in carried), dearer=min(dearer for dearer, _ in carried))
        for pipe, carried in found.items()
    }


def _cheapest(rows: Iterable[Mapping[str, Any]], start: str, near: str, far: str) -> _Tree:
    """Return what the cheapest way between each hub and the start costs, and the hubs that it passes, both ends in."""
    leading: dict[str, list[tuple[str, float]]] = {}
    for row in rows:
        leading.setdefault(row[near], []).append((row[far], row["tariff"]))
    cost: dict[str, float] = {}
    passed: dict[str, tuple[str, ...]] = {}
    waiting: list[tuple[float, str, tuple[str, ...]]] = [(0.0, start, (start,))]
    while waiting:
        spent, hub, way = heapq.heappop(waiting)
        if hub in cost:
            continue
        cost[hub], passed[hub] = spent, way
        for onward, tariff in leading.get(hub, ()):
            if onward not in cost:
                heapq.heappush(waiting, (spent + tariff, onward, (*way, onward)))
    return cost, passed
