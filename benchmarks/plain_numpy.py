"""Caliendo & Parro's model solved as their paper describes, in plain NumPy: the peer of the multi-sector benchmark.

Prices are iterated at given wages, spending at given prices, and wages move by a part of the excess demand for labour
(Alvarez & Lucas 2007, Journal of Monetary Economics 54), each loop from where it ended before. `STEP` is the best of
0.1, 0.2, 0.3, 0.4, 0.5 and 0.7 on this case; with 0.1 it takes four times as long.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade import Economy

    Array = NDArray[np.float64]

STEP = 0.5


@dataclass(frozen=True, kw_only=True)
class Solved:
    """Markets cleared under new tariffs, against the data: (N, S) prices, (N,) income in USD, the largest violation."""

    price: Array
    income: Array
    residual: float


def final_shares(economy: Economy) -> Array:
    """Return the (N, S) shares of final demand that flows and input shares imply, without what is below zero."""
    spent = (economy.flows * (1 + _tariffs(economy))).sum(axis=0)
    final = np.maximum(spent - np.einsum("nsk,ns->nk", economy.input_shares, economy.flows.sum(axis=1)), 0)
    return np.asarray(final / final.sum(axis=1, keepdims=True))


def welfare_hat(economy: Economy, tariffs: Array, tolerance: float = 1e-9) -> tuple[Array, float]:
    """Solve baseline and new tariffs; return real absorption over the baseline's, (N,), and the largest violation."""
    before, after = (solve(economy, duties, tolerance) for duties in (_tariffs(economy), tariffs))
    deflator = np.exp((final_shares(economy) * np.log(after.price / before.price)).sum(axis=1))
    return np.asarray(after.income / before.income / deflator), max(before.residual, after.residual)


def solve(economy: Economy, tariffs: Array, tolerance: float) -> Solved:
    """Solve for (N, N, S) tariffs, deficits constant in world value added."""
    gamma, theta, final = economy.input_shares, economy.elasticity, final_shares(economy)
    paid = economy.flows * (1 + _tariffs(economy))
    spending, output = paid.sum(axis=0), economy.flows.sum(axis=1)
    labour_share = 1 - gamma.sum(axis=2)
    value_added = (labour_share * output).sum(axis=1)
    deficit = economy.flows.sum(axis=(0, 2)) - output.sum(axis=1)
    ease = paid / spending * ((1 + tariffs) / (1 + _tariffs(economy))) ** -theta
    wage, price = np.ones_like(value_added), np.ones_like(output)
    while True:
        gap = np.inf
        while gap > tolerance / 10:
            cost = wage[:, None] ** labour_share * np.exp(np.einsum("nsk,nk->ns", gamma, np.log(price)))
            new = (ease * (cost**-theta)[:, None]).sum(axis=0) ** (-1 / theta)
            gap, price = float(np.abs(new / price - 1).max()), new
        share = ease * (cost**-theta)[:, None] / price**-theta
        gap = np.inf
        while gap > tolerance / 10:
            bought = share * spending / (1 + tariffs)
            sales = bought.sum(axis=1)
            income = wage * value_added + (bought * tariffs).sum(axis=(0, 2)) + deficit
            new = final * income[:, None] + np.einsum("nsk,ns->nk", gamma, sales)
            gap, spending = float(np.abs(new / spending - 1).max()), new
        excess = (labour_share * sales).sum(axis=1) / (wage * value_added) - 1
        residual = float(np.abs(excess).max())
        if residual <= tolerance:
            return Solved(price=price, income=income, residual=residual)
        wage = wage * (1 + STEP * excess)
        wage *= value_added.sum() / (wage @ value_added)


def _tariffs(economy: Economy) -> Array:
    return np.zeros_like(economy.flows) if economy.tariffs is None else economy.tariffs
