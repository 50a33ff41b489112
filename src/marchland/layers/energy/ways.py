"""Ways that fuel can be sold along, and the columns that they are in the programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Table = tuple[NDArray[Any], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Ways:
    """Ways from sellers to buyers, `W` of them.

    Parameters
    ----------
    seller, buyer
        (W,) positions of nodes
    start
        (W + 1,) where the arcs of each way begin in `arc`
    arc
        positions of arcs, from the seller on
    """

    seller: Numbers
    buyer: Numbers
    start: Numbers
    arc: Numbers

    @classmethod
    def none(cls) -> Ways:
        """Return no ways at all."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(seller=nothing, buyer=nothing, start=np.zeros(1, dtype=np.int64), arc=nothing)

    def __len__(self) -> int:
        return int(self.seller.size)

    def each(self) -> list[tuple[int, ...]]:
        """Return seller, buyer and arcs of each way."""
        pairs = zip(self.seller.tolist(), self.buyer.tolist(), strict=True)
        arcs, start = self.arc.tolist(), self.start.tolist()
        return [(*pair, *arcs[start[way] : start[way + 1]]) for way, pair in enumerate(pairs)]

    def part(self, which: NDArray[np.bool_]) -> Ways:
        """Return some of these ways."""
        seller, buyer, start, arc = some(which, self.seller, self.buyer, self.start, self.arc)
        return Ways(seller=seller, buyer=buyer, start=start, arc=arc)

    def joined(self, other: Ways) -> Ways:
        """Return these ways and the others after them."""
        return Ways(
            seller=np.concatenate([self.seller, other.seller]),
            buyer=np.concatenate([self.buyer, other.buyer]),
            start=np.concatenate([self.start, self.start[-1] + other.start[1:]]),
            arc=np.concatenate([self.arc, other.arc]),
        )


def _places_among(sellers: Numbers, nodes: int) -> Numbers:
    """Return (nodes,) positions of nodes among the sellers, -1 = sells nothing."""
    at = np.full(nodes, -1, dtype=np.int64)
    for s in range(sellers.size):
        at[sellers[s]] = s
    return at


places_among: Callable[..., Any] = numba.njit(cache=True)(_places_among)


def _some(
    which: NDArray[np.bool_], seller: Numbers, buyer: Numbers, start: Numbers, arc: Numbers
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return seller, buyer, start and arcs of some ways."""
    count, length = 0, 0
    for way in range(which.size):
        if which[way]:
            count, length = count + 1, length + start[way + 1] - start[way]
    sells, buys = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int64)
    begins, arcs = np.zeros(count + 1, dtype=np.int64), np.empty(length, dtype=np.int64)
    at, used = 0, 0
    for way in range(which.size):
        if which[way]:
            sells[at], buys[at] = seller[way], buyer[way]
            for entry in range(start[way], start[way + 1]):
                arcs[used] = arc[entry]
                used += 1
            at += 1
            begins[at] = used
    return sells, buys, begins, arcs


some: Callable[..., Any] = numba.njit(cache=True)(_some)


def _columns(
    seller: Numbers, buyer: Numbers, start: Numbers, arc: Numbers, sellers: Table, contracts: Table, arcs: Table,
) -> tuple[Numbers, Numbers, Figures, Figures, Figures]:  # fmt: skip
    """Return start, row, coefficient, cost and upper bound of one column a way, a unit delivered each; equation (6).

    Rows of -1 are none; a way over an arc that is shut (charge inf) has the bound 0.
    """
    seller_at, seller_row, target, premium = sellers
    stiff_at, pair_at, most_row, least_row = contracts
    charge, loss, arc_row = arcs
    ways = seller.size
    first = np.zeros(ways + 1, dtype=np.int64)
    row = np.empty(arc.size + 4 * ways, dtype=np.int64)
    coefficient = np.empty(arc.size + 4 * ways)
    cost = np.empty(ways)
    bound = np.full(ways, np.inf)
    used = 0
    for way in range(ways):
        firm, user = seller_at[seller[way]], buyer[way]
        amount, total = 1.0, premium[firm, user]
        for at in range(start[way + 1] - 1, start[way] - 1, -1):
            here = arc[at]
            amount /= 1.0 - loss[here]
            if charge[here] == np.inf:
                bound[way] = 0.0
            else:
                total += charge[here] * amount
                if arc_row[here] >= 0:
                    row[used], coefficient[used] = arc_row[here], amount
                    used += 1
        row[used], coefficient[used] = seller_row[seller[way]], amount
        row[used + 1], coefficient[used + 1] = target[firm, user], -1.0
        used += 2
        pair = pair_at[firm, user] if stiff_at[firm, user] < 0 else -1
        if pair >= 0 and most_row[pair] >= 0:
            row[used], coefficient[used] = most_row[pair], 1.0
            used += 1
        if pair >= 0 and least_row[pair] >= 0:
            row[used], coefficient[used] = least_row[pair], -1.0
            used += 1
        cost[way] = total
        first[way + 1] = used
    return first, row[:used], coefficient[:used], cost, bound


columns: Callable[..., Any] = numba.njit(cache=True)(_columns)


def _carried(
    amount: Figures, seller: Numbers, buyer: Numbers, start: Numbers, arc: Numbers, loss: Figures, sellers: int,
    nodes: int,
) -> tuple[Figures, Figures]:  # fmt: skip
    """Return (sellers, arcs) what enters each arc and (sellers, nodes) what is delivered, by whose it is."""
    flow, sales = np.zeros((sellers, loss.size)), np.zeros((sellers, nodes))
    for way in range(amount.size):
        sent = amount[way]
        sales[seller[way], buyer[way]] += sent
        for at in range(start[way + 1] - 1, start[way] - 1, -1):
            sent /= 1.0 - loss[arc[at]]
            flow[seller[way], arc[at]] += sent
    return flow, sales


carried: Callable[..., Any] = numba.njit(cache=True)(_carried)
