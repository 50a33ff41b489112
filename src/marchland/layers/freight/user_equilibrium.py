"""The deterministic user equilibrium: every used route is a cheapest one (Wardrop 1952)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import SolverError
from marchland.layers.freight.agreement import agree
from marchland.layers.freight.arranged import Arranged, arranged
from marchland.layers.freight.certified import certified
from marchland.layers.freight.delay import MOST, loaded
from marchland.layers.freight.found import Found, assignment
from marchland.layers.freight.rounds import one_round, packed, sweeps
from marchland.layers.freight.validation import InvalidNetwork

if TYPE_CHECKING:
    from marchland.layers.freight.assignment import Assignment
    from marchland.layers.freight.demand import Demand
    from marchland.layers.freight.network import Network

ROUNDS = 2000
"""Searches for cheapest routes at most, all pairs each."""
SWEEPS = 100
"""Sweeps over known routes at most, after each search."""
EASIER = 0.05
"""Sweeps end when known routes can save no more than this part of what the last search could."""
NEAR = 5.0
"""The certificate is worked out when a round began within this multiple of the gap asked for."""
PATIENCE = 40
"""Rounds in a row that bring the gap no tenth further, after which rounding is what is left."""
FINE = 0.01
"""Routes are alike whose costs differ by less than this part of the gap asked for."""


def user_equilibrium(network: Network, demand: Demand, *, gap: float = 1e-6) -> Assignment:
    """Return the flows at which no tonne has a cheaper way.

    Route flows of each pair move to its cheapest route by projected Newton steps, pair by pair with costs renewed after
    each move, and the route sets grow by what searches find (Jayakrishnan et al. 1994; Dafermos & Sparrow 1969). The
    same input gives the same bits.

    Parameters
    ----------
    network
        the network
    demand
        what has to be carried; a pair without any way is `unserved` and the others are solved
    gap
        largest relative gap allowed: (total cost - cost if all took a cheapest route) / total cost

    Raises
    ------
    InvalidNetwork
        where a pair names a node or class that the network does not have, or stands twice, or `gap` is not between 0
        and 1
    SolverError
        where the gap is not reached
    """
    if not 0 < gap < 1:
        raise InvalidNetwork(f"gap is {gap:g}; it must be above 0 and below 1, for example 1e-6")
    agree(network, demand)
    found = _solved(arranged(network, demand), gap)
    return assignment(network, demand, found)


def _solved(a: Arranged, gap: float) -> Found:
    flow, hours, slope = np.zeros((3, a.tail.size))
    loaded(a.laws, flow, hours, slope)
    first = np.full(a.volume.size, -1, dtype=np.int64)
    whole = np.empty(0, dtype=np.int64)
    chain = (whole, whole, whole, np.empty(0, dtype=np.int32), np.empty(0))
    least = max(FINE * gap, 1e-15)
    best, since = math.inf, 0
    for number in range(1, ROUNDS + 1):
        chain, spent, saved = one_round(
            a.groups, a.origin, a.commodity, a.destination, a.volume, a.leaving, a.tail, a.head, a.through, a.fixed,
            a.worth, a.laws, flow, hours, slope, first, chain, least,
        )  # fmt: skip
        if spent > 0:
            sweeps(
                a.groups, a.commodity, a.fixed, a.worth, a.laws, flow, hours, slope, first, chain, least,
                EASIER * saved, SWEEPS,
            )  # fmt: skip
        chain = packed(a.volume, first, chain, flow)
        loaded(a.laws, flow, hours, slope)
        if number == 1 and chain[0].size:
            continue  # every pair has one route: nothing was compared yet
        reached = saved / spent if spent > 0 else 0.0
        if reached <= NEAR * gap:
            od_cost, price = np.empty(a.volume.size), np.empty(chain[0].size)
            reached = certified(
                a.groups, a.origin, a.commodity, a.destination, a.leaving, a.head, a.through, a.fixed, a.worth, hours,
                first, chain, od_cost, price,
            )  # fmt: skip
        if reached <= gap:
            if not (hours < MOST).all():
                at = int(a.links[np.argmax(hours)])
                raise InvalidNetwork(
                    f"hours on link {at} exceed {MOST:g}: its capacity is too small for what passes it"
                )
            return Found(
                arranged=a, flow=flow, hours=hours, first=first, begin=chain[1], end=chain[2], links=chain[3],
                taken=chain[4], price=price, od_cost=od_cost, gap=reached, rounds=number,
            )  # fmt: skip
        if reached < 0.9 * best:
            best, since = reached, number
        if number > since + PATIENCE:
            break
    raise SolverError(
        f"the user equilibrium does not meet its certificate: relative gap {best:.1e} after"
        f" {number} rounds, allowed {gap:.1e}; allow a wider gap (rounding seldom lets it below 1e-14), or look for"
        " capacities, hours or volumes that are many orders of magnitude apart"
    )
