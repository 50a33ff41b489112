"""Gatekeeping: what of a target's trade passes an actor's control, and what of it has no other way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import baseline, central, draws
from marchland.bridge.freight.base import freight_base
from marchland.errors import MissingData
from marchland.leverage.target_traffic import TargetTraffic, cheapest_without_traffic
from marchland.levers import holds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from marchland.bridge import Baseline, Draw
    from marchland.leverage.gate import Gate
    from marchland.levers import Horizon
    from marchland.world import World

SEED = 20240101
LEAST = 0.001
"""A gatekeeper that less than this share of tonnes and of value passes is not listed."""
CHEAPER = 1e-3
"""A way that saves less than this share of a cheapest cost saves nothing."""


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
        found = cheapest_without_traffic(freight, ours, ways.open | freed)
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
        traffic = TargetTraffic.of(base, freight, target, points)
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
