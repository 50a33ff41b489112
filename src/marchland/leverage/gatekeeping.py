"""Gatekeeping: what of a target's trade passes an actor's control, and what of it has no other way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import baseline, central, drawn_economy, draws, parameter
from marchland.bridge.freight.base import cheapest_costs, dispersions, freight_base
from marchland.bridge.freight.change import class_money
from marchland.bridge.freight.demand import worth_in
from marchland.errors import MissingData
from marchland.levers import holds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Baseline, Draw
    from marchland.bridge.freight.base import FreightBase
    from marchland.levers import Horizon
    from marchland.world import World

    Array = NDArray[np.float64]

SEED = 20240101
LEAST = 0.001
"""A gatekeeper that less than this share of tonnes and of value passes is not listed."""
MOST_WAYS = 8
CHEAPER = 1e-3
"""A way that saves less than this share of a cheapest cost saves nothing."""


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """5th percentile, best value and 95th percentile; low and high are nan without draws."""

    low: float
    best: float
    high: float


@dataclass(frozen=True, kw_only=True)
class WayUsed:
    """A way that a gatekeeper controls: what of the target's trade passes it, tonnes and USD a year at best values."""

    link: str
    tonnes: float
    value: float


@dataclass(frozen=True, kw_only=True)
class Gate:
    """What an actor could stop of a target's trade with all others; trade between the two is left out.

    Parameters
    ----------
    gatekeeper, target
        codes of actors or blocs
    tonnes, value
        share of the target's carried trade with others that passes ways which the gatekeeper controls
    captive_tonnes, captive_value
        share of it that has no way at all without them, at best values
    detour
        USD a tonne that the rest of what passes would pay more on the cheapest way around, ways being empty; nan where
        nothing is left
    ways
        the ways that most of it passes, largest first
    """

    gatekeeper: str
    target: str
    tonnes: Estimate
    value: Estimate
    captive_tonnes: float
    captive_value: float
    detour: float
    ways: tuple[WayUsed, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Gatekeeping:
    """Who stands at the gates of whom.

    Parameters
    ----------
    base
        the baseline with its freight at best values
    gates
        by target in the order asked for, the largest share of value first
    tonnes, value
        target -> tonnes and USD a year that are carried from and to it
    unserved
        target -> share of its tonnes that has no way in the world as it is
    left_out
        share of all tonnes that the network does not carry: small flows, actors without a zone
    residual
        certificate of the equilibrium
    """

    base: Baseline
    gates: tuple[Gate, ...]
    tonnes: dict[str, float]
    value: dict[str, float]
    unserved: dict[str, float]
    left_out: float
    residual: float

    def of(self, target: str) -> tuple[Gate, ...]:
        """Return the gates of a target, the largest share of value first."""
        return tuple(gate for gate in self.gates if gate.target == target)

    @property
    def world(self) -> World:
        """As of the day and the year of the result."""
        return self.base.world

    def passing(self, target: str, links: Iterable[str]) -> tuple[float, float]:
        """Return tonnes and USD a year of a target's trade that pass any of some ways, at best values."""
        freight = freight_base(self.base)
        return freight.through(links, freight.of(self.base.positions(target).tolist()))

    def cheaper(self, target: str, links: Iterable[str]) -> bool:
        """Return whether ways that are shut, once open, would make a cheapest way of the target's trade cheaper.

        Ways being empty; a quick look before the equilibrium is solved anew.

        Parameters
        ----------
        links
            codes; goods change over at their ends wherever the world has a port, a terminal or a change of gauge
        """
        freight = freight_base(self.base)
        ways = freight.network.ways
        ours = np.flatnonzero(freight.of(self.base.positions(target).tolist()))
        freed = np.zeros(len(ways.links), dtype=bool)
        freed[ways.position(links)] = True
        ends = {place for r in np.flatnonzero(freed) for place in (ways.tail[r], ways.head[r])}
        freed |= [ways.tail[r] == ways.head[r] and ways.tail[r] in ends for r in range(len(ways.links))]
        found = _cheapest(freight, ours, ways.open | freed)
        return bool((found < freight.cheapest[ours] * (1 - CHEAPER)).any())

    def carriage(self, target: str) -> float:
        """Return what carrying the target's trade costs, money and time, USD a year at best values.

        Expected costs of the pairs of zones (equation 6 of the freight layer) times the tonnes of the base; what has no
        way is left out.
        """
        freight = freight_base(self.base)
        ours = freight.of(self.base.positions(target).tolist()) & freight.served
        return float((freight.layer_demand.volume[ours] * freight.solved.od_cost[ours]).sum())


def gatekeeping(
    world: World,
    targets: Sequence[str],
    gatekeepers: Iterable[str] | None = None,
    *,
    horizon: Horizon = "year",
    draws: int = 64,
    seed: int = SEED,
) -> Gatekeeping:
    """Compute for each target what of its trade passes whose control.

    Parameters
    ----------
    world
        a world of all years is taken at its base year
    targets
        codes of actors or blocs
    gatekeepers
        default: the world's focus and powers
    horizon
        of the trade elasticities, which the draws share with all other results
    draws, seed
        number of draws, in which congestion is held as it is at best values; and what makes them

    Raises
    ------
    MissingData
        where the world has no links, or none of a target's trade is carried
    UnknownName
        where an actor is not in the world
    SolverError
        where the equilibrium is not met
    """
    base = baseline(world, horizon)
    if not len(base.world["links"]):
        raise MissingData(
            f"{world.package.name} has no links; add the tables places, links, zones, commodities, cargoes"
        )
    freight = freight_base(base)
    asked = tuple(dict.fromkeys(gatekeepers or (*world.package.focus, *world.package.powers)))
    held = {code: holds_of(base.world, code) for code in asked}
    points = _points(base, draws, seed)
    gates: list[Gate] = []
    tonnes, value, unserved = {}, {}, {}
    for target in targets:
        traffic = _Traffic.of(base, freight, target, points)
        tonnes[target], value[target] = traffic.total
        unserved[target] = traffic.unserved
        found = [traffic.gate(code, held[code]) for code in asked if not traffic.overlaps(code)]
        listed = [gate for gate in found if max(gate.value.best, gate.tonnes.best) >= LEAST]
        gates += sorted(listed, key=lambda gate: (-gate.value.best, gate.gatekeeper))
    return Gatekeeping(
        base=base,
        gates=tuple(gates),
        tonnes=tonnes,
        value=value,
        unserved=unserved,
        left_out=freight.demand.left_out,
        residual=freight.solved.gap,
    )


def _points(base: Baseline, n: int, seed: int) -> tuple[Draw, ...]:
    return (central(base.factors), *(draws(base.factors, n, seed) if n else ()))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Traffic:
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
    def of(cls, base: Baseline, freight: FreightBase, target: str, points: Sequence[Draw]) -> _Traffic:
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
        found = _cheapest(freight, self.pairs, stays)
        before = freight.cheapest[self.pairs]
        lost = np.isfinite(before) & ~np.isfinite(found)
        with np.errstate(invalid="ignore"):
            return lost, np.where(np.isfinite(found), np.maximum(found - before, 0.0), 0.0)


def _cheapest(freight: FreightBase, pairs: NDArray[np.int64], is_open: NDArray[np.bool_]) -> Array:
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
