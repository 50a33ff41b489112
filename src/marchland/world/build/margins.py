"""Flows by sector that agree with totals by pair: minimum cross-entropy under ceilings.

Of all x[exporter, importer, sector] with the given totals by pair and sums over groups of partners below ceilings, the
one with the least sum of x log(x / prior): prior times a factor for each pair and a factor of at most 1 for each
ceiling. The factors are found by fitting one family after another (RAS; Deming and Stephan 1940; for inequalities
Censor 1981), which is coordinate ascent in the dual.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]


SMALLEST_FACTOR = 1e-6


@dataclass(frozen=True, kw_only=True, eq=False)
class Ceiling:
    """The most that an actor may trade of each sector with a group.

    Parameters
    ----------
    members
        (N,) the group
    of
        "importer": what each importer buys of all members; "exporter": what each exporter sells to all members
    most
        (N, S) in the unit of the flows; inf = no ceiling
    """

    members: NDArray[np.bool_]
    of: str
    most: Array


def fitted(
    prior: Array, totals: Array, least: Array, ceilings: Sequence[Ceiling] = (), *, rounds: int = 200
) -> tuple[Array, float]:
    """Return the flows and by how much, as a share of all flows, ceilings are still exceeded.

    A flow is what it is at least plus its part of what the total then leaves, which alone is fitted. Totals hold
    exactly whatever the ceilings; where these cannot all hold the rest is what remains.

    Parameters
    ----------
    prior
        (N, M, S), 0 or more: of what the total leaves; a cell of 0 gets none of it
    totals
        (N, M), 0 or more
    least
        (N, M, S), 0 or more: what is known to be in a flow
    ceilings
        see `Ceiling`
    rounds
        how often each family of factors is fitted at most

    Raises
    ------
    ValueError
        where a total is smaller than what is known to be in it, or its prior has no cell for the rest of it
    """
    rest = totals - least.sum(axis=2)
    mass = prior.sum(axis=2)
    for wrong, words in (
        (rest < -1e-9 * totals, "more is known to be in it than its total"),
        ((mass == 0) & (rest > 1e-9 * totals), "the prior has no cell for the rest of it"),
    ):
        if wrong.any():
            row, column = np.argwhere(wrong)[0]
            raise ValueError(f"pair {row}, {column} of total {totals[row, column]:.6g}: {words}")
    rest = np.maximum(rest, 0.0)
    flows = _to_totals(prior, rest)
    factors = [np.ones_like(ceiling.most) for ceiling in ceilings]
    excess = 0.0
    for _ in range(rounds if ceilings else 0):
        before, excess = excess, 0.0
        for place, ceiling in enumerate(ceilings):
            axis = 0 if ceiling.of == "importer" else 1
            group = ceiling.members[:, None, None] if axis == 0 else ceiling.members[None, :, None]
            room = np.maximum(ceiling.most - (least * group).sum(axis=axis), 0.0)
            sums = (flows * group).sum(axis=axis)
            excess += float(np.maximum(sums - room, 0.0)[np.isfinite(room)].sum())
            # A cell is never cut to nothing: its pair may have nowhere else to go.
            wanted = np.divide(room, sums, out=np.full_like(sums, np.inf), where=sums > 0) * factors[place]
            fresh = np.clip(wanted, SMALLEST_FACTOR, 1.0)
            change = fresh / factors[place]
            factors[place] = fresh
            flows = np.where(group, flows * np.expand_dims(change, axis), flows)
        flows = _to_totals(flows, rest)
        if excess <= 1e-9 * totals.sum() or abs(excess - before) <= 1e-7 * excess:
            break
    return flows + least, excess / max(float(totals.sum()), np.finfo(float).tiny)


def _to_totals(flows: Array, totals: Array) -> Array:
    sums = flows.sum(axis=2)
    factor = np.divide(totals, sums, out=np.zeros_like(sums), where=sums > 0)
    return np.asarray(flows * factor[:, :, None])
