"""How freely what a sector makes turns from home to markets abroad and back.

A sector makes one bundle of goods for home and for markets abroad, with the constant elasticity of transformation omega
(Powell & Gruen 1968, International Economic Review 9; de Melo & Robinson 1989, Journal of International Economics 27).
With z the log of what a unit sold abroad earns over what one sold at home does, both over base,

    (9)  z[n,s] = (ln (Y'x / Y'h) - ln (Yx / Yh)) / (1 + omega)
         (1 - a) h^(1+omega) + a x^(1+omega) = 1,   z = ln (x / h)

where Yx and Yh are sales abroad and at home, a = Yx / (Yx + Yh) in the base, and x and h what a unit costs abroad and
at home over the unit cost (2). Where omega is infinite a unit earns the same everywhere, and z is zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.trade.sweep import FARTHEST
from marchland.layers.trade.validation import InvalidEconomy, require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.base import Base
    from marchland.layers.trade.economy import Economy

    Array = NDArray[np.float64]

LEAST = 1e-6
"""Part of sales at home or abroad below which they turn freely: too small a side to be told from rounding."""


def stiffness(transformation: float | Array, economy: Economy) -> Array | None:
    """Return 1 / (1 + omega) of each actor, (N,); None where everything turns freely.

    Parameters
    ----------
    transformation
        omega, one for all actors or (N,), from 0; infinite = freely
    economy
        for names

    Raises
    ------
    InvalidEconomy
        where it has another shape, or is negative
    """
    given = np.array(transformation, dtype=np.float64)
    actors = economy.actors
    if given.ndim == 0:
        given = np.full(len(actors), float(given))
    if given.shape != (len(actors),):
        raise InvalidEconomy(f"transformation has shape {given.shape}; expected one number, or ({len(actors)},)")
    require("transformation", given, given >= 0, (actors,), "it must be 0 or more; inf turns freely")
    return None if np.isinf(given).all() else 1.0 / (1.0 + given)


def turning(base: Base, stiff: Array | None) -> Array | None:
    """Return what the kernel needs of (9), (3, S, N): see `fixed_point`; None where everything turns freely.

    Parameters
    ----------
    base
        shares and levels
    stiff
        (N,) 1 / (1 + omega), 0 = freely
    """
    if stiff is None:
        return None
    home = np.arange(base.output.shape[1])
    flows = base.shares * base.expenditure[:, None, :] / (1.0 + base.tariffs)
    kept = flows[:, home, home].copy()
    flows[:, home, home] = 0.0
    sold = flows.sum(axis=2)
    whole = np.maximum(kept + sold, 1e-300)
    both = np.minimum(kept, sold) >= LEAST * whole
    found = np.zeros((3, *base.output.shape))
    found[0] = np.where(both, stiff, 0.0)
    found[1] = np.where(both, sold / whole, 0.0)
    found[2] = np.where(both, sold, 1.0) / np.where(both, kept, 1.0)
    return found


def costs_by_market(turn: Array, ratio: Array) -> tuple[Array, Array]:
    """Return the logs of what a unit costs abroad and at home over its unit cost, (S, N) each.

    Parameters
    ----------
    turn
        as of `turning`
    ratio
        (S, N) z
    """
    stiff, away = np.where(turn[0] > 0, turn[0], 1.0), turn[1]
    rising = ratio > 0
    power = np.exp(-np.abs(ratio) / stiff)
    mean = np.where(
        rising,
        ratio + stiff * np.log(np.where(rising, away + (1.0 - away) * power, 1.0)),
        stiff * np.log(1.0 - away + away * power),
    )
    mean = np.where(turn[0] > 0, mean, 0.0)
    return ratio - mean, -mean


def ratio_of(turn: Array, theta: Array, abroad: Array, at_home: Array) -> Array:
    """Return z where sales would be these if a unit earned the same abroad and at home, (S, N).

    Sales abroad over those at home fall by theta with z, so that (9) has a closed form.

    Parameters
    ----------
    turn
        as of `turning`
    theta
        (S, 1) trade elasticity
    abroad, at_home
        (S, N) sales but for a factor
    """
    both = (abroad > 0) & (at_home > 0)
    sales = np.log(np.where(both, abroad, 1.0)) - np.log(np.where(both, at_home, 1.0))
    ratio = np.where(both, turn[0] / (1.0 + turn[0] * theta) * (sales - np.log(turn[2])), FARTHEST)
    ratio = np.where(both | (abroad > 0), ratio, -FARTHEST)
    ratio = np.where((turn[0] > 0) & ((abroad > 0) | (at_home > 0)), ratio, 0.0)
    return np.asarray(np.clip(ratio, -FARTHEST, FARTHEST))


def wanted_ratio(turn: Array, abroad: Array, at_home: Array, ratio: Array) -> Array:
    """Return the z that sales abroad and at home ask for by (9), (S, N); that given where nothing is sold, or freely.

    Parameters
    ----------
    turn
        as of `turning`
    abroad, at_home
        (S, N) sales, USD a year
    ratio
        (S, N) z
    """
    both = (abroad > 0) & (at_home > 0)
    sales = np.log(np.where(both, abroad, 1.0)) - np.log(np.where(both, at_home, 1.0))
    wanted = np.where(both, turn[0] * (sales - np.log(turn[2])), np.where(at_home > 0, -FARTHEST, FARTHEST))
    wanted = np.clip(wanted, -FARTHEST, FARTHEST)
    return np.asarray(np.where((turn[0] > 0) & ((abroad > 0) | (at_home > 0)), wanted, ratio))
