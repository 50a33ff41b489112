"""What an actor's own wages, prices and spending do to each other: the Jacobian of a sweep, actor by actor.

A sweep moves all unknowns at once by their own equations. Solving each actor's equations together, linearised at the
base and with all others held, halves the number of sweeps: a block Jacobi preconditioner (Saad 2003, Iterative Methods
for Sparse Linear Systems, section 4.1). It decides how fast sweeps converge, not where to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.trade.bound import wage_responses

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.base import Base
    from marchland.layers.trade.weights import Weights

    Array = NDArray[np.float64]

CAUTION = 0.01
"""Part of a plain move of a wage that is added to its response, so that nearly closed actors do not leap."""


def local_moves(base: Base, weights: Weights, steps: Array, bound: Array | None) -> NDArray[np.float32]:
    """Return what to multiply an actor's plain moves by, (R, R, N) with R = W + 2 S rows as in the kernel.

    In single precision: it is read once a sweep, and steers the way alone.

    Parameters
    ----------
    base
        shares and levels
    weights
        without a shock
    steps
        (W, N) part of a wage's excess demand that a plain sweep takes
    bound
        (S,) part of value added that is bound to its sector; None = nothing
    """
    sectors, actors = base.output.shape
    wages = len(steps)
    rows = wages + 2 * sectors
    theta, beta, gamma = base.elasticity[:, None], base.labour_shares, base.input_shares
    each = np.arange(sectors)
    wage_of = np.zeros(sectors, dtype=int) if wages == 1 else each
    own = base.shares.diagonal(axis1=1, axis2=2).T.swapaxes(0, 1)
    flows = weights.sales.transpose(0, 2, 1) * base.expenditure[:, None, :]
    output = np.where(base.output > 0, base.output, 1.0)
    at_home = flows.diagonal(axis1=1, axis2=2) / output
    retained = np.einsum("sni,sni->sn", flows, base.shares) / output
    supply = base.value_added if wages > 1 else base.value_added.sum(axis=0, keepdims=True)

    # Rows by unknown (S, R, N): unit costs, then log sales.
    cost = np.zeros((sectors, rows, actors))
    if bound is None:
        cost[each, wage_of] = beta
    else:
        cost[:, :wages] = beta[:, None, :] * wage_responses(base.value_added, bound)
    cost[:, wages : wages + sectors] = gamma
    sales = -(theta * (1.0 - retained))[:, None, :] * cost
    sales[each, wages + sectors + each] += at_home
    sales *= base.output[:, None, :]

    hired = beta[:, None, :] * sales
    wage = hired.sum(axis=0, keepdims=True) if wages == 1 else hired
    wage = wage / np.where(supply > 0, supply, 1.0)[:, None, :]
    wage[np.arange(wages), np.arange(wages)] -= 1.0 + CAUTION
    wage *= steps[:, None, :]
    earned = wage * supply[:, None, :]
    earned[np.arange(wages), np.arange(wages)] += supply
    income = base.income_factor * earned.sum(axis=0)
    price = own[:, None, :] * cost
    price[each, wages + each] -= 1.0
    spend = base.final_shares[:, None, :] * income + np.einsum("skn,srn->krn", gamma, sales)
    spend /= np.where(base.expenditure > 0, base.expenditure, 1.0)[:, None, :]
    spend[each, wages + sectors + each] -= 1.0

    used = base.expenditure > 0
    free = np.concatenate((supply > 0, used, used))
    block = np.concatenate((wage, price, spend)) * free[:, None, :] * free[None, :, :]
    every = np.arange(rows)
    block[every, every] -= ~free
    return _inverted(-block).astype(np.float32)


def _inverted(blocks: Array) -> Array:
    """Return the inverse of each actor's matrix of (R, R, N), by Gauss and Jordan, without a search for pivots.

    The diagonal, an own response less what comes back of it, dominates. All actors at once and without the threads of a
    library, so that the same input gives the same bits.
    """
    left = blocks.copy()
    for p in range(len(left)):
        pivot = 1.0 / left[p, p]
        row = left[p] * pivot
        column = left[:, p].copy()
        left -= column[:, None] * row
        left[p] = row
        left[:, p] = -column * pivot
        left[p, p] = pivot
    return left
