"""The two first-order terms by which Caliendo & Parro (2015) explain welfare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.trade.turning import costs_by_market

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.equilibrium import Equilibrium

    Array = NDArray[np.float64]


def terms_of_trade(equilibrium: Equilibrium) -> Array:
    """Return what dearer exports and cheaper imports, before duty, are worth at base quantities, (N,) over base income.

    Parameters
    ----------
    equilibrium
        of which wages and prices over base are used, and the flows of the base

    References
    ----------
    Caliendo & Parro 2015, section 2: sum over partners and sectors of (E dln c_n - M dln c_i) / I_n, with E exports, M
    imports and c^ - 1 for dln c.
    """
    exported = equilibrium.base_flows * _cost_change(equilibrium)[:, None, :]
    return _part(equilibrium, exported.sum(axis=(1, 2)) - exported.sum(axis=(0, 2)))


def volume_of_trade(equilibrium: Equilibrium) -> Array:
    """Return the base tariff on what is imported more or less than in the base, (N,) over base income.

    Parameters
    ----------
    equilibrium
        of which wages, prices and flows are used, and flows and tariffs of the base

    References
    ----------
    Caliendo & Parro 2015, section 2: sum over partners and sectors of tau M (dln M - dln c_i) / I_n, with M^ - 1 for
    dln M and c^ - 1 for dln c_i, which are finite where trade ceases.
    """
    before = equilibrium.base_flows
    at_new_cost = before * (1.0 + _cost_change(equilibrium)[:, None, :])
    duty = equilibrium.base.tariffs.transpose(1, 2, 0)
    return _part(equilibrium, (duty * (equilibrium.flows - at_new_cost)).sum(axis=(0, 2)))


def _cost_change(equilibrium: Equilibrium) -> Array:
    """Return c^ - 1 of equation (2), (N, S), of what is sold abroad."""
    base = equilibrium.base
    bought = np.einsum("skn,nk->ns", base.input_shares, np.log(equilibrium.price_hat))
    cost = equilibrium.wage_hat**base.labour_shares.T * np.exp(bought)
    if equilibrium.turn is not None:  # what is traded is sold abroad
        cost *= np.exp(costs_by_market(equilibrium.turn, np.log(equilibrium.abroad_hat.T))[0]).T
    return np.asarray(cost - 1.0)


def _part(equilibrium: Equilibrium, gained: Array) -> Array:
    """Return USD a year, (N,), over base income, read-only."""
    part = gained / equilibrium.base_absorption
    part.setflags(write=False)
    return part
