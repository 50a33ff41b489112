"""Who can still trade with whom, and what that leaves of the deficits.

A deficit needs a partner. Three rules, applied until nothing changes:

1. An actor that can sell to nobody and receives no money (a deficit of at most `NEGLIGIBLE` of its value added) can buy
   nothing either, and the mirror image: what is left of its trade ceases.
2. An actor left without any partner has deficit zero.
3. Within each group of actors that are linked by trade, deficits add up to zero: where they no longer do, the larger of
   the two sides (deficits or surpluses) shrinks in proportion to the smaller. Nobody's deficit ever grows by this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

NEGLIGIBLE = 1e-6
"""Deficit over value added that pays for no trade worth the name."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Links:
    """Groups of actors linked by trade, and the deficits they can keep.

    Parameters
    ----------
    group
        (N,) number of the group that an actor belongs to
    isolated
        (N,) an actor without any partner
    cut
        (N,) isolated actors whose remaining one-way flows cease by rule 1
    deficits
        (N,) deficits left, in the unit they came in
    """

    group: NDArray[np.int64]
    isolated: NDArray[np.bool_]
    cut: NDArray[np.bool_]
    deficits: Array


def links_of(
    linked: NDArray[np.bool_], deficits: Array, size: Array, *, idle: NDArray[np.bool_], balanced_groups: bool
) -> Links:
    """Apply the three rules to what can still be traded.

    Parameters
    ----------
    linked
        (N, N) where exporter n can sell to importer i
    deficits
        (N,) deficits wished for; of a `proportional` closure any number of their sign
    size
        (N,) value added in the unit of the deficits
    idle
        (N,) actors whose foreign trade ceases in any case: nobody is left to buy from them
    balanced_groups
        whether rule 3 applies
    """
    linked = linked.copy()
    np.fill_diagonal(linked, val=False)
    kept = deficits.copy()
    cut = idle.copy()
    linked[cut, :] = False
    linked[:, cut] = False
    while True:
        sells: NDArray[np.bool_] = np.any(linked, axis=1)
        buys: NDArray[np.bool_] = np.any(linked, axis=0)
        stuck = (buys & ~sells & (kept <= NEGLIGIBLE * size)) | (sells & ~buys & (kept >= -NEGLIGIBLE * size))
        if stuck.any():
            cut |= stuck
            linked[stuck, :] = False
            linked[:, stuck] = False
            continue
        isolated = ~(sells | buys)
        kept[isolated] = 0.0
        group = _groups(linked)
        if not balanced_groups or not _shrink(kept, group):
            return Links(group=group, isolated=isolated, cut=cut, deficits=kept)


def _shrink(deficits: Array, group: NDArray[np.int64]) -> bool:
    """Apply rule 3 in place; tell whether a deficit vanished, so that rule 1 has to be asked again."""
    vanished = False
    scale = float(np.abs(deficits).sum())
    if abs(np.bincount(group, weights=deficits)).max() <= 1e-13 * scale:
        return False
    for g in range(int(group.max()) + 1):
        members = group == g
        owed, lent = members & (deficits > 0), members & (deficits < 0)
        over, under = float(deficits[owed].sum()), float(-deficits[lent].sum())
        if abs(over - under) <= 1e-13 * scale:
            continue
        larger, size = (owed, over) if over > under else (lent, under)
        smaller = min(over, under)
        deficits[larger] *= smaller / size
        vanished |= smaller == 0.0
    return vanished


def _groups(linked: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the number of each actor's connected component, direction aside."""
    either = linked | linked.T
    count = len(either)
    if np.count_nonzero(either, axis=1).max() == count - 1:  # somebody trades with everybody
        return np.zeros(count, dtype=np.int64)
    group = np.full(count, -1, dtype=np.int64)
    number = 0
    for start in range(count):
        if group[start] >= 0:
            continue
        reached = np.zeros(count, dtype=bool)
        reached[start] = True
        frontier = reached
        while frontier.any():
            frontier = either[frontier].any(axis=0) & ~reached
            reached |= frontier
        group[reached] = number
        if number == 0 and reached.all():
            break
        number += 1
    return group
