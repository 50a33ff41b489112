"""The trade of one target on its routes: what of it passes which ways, and what has no other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import drawn_economy, parameter
from marchland.bridge.freight.base import cheapest_costs, dispersions
from marchland.bridge.freight.change import class_money
from marchland.bridge.freight.demand import worth_in
from marchland.errors import MissingData
from marchland.leverage.gate import Estimate, Gate, WayUsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Baseline, Draw
    from marchland.bridge.freight.base import FreightBase

    Array = NDArray[np.float64]

MOST_WAYS = 8


@dataclass(frozen=True, kw_only=True, eq=False)
class TargetTraffic:
    """The trade of one target on its routes: `E` pairs, `R` routes, `D` draws, the first at best values.

    Parameters
    ----------
    pairs
        (E,) positions in the demand
    partner
        (E,) the other end
    passed
        (R, ways) whether a route passes a way
    tonnes, value
        (D, R) a year
    """

    base: Baseline
    freight: FreightBase
    target: str
    pairs: NDArray[np.int64]
    partner: NDArray[np.int64]
    pair: NDArray[np.int64]
    passed: NDArray[np.bool_]
    tonnes: Array
    value: Array

    @classmethod
    def of(cls, base: Baseline, freight: FreightBase, target: str, points: Sequence[Draw]) -> TargetTraffic:
        """Deal the target's trade out over its routes in each draw."""
        members = base.positions(target)
        demand, network = freight.demand, freight.network
        inside = np.isin(demand.exporter, members) & np.isin(demand.importer, members)
        pairs = np.flatnonzero(freight.of(members.tolist()) & ~inside)
        if not len(pairs):
            raise MissingData(f"nothing of the trade of {target} is carried; give it a zone in zones.csv")
        table = freight.routes.of_pairs(pairs)
        way = network.way[table.links]
        passed = np.zeros((len(table.start) - 1, len(network.ways.links)), dtype=bool)
        passed[table.route[way >= 0], way[way >= 0]] = True
        shares = demand.shares[pairs]
        cells = tuple(demand.cells)
        free = freight.layer_network.free_flow_cost
        slower = np.where(free > 0, freight.solved.hours / np.where(free > 0, free, 1.0), 1.0)
        tonnes, value = [], []
        for draw in points:
            figures = network.ways.at(draw)
            money = class_money(network.ways, figures, network.ways.open)
            cost = network.spread(money) + figures.value_of_time[:, None] * (network.spread(figures.hours) * slower)
            scale = dispersions(freight.scale[pairs], parameter(base, draw, "freight_dispersion"))
            _, taken = table.choose(table.added_up(cost), scale)
            flows = drawn_economy(base, draw).economy.flows[cells]
            worth = worth_in(demand.usd_per_tonne, demand.cells[2], draw)
            tonnes.append(taken * (shares @ (flows / worth))[table.pair])
            value.append(taken * (shares @ flows)[table.pair])
        ours = np.isin(demand.exporter[pairs], members)
        return cls(
            base=base,
            freight=freight,
            target=target,
            pairs=pairs,
            partner=np.where(ours, demand.importer[pairs], demand.exporter[pairs]),
            pair=table.pair,
            passed=passed,
            tonnes=np.stack(tonnes),
            value=np.stack(value),
        )

    @property
    def total(self) -> tuple[float, float]:
        """Tonnes and USD a year of all the target's trade, at best values."""
        return float(self.tonnes[0].sum()), float(self.value[0].sum())

    @property
    def unserved(self) -> float:
        """Share of the target's tonnes that has no way."""
        volume = self.freight.layer_demand.volume[self.pairs]
        lost = volume[~self.freight.served[self.pairs]].sum()
        return float(lost / volume.sum()) if volume.sum() > 0 else 0.0

    def overlaps(self, code: str) -> bool:
        """Return whether a gatekeeper is the target itself, or has members in common with it."""
        return bool(set(self.base.positions(code).tolist()) & set(self.base.positions(self.target).tolist()))

    def gate(self, code: str, links: Iterable[str]) -> Gate:
        """Return what of the trade with others passes the links that a gatekeeper holds."""
        network = self.freight.network
        held = network.ways.position(links)
        other = ~np.isin(self.partner, self.base.positions(code))
        outside = other[self.pair]
        met = outside & self.passed[:, held].any(axis=1)
        lost, dearer = self._without(held)
        captive = outside & lost[self.pair]
        detour = met & ~lost[self.pair]
        weight = self.tonnes[0] * detour
        tonnes, value = (each[0] * met for each in (self.tonnes, self.value))
        by_way = [(float((tonnes * self.passed[:, w]).sum()), int(w)) for w in held]
        used = [
            WayUsed(link=network.ways.links[w], tonnes=t, value=float((value * self.passed[:, w]).sum()))
            for t, w in sorted(by_way, key=lambda found: (-found[0], found[1]))[:MOST_WAYS]
            if t > 0
        ]
        return Gate(
            gatekeeper=code,
            target=self.target,
            tonnes=_share(self.tonnes, met, outside),
            value=_share(self.value, met, outside),
            captive_tonnes=_share(self.tonnes, captive, outside).best,
            captive_value=_share(self.value, captive, outside).best,
            detour=float((weight * dearer[self.pair]).sum() / weight.sum()) if weight.sum() > 0 else float("nan"),
            ways=tuple(used),
        )

    def _without(self, held: NDArray[np.int64]) -> tuple[NDArray[np.bool_], Array]:
        """Return the pairs that have a way now and none without some ways (E,), and what the others pay more (E,)."""
        freight, ways = self.freight, self.freight.network.ways
        stays = ways.open.copy()
        stays[held] = False
        found = cheapest_without_traffic(freight, self.pairs, stays)
        before = freight.cheapest[self.pairs]
        lost = np.isfinite(before) & ~np.isfinite(found)
        with np.errstate(invalid="ignore"):
            return lost, np.where(np.isfinite(found), np.maximum(found - before, 0.0), 0.0)


def cheapest_without_traffic(freight: FreightBase, pairs: NDArray[np.int64], is_open: NDArray[np.bool_]) -> Array:
    """Return the cost of each pair's cheapest way, ways being empty, where some are open (R,); inf = no way."""
    network = freight.network
    figures = network.ways.at(freight.draw)
    cost = network.spread(class_money(network.ways, figures, is_open))
    cost = cost + figures.value_of_time[:, None] * network.spread(figures.hours)
    found = np.full(len(pairs), np.inf)
    commodity, wanted = freight.demand.commodity[pairs], freight.layer_demand
    for k in np.unique(commodity).tolist():
        own = np.flatnonzero(commodity == k)
        ends = wanted.origin[pairs[own]], wanted.destination[pairs[own]]
        found[own] = cheapest_costs(network, cost[k], *ends)
    return found


def _share(amount: Array, part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> Estimate:
    """Return a part of amounts (D, R) over a whole, at best values and its range over the draws."""
    wholes = amount[:, whole].sum(axis=1)
    shares = np.divide(amount[:, part].sum(axis=1), wholes, out=np.zeros(len(wholes)), where=wholes > 0)
    low, high = np.quantile(shares[1:], (0.05, 0.95)).tolist() if len(shares) > 1 else (float("nan"), float("nan"))
    return Estimate(low=low, best=float(shares[0]), high=high)
