"""The plain way to many outcomes: a Python loop that asks one of the peers for each, on the built-in world.

Each peer gets less to do than a sweep does, and is asked in the way that is quickest for it:

- trade, gegravity 0.3: the same actors and flows with all sectors taken together, without input-output links;
- freight, AequilibraE 1.7: the same ways, with all classes of goods taken together, one user equilibrium a closure;
- gas, PyPSA 1.4: the same market, its curves in steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from benchmarks.synthetic import Gravity
from tests.tntp import Tntp

from marchland.bridge import central, drawn_economy
from marchland.bridge.freight.base import freight_base
from marchland.layers.freight import Demand, Network
from marchland.levers.ways import ways_of

if TYPE_CHECKING:
    from marchland.bridge import Baseline
    from marchland.levers import Lever

ENDLESS = 1e12
"""Tonnes a year that stand for a link that never fills."""


def one_sector(base: Baseline, lever: Lever) -> Gravity:
    """Return the world's trade at best values with all sectors together, and the same with a lever on goods at half."""
    flows = drawn_economy(base, central(base.factors)).economy.flows.sum(axis=2)
    flows = np.maximum(flows, flows[flows > 0].min()) / flows.sum()
    output, expenditure = flows.sum(axis=1), flows.sum(axis=0)
    ease = flows / np.outer(output, expenditure)
    eased = ease.copy()
    actors, partners = base.positions(lever.actor), base.positions(lever.partner)
    eased[np.ix_(partners, actors)] *= 0.5
    return Gravity(output=output, expenditure=expenditure, ease=ease, eased=eased, flows=flows)


def one_class(base: Baseline, lever: Lever) -> Tntp:
    """Return the ways of the world, those of a lever shut, and what is carried, all classes together."""
    freight = freight_base(base)
    network, demand, ways = freight.layer_network, freight.layer_demand, freight.network.ways
    share = np.bincount(np.asarray(demand.commodity), weights=demand.volume, minlength=len(network.value_of_time))
    allowed = np.isfinite(network.fixed_cost) * share[:, None]
    some = allowed.sum(axis=0) > 0
    cost = (np.nan_to_num(network.fixed_cost, posinf=0) * allowed)[:, some].sum(axis=0) / allowed[:, some].sum(axis=0)
    shut = {ways.links.index(link) for link in ways_of(base.world, lever)}
    kept = some & ~np.isin(freight.network.way, list(shut))
    zones = np.unique(np.concatenate([demand.origin, demand.destination]))
    order = np.concatenate([zones, np.setdiff1d(np.arange(network.n_nodes), zones)])
    place = np.argsort(order)
    hours = float(np.average(network.value_of_time, weights=share))
    pairs = np.zeros((len(zones), len(zones)))
    served = freight.served
    np.add.at(pairs, (place[demand.origin[served]], place[demand.destination[served]]), demand.volume[served])
    origin, destination = np.nonzero(pairs)
    return Tntp(
        network=Network(
            network.n_nodes,
            place[network.tail[kept]],
            place[network.head[kept]],
            fixed_cost=cost[kept[some]],
            free_flow_cost=hours * network.free_flow_cost[kept],
            capacity=np.minimum(network.capacity[kept], ENDLESS),
            alpha=np.broadcast_to(network.alpha, kept.shape)[kept],
            beta=np.broadcast_to(network.beta, kept.shape)[kept],
        ),
        demand=Demand(origin, destination, pairs[origin, destination]),
        zones=len(zones),
        best=None,
    )
