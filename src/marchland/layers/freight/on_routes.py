"""Equilibria of one network on routes that stay, for one set of volumes after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.freight.choice import Choice, choice, varying
from marchland.layers.freight.curvature import Curvature, curvature
from marchland.layers.freight.fixed_point import delay_of, fixed_point, point
from marchland.layers.freight.logit_equilibrium import fitting
from marchland.layers.freight.route_set import hours_at, scales

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from marchland.layers.freight.demand import Demand
    from marchland.layers.freight.network import Network
    from marchland.layers.freight.route_set import RouteSet

    Figures = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Reached:
    """An equilibrium on `R` routes of `P` pairs over `L` links.

    Parameters
    ----------
    flow
        (R,) volume on each route
    od_cost
        (P,) USD per tonne; inf = no way
    hours
        (L,) time on each link
    gap
        the residual of the fixed point
    near
        from which equilibria nearby are sought
    """

    flow: Figures
    od_cost: Figures
    hours: Figures
    gap: float
    near: Near


@dataclass(frozen=True, kw_only=True, eq=False)
class Near:
    """An equilibrium from which others nearby are sought.

    Parameters
    ----------
    varies
        (L,) links whose hours depend on their flow, `V` of them
    flow
        (V,) their flow
    bent
        the curvature at a point nearby, where one is known
    """

    varies: NDArray[np.bool_]
    flow: Figures
    bent: Curvature | None


@dataclass(frozen=True, kw_only=True, eq=False)
class OnRoutes:
    """A network and routes, read once for any volumes of the pairs."""

    network: Network
    choice: Choice

    def solve(self, volume: Figures, *, gap: float, near: Near) -> Reached:
        """Return the equilibrium of some volumes (P,), sought from one nearby.

        Parameters
        ----------
        volume
            (P,)
        gap
            largest residual, as for `logit_equilibrium`
        near
            of this network or of one with the same links; where other links vary, their flow alone is used

        Raises
        ------
        SolverError
            where the residual is not met
        """
        varies = varying(self.network)
        same = np.array_equal(varies, near.varies)
        flow = np.zeros(varies.size)
        flow[near.varies] = near.flow
        own = [replace(self.choice, volume=volume)]
        here, there, residual, _, bent = fixed_point(
            own, delay_of(self.network, varies), flow[varies], gap, near.bent if same else None
        )
        hours = hours_at(self.network, 0.0)
        hours[varies] = there.hours
        return Reached(
            flow=own[0].flows(here.share[0]),
            od_cost=there.expected[0],
            hours=hours,
            gap=residual,
            near=Near(varies=varies, flow=here.load, bent=bent),
        )

    def unavoidable(self, volume: Figures) -> Figures:
        """Return how many times their capacity the links carry that a pair cannot avoid, the most of them (P,).

        It is a lower bound, as goods that could go elsewhere are not counted, nor is preload; 0 where nothing is
        unavoidable.
        """
        own, capacity = self.choice, self.network.capacity[varying(self.network)]
        pair = np.repeat(np.arange(volume.size), np.diff(own.common_start))
        load = np.bincount(own.common, volume[pair], capacity.size) / capacity
        most = np.zeros(volume.size)
        np.maximum.at(most, pair, load[own.common])
        return most

    def near(self, flow: Figures) -> Near:
        """Return where to seek equilibria near a flow (L,), with the curvature there."""
        varies = varying(self.network)
        delay = delay_of(self.network, varies)
        here = point([self.choice], delay, flow[varies])
        return Near(varies=varies, flow=here.flow, bent=curvature([self.choice], here.share, delay.slope(here.flow)))


def on_routes(network: Network, demand: Demand, routes: RouteSet, *, dispersion: ArrayLike) -> OnRoutes:
    """Return a network with the routes that the pairs of a demand choose from, used as they are.

    Raises
    ------
    InvalidNetwork
        where the demand does not fit the network, or a dispersion or the routes make no sense
    """
    theta = scales(network, demand, dispersion)
    fitting(network, demand, routes)
    return OnRoutes(network=network, choice=choice(network, demand, routes, theta))
