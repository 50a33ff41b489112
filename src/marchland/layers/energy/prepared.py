"""Many markets that differ little from one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.energy.equilibrium import Equilibrium, certified, check_tolerance
from marchland.layers.energy.programme import programme
from marchland.layers.energy.proximal import reduced
from marchland.layers.energy.solved import solved

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.energy.market import Market
    from marchland.layers.energy.programme import Programme
    from marchland.layers.energy.solved import Solved
    from marchland.layers.energy.ways import Ways

    Figures = NDArray[np.float64]


AMONG = 6
"""Ways of a buyer, in order of what they cost, that are looked at again nearby."""
ALL = 1 - 1e-9
"""Share of a bound from which it is reached."""
TOO_DEAR = 0.1
"""What a way may cost more than its buyer pays, over the mean observed price, to be looked at again nearby."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Prepared:
    """A market with its equilibrium, from which others nearby are found sooner.

    Every solution begins at the base and at nothing else: the order in which markets are solved does not matter. Where
    many are closer to each other than to the base, make one of them the base of the others: `at`.

    Parameters
    ----------
    market
        the base
    base
        its equilibrium
    tolerance
        largest violation of the conditions of equilibrium
    """

    market: Market
    base: Equilibrium
    tolerance: float
    found: Solved

    def solve(self, market: Market) -> Equilibrium:
        """Return the equilibrium of another market, to the same certificate as `equilibrium`.

        The closer it is to the base, the sooner: other figures, contracts, blocks or arcs after those of the base. One
        with other nodes, or other arcs in their place, is solved from scratch.

        Raises
        ------
        CannotClear
            where contracts cannot be kept
        SolverError
            where the certificate is not met
        """
        return certified(self._found(market), self.tolerance)

    def at(self, market: Market) -> Prepared:
        """Return another market with its equilibrium, found from this one, ready for many others nearby.

        Raises
        ------
        CannotClear
            where contracts cannot be kept
        SolverError
            where the certificate is not met
        """
        found = self._found(market)
        return replace(self, market=market, base=certified(found, self.tolerance), found=found)

    def _found(self, market: Market) -> Solved:
        problem = programme(market)
        if not self._alike(market):
            return solved(problem, tolerance=self.tolerance)
        before = self.found
        ways, kept = _kept(problem, before.ways)
        p = _prices(problem, before)
        v = np.concatenate([_quantities(problem, before), _amounts(problem, before, kept)])
        return solved(problem, tolerance=self.tolerance, ways=ways, v=v, p=p)

    def _alike(self, market: Market) -> bool:
        """Return whether the base's nodes and arcs stand in the other market in the same places."""
        arcs, own = market.arcs, self.market.arcs
        count = own.tail.size
        return (
            len(market.nodes) == len(self.market.nodes)
            and arcs.tail.size >= count
            and np.array_equal(arcs.tail[:count], own.tail)
            and np.array_equal(arcs.head[:count], own.head)
        )


def prepare(market: Market, *, tolerance: float = 1e-8) -> Prepared:
    """Return a market with its equilibrium, ready for many others nearby.

    Parameters
    ----------
    market
        the base
    tolerance
        largest violation of the conditions of equilibrium

    Raises
    ------
    InvalidMarket
        where the tolerance is not above 0 and below 1
    CannotClear
        where contracts cannot be kept
    SolverError
        where the certificate is not met
    """
    check_tolerance(tolerance)
    found = solved(programme(market), tolerance=tolerance)
    return Prepared(market=market, base=certified(found, tolerance), tolerance=tolerance, found=_plausible(found))


def _plausible(found: Solved) -> Solved:
    """Return a solution without the ways that are far too dear; what is missing elsewhere is searched for again."""
    problem, ways = found.programme, found.ways
    start, row, coefficient, _, c, _ = problem.of(ways)
    fixed = problem.fixed[0].size - 1
    dear = reduced(start, row, coefficient, c, found.p)[fixed:]
    order = np.lexsort((dear, ways.buyer))
    first = np.searchsorted(ways.buyer[order], ways.buyer[order])
    rank = np.empty(len(ways), dtype=np.int64)
    rank[order] = np.arange(len(ways)) - first
    stays = (found.v[fixed:] > 0) | ((dear <= TOO_DEAR) & (rank < AMONG))
    return replace(found, ways=ways.part(stays), v=np.concatenate([found.v[:fixed], found.v[fixed:][stays]]))


def _kept(problem: Programme, ways: Ways) -> tuple[Ways, NDArray[np.bool_]]:
    """Return the ways that are sales in another market too, and which they are."""
    seller = problem.seller_at[ways.seller]
    kept = (seller >= 0) & (problem.target[seller, ways.buyer] >= 0)
    return (ways if kept.all() else ways.part(kept)), kept


def _prices(problem: Programme, before: Solved) -> Figures:
    """Return the multipliers of the base for the rows of another programme; 0 where a row is new."""
    old = before.programme
    unit = old.price_unit / problem.price_unit
    p = np.zeros(problem.b.size)

    def carry(new: NDArray[np.int64], row: NDArray[np.int64]) -> None:
        both = (new >= 0) & (row >= 0)
        p[new[both]] = before.p[row[both]] * unit

    carry(problem.user_row, old.user_row)
    carry(problem.seller_row, old.seller_row)
    carry(problem.arc_row[: old.arc_row.size], old.arc_row)
    at = _places(problem.pair, old.pair)
    carry(problem.least_row, np.append(old.least_row, -1)[at])
    carry(problem.most_row, np.append(old.most_row, -1)[at])
    carry(problem.stiff_row, np.append(old.stiff_row, -1)[_places(problem.stiff, old.stiff)])
    return p


def _places(pairs: NDArray[np.int64], among: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where pairs stand among others, -1 = not there; both in order."""
    key, keys = pairs[:, 0] * 2**32 + pairs[:, 1], among[:, 0] * 2**32 + among[:, 1]
    at = np.searchsorted(keys, key)
    found = np.append(keys, -1)[at] == key
    return np.where(found, at, -1)


def _same(new: NDArray[np.int64], old: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where rows of a table stand in another one, by node and by their order at the node, -1 = not there."""
    if np.array_equal(new, old):
        return np.arange(new.size)
    keys, key = (_ranked(nodes) for nodes in (old, new))
    order = np.argsort(keys)
    at = np.searchsorted(keys[order], key)
    return np.where(np.append(keys[order], -1)[at] == key, np.append(order, -1)[at], -1)


def _ranked(nodes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return one number for each row: its node, and how many rows of that node stand before it."""
    order = np.argsort(nodes, kind="stable")
    rank = np.empty(nodes.size, dtype=np.int64)
    rank[order] = np.arange(nodes.size) - np.searchsorted(nodes[order], nodes[order])
    return nodes * 2**32 + rank


def _quantities(problem: Programme, before: Solved) -> Figures:
    """Return the columns of the base that are no ways, for another programme; 0 where a column is new."""
    market, base = problem.market, before.programme.market
    unit, parts, first, last = before.programme.quantity_unit / problem.quantity_unit, [], 0, 0
    v, full, most = before.v * unit, before.programme.fixed[5] * unit, problem.fixed[5]
    for new, old in (
        (market.supply.node, base.supply.node),
        (market.demand.node, base.demand.node),
        (market.demand.node, base.demand.node),
        (market.storage.node, base.storage.node),
    ):
        at, own = _same(new, old), slice(first, first + old.size)
        part, bound = np.append(v[own], 0.0)[at], np.append(full[own], np.inf)[at]
        # What was used, made or taken to the last unit is so again.
        parts.append(np.where(part >= bound * ALL, most[last : last + new.size], part))
        first, last = first + old.size, last + new.size
    short = np.zeros(int((problem.least_row >= 0).sum()))
    sales = v[before.programme.fixed[0].size - 1 - before.programme.stiff_row.size : before.programme.fixed[0].size - 1]
    at = _places(problem.stiff, before.programme.stiff)
    stiff = np.where(at >= 0, np.append(sales, 0.0)[at], 0.0)
    quantities: Figures = np.minimum(np.concatenate([*parts, short, stiff]), problem.fixed[5])
    return quantities


def _amounts(problem: Programme, before: Solved, kept: NDArray[np.bool_]) -> Figures:
    """Return what the ways of the base deliver, in the unit of another programme."""
    fixed = before.programme.fixed[0].size - 1
    amounts: Figures = before.v[fixed:][kept] * before.programme.quantity_unit / problem.quantity_unit
    return amounts
