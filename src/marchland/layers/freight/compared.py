"""A network and the same network changed, evaluated on the same routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.freight.choice import choice
from marchland.layers.freight.logit_equilibrium import assigned, fitting, logit_equilibrium
from marchland.layers.freight.omitted import largest_omitted
from marchland.layers.freight.route_set import MOST, RouteSet, hours_at, scales
from marchland.layers.freight.united import united
from marchland.layers.freight.validation import InvalidNetwork

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from marchland.layers.freight.assignment import Assignment
    from marchland.layers.freight.demand import Demand
    from marchland.layers.freight.network import Network


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparison:
    """Two equilibria on the union of their routes, path-size factors being those of that union in both.

    Parameters
    ----------
    base, changed
        the equilibria; `routes` in them are those of `affected` pairs
    routes
        the union, of `affected` pairs
    affected
        positions in the demand: all pairs, or after a closure those that could take a closed link
    """

    base: Assignment
    changed: Assignment
    routes: RouteSet
    affected: NDArray[np.int64]


def compared(
    network: Network,
    changed: Network,
    demand: Demand,
    *,
    dispersion: ArrayLike,
    gap: float = 1e-4,
    base: Assignment | None = None,
    routes: RouteSet | None = None,
    most: int = MOST,
) -> Comparison:
    """Return the equilibria of a network and of the same network changed, both on the union of their route sets.

    A link that one of the two does not have has the fixed cost inf there. As path-size factors are held, without
    congestion a closure only takes terms out of the sum of equation (6), so that it never lowers a cost, and an opening
    never raises one. With congestion Braess' paradox may do either.

    Parameters
    ----------
    network, changed
        the two, over the same links
    demand, dispersion, gap, most
        as for `logit_equilibrium`
    base
        the equilibrium of `network` where it is known: its routes and hours are used and not sought again
    routes
        the routes to choose from in both, used as they are; default the union of those that each would find

    Raises
    ------
    InvalidNetwork
        where the two networks have other links, nodes or classes, or as for `logit_equilibrium`
    SolverError
        where a residual is not met
    """
    theta = scales(network, demand, dispersion)
    same = network.n_nodes == changed.n_nodes and network.n_classes == changed.n_classes
    if not (same and np.array_equal(network.tail, changed.tail) and np.array_equal(network.head, changed.head)):
        raise InvalidNetwork(
            "the networks compared have other links, nodes or classes; give a link that one of them does not have "
            "the fixed cost inf there"
        )
    before = after = hours_at(network, 0.0) if base is None else base.hours
    if routes is None:
        if base is None:
            base = logit_equilibrium(network, demand, dispersion=theta, gap=gap, most=most)
            before = base.hours
        other = logit_equilibrium(changed, demand, dispersion=theta, gap=gap, start=before, most=most)
        after = other.hours
        routes = united(set_of(base, demand), set_of(other, demand), demand, network, changed)
    fitting(network, demand, routes)
    found = [
        assigned(one, [choice(one, demand, routes, theta)], hours, gap)
        for one, hours in ((network, before), (changed, after))
    ]
    bounds = [
        largest_omitted(one, demand, routes, theta, each.hours)
        for one, each in zip((network, changed), found, strict=True)
    ]
    return Comparison(
        base=found[0].assignment(bounds[0]),
        changed=found[1].assignment(bounds[1]),
        routes=routes,
        affected=np.arange(demand.n_pairs),
    )


def set_of(found: Assignment, demand: Demand) -> RouteSet:
    """Return the route set of an assignment.

    Raises
    ------
    InvalidNetwork
        where the assignment does not hold the routes of this demand's pairs
    """
    routes = found.routes
    if (
        found.od_cost.size != demand.n_pairs
        or (np.isfinite(found.od_cost) & (np.bincount(routes.pair, minlength=demand.n_pairs) == 0)).any()
    ):
        raise InvalidNetwork("base is no equilibrium of this demand with the routes of all its pairs")
    pair_start = np.zeros(demand.n_pairs + 1, dtype=np.int64)
    np.cumsum(np.bincount(routes.pair, minlength=demand.n_pairs), out=pair_start[1:])
    return RouteSet(
        pair_start=pair_start,
        start=routes.start,
        links=routes.links.astype(np.int32),
        path_size=routes.path_size,
        reach=np.full(demand.n_pairs, -np.inf),
    )
