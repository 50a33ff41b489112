"""Pairs that choose among routes: a route set made ready for the search of an equilibrium."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.layers.freight.curvature import covariances, variances
from marchland.layers.freight.loading import cores, loaded, turned
from marchland.layers.freight.part import gathered
from marchland.layers.freight.route_set import classes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.freight.demand import Demand
    from marchland.layers.freight.network import Network
    from marchland.layers.freight.route_set import RouteSet

    Figures = NDArray[np.float64]


def varying(network: Network) -> NDArray[np.bool_]:
    """Return whether the hours of each link depend on its flow, (L,)."""
    return (
        np.isfinite(network.capacity) & (network.alpha > 0) & (network.beta > 0) & (network.free_flow_cost > 0)
    )  # fmt: skip


def unvarying_cost(network: Network, varies: NDArray[np.bool_]) -> Figures:
    """Return the cost (K, L) of each link, without the value of hours where they vary; inf = not allowed."""
    still = np.where((network.beta == 0), network.free_flow_cost * (1 + network.alpha), network.free_flow_cost)
    worth: Any = network.value_of_time
    fixed = network.fixed_cost.reshape(-1, network.n_links)
    return np.ascontiguousarray(fixed + worth[:, None] * np.where(varies, 0.0, still))


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice:
    """`B` pairs and the routes they choose from on one network; pairs with `skip` are left to another choice.

    Parameters
    ----------
    routes
        of the `B` pairs
    volume, theta, worth, commodity
        (B,) volume, dispersion, value of time, class
    skip
        (B,) True = not loaded from here
    common_start, common, common_cost, first, route, core_start, core, core_cost
        as `marchland.layers.freight.loading` has them
    log_size
        of the routes left in: the logarithm of the path-size factor
    """

    routes: RouteSet
    volume: Figures
    theta: Figures
    worth: Figures
    commodity: NDArray[np.int64]
    skip: NDArray[np.bool_]
    common_start: NDArray[np.int64]
    common: NDArray[np.int32]
    common_cost: Figures
    first: NDArray[np.int64]
    route: NDArray[np.int64]
    core_start: NDArray[np.int64]
    core: NDArray[np.int32]
    core_cost: Figures
    log_size: Figures

    @cached_property
    def counted(self) -> NDArray[np.bool_]:
        """Whether the share of each route left in is looked at: those of pairs with volume are."""
        return np.repeat((self.volume > 0) & ~self.skip, np.diff(self.first))

    def load(self, hours: Figures, flow: Figures) -> tuple[float, Figures, Figures]:
        """Add loads at the varying links' hours to `flow`; return hours spent, shares of routes, expected costs."""
        share, expected = np.zeros(self.route.size), np.zeros(self.volume.size)
        total = loaded(
            self.volume, self.theta, self.worth, self.skip, self.common_start, self.common, self.common_cost,
            self.first, self.core_start, self.core, self.core_cost, self.log_size, hours, flow, share, expected,
        )  # fmt: skip
        return total, share, expected

    def turn(self, share: Figures, change: Figures, out: Figures) -> float:
        """Add to `out` how far loads fall when hours rise by `change`; return the largest move of a share."""
        moved: float = turned(
            self.volume, self.theta, self.worth, self.skip, self.first, self.core_start, self.core, share, change, out
        )
        return moved

    def vary(self, share: Figures, variance: Figures) -> None:
        """Add to `variance` (V,) how far each link's load falls for an hour on it alone."""
        variances(
            self.volume, self.theta, self.worth, self.skip, self.first, self.core_start, self.core, share, variance
        )

    def covary(self, share: Figures, place: NDArray[np.int32], whole: Figures, often: float = 1.0) -> None:
        """Add to `whole` (S, S), once for every two links, how far the load of one falls for an hour on the other.

        `place` (V,) says where links have their row and column, -1 = nowhere; it is added `often` times.
        """
        covariances(
            self.volume, self.theta, self.worth, self.skip, self.first, self.core_start, self.core, share, place,
            whole, often,
        )  # fmt: skip

    def moved(self, share: Figures, other: Figures) -> Figures:
        """Return by how much a share of each pair differs, at most (B,)."""
        most = np.zeros(self.volume.size)
        full = np.diff(self.first) > 0
        most[full] = np.maximum.reduceat(np.abs(share - other), self.first[:-1][full])
        most[self.skip] = 0.0
        return most

    def flows(self, share: Figures) -> Figures:
        """Return the flow of every route of the set, (R,), zero on those left out."""
        flow = np.zeros(self.routes.n_routes)
        pair = np.repeat(np.arange(self.volume.size), np.diff(self.first))
        flow[self.route] = share * self.volume[pair]
        return flow

    def without(self, skip: NDArray[np.bool_]) -> Choice:
        """Return the same choice, some pairs being left to another one."""
        return replace(self, skip=skip)

    def only(self, pairs: NDArray[np.int64]) -> tuple[Choice, NDArray[np.int64]]:
        """Return the choice of some pairs alone, none of them skipped, and which of the routes left in are theirs."""
        first, at = gathered(self.first, pairs)
        common_start, common = gathered(self.common_start, pairs)
        core_start, core = gathered(self.core_start, at)
        own = replace(
            self,
            volume=self.volume[pairs],
            theta=self.theta[pairs],
            worth=self.worth[pairs],
            commodity=self.commodity[pairs],
            skip=np.zeros(pairs.size, dtype=bool),
            common_start=common_start,
            common=self.common[common],
            common_cost=self.common_cost[pairs],
            first=first,
            route=self.route[at],
            core_start=core_start,
            core=self.core[core],
            core_cost=self.core_cost[at],
            log_size=self.log_size[at],
        )
        return own, at

    def dispersed(self, times: float) -> Choice:
        """Return the same choice with a dispersion so many times as large."""
        return replace(self, theta=self.theta * times)


def choice(
    network: Network,
    demand: Demand,
    routes: RouteSet,
    theta: Figures,
    pairs: NDArray[np.int64] | None = None,
) -> Choice:
    """Return the choice of some pairs (default all) of a demand among routes (of these pairs) on a network."""
    taken = np.arange(demand.n_pairs) if pairs is None else pairs
    commodity = classes(demand)[taken]
    varies = varying(network)
    place = np.where(varies, np.cumsum(varies) - 1, -1).astype(np.int32)
    skip = np.zeros(taken.size, dtype=bool)
    common_start, common, common_cost, first, route, core_start, core, core_cost = cores(
        routes.pair_start, routes.start, routes.links, commodity, unvarying_cost(network, varies), place, skip
    )
    left = first[-1]
    route, core_start, core_cost = route[:left].copy(), core_start[: left + 1].copy(), core_cost[:left].copy()
    common, core = common[: common_start[-1]].copy(), core[: core_start[-1]].copy()
    worth: Any = network.value_of_time
    return Choice(
        routes=routes,
        volume=demand.volume[taken],
        theta=theta[taken],
        worth=worth[commodity],
        commodity=commodity,
        skip=skip,
        common_start=common_start,
        common=common,
        common_cost=common_cost,
        first=first,
        route=route,
        core_start=core_start,
        core=core,
        core_cost=core_cost,
        log_size=np.log(routes.path_size[route]),
    )
