"""A market as a quadratic programme over ways, without units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.energy.stiff import StiffSales
from marchland.layers.energy.ways import columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.energy.market import Market
    from marchland.layers.energy.ways import Ways

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]

    Columns = tuple[Numbers, Numbers, Figures, Figures, Figures, Figures]

SHORTFALL = 1e3
"""What a unit missing under a contract's minimum costs, in the largest price of the market; more than any price."""


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
    quantity_unit, price_unit
        the mean observed use and price
    pair, least, most, resold
        (P, 2) positions of seller and buyer under contract, what they trade at least and at most, whether the buyer
        may sell on
    user_row, seller_row
        (N,) rows of the programme, -1 = none
    served
        (S, N) the row that a sale serves: the buyer's users, or the buyer as seller; -1 = no sale
    arc_row
        (A,) rows of the programme, the last ones, -1 = no limit, or shut
    arcs_from
        the first of them
    least_row, most_row
        (P,) rows of the programme, -1 = none; a pair that may trade nothing is no sale and has none
    stiff, stiff_row
        (T, 2) positions of seller and buyer whose wedge depends on what they trade, and (T,) their rows
    b
        (rows,) right-hand side
    fixed
        columns of supply, of demand at and below the choke price, of stores, of shortfalls under contracts, and of
        stiff sales: start, row, coefficient, D, c, u
    """

    market: Market
    sellers: Numbers
    users: Numbers
    quantity_unit: float
    price_unit: float
    pair: Numbers
    least: Figures
    most: Figures
    resold: NDArray[np.bool_]
    user_row: Numbers
    seller_row: Numbers
    served: Numbers
    arc_row: Numbers
    arcs_from: int
    least_row: Numbers
    most_row: Numbers
    stiff: Numbers
    stiff_row: Numbers
    b: Figures
    fixed: Columns

    @cached_property
    def charge(self) -> Figures:
        """(A,) money a unit over the price unit; inf where an arc is shut."""
        arcs = self.market.arcs
        return np.where(arcs.capacity > 0, arcs.charge / self.price_unit, np.inf)

    @cached_property
    def premium(self) -> Figures:
        """(S, N) wedge and margin over the price unit; 0 where a stiff sale carries them."""
        market = self.market
        premium: Figures = (np.asarray(market.wedge) + np.asarray(market.margin))[self.sellers] / self.price_unit
        premium[self.seller_at[self.stiff[:, 0]], self.stiff[:, 1]] = 0.0
        return premium

    @cached_property
    def seller_at(self) -> Numbers:
        """(N,) positions in `sellers`, -1 = sells nothing."""
        at = np.full(self.seller_row.size, -1, dtype=np.int64)
        at[self.sellers] = np.arange(self.sellers.size)
        return at

    @cached_property
    def pair_at(self) -> Numbers:
        """(S, N) positions in `pair`, -1 = no contract."""
        at = np.full((self.sellers.size, len(self.market.nodes)), -1, dtype=np.int64)
        at[self.seller_at[self.pair[:, 0]], self.pair[:, 1]] = np.arange(self.pair.shape[0])
        return at

    @cached_property
    def target(self) -> Numbers:
        """(S, N) the row that a way serves: the buyer's users, the buyer as seller, or a stiff sale; -1 = no sale."""
        target = self.served.copy()
        target[self.seller_at[self.stiff[:, 0]], self.stiff[:, 1]] = self.stiff_row
        return target

    @cached_property
    def stiff_at(self) -> Numbers:
        """(S, N) positions in `stiff`, -1 = no stiff sale."""
        at = np.full((self.sellers.size, len(self.market.nodes)), -1, dtype=np.int64)
        at[self.seller_at[self.stiff[:, 0]], self.stiff[:, 1]] = np.arange(self.stiff_row.size)
        return at

    @cached_property
    def stiff_served(self) -> Numbers:
        """(T,) the rows that stiff sales serve."""
        return self.served[self.seller_at[self.stiff[:, 0]], self.stiff[:, 1]]

    @cached_property
    def pair_stiff(self) -> Numbers:
        """(P,) positions in `stiff`; -1 = the bounds of the contract hold its ways, not the sale."""
        return self.stiff_at[self.seller_at[self.pair[:, 0]], self.pair[:, 1]]

    @cached_property
    def dearest(self) -> Figures:
        """(U,) the most that a unit is worth to the users of a node, over the price unit."""
        demand, most = self.market.demand, np.zeros(self.users.size)
        np.maximum.at(most, self.user_row[demand.node], np.asarray(demand.rationing_price) / self.price_unit)
        return most

    @cached_property
    def leaving(self) -> tuple[Numbers, Numbers]:
        """(N + 1,) and (A,): where the arcs that leave each node begin, and the arcs in that order."""
        tail = self.market.arcs.tail
        start = np.zeros(len(self.market.nodes) + 1, dtype=np.int64)
        np.cumsum(np.bincount(tail, minlength=start.size - 1), out=start[1:])
        return start, np.argsort(tail, kind="stable")

    def bound_price(self, p: Figures) -> Figures:
        """Return (S, N) what the bounds of contracts add to the cost of a way, at given multipliers."""
        add = np.zeros(self.pair_at.shape)
        if self.pair.size:
            held = np.where(self.pair_stiff < 0, self._held(p), 0.0)
            add[self.seller_at[self.pair[:, 0]], self.pair[:, 1]] = held
        return add

    def stiff_bound_price(self, p: Figures) -> Figures:
        """Return (T,) what the bounds of contracts add to the cost of a stiff sale, at given multipliers."""
        add = np.zeros(self.stiff_row.size)
        if self.pair.size:
            some = self.pair_stiff >= 0
            add[self.pair_stiff[some]] = self._held(p)[some]
        return add

    def _held(self, p: Figures) -> Figures:
        """Return (P,) what a maximum withholds less what a minimum costs, at given multipliers."""
        most = np.where(self.most_row >= 0, p[self.most_row], 0.0)
        least = np.where(self.least_row >= 0, p[self.least_row], 0.0)
        return np.asarray(most - least)

    def of(self, ways: Ways) -> Columns:
        """Return all columns, those of the ways last: start, row, coefficient, D, c, u."""
        seller = self.seller_at[ways.seller]
        pair = np.where(self.stiff_at[seller, ways.buyer] < 0, self.pair_at[seller, ways.buyer], -1)
        most = np.where(pair >= 0, np.append(self.most_row, -1)[pair], -1)
        least = np.where(pair >= 0, np.append(self.least_row, -1)[pair], -1)
        start, row, coefficient, cost, bound = columns(
            self.seller_row[ways.seller],
            self.target[seller, ways.buyer],
            most,
            least,
            self.premium[seller, ways.buyer],
            ways.start,
            ways.arc,
            self.charge,
            np.asarray(self.market.arcs.loss),
            self.arc_row,
        )
        first, rows, coefficients, d, c, u = self.fixed
        return (
            np.concatenate([first, first[-1] + start[1:]]),
            np.concatenate([rows, row]),
            np.concatenate([coefficients, coefficient]),
            np.concatenate([d, np.zeros(len(ways))]),
            np.concatenate([c, cost]),
            np.concatenate([u, bound]),
        )


def programme(market: Market, *, barred: NDArray[np.bool_] | None = None) -> Programme:
    """Return a market as a quadratic programme, equations (4) to (6); `barred` (N, N) pairs do not trade."""
    demand, arcs = market.demand, market.arcs
    nodes, sellers = len(market.nodes), market.sellers
    uses = np.zeros(nodes, dtype=bool)
    uses[demand.node] = True
    users = np.flatnonzero(uses)
    quantity_unit, price_unit = demand.usual_use, demand.usual_price

    pair, least, most, resold = _agreed(market)
    seller_at = np.full(nodes, -1, dtype=np.int64)
    seller_at[sellers] = np.arange(sellers.size)
    sold, own = np.empty((sellers.size, nodes), dtype=bool), pair[resold]
    sold[:] = uses
    sold[seller_at[own[:, 0]], own[:, 1]] = True
    never = pair[most <= 0]
    sold[seller_at[never[:, 0]], never[:, 1]] = False
    if barred is not None:
        sold &= ~barred[sellers]
    stiffness = np.where(sold, np.asarray(market.stiffness)[sellers], 0.0)
    firm, buyer = np.nonzero(stiffness)
    stiff = np.empty((firm.size, 2), dtype=np.int64)
    stiff[:, 0], stiff[:, 1] = sellers[firm], buyer
    # Rows that touch few others come first: the matrix of the multipliers then fills up least.
    user_row, rows = _numbered(uses, 0)
    least_row, rows = _numbered(least > 0, rows)
    most_row, rows = _numbered(np.isfinite(most) & (most > 0), rows)
    stiff_row, rows = _numbered(np.ones(firm.size, dtype=bool), rows)
    seller_row, arcs_from = _numbered(seller_at >= 0, rows)
    limited = np.isfinite(arcs.capacity) & (arcs.capacity > 0)
    arc_row, rows = _numbered(limited, arcs_from)
    served = np.where(sold, user_row, -1)
    target = seller_row[own[:, 1]]
    served[seller_at[own[:, 0]], own[:, 1]] = np.where(sold[seller_at[own[:, 0]], own[:, 1]], target, -1)
    b = np.zeros(rows)
    b[least_row[least_row >= 0]] = -least[least_row >= 0] / quantity_unit
    b[most_row[most_row >= 0]] = most[most_row >= 0] / quantity_unit
    b[arc_row[limited]] = arcs.capacity[limited] / quantity_unit

    stiff_at = np.full((sellers.size, nodes), -1, dtype=np.int64)
    stiff_at[firm, buyer] = np.arange(firm.size)
    held = stiff_at[seller_at[pair[:, 0]], pair[:, 1]]
    sales = StiffSales(
        row=stiff_row,
        served=served[firm, buyer],
        stiffness=stiffness[firm, buyer],
        pair=(sellers[firm], buyer),
        held=held,
        most_row=np.where(held >= 0, most_row, -1),
        least_row=np.where(held >= 0, least_row, -1),
    )
    fixed = _fixed(market, (seller_row, user_row, least_row[least_row >= 0]), sales, quantity_unit, price_unit)
    return Programme(
        market=market,
        sellers=sellers,
        users=users,
        quantity_unit=quantity_unit,
        price_unit=price_unit,
        pair=pair,
        least=least,
        most=most,
        resold=resold,
        user_row=user_row,
        seller_row=seller_row,
        served=served,
        arc_row=arc_row,
        arcs_from=arcs_from,
        least_row=least_row,
        most_row=most_row,
        stiff=stiff,
        stiff_row=stiff_row,
        b=b,
        fixed=fixed,
    )


def _fixed(
    market: Market,
    rows: tuple[Numbers, Numbers, Numbers],
    sales: StiffSales,
    quantity_unit: float,
    price_unit: float,
) -> Columns:
    """Return the columns that are no ways: supply, demand, stores, shortfalls, stiff sales."""
    supply, demand, storage = market.supply, market.demand, market.storage
    seller_row, user_row, short = rows
    stiffness, pair = sales.stiffness, sales.pair
    choke, answering = demand.choke_price, demand.answering
    steep = demand.steepness
    dearest = max(1.0, float(np.max(demand.rationing_price, initial=0.0)) / price_unit)
    unit, usual = quantity_unit / price_unit, np.asarray(market.usual)[pair]
    first = np.asarray(market.wedge)[pair] + np.asarray(market.margin)[pair] - stiffness * usual
    none, unbounded = np.zeros(demand.node.size), np.full(short.size + stiffness.size, np.inf)
    row = np.concatenate(
        [seller_row[supply.node], user_row[demand.node], user_row[demand.node], user_row[storage.node], short]
    )
    gives = np.ones(row.size)
    gives[: supply.node.size] = gives[supply.node.size + 2 * demand.node.size :] = -1.0
    length, sale_row, sale_gives = sales.entries
    start = np.concatenate([np.arange(row.size + 1), row.size + np.cumsum(length)])
    row, gives = np.concatenate([row, sale_row]), np.concatenate([gives, sale_gives])
    d = np.concatenate([np.asarray(supply.slope), none, steep, np.zeros(storage.node.size + short.size)])
    d = np.concatenate([d, stiffness]) * unit
    c = np.concatenate([supply.marginal_cost, -np.asarray(demand.rationing_price), -choke, np.asarray(storage.worth)])
    c = np.concatenate([c / price_unit, np.full(short.size, SHORTFALL * dearest), first / price_unit])
    u = np.concatenate([supply.capacity, demand.rationed, answering, storage.most(market.days)]) / quantity_unit
    u = np.concatenate([u, unbounded])
    return start, row, gives, d, c, u


def _numbered(has: NDArray[np.bool_], rows: int) -> tuple[Numbers, int]:
    """Return a row of the programme for each that has one, -1 for the others, and the number of rows then."""
    count = int(has.sum())
    numbers = np.full(has.size, -1, dtype=np.int64)
    numbers[has] = rows + np.arange(count)
    return numbers, rows + count


def _agreed(market: Market) -> tuple[Numbers, Figures, Figures, NDArray[np.bool_]]:
    """Return the pairs under contract, (P, 2), and the sums of their contracts; a resale replaces plain sales."""
    contracts = market.contracts
    if not contracts.seller.size:
        return np.zeros((0, 2), dtype=np.int64), np.zeros(0), np.zeros(0), np.zeros(0, dtype=bool)
    key = contracts.seller * len(market.nodes) + contracts.buyer
    keys = np.sort(key)
    keys = keys[np.append(True, keys[1:] != keys[:-1])]
    at = np.searchsorted(keys, key)

    def summed(column: Figures) -> Figures:
        return np.bincount(at, weights=column, minlength=keys.size).astype(np.float64)

    least, most = summed(np.asarray(contracts.minimum)), summed(np.asarray(contracts.maximum))
    pair = np.empty((keys.size, 2), dtype=np.int64)
    np.divmod(keys, len(market.nodes), out=(pair[:, 0], pair[:, 1]))
    return pair, least, most, summed(np.asarray(contracts.resale)) > 0
