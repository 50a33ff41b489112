"""Which of a target's trade passes a sender's ways: read off the cheapest ways of an empty network.

This is what the menu goes by. What really passes, with congestion and several routes side by side, is solved by the
freight layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.levers.reach import goods_sectors
from marchland.levers.refusals import refusals, refused
from marchland.levers.touched import Touched
from marchland.levers.ways import WATER, holds_of, shut
from marchland.world.check_freight import HANDLING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from marchland.levers.ways import Hold
    from marchland.world import World

    _Tree = tuple[NDArray[np.float64], NDArray[np.int64]]

DEARER = 1.001
"""A way around that costs less than this times the cheapest one is as good."""
MOST_WAYS = 6
NAMED = ("crossing", "port")
_AMOUNTS = ("low", "best", "high")


@dataclass(frozen=True, kw_only=True)
class Passing:
    """What of a target's trade passes the ways that a sender controls.

    Parameters
    ----------
    touched
        trade in goods with others than the sender whose cheapest way gets dearer or ends without the sender's ways
    by_way
        the same for single places and links on those ways, the largest first, with the rights of the sender there
    """

    touched: Touched
    by_way: tuple[tuple[str, Touched, tuple[Hold, ...]], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Approaches:
    """The cheapest ways from a target to all others, ready to be asked what each sender could touch.

    Parameters
    ----------
    trade
        partner -> (3,) MUSD a year of goods both ways: low, best, high
    barred
        partner -> links that are refused to all goods between it and the target, where there are any
    """

    world: World
    target: str
    nodes: Mapping[tuple[str, bool], int]
    links: tuple[dict[str, Any], ...]
    ends_of_links: NDArray[np.int64]
    cost: NDArray[np.float64]
    ends: Mapping[str, tuple[int, ...]]
    trade: Mapping[str, NDArray[np.float64]]
    barred: Mapping[str, frozenset[str]]
    sources: tuple[str, ...]

    @classmethod
    def of(cls, world: World, target: str) -> Approaches | None:
        """Read the network and the target's trade; None where the world has no zone of the target."""
        closed = shut(world)
        links = tuple(row for row in world["links"].rows() if row["link"] not in closed)
        nodes: dict[tuple[str, bool], int] = {}
        for row in links:
            for end in _ends(row):
                nodes.setdefault(end, len(nodes))
        ends: dict[str, tuple[int, ...]] = {}
        for row in world["zones"].rows():
            # By land where the place has land, so that a port is passed on the way to its water.
            sides = [nodes[row["place"], water] for water in (False, True) if (row["place"], water) in nodes]
            ends[row["actor"]] = ends.get(row["actor"], ()) + tuple(sides[:1])
        members = world.members(target)
        if not any(ends.get(m) for m in members):
            return None
        hour = float(np.median(world["commodities"]["value_of_time"]))
        cost = np.array([row["usd_per_tonne"] + hour * row["hours"] for row in links])
        trade, sources = _trade(world, members)
        held = refusals(world)
        barred = {p: frozenset.intersection(*(refused(held, m, p) for m in members)) for p in trade}
        return cls(
            world=world,
            target=target,
            nodes=nodes,
            links=links,
            ends_of_links=np.array([[nodes[end] for end in _ends(row)] for row in links], dtype=np.int64).reshape(
                -1, 2
            ),
            cost=cost,
            ends=ends,
            trade=trade,
            barred={partner: links for partner, links in barred.items() if links},
            sources=sources,
        )

    def passing(self, sender: str) -> Passing | None:
        """Return what passes the ways of a sender; None where nothing does."""
        holds = holds_of(self.world, sender)
        own = {*self.world.members(sender), *self.world.members(self.target)}
        partners = [p for p in self.trade if p not in own and self.ends.get(p)]
        before = {barred: self._distances(barred) for barred in self._groups(partners)}
        touched = self._dearer(frozenset(holds), before, partners)
        if not touched:
            return None
        ways = self._on_the_way(touched, before, holds)
        singles = []
        for way, through in ways.items():
            found = self._dearer(through, before, touched)
            if found:
                held = dict.fromkeys(h for link in sorted(through & set(holds)) for h in holds[link])
                singles.append((way, self._sum(found), tuple(held)))
        singles.sort(key=lambda single: (-single[1].best, single[0]))
        return Passing(touched=self._sum(touched), by_way=tuple(singles[:MOST_WAYS]))

    def _groups(self, partners: Iterable[str]) -> dict[frozenset[str], list[str]]:
        """Return partners by what is refused to goods between them and the target."""
        found: dict[frozenset[str], list[str]] = {}
        for partner in partners:
            found.setdefault(self.barred.get(partner, frozenset()), []).append(partner)
        return found

    def _dearer(
        self, without: frozenset[str], before: Mapping[frozenset[str], _Tree], partners: Sequence[str]
    ) -> list[str]:
        found = set()
        for barred, group in self._groups(partners).items():
            (old, _), (new, _) = before[barred], self._distances(barred | without)
            found |= {
                p
                for p in group
                if np.isfinite(old[list(self.ends[p])]).any()
                and new[list(self.ends[p])].min() > DEARER * old[list(self.ends[p])].min()
            }
        return [p for p in partners if p in found]

    def _distances(self, without: frozenset[str]) -> _Tree:
        """Return the cost from the target to each node, (nodes,), and the node before each on the way."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        names = [row["link"] for row in self.links]
        usable = np.flatnonzero([name not in without for name in names])
        n = len(self.nodes)
        a, b = (np.concatenate([self.ends_of_links[usable, k], self.ends_of_links[usable, 1 - k]]) for k in (0, 1))
        cost = np.concatenate([self.cost[usable]] * 2)
        # Of links side by side the cheapest is written last.
        order = np.argsort(-cost, kind="stable")
        _, last = np.unique((a * n + b)[order][::-1], return_index=True)
        kept = order[::-1][last]
        kept = kept[a[kept] != b[kept]]
        graph = csr_array((np.maximum(cost[kept], 1e-9), (a[kept], b[kept])), shape=(n, n))
        starts = sorted({i for m in self.world.members(self.target) for i in self.ends.get(m, ())})
        distance, previous, _ = dijkstra(graph, indices=starts, return_predecessors=True, min_only=True)
        return np.asarray(distance), np.asarray(previous, dtype=np.int64)

    def _on_the_way(
        self,
        partners: Iterable[str],
        before: Mapping[frozenset[str], _Tree],
        holds: Mapping[str, Any],
    ) -> dict[str, frozenset[str]]:
        """Return the sender's crossings, ports and other links on the cheapest ways, each with all links it shuts."""
        by_ends: dict[frozenset[int], list[dict[str, Any]]] = {}
        for row in self.links:
            by_ends.setdefault(frozenset(self.nodes[end] for end in _ends(row)), []).append(row)
        kinds = {row["place"]: row["kind"] for row in self.world["places"].rows()}
        at = {place: frozenset(r["link"] for r in self.links if place in {r["tail"], r["head"]}) for place in kinds}
        found: dict[str, frozenset[str]] = {}
        for partner in partners:
            distance, previous = before[self.barred.get(partner, frozenset())]
            node = min((float(distance[i]), i) for i in self.ends[partner])[1]
            while previous[node] >= 0:
                for row in by_ends[frozenset((node, int(previous[node])))]:
                    if row["link"] in holds:
                        named = {p for p in (row["tail"], row["head"]) if kinds[p] in NAMED}
                        named &= {hold.object for hold in holds[row["link"]]}
                        for place in sorted(named):
                            found[place] = at[place]
                        if not named:
                            found[row["link"]] = frozenset((row["link"],))
                node = int(previous[node])
        return found

    def _sum(self, partners: Iterable[str]) -> Touched:
        low, best, high = np.sum([self.trade[p] for p in partners], axis=0).tolist()
        return Touched(low=low, best=best, high=high, sources=self.sources, note="by the cheapest ways, uncongested")


def _ends(row: Mapping[str, Any]) -> tuple[tuple[str, bool], tuple[str, bool]]:
    """Return the two ends of a link as (place, on the water)."""
    if row["mode"] in HANDLING:
        return (row["tail"], False), (row["head"], row["mode"] == "port")
    water = row["mode"] in WATER
    return (row["tail"], water), (row["head"], water)


def _trade(world: World, members: tuple[str, ...]) -> tuple[dict[str, NDArray[np.float64]], tuple[str, ...]]:
    found: dict[str, NDArray[np.float64]] = {}
    cited: dict[str, None] = {}
    for mine, theirs in (("exporter", "importer"), ("importer", "exporter")):
        rows = world["trade"].among(**{mine: members, "sector": goods_sectors(world)})
        amounts = np.stack([rows[column] for column in _AMOUNTS], axis=1) if len(rows) else np.zeros((0, 3))
        for partner, amount in zip(rows[theirs].tolist(), amounts, strict=True):
            if partner not in members:
                found[partner] = found.get(partner, np.zeros(3)) + amount
        cited.update(dict.fromkeys(rows.cited()))
    return found, tuple(cited)
