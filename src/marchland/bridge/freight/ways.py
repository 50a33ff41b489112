"""The world's links, the classes of freight and who runs what, as arrays of low, best and high."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.bridge.spread import Range
from marchland.levers.refusals import refusals, refused
from marchland.levers.ways import HIGH_SEAS, shut
from marchland.world.check_freight import HANDLING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from marchland.bridge.factors import Draw
    from marchland.world import Table, World

    Array = NDArray[np.float64]

MILLION = 1e6
BIAS_WEIGHT, LINK_WEIGHT = 0.6**0.5, 0.4**0.5
"""How the variance of a link's figure splits: bias of the kind of figure, noise of the link."""
FIGURES = {"usd_per_tonne": 1.0, "hours": 1.0, "capacity": MILLION, "preload": MILLION}
"""Figures of a link, and what turns them into USD per tonne, hours and tonnes a year."""
EARNS = frozenset({"territory", "operation", "ownership"})
"""Rights over a way at sea that let an actor earn from who passes."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ways:
    """The links of a world on its day: `R` ways, each two-way, for `K` classes of freight and `N` actors.

    Goods to which other ways are refused travel in classes of their own: there are all `J` commodities once for each of
    the sets of ways that are refused to some pair of actors, class = set * J + commodity; the first set is empty.

    Parameters
    ----------
    links
        (R,) codes
    mode
        (R,) rail, road, sea or ferry; port, terminal or gauge where goods change over at a place
    tail, head
        (R,) codes of places; the same where goods change over
    gauge
        (R,) mm, 0 where it is no railway
    money, hours
        (R,) USD per tonne of containers and general cargo; hours
    capacity, preload
        (R,) tonnes a year, both directions together; nan = no limit; traffic that the trade table does not hold
    open
        (R,) False where the way or a place at its end is closed, suspended, planned or being built
    owners
        (R,) positions of the actors on whose ground it is, by who decides on the ground; none at sea but where a right
        says so
    earns
        (R, N) who has what a way earns, in shares: who operates it, else who decides on the ground; rows add up to 1,
        or 0 where nobody does
    commodities
        (K,) codes; each comes once for every set of refused ways
    rate
        (J,) factor on the money of links; 1 = containers
    value_of_time
        (J,) USD per tonne and hour
    allowed
        (K, R) False where a class does not go by that mode, or is refused
    refusal
        (N, N) which set of ways is refused to goods between two actors; 0 = none
    """

    links: tuple[str, ...]
    mode: tuple[str, ...]
    tail: tuple[str, ...]
    head: tuple[str, ...]
    gauge: NDArray[np.int64]
    money: Range
    hours: Range
    capacity: Range
    preload: Range
    open: NDArray[np.bool_]
    owners: tuple[tuple[int, ...], ...]
    earns: Array
    commodities: tuple[str, ...]
    rate: Range
    value_of_time: Range
    allowed: NDArray[np.bool_]
    refusal: NDArray[np.int64]

    @property
    def kinds(self) -> tuple[str, ...]:
        """(J,) codes of commodities, each once."""
        return self.commodities[: len(self.rate.best)]

    def position(self, links: Iterable[str]) -> NDArray[np.int64]:
        """Return the positions of links by code."""
        order = {link: r for r, link in enumerate(self.links)}
        return np.array(sorted(order[link] for link in links), dtype=np.int64)

    def at(self, draw: Draw) -> DrawnWays:
        """Return the figures in a draw; capacity is low where hours are long, as both say how good the ways are."""
        rows, kinds = (len(self.links),), (len(self.kinds),)
        sets = len(self.commodities) // max(len(self.kinds), 1)
        money, time = draw.get("freight.money"), draw.get("freight.hours")
        slow = BIAS_WEIGHT * time + LINK_WEIGHT * draw.noise(8, rows)
        capacity = self.capacity.at(-slow)
        return DrawnWays(
            money=self.money.at(BIAS_WEIGHT * money + LINK_WEIGHT * draw.noise(7, rows)),
            hours=self.hours.at(slow),
            capacity=np.where(np.isnan(capacity), np.inf, capacity),
            preload=self.preload.at(slow),
            rate=np.tile(self.rate.at(BIAS_WEIGHT * money + LINK_WEIGHT * draw.noise(9, kinds)), sets),
            value_of_time=np.tile(
                self.value_of_time.at(BIAS_WEIGHT * time + LINK_WEIGHT * draw.noise(10, kinds)), sets
            ),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class DrawnWays:
    """Figures of `Ways` in one draw: money and hours (R,), capacity and preload (R,), rate and value of time (K,)."""

    money: Array
    hours: Array
    capacity: Array
    preload: Array
    rate: Array
    value_of_time: Array


def ways(world: World) -> Ways:
    """Read the links, their states and the classes of freight of a world that is narrowed to a day.

    Dated figures take the place of the link's own while they hold.
    """
    links, classes = world["links"], world["commodities"]
    words, figures = _states(world["states"])
    names = links["link"].tolist()
    tail, head, mode = (links[c].tolist() for c in ("tail", "head", "mode"))
    sovereign = dict(zip(world["places"]["place"].tolist(), world["places"]["actor"].tolist(), strict=True))
    actors = {actor: n for n, actor in enumerate(world.actors)}
    closed = shut(world)
    place_of = {p: actors.get(words.get((p, "controller"), a or "")) for p, a in sovereign.items()}
    rights = _rights(world)
    owners, earns = [], np.zeros((len(names), len(actors)))
    for r, (link, here, there) in enumerate(zip(names, tail, head, strict=True)):
        ground = {words[link, "controller"]} if (link, "controller") in words else set()
        on = {actors[a] for a in ground if a in actors}
        if not on and mode[r] != HIGH_SEAS:
            on = {n for n in (place_of.get(here), place_of.get(there)) if n is not None}
        if not on:
            on = {actors[a] for a in rights.get(link, ()) if a in actors}
        runs = actors.get(words.get((link, "operator"), ""))
        earning = sorted(on) if runs is None else [runs]
        owners.append(tuple(sorted(on)))
        earns[r, earning] = 1 / max(len(earning), 1)
    modes = [set(cell.split(";")) for cell in classes["modes"].tolist()]
    moves = np.array([[m in HANDLING or m in held for m in mode] for held in modes], dtype=bool)
    refusal, barred = _refused(world, names)
    allowed = moves.reshape(1, len(modes), len(names)) & ~barred[:, None]
    ranges = {f: _figure(links, f, scale, names, figures) for f, scale in FIGURES.items()}
    preload = _within(ranges["preload"].known, links["capacity"], ranges["capacity"].best / MILLION)
    return Ways(
        links=tuple(names),
        mode=tuple(mode),
        tail=tuple(tail),
        head=tuple(head),
        gauge=np.nan_to_num(np.asarray(links["gauge_mm"], dtype=np.float64)).astype(np.int64),
        money=ranges["usd_per_tonne"],
        hours=ranges["hours"],
        capacity=ranges["capacity"],
        preload=preload,
        open=np.array([link not in closed for link in names], dtype=bool),
        owners=tuple(owners),
        earns=earns,
        commodities=tuple(classes["commodity"].tolist()) * len(barred),
        rate=_range(classes, "rate"),
        value_of_time=_range(classes, "value_of_time"),
        allowed=allowed.reshape(-1, len(names)),
        refusal=refusal,
    )


def _refused(world: World, names: list[str]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return which set of ways is refused to goods between two actors (N, N), and the sets (G, R)."""
    n, held = len(world.actors), refusals(world)
    sets: dict[frozenset[str], int] = {frozenset(): 0}
    which = np.zeros((n, n), dtype=np.int64)
    for i, j in combinations(range(n), 2) if held else ():
        barred = refused(held, world.actors[i], world.actors[j])
        which[i, j] = which[j, i] = sets.setdefault(barred, len(sets))
    return which, np.array([[link in barred for link in names] for barred in sets], dtype=bool)


def _states(table: Table) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], tuple[float, ...]]]:
    """Return what holds in words and in figures by (object, attribute)."""
    words: dict[tuple[str, str], str] = {}
    figures: dict[tuple[str, str], tuple[float, ...]] = {}
    for row in table.rows():
        key = (row["object"], row["attribute"])
        if row["text"]:
            words[key] = row["text"]
        elif not np.isnan(row["best"]):
            figures[key] = (row["low"], row["best"], row["high"])
    return words, figures


def _rights(world: World) -> dict[str, set[str]]:
    """Return who earns at ways where no ground says it, by link."""
    found: dict[str, set[str]] = {}
    for row in _earning(world["controls"]):
        found.setdefault(row["object"], set()).update(world.members(row["actor"]))
    return found


def _earning(table: Table) -> Iterator[dict[str, Any]]:
    return (row for row in table.rows() if row["right"] in EARNS)


def _figure(
    links: Table, name: str, scale: float, codes: list[str], held: Mapping[tuple[str, str], tuple[float, ...]]
) -> Range:
    own = _range(links, name)
    columns = [own.low.copy(), own.best.copy(), own.high.copy()]
    for r, link in enumerate(codes):
        if (link, name) in held:
            for column, value in zip(columns, held[link, name], strict=True):
                column[r] = value
    low, best, high = (scale * column for column in columns)
    return Range(low=low, best=best, high=high)


def _within(preload: Range, usual: Array, held: Array) -> Range:
    """Return preloads for capacities that states hold down: what a way carries besides trade falls with what it can."""
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.fmin(np.where(usual > 0, held / usual, 1.0), 1.0)
    return Range(low=preload.low * part, best=preload.best * part, high=preload.high * part)


def _range(table: Table, name: str) -> Range:
    return Range(low=table[f"{name}_low"], best=table[name], high=table[f"{name}_high"])
