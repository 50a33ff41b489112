"""From places and two-way links to the directed network that freight moves on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from marchland.bridge.freight.ways import ways
from marchland.levers.ways import WATER
from marchland.world.check_freight import HANDLING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from marchland.bridge.freight.ways import Ways
    from marchland.layers.freight import Network
    from marchland.world import World

    Array = NDArray[np.float64]

FREE = -1
DIRECTIONS = 2
"""Capacity and preload of a way are of both directions together; each has half of them."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FreightNetwork:
    """Nodes and directed links of a world's ways: `L` directed links, `R` ways, `Z` zones.

    A place has one node for its roads, one for each of its railway gauges and one for its water; goods pass between
    them only where a port, a terminal or a change of gauge says so. At ports, and where goods are handled at a place
    where trade starts or ends, there are two nodes of each kind, for arrivals and for departures: nothing changes mode
    before it has moved. A zone has a node to leave from and one to arrive at, so that nothing passes through it; it
    reaches the roads and railways of its place at no cost, its water through the port where there is one.

    Parameters
    ----------
    ways
        what the figures are of
    n_nodes
        number of nodes
    tail, head
        (L,) nodes
    way
        (L,) position in `ways`; -1 = free, joins a zone or the sides of a port
    zones
        (Z,) (actor, place)
    leaves, arrives
        (Z,) nodes
    sites
        (n_nodes,) which place a node is of
    """

    ways: Ways
    n_nodes: int
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    way: NDArray[np.int64]
    zones: tuple[tuple[str, str], ...]
    leaves: NDArray[np.int64]
    arrives: NDArray[np.int64]
    sites: NDArray[np.int64]

    def directed(self, links: Iterable[str]) -> NDArray[np.int64]:
        """Return the positions of the directed links of ways by code."""
        return np.flatnonzero(np.isin(self.way, self.ways.position(links)))

    @cached_property
    def holders(self) -> NDArray[np.bool_]:
        """(L, N) on whose ground each directed link is; nobody's where it is no way."""
        held = np.zeros((len(self.ways.links) + 1, self.ways.earns.shape[1]), dtype=bool)
        for r, actors in enumerate(self.ways.owners):
            held[r, list(actors)] = True
        return held[self.way]

    def spread(self, figures: Array, free: float = 0.0) -> Array:
        """Return figures of ways (..., R) on directed links (..., L); `free` on links that are no way."""
        padded = np.concatenate([figures, np.full((*figures.shape[:-1], 1), free)], axis=-1)
        return padded[..., self.way]

    def network(
        self,
        *,
        money: Array,
        hours: Array,
        capacity: Array,
        preload: Array,
        value_of_time: Array,
        delay: tuple[float, float],
    ) -> Network:
        """Return the network of the freight layer.

        Parameters
        ----------
        money
            (C, R) USD per tonne by class; inf = not allowed
        hours
            (R,) on the empty way
        capacity, preload
            (R,) tonnes a year, both directions together
        value_of_time
            (C,) USD per tonne and hour
        delay
            alpha and beta
        """
        from marchland.layers.freight import Network

        through = np.ones(self.n_nodes, dtype=bool)
        through[self.leaves] = through[self.arrives] = False
        return Network(
            n_nodes=self.n_nodes,
            tail=self.tail,
            head=self.head,
            fixed_cost=self.spread(money),
            free_flow_cost=self.spread(hours),
            capacity=self.spread(capacity / DIRECTIONS, np.inf),
            alpha=np.asarray(delay[0]),
            beta=np.asarray(delay[1]),
            preload=self.spread(preload / DIRECTIONS),
            value_of_time=value_of_time,
            through=through,
            sites=self.sites,
            holders=self.holders,
        )


def freight_network(world: World) -> FreightNetwork:
    """Return the directed network of a world that is narrowed to a day."""
    own = ways(world)
    zones = tuple(zip(world["zones"]["actor"].tolist(), world["zones"]["place"].tolist(), strict=True))
    handled = {own.tail[r] for r, mode in enumerate(own.mode) if mode in HANDLING}
    ports = {own.tail[r] for r, mode in enumerate(own.mode) if mode == "port"}
    build = _Builder(own, (handled & {place for _, place in zones}) | ports)
    for r, mode in enumerate(own.mode):
        if mode not in HANDLING:
            build.moving(r)
    ends = [(build.new(place), build.new(place)) for _, place in zones]
    for (leaves, arrives), (_, place) in zip(ends, zones, strict=True):
        kinds = ("road", "rail") if place in ports else ("road", "rail", "water")
        for node in (node for kind in kinds for node in build.at(place, kind)):
            build.one(leaves, node.out, FREE)
            build.one(node.into, arrives, FREE)
    for r, mode in enumerate(own.mode):
        if mode == "port":
            build.port(r, [pair for (_, place), pair in zip(zones, ends, strict=True) if place == own.tail[r]])
        elif mode == "terminal":
            build.sides(r, build.at(own.tail[r], "road"), build.at(own.tail[r], "rail"))
        elif mode == "gauge":
            for a, b in permutations(build.at(own.tail[r], "rail"), 2):
                build.one(a.into, b.out, r)
    links = np.array(build.links, dtype=np.int64).reshape(-1, 3)
    return FreightNetwork(
        ways=own,
        n_nodes=max(build.n_nodes, 1),
        tail=links[:, 0],
        head=links[:, 1],
        way=links[:, 2],
        zones=zones,
        leaves=np.array([a for a, _ in ends], dtype=np.int64),
        arrives=np.array([b for _, b in ends], dtype=np.int64),
        sites=np.array(build.sites or [0], dtype=np.int64),
    )


class _Node(NamedTuple):
    """Where goods arrive at a place by a mode, and where they leave it."""

    into: int
    out: int


class _Builder:
    """Collects nodes and directed links (tail, head, way).

    At the places that are `apart` goods arrive at one node and leave from another, so that nothing changes mode before
    it has moved.
    """

    def __init__(self, own: Ways, apart: set[str]) -> None:
        self.own, self.apart = own, apart
        self.n_nodes = 0
        self.nodes: dict[str, dict[str, _Node]] = {}
        self.links: list[tuple[int, int, int]] = []
        self.places: dict[str, int] = {}
        self.sites: list[int] = []

    def new(self, place: str) -> int:
        self.sites.append(self.places.setdefault(place, len(self.places)))
        self.n_nodes += 1
        return self.n_nodes - 1

    def node(self, place: str, kind: str) -> _Node:
        at = self.nodes.setdefault(place, {})
        if kind not in at:
            into = self.new(place)
            at[kind] = _Node(into, self.new(place) if place in self.apart else into)
            if place in self.apart:
                self.one(into, at[kind].out, FREE)
        return at[kind]

    def at(self, place: str, kind: str) -> list[_Node]:
        """Return the nodes of a kind at a place: of railways one for each gauge."""
        return [node for own, node in self.nodes.get(place, {}).items() if own.split()[0] == kind]

    def one(self, tail: int, head: int, way: int) -> None:
        self.links.append((tail, head, way))

    def moving(self, r: int) -> None:
        """Join two places, both ways."""
        mode = self.own.mode[r]
        kind = "water" if mode in WATER else f"rail {self.own.gauge[r]}" if mode == "rail" else mode
        here, there = self.node(self.own.tail[r], kind), self.node(self.own.head[r], kind)
        self.one(here.out, there.into, r)
        self.one(there.out, here.into, r)

    def port(self, r: int, zones: list[tuple[int, int]]) -> None:
        """Join the water of a place to its roads, railways and zones."""
        place = self.own.tail[r]
        inward, outward = self.sides(r, self.at(place, "water"), [*self.at(place, "road"), *self.at(place, "rail")])
        for leaves, arrives in zones:
            self.one(leaves, outward, FREE)
            self.one(inward, arrives, FREE)

    def sides(self, r: int, one: list[_Node], other: list[_Node]) -> tuple[int, int]:
        """Join two sides through a way, each direction through links of its own; return the other side's hubs.

        All gauges, or all of roads and railways, share what the way can handle.
        """
        inward, outward = self.new(self.own.tail[r]), self.new(self.own.tail[r])
        for node in one:
            self.one(node.into, inward, r)
            self.one(outward, node.out, r)
        for node in other:
            self.one(inward, node.out, FREE)
            self.one(node.into, outward, FREE)
        return inward, outward
