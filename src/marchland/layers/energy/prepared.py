"""Many markets that differ little from one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.energy.equilibrium import Equilibrium, certified, check_tolerance
from marchland.layers.energy.nearby import nearby
from marchland.layers.energy.programme import programme
from marchland.layers.energy.proximal import reduced
from marchland.layers.energy.solved import solved

if TYPE_CHECKING:
    from marchland.layers.energy.market import Market
    from marchland.layers.energy.solved import Solved


AMONG = 6
"""Ways of a buyer, in order of what they cost, that are looked at again nearby."""
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
        ways, v, p = nearby(problem, self.found)
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
