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
"""Sales at home fall to no less than this part of what the figures say: below it they do not fit the others."""
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
    lifted
        (N,) value added over what was asked for: 1, and above it where exports and what users at home need make more
    """

    flows: Array
    factor: Array
    mended: Array
    lifted: Array


def rebalance(
    actors: tuple[str, ...],
    traded: NDArray[np.bool_],
    flows: Array,
    shares: Array,
    value_added: Array,
    tariffs: Array | None = None,
    *,
    strict: bool = True,
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
    strict
        True: raise where it cannot be done. False: value added gives way there, see `Rebalanced.lifted`

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
    accounts = _Accounts(given=given, exports=exports, imports=imports, shares=shares, margin=margin, wanted=wanted)
    every = np.ones(given.shape, dtype=bool)
    closing = every.copy() if traded.all() else np.broadcast_to(~traded, given.shape).copy()
    home, factor, open_ = accounts.settled(at, closing)
    if not traded.all() and len(open_):
        closing[open_] = True
        again, factors, still_open = accounts.settled(open_, every)
        home[open_], factor[open_], open_ = again[open_], factors[open_], still_open
    if len(open_) and strict:
        raise MissingData(
            f"{actors[open_[0]]}: GDP, trade and input shares do not fit together; "
            "check its GDP, its sales at home and its net exports of energy"
        )
    balanced = flows.copy()
    balanced[at, at] = home
    scaled = np.where(closing, factor[:, None] * given, given)
    return Rebalanced(
        flows=balanced,
        factor=factor,
        mended=np.maximum(home - scaled, 0.0),
        lifted=(margin * (home + exports)).sum(axis=1) / value_added,
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Accounts:
    """What is known of all actors; (N, S) but for `shares` (N, S, S) and `wanted`, value added at home, (N,)."""

    given: Array
    exports: Array
    imports: Array
    shares: Array
    margin: Array
    wanted: Array

    def settled(self, of: NDArray[np.int64], closing: NDArray[np.bool_]) -> tuple[Array, Array, NDArray[np.int64]]:
        """Return sales at home, the factors, and the actors whose factor would be too small and is held."""
        home, factor = self.given.copy(), np.ones(len(self.given))
        short = np.zeros(home.shape, dtype=bool)
        open_, held = of, np.zeros(len(home), dtype=bool)
        for _ in range(PASSES):
            given, exports, imports = self.given[open_], self.exports[open_], self.imports[open_]
            shares, margin, among = self.shares[open_], self.margin[open_], closing[open_]
            fixed, moving = _held(short[open_], among, given, exports, imports, shares)
            with np.errstate(divide="ignore", invalid="ignore"):
                found = (self.wanted[open_] - (margin * fixed).sum(axis=1)) / (margin * moving).sum(axis=1)
            enough = found >= SMALLEST_FACTOR
            held[open_] = ~enough
            found = np.where(enough, found, SMALLEST_FACTOR)
            now = fixed + found[:, None] * moving
            used = np.einsum("isk,is->ik", shares, now + exports)
            lacking = now + imports - used < -NOTHING * (now + imports + used)
            slack = short[open_] & (now < np.where(among, found[:, None] * given, given) * (1 - NOTHING))
            changed = ((lacking & ~short[open_]) | slack).any(axis=1)
            home[open_], factor[open_] = now, found
            short[open_] = (short[open_] | lacking) & ~slack
            open_ = open_[changed]
            if not len(open_):
                break
        held[open_] = True
        return home, factor, np.flatnonzero(held)


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
