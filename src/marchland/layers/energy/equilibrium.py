"""The equilibrium of a market."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import SolverError
from marchland.layers.energy.certificate import residual
from marchland.layers.energy.programme import programme
from marchland.layers.energy.solved import solved
from marchland.layers.energy.surplus import Surplus, accounts
from marchland.layers.energy.traded import by_node, traded
from marchland.layers.energy.validation import CannotClear, InvalidMarket

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.energy.market import Market
    from marchland.layers.energy.solved import Solved

    Figures = NDArray[np.float64]

MISSING = 1e-6
"""What may be missing under a contract, over the mean observed use."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Equilibrium:
    """Prices, quantities and surplus of a market; quantities are units a year, prices money a unit.

    Parameters
    ----------
    price
        (N,) worth of a unit at the node: to its users; where nobody uses the fuel, the least that it costs to have one
        there; inf = no open way
    supply
        (B,) production by block
    demand
        (N,) use
    flow
        (A,) what enters each arc
    sellers
        (S,) positions of the nodes that sell
    flow_by_seller
        (S, A) what enters each arc, by whose it is
    sales
        (N, N) `sales[seller, buyer]`, delivered
    paid
        (N, N) what the buyer pays a unit; nan = no sale
    delivered
        (S, N) marginal cost of a unit of each seller at each node; inf = no open way
    congestion
        (A,) money a unit that enters: what a unit more of capacity would be worth a year
    storage
        (K,) taken out of store, units a year
    unserved
        (N,) wanted at the rationing price and not had
    surplus
        who gains what, by node
    objective
        what the equilibrium makes largest: surplus less tariffs, tolls and wedges, money a year
    residual
        the certificate: largest violation of the conditions of equilibrium, quantities over the mean observed use and
        prices over the mean observed price
    steps
        Newton steps that it took
    """

    price: Figures
    supply: Figures
    demand: Figures
    flow: Figures
    sellers: NDArray[np.int64]
    flow_by_seller: Figures
    sales: Figures
    paid: Figures
    delivered: Figures
    congestion: Figures
    storage: Figures
    unserved: Figures
    surplus: Surplus
    objective: float
    residual: float
    steps: int

    def __post_init__(self) -> None:
        for value in vars(self).values():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)


def equilibrium(market: Market, *, tolerance: float = 1e-8) -> Equilibrium:
    """Return the spatial price equilibrium of a market, equations (1) to (7).

    Parameters
    ----------
    market
        one fuel
    tolerance
        largest violation of the conditions of equilibrium, as in `Equilibrium.residual`

    Raises
    ------
    InvalidMarket
        where the tolerance is not above 0 and below 1
    CannotClear
        where contracts cannot be kept: which node cannot be served, and by how much
    SolverError
        where the certificate is not met

    References
    ----------
    Samuelson 1952, American Economic Review 42(3); Takayama & Judge 1971, Spatial and Temporal Price and Allocation
    Models.
    """
    check_tolerance(tolerance)
    return certified(solved(programme(market), tolerance=tolerance), tolerance)


def check_tolerance(tolerance: float) -> None:
    """Raise unless a tolerance is above 0 and below 1.

    Raises
    ------
    InvalidMarket
        where it is not
    """
    if not 0 < tolerance < 1:
        raise InvalidMarket(f"tolerance is {tolerance}; it must be above 0 and below 1")


def certified(found: Solved, tolerance: float) -> Equilibrium:
    """Return a solution as an equilibrium, if it meets the certificate.

    Raises
    ------
    CannotClear
        where contracts cannot be kept
    SolverError
        where the certificate is not met
    """
    market = found.programme.market
    state, short = traded(found)
    check_cleared(found, short)
    worst = residual(market, state)
    if not worst <= tolerance:
        raise SolverError(
            f"the energy market is no equilibrium: residual {worst:.1e}, allowed {tolerance:.1e}; its figures may "
            f"be too far apart in size"
        )
    price, gains, largest = accounts(market, state)
    demand = market.demand
    prices, used, unserved, flow, sales, paid = by_node(
        (state.sellers, state.price, state.delivered, state.flow, state.sales, price),
        (demand.node, state.rationed + state.answering, demand.rationed - state.rationed, demand.quantity),
    )
    return Equilibrium(
        price=prices,
        supply=state.supply,
        demand=used,
        flow=flow,
        sellers=state.sellers,
        flow_by_seller=state.flow,
        sales=sales,
        paid=paid,
        delivered=state.delivered,
        congestion=state.congestion,
        storage=state.stored,
        unserved=unserved,
        surplus=gains,
        objective=largest,
        residual=worst,
        steps=found.steps,
    )


def check_cleared(found: Solved, short: Figures) -> None:
    """Raise where something is missing under a contract.

    Raises
    ------
    CannotClear
        naming every pair, its node and what is missing
    """
    problem = found.programme
    missing = short > MISSING * problem.quantity_unit
    if missing.any():
        names = problem.market.nodes
        lines = [
            f"{names[problem.pair[at, 1]]} cannot be given {short[at]:.6g} of the {problem.least[at]:.6g} units a year "
            f"that {names[problem.pair[at, 0]]} has to deliver"
            for at in np.flatnonzero(missing)
        ]
        worst = int(np.argmax(short))
        raise CannotClear(
            node=names[problem.pair[worst, 1]],
            quantity=float(short[worst]),
            message="; ".join(lines) + ": lower the minimum of the contract, or add supply or capacity on the way",
        )
