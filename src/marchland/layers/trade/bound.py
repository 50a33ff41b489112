"""Factors of production that are bound to their sector, and those that move.

A part b of a sector's value added is paid to factors that stay in it (the specific-factors model, Jones 1971), with
Cobb-Douglas shares: a unit of value added costs r^b u^(1-b), where r is what bound factors earn and u what mobile ones
do in any sector of the actor. Bound factors earn what their sector does: r = e, its earnings over base, so that

    log w[n,s] = b[s] log e[n,s] + (1 - b[s]) log u[n]
    u[n] = sum_s (1 - b[s]) e[n,s] V[n,s] / sum_s (1 - b[s]) V[n,s]

Where b is the same in all sectors this is also the choice of sector by workers whose worth in each is Fréchet of shape
1 / b (Galle, Rodríguez-Clare & Yi 2023, Review of Economic Studies 90). A sector's value added answers its price with
the elasticity (1 - b) / b.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from marchland.layers.trade.validation import InvalidEconomy, require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.economy import Economy

    Array = NDArray[np.float64]

Labour = Literal["mobile", "sector_bound"]
"""The two limits: nothing is bound, everything is."""


def bound_shares(labour: Labour | float | Array, economy: Economy) -> Array | None:
    """Return the part of each sector's value added that is bound to it, (S,); None where nothing is.

    Parameters
    ----------
    labour
        a limit by name, one share for all sectors, or (S,)
    economy
        for names

    Raises
    ------
    InvalidEconomy
        where the name is not known, or a share has another shape or is not from 0 to 1
    """
    sectors = economy.sectors
    if isinstance(labour, str):
        if labour not in get_args(Labour):
            raise InvalidEconomy(
                f"labour is {labour!r}; choose mobile, sector_bound or the share of value added that is bound, 0 to 1"
            )
        return None if labour == "mobile" else np.ones(len(sectors))
    try:
        shares = np.array(labour, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidEconomy(
            f"labour must be mobile, sector_bound, or numbers from 0 to 1, the share of value added bound: {error}"
        ) from error
    if shares.ndim == 0:
        shares = np.full(len(sectors), float(shares))
    if shares.shape != (len(sectors),):
        raise InvalidEconomy(
            f"labour has shape {shares.shape}; expected one number, or ({len(sectors)},), one for each sector"
        )
    rule = "it must be from 0 to 1, the share of value added bound to the sector"
    require("labour", shares, (shares >= 0) & (shares <= 1), (sectors,), rule)
    return shares if shares.any() else None


def log_wages(log_earned: Array, supply: Array, value_added: Array, bound: Array) -> Array:
    """Return the log of what a unit of value added costs over base, (S, N).

    Parameters
    ----------
    log_earned
        (S, N) logs of a sector's earnings over base; 0 where `supply` is 0
    supply
        (S, N) base value added where anybody buys what the sector makes, else 0
    value_added
        (S, N) of the base
    bound
        (S,) share that is bound
    """
    free = 1.0 - bound
    pay, there = np.einsum("s,sn->n", free, np.exp(log_earned) * supply), np.einsum("s,sn->n", free, value_added)
    mobile = np.divide(pay, there, out=np.ones_like(pay), where=pay > 0)
    wages: Array = bound[:, None] * log_earned + free[:, None] * np.log(mobile)
    return wages


def wage_responses(earned: Array, bound: Array) -> Array:
    """Return how log wages move with log earnings of each sector, (S, S, N) [wage, earnings, actor].

    Parameters
    ----------
    earned
        (S, N) USD a year
    bound
        (S,) share that is bound
    """
    free = 1.0 - bound[:, None]
    pay = free * earned
    total = pay.sum(axis=0)
    responses: Array = free[:, :, None] * (pay / np.where(total > 0, total, 1.0))[None]
    each = np.arange(len(bound))
    responses[each, each] += bound[:, None]
    return responses
