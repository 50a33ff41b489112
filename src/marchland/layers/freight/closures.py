"""Many closures of one network, each of which touches some pairs only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.freight.assignment import Assignment
from marchland.layers.freight.choice import Choice, choice, varying
from marchland.layers.freight.compared import Comparison, set_of
from marchland.layers.freight.curvature import Curvature, curvature
from marchland.layers.freight.fixed_point import delay_of, fixed_point, point
from marchland.layers.freight.logit_equilibrium import Found, fitting, logit_equilibrium, taken
from marchland.layers.freight.part import part, passing
from marchland.layers.freight.patched import Surroundings, patched
from marchland.layers.freight.route_set import MOST, RouteSet, class_cost, scales, searched
from marchland.layers.freight.tangent import Tangent, tangent
from marchland.layers.freight.united import united
from marchland.layers.freight.validation import positions

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from marchland.layers.freight.demand import Demand
    from marchland.layers.freight.network import Network

    Numbers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Prepared:
    """A network with its equilibrium, ready for `closing`.

    Parameters
    ----------
    network, demand
        `L` links, `P` pairs
    theta
        (P,) dispersion
    gap, most, alike
        as for `logit_equilibrium`
    base
        the equilibrium
    routes
        its routes
    choice
        the pairs' choice among them
    bent
        how the fixed point bends there, from which those of closures are sought
    share
        shares of the choice's routes there
    tangent
        all loads near there; None where too many links move them
    link_start, pairs
        pairs with a route over link a: `pairs[link_start[a]:link_start[a + 1]]`
    """

    network: Network
    demand: Demand
    theta: NDArray[np.float64]
    gap: float
    most: int
    alike: float | None
    base: Assignment
    routes: RouteSet
    choice: Choice
    bent: Curvature | None
    share: NDArray[np.float64]
    tangent: Tangent | None
    link_start: Numbers
    pairs: NDArray[np.int32]


def prepare(
    network: Network,
    demand: Demand,
    *,
    dispersion: ArrayLike,
    gap: float = 1e-4,
    base: Assignment | None = None,
    most: int = MOST,
    alike: float | None = None,
) -> Prepared:
    """Return a network made ready for many closures: its equilibrium, and which pairs use which link.

    Parameters
    ----------
    network, demand, dispersion, gap, most, alike
        as for `logit_equilibrium`
    base
        the equilibrium where it is known

    Raises
    ------
    InvalidNetwork, SolverError
        as `logit_equilibrium` does, and where `base` is not of this demand
    """
    theta = scales(network, demand, dispersion)
    if base is None:
        base = logit_equilibrium(network, demand, dispersion=theta, gap=gap, most=most, alike=alike)
    routes = set_of(base, demand)
    fitting(network, demand, routes)
    link_start, pairs = passing(routes.pair_start, routes.start, routes.links, network.n_links)
    every = choice(network, demand, routes, theta)
    varies = varying(network)
    delay = delay_of(network, varies)
    here = point([every], delay, base.flow[varies])
    slope = delay.slope(here.flow)
    return Prepared(
        network=network,
        demand=demand,
        theta=theta,
        gap=gap,
        most=most,
        alike=alike,
        base=base,
        routes=routes,
        choice=every,
        bent=curvature([every], here.share, slope),
        share=here.share[0],
        tangent=tangent(every, here.share[0], slope, here.hours, here.load, delay.spared(here.flow) - here.objective),
        link_start=link_start,
        pairs=pairs,
    )


def closing(prepared: Prepared, links: ArrayLike) -> Comparison:
    """Return the equilibria with and without some links, on the union of routes.

    Routes are searched anew, at the hours of the base, for pairs that could take a closed link; all others keep theirs.
    So both equilibria are those of `compared`, but for routes that become worth taking only because traffic moved. The
    base is solved anew where the search found routes that it did not have.

    Parameters
    ----------
    prepared
        by `prepare`
    links
        positions of the links that are closed to all classes

    Returns
    -------
    Comparison
        `flow`, `cost`, `od_cost` and `unserved` are of all links and pairs; `routes` are of the affected pairs alone,
        and `omitted` is 1 (no bound)

    Raises
    ------
    InvalidNetwork
        where a link is not there
    SolverError
        where a residual is not met
    """
    shut = np.unique(positions("links", np.asarray(links, dtype=np.int64), np.shape(links), prepared.network.n_links))
    network, demand, theta = prepared.network, prepared.demand, prepared.theta
    fixed = network.fixed_cost.copy()
    fixed[..., shut] = np.inf
    changed = replace(network, fixed_cost=fixed)
    hit = np.zeros(demand.n_pairs, dtype=bool)
    for link in shut:
        hit[prepared.pairs[prepared.link_start[link] : prepared.link_start[link + 1]]] = True
    pairs = np.flatnonzero(hit)
    own = part(prepared.routes, pairs)
    price = class_cost(changed, prepared.base.hours)
    new = searched(changed, demand, pairs, theta, price, prepared.most, prepared.alike)
    routes = united(own, new, demand, network, pairs=pairs)
    others = prepared.choice.without(hit)
    varies = varying(network)
    delay, flow = delay_of(network, varies), prepared.base.flow[varies]
    around = None
    if prepared.tangent is not None and pairs.size:
        leaving, at = prepared.choice.only(pairs)
        around = Surroundings(
            others=others,
            share=prepared.share,
            tangent=prepared.tangent.less(leaving, prepared.share[at]),
            moving=hit,
            flow=flow,
            bent=prepared.bent,
        )

    def solved(one: Network, around: Surroundings | None) -> tuple[Assignment, Surroundings | None]:
        few = choice(one, demand, routes, theta, pairs)
        if around is None:
            reached = fixed_point([others, few], delay, flow, prepared.gap, prepared.bent)[:4]
        else:
            here, there, residual, steps, around = patched(around, few, delay, prepared.gap)
            reached = here, there, residual, steps
        return _whole(prepared, Found(one, [others, few], *reached), pairs), around

    if routes is own:
        base = _unmoved(prepared, network, own, hit)
    else:
        base, around = solved(network, around)
    after = solved(changed, around)[0] if pairs.size else _unmoved(prepared, changed, own, hit)
    return Comparison(base=base, changed=after, routes=routes, affected=pairs)


def _unmoved(prepared: Prepared, network: Network, own: RouteSet, hit: NDArray[np.bool_]) -> Assignment:
    """Return the base, on a network that costs the same to all who move, with the routes of the pairs hit alone."""
    base = prepared.base
    cost = class_cost(network, base.hours)
    pairs = np.flatnonzero(hit)
    routes = taken(own, prepared.choice.commodity[pairs], cost, base.routes.flow[hit[base.routes.pair]])
    return replace(
        base,
        cost=cost[0] if network.n_classes == 1 else cost,
        routes=replace(routes, pair=pairs[routes.pair]),
        omitted=1.0,
    )


def _whole(prepared: Prepared, found: Found, hit: Numbers) -> Assignment:
    """Return the assignment of the pairs that keep their routes and of those hit by a closure."""
    network, patch = found.network, found.choices[1]
    cost = class_cost(network, found.hours)
    expected = found.expected[0].copy()
    expected[hit] = found.expected[1]
    routes = taken(patch.routes, patch.commodity, cost, found.route_flow[1])
    return Assignment(
        flow=found.flow,
        class_flow=found.class_flow,
        cost=cost[0] if network.n_classes == 1 else cost,
        hours=found.hours,
        od_cost=expected,
        routes=replace(routes, pair=hit[routes.pair]),
        unserved=np.where(np.isinf(expected), prepared.demand.volume, 0.0),
        gap=found.residual,
        omitted=1.0,
        iterations=found.iterations,
    )
