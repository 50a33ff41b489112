"""Sales at home set so that value added is what it must be and no final demand is negative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import MissingData

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

PASSES = 40
SMALLEST_FACTOR = 0.05
"""Sales at home that would have to fall below this part of what the figures say do not fit the others."""
NOTHING = 1e-13
"""Final demand below zero by less than this part of the turnover is a rounding error."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Rebalanced:
    """Flows that fit value added and input shares.

    Parameters
    ----------
    flows
        (N, N, S) as given but for sales at home
    factor
        (N,) by which the sales at home that close an actor's accounts were multiplied
    mended
        (N, S) sales at home added beyond that factor, because final demand would have been negative
    """

    flows: Array
    factor: Array
    mended: Array


def rebalance(
    actors: tuple[str, ...],
    traded: NDArray[np.bool_],
    flows: Array,
    shares: Array,
    value_added: Array,
    tariffs: Array | None = None,
) -> Rebalanced:
    """Set sales at home so that value added is what it must be and no final demand is negative.

    Sales at home H of an actor are the smallest for which

        H[k] >= factor * H0[k],   H[k] + M[k] - sum_s gamma[s,k] (H[s] + X[s]) >= 0,
        sum_s beta[s] (H[s] + X[s]) = value added,

    with H0 the sales at home as given, M imports with duty, X exports, gamma the input shares and beta the rest. One
    factor for each actor: of the sectors that are not traded where there are any, else (or where they cannot do it) of
    all. In each pass every sector is held by the first line or by the second; those that violate the other change
    (policy iteration, which ends after a few passes because input shares add up to less than one).

    Parameters
    ----------
    actors
        names, (N,)
    traded
        (S,)
    flows
        (N, N, S)
    shares
        (N, S, S) [actor, using, supplying]
    value_added
        (N,) in the unit of the flows
    tariffs
        (N, N, S) ad valorem; None = none

    Raises
    ------
    MissingData
        where it cannot be done, naming the actor
    """
    at = np.arange(len(actors))
    given = flows[at, at]
    exports = flows.sum(axis=1) - given
    paid = flows.sum(axis=0) if tariffs is None else np.einsum("nik,nik->ik", flows, 1 + tariffs)
    imports = paid - given
    margin = 1 - shares.sum(axis=2)
    wanted = value_added - (margin * exports).sum(axis=1)
    closing = np.broadcast_to(~traded if not traded.all() else traded, given.shape)
    home, factor, open_ = given.copy(), np.ones(len(actors)), at
    if not traded.all():
        home, factor, open_ = _settled(at, closing, given, exports, imports, shares, margin, wanted)
        if len(open_):
            closing = np.ones_like(closing)
    if traded.all() or len(open_):
        settled = _settled(open_, np.ones_like(closing), given, exports, imports, shares, margin, wanted)
        home[open_], factor[open_] = settled[0][open_], settled[1][open_]
        if len(settled[2]):
            raise MissingData(
                f"{actors[settled[2][0]]}: GDP, trade and input shares do not fit together; "
                "check its GDP, its sales at home and its net exports of energy"
            )
    balanced = flows.copy()
    balanced[at, at] = home
    scaled = np.where(closing, factor[:, None] * given, given)
    return Rebalanced(flows=balanced, factor=factor, mended=np.maximum(home - scaled, 0.0))


def _settled(
    of: NDArray[np.int64],
    closing: NDArray[np.bool_],
    given: Array,
    exports: Array,
    imports: Array,
    shares: Array,
    margin: Array,
    wanted: Array,
) -> tuple[Array, Array, NDArray[np.int64]]:
    """Return sales at home, the factors, and the actors for whom there are none."""
    home, factor = given.copy(), np.ones(len(given))
    short = np.zeros(given.shape, dtype=bool)
    open_, failed = of, []
    for _ in range(PASSES):
        fixed, moving = _held(short[open_], closing[open_], *(a[open_] for a in (given, exports, imports, shares)))
        reach = (margin[open_] * moving).sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = (wanted[open_] - (margin[open_] * fixed).sum(axis=1)) / reach
        sound = found >= SMALLEST_FACTOR
        failed.append(open_[~sound])
        open_, fixed, moving, found = open_[sound], fixed[sound], moving[sound], found[sound]
        home[open_], factor[open_] = fixed + found[:, None] * moving, found
        output = home[open_] + exports[open_]
        used = np.einsum("isk,is->ik", shares[open_], output)
        turnover = home[open_] + imports[open_] + used
        lacking = home[open_] + imports[open_] - used < -NOTHING * turnover
        scaled = np.where(closing[open_], found[:, None] * given[open_], given[open_])
        slack = short[open_] & (home[open_] < scaled * (1 - NOTHING))
        changed = ((lacking & ~short[open_]) | slack).any(axis=1)
        short[open_] = (short[open_] | lacking) & ~slack
        open_ = open_[changed]
        if not len(open_):
            break
    return home, factor, np.concatenate([*failed, open_])


def _held(
    short: NDArray[np.bool_], closing: NDArray[np.bool_], given: Array, exports: Array, imports: Array, shares: Array
) -> tuple[Array, Array]:
    """Return sales at home as (fixed, moving): fixed + factor * moving, where short sectors just meet their use."""
    fixed, moving = np.where(closing, 0.0, given), np.where(closing, given, 0.0)
    some = np.flatnonzero(short.any(axis=1))
    if len(some):
        use = shares[some].transpose(0, 2, 1)  # [actor, supplying, using]
        eye = np.eye(given.shape[1])
        held = short[some]
        matrix = np.where(held[:, :, None], eye - use, eye)
        needed = np.einsum("iks,is->ik", use, exports[some]) - imports[some]
        sides = np.stack([np.where(held, needed, fixed[some]), np.where(held, 0.0, moving[some])], axis=-1)
        solved = np.linalg.solve(matrix, sides)
        fixed[some], moving[some] = solved[..., 0], solved[..., 1]
    return fixed, moving
