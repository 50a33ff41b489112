"""Ways that would pay at given multipliers: cheaper than what their buyers give, compiled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from marchland.layers.energy.cheapest import cheapest, traced
from marchland.layers.energy.ways import Ways, places_among

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.layers.energy.programme import Programme

    Figures = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Truths = NDArray[np.bool_]
    Table = tuple[NDArray[Any], ...]
    Found = tuple[Numbers, Numbers, Numbers, Numbers]

AT_ONCE = 6
"""Sellers of a buyer whose ways are taken at once."""
FULLER = 0.02
"""What a unit more of capacity is worth where a second way of a sale is looked for, over the mean observed price."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Offers:
    """What every sale would cost at given multipliers.

    Parameters
    ----------
    delivered
        (S, N) marginal cost of a unit of each seller at each node, over the price unit
    most
        the largest gain of a unit more of any sale, 0 where none gains
    ways
        those that gain, the best ones of each buyer
    """

    delivered: Figures
    most: float
    ways: Ways


def offers(problem: Programme, p: Figures, least: float) -> Offers:
    """Return what every sale would cost, and the ways that gain more than `least`, the `AT_ONCE` best of each buyer."""
    delivered, most, *ways = offered(
        problem.network, p, problem.target, problem.premium,
        (problem.seller_at[problem.pair[:, 0]], problem.pair[:, 1], problem.pair_stiff),
        (problem.most_row, problem.least_row), least,
    )  # fmt: skip
    seller, buyer, start, arc = ways
    return Offers(delivered=delivered, most=most, ways=Ways(seller=seller, buyer=buyer, start=start, arc=arc))


def ways_to(problem: Programme, p: Figures, wanted: Truths) -> Ways:
    """Return the cheapest ways of the wanted (S, N) sales at given multipliers; none where nothing leads there."""
    seller, buyer, start, arc = led(problem.network, p, wanted)
    return Ways(seller=seller, buyer=buyer, start=start, arc=arc)


def ways_both(problem: Programme, p: Figures, wanted: Truths) -> Ways:
    """Return the cheapest ways of the wanted (S, N) sales at given multipliers, and as if these were `FULLER`."""
    first = ways_to(problem, p, wanted)
    row = problem.arc_row[first.arc]
    fuller = p.copy()
    fuller[row[row >= 0]] += FULLER
    second = ways_to(problem, fuller, wanted)
    return first.joined(second.part(differs(first.start, first.arc, second.start, second.arc)))


def _searched(network: Table, p: Figures, which: Numbers) -> tuple[Figures, Numbers]:
    """Return marginal costs of some sellers at every node at given multipliers, and the arcs that they come by."""
    sellers, seller_row, charge, arc_row, loss, head, _, start, out = network
    node, price, dear = np.empty(which.size, dtype=np.int64), np.empty(which.size), np.empty(charge.size)
    for k in range(which.size):
        node[k] = sellers[which[k]]
        price[k] = p[seller_row[node[k]]]
    for arc in range(charge.size):
        dear[arc] = charge[arc] + (p[arc_row[arc]] if arc_row[arc] >= 0 else 0.0)
    found: tuple[Figures, Numbers] = cheapest(node, price, dear, loss, head, start, out)
    return found


searched: Callable[..., Any] = numba.njit(cache=True)(_searched)


def _along(network: Table, which: Numbers, wanted: Truths, cost: Figures, via: Numbers) -> Found:
    """Return seller, buyer, start and arcs of the ways by which the cheapest unit of each wanted sale comes."""
    sellers, tail = network[0], network[6]
    count = 0
    for k in range(which.size):
        for n in range(cost.shape[1]):
            count += wanted[which[k], n] and cost[k, n] < np.inf
    firm, node = np.empty(count, dtype=np.int64), np.empty(which.size, dtype=np.int64)
    seller, buyer, count = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int64), 0
    for k in range(which.size):
        node[k] = sellers[which[k]]
        for n in range(cost.shape[1]):
            if wanted[which[k], n] and cost[k, n] < np.inf:
                firm[count], seller[count], buyer[count] = k, node[k], n
                count += 1
    start, arc = traced(firm, buyer, node, via, tail)
    return seller, buyer, start, arc


along: Callable[..., Any] = numba.njit(cache=True)(_along)


def _led(network: Table, p: Figures, wanted: Truths) -> Found:
    """Return the cheapest ways of the wanted (S, N) sales."""
    some = np.zeros(wanted.shape[0], dtype=np.bool_)
    for s in range(wanted.shape[0]):
        for n in range(wanted.shape[1]):
            some[s] |= wanted[s, n]
    which = np.flatnonzero(some)
    cost, via = searched(network, p, which)
    found: Found = along(network, which, wanted, cost, via)
    return found


led: Callable[..., Any] = numba.njit(cache=True)(_led)


def _differs(start: Numbers, arc: Numbers, other_start: Numbers, other_arc: Numbers) -> NDArray[np.bool_]:
    """Return which of other ways go over other arcs than the ways in the same places."""
    found = np.zeros(start.size - 1, dtype=np.bool_)
    for way in range(found.size):
        length = start[way + 1] - start[way]
        found[way] = other_start[way + 1] - other_start[way] != length
        if not found[way]:
            for at in range(length):
                found[way] |= arc[start[way] + at] != other_arc[other_start[way] + at]
    return found


differs: Callable[..., Any] = numba.njit(cache=True)(_differs)


def _gaining(
    delivered: Figures, p: Figures, target: Numbers, premium: Figures, pairs: Table, bounds: Table, least: float
) -> tuple[float, Truths]:
    """Return the largest gain, and (S, N) which sales gain more than `least`, the best ones of each buyer."""
    firms, nodes = target.shape
    gain, cheaper, most = np.empty((firms, nodes)), np.zeros((firms, nodes), dtype=np.bool_), 0.0
    seller, buyer, stiff = pairs
    most_row, least_row = bounds
    for s in range(firms):
        for n in range(nodes):
            gain[s, n] = p[target[s, n]] - delivered[s, n] - premium[s, n] if target[s, n] >= 0 else -np.inf
    for k in range(seller.size):
        if stiff[k] < 0:
            if most_row[k] >= 0:
                gain[seller[k], buyer[k]] -= p[most_row[k]]
            if least_row[k] >= 0:
                gain[seller[k], buyer[k]] += p[least_row[k]]
    for n in range(nodes):
        for _ in range(AT_ONCE):
            best = -1
            for s in range(firms):
                if gain[s, n] > least and not cheaper[s, n] and (best < 0 or gain[s, n] > gain[best, n]):
                    best = s
            if best < 0:
                break
            most, cheaper[best, n] = max(most, gain[best, n]), True
    return most, cheaper


gaining: Callable[..., Any] = numba.njit(cache=True)(_gaining)


def _offered(
    network: Table, p: Figures, target: Numbers, premium: Figures, pairs: Table, bounds: Table, least: float
) -> tuple[Figures, float, Numbers, Numbers, Numbers, Numbers]:
    """Return what every sale would cost, the largest gain, and seller, buyer, start and arcs of the ways that gain."""
    every = np.arange(network[0].size)
    cost, via = searched(network, p, every)
    most, cheaper = gaining(cost, p, target, premium, pairs, bounds, least)
    seller, buyer, start, arc = along(network, every, cheaper, cost, via)
    return cost, most, seller, buyer, start, arc


offered: Callable[..., Any] = numba.njit(cache=True)(_offered)


def _without_way(stiff_at: Numbers, usual: Figures, sellers: Numbers, seller: Numbers, buyer: Numbers) -> Truths:
    """Return (S, N) which stiff sales are usual and have none of the ways from `seller` to `buyer`."""
    without, at = np.zeros(stiff_at.shape, dtype=np.bool_), places_among(sellers, usual.shape[0])
    for s in range(sellers.size):
        for n in range(stiff_at.shape[1]):
            without[s, n] = stiff_at[s, n] >= 0 and usual[sellers[s], n] > 0.0
    for way in range(seller.size):
        without[at[seller[way]], buyer[way]] = False
    return without


without_way: Callable[..., Any] = numba.njit(cache=True)(_without_way)
