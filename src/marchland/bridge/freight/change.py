"""What levers do to ways: for whom they are shut, slower, dearer, or open."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import ScenarioError
from marchland.levers.ways import ways_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.freight.ways import DrawnWays, Ways
    from marchland.levers import Lever

    Array = NDArray[np.float64]

MOST_APART = 8
"""Levers at once that treat some goods and not others."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Toll:
    """What one lever takes.

    Parameters
    ----------
    receivers
        positions of the actors it is paid to, in equal parts
    usd_per_tonne
        (G * K, R) by group and class, and way
    """

    receivers: NDArray[np.int64]
    usd_per_tonne: Array


@dataclass(frozen=True, kw_only=True, eq=False)
class WayChange:
    """Ways with levers: `R` ways, `K` classes, `G` groups of goods that levers treat alike; class c = g * K + k.

    Parameters
    ----------
    part
        (G, N, N) part of the goods from exporter to importer that is in each group; adds up to 1 over the groups
    open
        (R,) ways that are open to all that no lever bars
    shut
        (G * K, R) True where a lever bars the way
    toll, wait
        (G * K, R) added USD per tonne and hours of some goods
    hours
        (R,) added for all
    room
        (R,) factor on capacity and on the preload
    tolls
        what each lever takes
    """

    part: Array
    open: NDArray[np.bool_]
    shut: NDArray[np.bool_]
    toll: Array
    wait: Array
    hours: Array
    room: Array
    tolls: tuple[Toll, ...]

    def money(self, own: Ways, figures: DrawnWays) -> Array:
        """Return what a tonne of each group and class pays on each way, (G * K, R) USD; inf = not allowed."""
        groups = len(self.part)
        money = np.tile(class_money(own, figures, self.open), (groups, 1)) + self.toll
        money += self.wait * np.tile(figures.value_of_time, groups)[:, None]
        return np.where(self.shut, np.inf, money)


def class_money(own: Ways, figures: DrawnWays, is_open: NDArray[np.bool_]) -> Array:
    """Return what a tonne of each class pays on each way, (K, R) USD, without levers; inf = not allowed."""
    return np.where(own.allowed & is_open, figures.rate[:, None] * figures.money, np.inf)


def way_change(base: Baseline, own: Ways, levers: Sequence[Lever]) -> WayChange:
    """Return what levers on ways do while they all hold.

    A lever for a partner touches goods from or to it that others send or buy: transit. The actor's own trade with the
    partner stays, which an embargo is for. A closure of size x below 1 takes
    the share x of a way's capacity (and of the other traffic on it); where it is for a partner or a class, or the way
    has no limit, the share x of these varieties is barred from it and the rest passes. Of several such closures the
    smaller bars a part of what the larger does: the same goods, not as many drawn anew. A way that is opened or built
    has the share of its capacity that the size says, for all goods.

    Raises
    ------
    ScenarioError
        where more than eight levers at once treat some goods and not others
    """
    n, k, rows = len(base.actors), len(own.commodities), len(own.links)
    opened, hours, room = own.open.copy(), np.zeros(rows), np.ones(rows)
    limited = ~np.isnan(own.capacity.best)
    apart: list[tuple[Lever, NDArray[np.bool_], NDArray[np.bool_]]] = []
    for lever in levers:
        on = np.zeros(rows, dtype=bool)
        on[own.position(ways_of(base.world, lever))] = True
        whole = not lever.partner and not lever.commodity
        if lever.action in {"open", "build"}:
            if lever.size > 0:
                opened |= on
                room[on & limited] *= lever.size
        elif lever.action == "slow" and whole:
            hours += lever.size * on
        elif lever.action == "close" and whole and lever.size < 1:
            room[on & limited] *= 1 - lever.size
            if (on & ~limited).any():
                apart.append((lever, on & ~limited, _between(base, lever)))
        else:
            apart.append((lever, on, _between(base, lever)))
    splitting = [lever.words for lever, _, between in apart if not (_barred(lever, between) == 1).all()]
    if len(splitting) > MOST_APART:
        raise ScenarioError(
            f"{len(splitting)} levers at once treat some goods and not others, {MOST_APART} at most: {splitting[0]}, "
            f"{splitting[1]} ...; give a way to all (without `for`, size 1), or name an actor in place of its ways"
        )
    groups = _groups(apart, n)
    shape = (len(groups) * k, rows)
    shut, toll, wait = np.zeros(shape, dtype=bool), np.zeros(shape), np.zeros(shape)
    tolls = []
    for j, (lever, on, _) in enumerate(apart):
        inside = np.repeat([bool(bits >> j & 1) for bits in groups], k)
        inside &= np.tile([not lever.commodity or lever.commodity == c for c in own.commodities], len(groups))
        cells = inside[:, None] & on
        if lever.action == "close":
            shut |= cells
        elif lever.action == "slow":
            wait += lever.size * cells
        else:
            toll += lever.size * cells
            taken = np.asarray(lever.size * cells, dtype=np.float64)
            tolls.append(Toll(receivers=base.positions(lever.actor), usd_per_tonne=taken))
    return WayChange(
        part=np.array(list(groups.values())),
        open=opened,
        shut=shut,
        toll=toll,
        wait=wait,
        hours=hours,
        room=room,
        tolls=tuple(tolls),
    )


def _between(base: Baseline, lever: Lever) -> NDArray[np.bool_]:
    """Return whose goods a lever treats apart, (N, N) [exporter, importer]."""
    n = len(base.actors)
    if not lever.partner:
        return np.ones((n, n), dtype=bool)
    partner, actor = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    partner[base.positions(lever.partner)] = True
    actor[base.positions(lever.actor)] = True
    return np.asarray((partner[:, None] | partner[None, :]) & ~(actor[:, None] | actor[None, :]))


def _barred(lever: Lever, between: NDArray[np.bool_]) -> Array:
    """Return the part of the goods from exporter to importer that a lever treats apart, (N, N)."""
    return np.asarray(between * (lever.size if lever.action == "close" else 1.0), dtype=np.float64)


def _groups(
    apart: Sequence[tuple[Lever, NDArray[np.bool_], NDArray[np.bool_]]], n: int
) -> dict[int, NDArray[np.float64]]:
    """Return by set of levers (bits) the part of each pair's goods that just these treat, (N, N), if there is any.

    Goods that the smaller of two closures bars are among those that the larger one bars: who shuns one end of a strait
    shuns the other.
    """
    barred = [_barred(lever, between) for lever, _, between in apart]
    ends = sorted({0.0, 1.0, *(float(size) for one in barred for size in np.unique(one))})
    groups: dict[int, NDArray[np.float64]] = {}
    for low, high in pairwise(ends):
        bits = np.zeros((n, n), dtype=np.int64)
        for j, one in enumerate(barred):
            bits |= (one > low).astype(np.int64) << j
        for held in np.unique(bits).tolist():
            groups[held] = groups.get(held, np.zeros((n, n))) + (high - low) * (bits == held)
    return dict(sorted(groups.items()))
