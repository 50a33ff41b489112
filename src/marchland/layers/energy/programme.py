"""A market as a quadratic programme over ways, without units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.layers.energy.fixed import fixed
from marchland.layers.energy.rows import agreed, dearest_of, placed, rows, sales
from marchland.layers.energy.ways import columns, places_among

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.energy.fixed import Columns
    from marchland.layers.energy.market import Market
    from marchland.layers.energy.ways import Ways

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    WayColumns = tuple[Numbers, Numbers, Figures, Figures, Figures]


@dataclass(frozen=True, kw_only=True, eq=False)
class Programme:
    """The rows of the programme and its columns that are no ways; quantities and prices over their units.

    Rows are `A v <= b`: first one a node with users, then one a bound of a contract, a stiff sale, a seller, and an arc
    with a limit.

    Parameters
    ----------
    market
        what it is made from
    sellers, users
        (S,) and (U,) positions of nodes that sell, and that use
    seller_at
        (N,) positions in `sellers`, -1 = sells nothing
    quantity_unit, price_unit
        the mean observed use and price
    pair, least, most, resold
        (P, 2) positions of seller and buyer under contract, what they trade at least and at most, whether the buyer
        may sell on
    pair_at
        (S, N) positions in `pair`, -1 = no contract
    pair_stiff
        (P,) positions in `stiff`; -1 = the bounds of the contract hold its ways, not the sale
    user_row, seller_row
        (N,) rows of the programme, -1 = none
    target
        (S, N) the row that a way serves: the buyer's users, the buyer as seller, or a stiff sale; -1 = no sale
    arc_row
        (A,) rows of the programme, the last ones, -1 = no limit, or shut
    arcs_from
        the first of them
    least_row, most_row
        (P,) rows of the programme, -1 = none; a pair that may trade nothing is no sale and has none
    stiff, stiff_row, stiff_served
        (T, 2) positions of seller and buyer whose wedge depends on what they trade, (T,) their rows, and the rows that
        they serve
    stiff_at
        (S, N) positions in `stiff`, -1 = no stiff sale
    premium
        (S, N) wedge and margin over the price unit; 0 where a stiff sale carries them
    b
        (rows,) right-hand side
    fixed
        columns of supply, of demand at and below the choke price, of stores, of shortfalls under contracts, and of
        stiff sales: start, row, coefficient, D, c, u
    """

    market: Market
    sellers: Numbers
    users: Numbers
    seller_at: Numbers
    quantity_unit: float
    price_unit: float
    pair: Numbers
    least: Figures
    most: Figures
    resold: NDArray[np.bool_]
    pair_at: Numbers
    pair_stiff: Numbers
    user_row: Numbers
    seller_row: Numbers
    target: Numbers
    arc_row: Numbers
    arcs_from: int
    least_row: Numbers
    most_row: Numbers
    stiff: Numbers
    stiff_row: Numbers
    stiff_served: Numbers
    stiff_at: Numbers
    premium: Figures
    b: Figures
    fixed: Columns

    @cached_property
    def charge(self) -> Figures:
        """(A,) money a unit over the price unit; inf where an arc is shut."""
        arcs = self.market.arcs
        return np.where(arcs.capacity > 0, arcs.charge / self.price_unit, np.inf)

    @cached_property
    def network(self) -> tuple[NDArray[Any], ...]:
        """What ways are searched in: sellers and rows of nodes; charge, row, loss, head and tail of arcs; `leaving`."""
        arcs = self.market.arcs
        loss = np.asarray(arcs.loss)
        return (
            self.sellers, self.seller_row, self.charge, self.arc_row, loss, arcs.head, arcs.tail, *self.market.leaving,
        )  # fmt: skip

    @cached_property
    def dearest(self) -> Figures:
        """(U,) the most that a unit is worth to the users of a node, over the price unit."""
        demand = self.market.demand
        worth: Figures = dearest_of(
            self.users.size, self.user_row, demand.node, np.asarray(demand.rationing_price), self.price_unit
        )
        return worth

    def of(self, ways: Ways) -> Columns:
        """Return all columns, those of the ways last: start, row, coefficient, D, c, u."""
        start, row, coefficient, cost, bound = self.of_ways(ways)
        first, rows, coefficients, d, c, u = self.fixed
        return (
            np.concatenate([first, first[-1] + start[1:]]),
            np.concatenate([rows, row]),
            np.concatenate([coefficients, coefficient]),
            np.concatenate([d, np.zeros(len(ways))]),
            np.concatenate([c, cost]),
            np.concatenate([u, bound]),
        )

    def of_ways(self, ways: Ways) -> WayColumns:
        """Return the columns of ways: start, row, coefficient, c, u; their D is 0."""
        found: WayColumns = columns(
            ways.seller,
            ways.buyer,
            ways.start,
            ways.arc,
            (self.seller_at, self.seller_row, self.target, self.premium),
            (self.stiff_at, self.pair_at, self.most_row, self.least_row),
            (self.charge, np.asarray(self.market.arcs.loss), self.arc_row),
        )
        return found


def programme(market: Market, *, barred: NDArray[np.bool_] | None = None) -> Programme:
    """Return a market as a quadratic programme, equations (4) to (6); `barred` (N, N) pairs do not trade."""
    supply, demand, storage, arcs, contracts = (
        market.supply,
        market.demand,
        market.storage,
        market.arcs,
        market.contracts,
    )
    nodes, sellers = len(market.nodes), market.sellers
    wedge, margin, stiffness, usual = (
        np.asarray(terms) for terms in (market.wedge, market.margin, market.stiffness, market.usual)
    )
    uses, seller_at = np.zeros(nodes, dtype=bool), places_among(sellers, nodes)
    uses[demand.node] = True
    quantity_unit, price_unit = demand.usual_use, demand.usual_price
    pair, least, most, resold = agreed(
        np.argsort(contracts.seller * nodes + contracts.buyer, kind="stable"),
        contracts.seller,
        contracts.buyer,
        np.asarray(contracts.minimum),
        np.asarray(contracts.maximum),
        np.asarray(contracts.resale),
    )
    barred = np.zeros((0, 0), dtype=bool) if barred is None else barred
    sold, stiff, stiff_at = sales(sellers, seller_at, uses, pair, most, resold, barred, stiffness)
    user_row, seller_row, least_row, most_row, stiff_row, arc_row, served, target, arcs_from, b = rows(
        uses,
        sellers,
        pair,
        least,
        most,
        resold,
        sold,
        stiff_at,
        seller_at,
        arcs.capacity,
        stiff.shape[0],
        quantity_unit,
    )
    pair_at, pair_stiff, held, stiff_served, premium = placed(
        pair, seller_at, stiff, stiff_at, served, sellers, wedge, margin, price_unit
    )
    columns_of_tables = fixed(
        (supply.node, supply.marginal_cost, np.asarray(supply.slope), supply.capacity),
        (
            demand.node,
            np.asarray(demand.rationing_price),
            demand.choke_price,
            demand.steepness,
            demand.rationed,
            demand.answering,
        ),
        (storage.node, np.asarray(storage.worth), storage.most(market.days)),
        (user_row, seller_row, least_row, most_row),
        (stiff, stiff_row, stiff_served, held),
        (wedge, margin, stiffness, usual),
        quantity_unit,
        price_unit,
    )
    return Programme(
        market=market,
        sellers=sellers,
        users=np.flatnonzero(uses),
        seller_at=seller_at,
        quantity_unit=quantity_unit,
        price_unit=price_unit,
        pair=pair,
        least=least,
        most=most,
        resold=resold,
        pair_at=pair_at,
        pair_stiff=pair_stiff,
        user_row=user_row,
        seller_row=seller_row,
        target=target,
        arc_row=arc_row,
        arcs_from=arcs_from,
        least_row=least_row,
        most_row=most_row,
        stiff=stiff,
        stiff_row=stiff_row,
        stiff_served=stiff_served,
        stiff_at=stiff_at,
        premium=premium,
        b=b,
        fixed=columns_of_tables,
    )
