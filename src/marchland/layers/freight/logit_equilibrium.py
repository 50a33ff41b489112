"""Equilibrium of a path-size logit: shares of routes and hours of links that agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.freight.assignment import Assignment, Routes
from marchland.layers.freight.choice import choice, varying
from marchland.layers.freight.fixed_point import delay_of, fixed_point
from marchland.layers.freight.loading import class_flows, route_costs
from marchland.layers.freight.omitted import largest_omitted
from marchland.layers.freight.route_set import (
    MOST,
    RouteSet,
    class_cost,
    hours_at,
    hours_given,
    scales,
    searched,
)
from marchland.layers.freight.united import united
from marchland.layers.freight.validation import InvalidNetwork

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from marchland.layers.freight.choice import Choice
    from marchland.layers.freight.curvature import Curvature
    from marchland.layers.freight.demand import Demand
    from marchland.layers.freight.fixed_point import Point
    from marchland.layers.freight.network import Network

ROUNDS = 30
"""Searches for routes at the hours of the last equilibrium, at most."""


def logit_equilibrium(
    network: Network,
    demand: Demand,
    *,
    dispersion: ArrayLike,
    gap: float = 1e-4,
    routes: RouteSet | None = None,
    start: ArrayLike | Assignment | None = None,
    most: int = MOST,
    alike: float | None = None,
    rounds: int = ROUNDS,
) -> Assignment:
    """Return the fixed point of path-size logit flows (equations 4 to 6) and the hours of links (equation 2).

    Without `routes` they are searched: all loopless ones within 5 x dispersion of a pair's cheapest, at the hours of
    the start and then of each equilibrium, until no new one appears (at most 30 rounds); what was found stays in.

    Parameters
    ----------
    network
        `L` links, `K` classes
    demand
        `P` pairs
    dispersion
        USD per tonne, above zero: one number or (P,)
    gap
        largest residual: how far a route's share, of any pair with volume, moves when hours follow the flows
    routes
        the routes to choose from, used as they are; default searched
    start
        (L,) hours to begin with, or an equilibrium nearby, from whose flow it is sought; default the hours with the
        preload alone
    most, alike
        routes of a pair that a search keeps, and how far they have to differ: see `route_set`
    rounds
        searches for routes, the first at the hours of the start

    Returns
    -------
    Assignment
        `hours`, `cost` and `od_cost` at its `flow`; `omitted` from `omitted_share`, 1 (no bound) where that would take
        longer than the equilibrium

    Raises
    ------
    InvalidNetwork
        where the demand does not fit the network, or a dispersion, the gap or the routes make no sense
    SolverError
        where the residual is not met

    References
    ----------
    Fisk, C. (1980), Some developments in equilibrium traffic assignment, Transportation Research 14B: 243-255.
    Ben-Akiva, M. & Bierlaire, M. (1999), Discrete choice methods and their applications to short term travel decisions,
    in: Handbook of Transportation Science, ch. 2.
    """
    theta = scales(network, demand, dispersion)
    if not gap > 0:
        raise InvalidNetwork(f"gap is {gap:g}; it must be above zero")
    near = start.flow if isinstance(start, Assignment) else None
    given = start.hours if isinstance(start, Assignment) else start
    hours = hours_at(network, 0.0) if given is None else hours_given(network, given)
    if routes is not None:
        fitting(network, demand, routes)
        found = assigned(network, [choice(network, demand, routes, theta)], hours, gap, near)
        return found.assignment(largest_omitted(network, demand, routes, theta, found.hours))
    every = np.arange(demand.n_pairs)
    routes = searched(network, demand, every, theta, class_cost(network, hours), most, alike)
    steps, congested = 0, bool(varying(network).any())
    for left in range(rounds - 1, -1, -1):
        found = assigned(network, [choice(network, demand, routes, theta)], hours, gap, near)
        steps += found.iterations
        hours, near = found.hours, found.flow
        if not congested or not left:
            break
        again = searched(network, demand, every, theta, class_cost(network, hours), most, alike)
        wider = united(routes, again, demand, network)
        if wider.n_routes == routes.n_routes:
            break
        routes = wider
    return found.assignment(largest_omitted(network, demand, routes, theta, hours), steps)


class Found:
    """An equilibrium of one or more choices, from which assignments are written.

    Parameters
    ----------
    network
        `L` links
    choices
        of the pairs
    here, there
        the point reached, and the point at its loads
    residual, iterations
        of the fixed point
    """

    def __init__(
        self, network: Network, choices: Sequence[Choice], here: Point, there: Point, residual: float, iterations: int
    ) -> None:
        self.network, self.choices, self.residual, self.iterations = network, choices, residual, iterations
        self.route_flow = [c.flows(share) for c, share in zip(choices, here.share, strict=True)]
        self.class_flow = np.zeros((network.n_classes, network.n_links))
        for c, flow in zip(choices, self.route_flow, strict=True):
            class_flows(c.routes.pair_start, c.routes.start, c.routes.links, c.commodity, flow, self.class_flow)
        self.flow = self.class_flow.sum(axis=0)
        self.hours = hours_at(network, self.flow)
        self.expected = there.expected

    def assignment(self, omitted: float, iterations: int | None = None) -> Assignment:
        """Return the assignment of a single choice of all pairs."""
        (only,), (flow,), (expected,) = self.choices, self.route_flow, self.expected
        cost = class_cost(self.network, self.hours)
        return Assignment(
            flow=self.flow,
            class_flow=self.class_flow,
            cost=cost[0] if self.network.n_classes == 1 else cost,
            hours=self.hours,
            od_cost=expected,
            routes=taken(only.routes, only.commodity, cost, flow),
            unserved=np.where(np.isinf(expected), only.volume, 0.0),
            gap=self.residual,
            omitted=omitted,
            iterations=self.iterations if iterations is None else iterations,
        )


def assigned(
    network: Network,
    choices: Sequence[Choice],
    hours: NDArray[np.float64],
    gap: float,
    near: NDArray[np.float64] | None = None,
    bent: Curvature | None = None,
) -> Found:
    """Return the equilibrium of choices, sought from the flow `near` (L,), or else from the loads at `hours` (L,).

    `bent` is the curvature at a point nearby, where one is known.
    """
    varies = varying(network)
    delay = delay_of(network, varies)
    flow = np.zeros(int(varies.sum())) if near is None else near[varies]
    if near is None and not np.array_equal(hours[varies], delay.hours(flow)):
        for each in choices:
            each.load(hours[varies], flow)
    return Found(network, choices, *fixed_point(choices, delay, flow, gap, bent)[:4])


def taken(
    routes: RouteSet, commodity: NDArray[np.int64], cost: NDArray[np.float64], flow: NDArray[np.float64]
) -> Routes:
    """Return the routes of an assignment; one with a link that is not allowed costs inf."""
    return Routes(
        pair=routes.pair,
        start=routes.start,
        links=routes.links,
        flow=flow,
        cost=route_costs(routes.pair_start, routes.start, routes.links, commodity, cost),
        path_size=routes.path_size,
    )


def fitting(network: Network, demand: Demand, routes: RouteSet) -> None:
    """Raise unless routes lead from the origins to the destinations of a demand.

    Raises
    ------
    InvalidNetwork
        naming the first route that does not
    """
    if routes.n_pairs != demand.n_pairs:
        raise InvalidNetwork(f"routes are of {routes.n_pairs} pairs; the demand has {demand.n_pairs}")
    if routes.links.size and not (routes.links.min() >= 0 and routes.links.max() < network.n_links):
        raise InvalidNetwork(f"routes name a link that is not there; links are 0 to {network.n_links - 1}")
    pair, some = routes.pair, np.diff(routes.start) > 0
    wrong = ~some & (demand.origin[pair] != demand.destination[pair])
    first, last = routes.links[routes.start[:-1][some]], routes.links[routes.start[1:][some] - 1]
    wrong[some] = (network.tail[first] != demand.origin[pair[some]]) | (
        network.head[last] != demand.destination[pair[some]]
    )
    if wrong.any():
        at = int(np.argmax(wrong))
        raise InvalidNetwork(f"route {at} does not lead from the origin to the destination of pair {pair[at]}")
