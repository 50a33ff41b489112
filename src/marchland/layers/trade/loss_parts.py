"""Where a loss comes from: by partner and sector, adding up exactly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.trade.validation import InvalidEconomy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.layers.trade.equilibrium import Equilibrium

    Array = NDArray[np.float64]

NEARLY = 1e-6
"""Log ratio of two shares below which their logarithmic mean is taken to be the first."""


@dataclass(frozen=True, kw_only=True, eq=False)
class LossParts:
    """A loss rate taken apart, in USD a year; positive = worse off.

    The sum of all parts is (1 - welfare_hat) x base_absorption. `A` is the number of actors asked for, `N` of all
    actors, `S` of sectors. At home an actor is its own partner: `sales[a, actors[a]]` is its home market, and
    `purchases[a, actors[a]]` its own labour in what it buys at home; inputs bought abroad for goods made at home count
    under the partner and the sector that they come from. Values are in the unit of account (world value added), so that
    a fall of an actor's wages shows twice, as less earned at home and as cheaper goods of its own: read the two home
    cells together, as `by_partner` and `by_sector` do.

    Parameters
    ----------
    actors
        (A,) positions of the actors
    sales
        (A, N, S) value added no longer earned by what is sold to the partner
    purchases
        (A, N, S) what is bought from the partner, for consumption or as input of goods made at home, having become
        dearer, duty included, or being gone
    duties
        (A, N, S) tariff revenue no longer raised on what is bought from the partner
    transfers
        (A,) deficit no longer financed by others
    """

    actors: NDArray[np.intp]
    sales: Array
    purchases: Array
    duties: Array
    transfers: Array

    def __post_init__(self) -> None:
        for array in (self.actors, self.sales, self.purchases, self.duties, self.transfers):
            array.setflags(write=False)

    @cached_property
    def by_partner(self) -> Array:
        """(A, N) sales, purchases and duties over all sectors, USD a year; without transfers."""
        return np.asarray((self.sales + self.purchases + self.duties).sum(axis=2))

    @cached_property
    def by_sector(self) -> Array:
        """(A, S) sales, purchases and duties over all partners, USD a year; without transfers."""
        return np.asarray((self.sales + self.purchases + self.duties).sum(axis=1))

    @cached_property
    def total(self) -> Array:
        """(A,) the loss rate, USD a year."""
        return np.asarray(self.by_partner.sum(axis=1) + self.transfers)


def loss_parts(equilibrium: Equilibrium, actors: Sequence[int] | None = None) -> LossParts:
    """Take the loss rates of actors apart, by partner and sector, exactly and also where trade ceases.

    Parameters
    ----------
    equilibrium
        solved; it knows its base
    actors
        positions, (A,); None = all

    Returns
    -------
    parts
        whose sum is (1 - welfare_hat) x base_absorption, to rounding

    Raises
    ------
    InvalidEconomy
        where an actor is out of range

    Notes
    -----
    In logs, welfare_hat is income over the price index of consumption, equation (8). Income is a sum of cells, and its
    log change is theirs over the logarithmic mean L of income before and after (Montgomery 1937; Vartia 1976). The log
    change of a CES price index is the mean of those of its sources, weighted by L of shares before and after (Sato
    1976; Vartia 1976); a source that vanishes has the finite limit share / theta (Feenstra 1994). Where the cap on
    prices holds, the substitute stands in for the sources whose share falls, in proportion to what they lose: what it
    costs more counts under them. The log parts are scaled to the loss rate by one number an actor.
    """
    count = len(equilibrium.welfare_hat)
    chosen = np.arange(count) if actors is None else np.asarray(actors, dtype=np.intp).reshape(-1)
    if ((chosen < 0) | (chosen >= count)).any():
        raise InvalidEconomy(f"actors is {chosen.tolist()}; positions go from 0 to {count - 1}")
    base = equilibrium.base
    log_price = np.log(equilibrium.price_hat[chosen])
    final = base.final_shares[:, chosen].T
    income = base.income[chosen]
    log_income = np.log(equilibrium.welfare_hat[chosen]) + (final * log_price).sum(axis=1)
    log_mean_income = income * _mean_of(log_income)
    per_log = income * _mean_of(np.log(equilibrium.welfare_hat[chosen]))

    before, after = equilibrium.base_flows, equilibrium.flows
    duties_before = base.tariffs[:, :, chosen].transpose(2, 1, 0) * before[:, chosen].transpose(1, 0, 2)
    duties_after = equilibrium.tariffs[:, chosen].transpose(1, 0, 2) * after[:, chosen].transpose(1, 0, 2)
    earned = base.labour_shares[:, chosen].T[:, None, :]
    sales = earned * (
        after[chosen] / _demand_over_output(after, equilibrium.output)[chosen, None, None]
        - before[chosen] / _demand_over_output(before, equilibrium.base_output)[chosen, None, None]
    )
    duties = duties_after - duties_before
    gained = income * np.expm1(log_income) - sales.sum(axis=(1, 2)) - duties.sum(axis=(1, 2))
    scale = -per_log / log_mean_income
    return LossParts(
        actors=chosen,
        sales=sales * scale[:, None, None],
        purchases=_purchases(equilibrium, chosen, log_price, final) * per_log[:, None, None],
        duties=duties * scale[:, None, None],
        transfers=gained * scale,
    )


def _purchases(equilibrium: Equilibrium, chosen: NDArray[np.intp], log_price: Array, final: Array) -> Array:
    """Return the log change of each actor's consumer price index by source and sector, (A, N, S)."""
    base = equilibrium.base
    rows = np.arange(len(chosen))
    # One layout for all, importer first.
    old = np.ascontiguousarray(base.shares.transpose(2, 1, 0)[chosen])
    paid = np.ascontiguousarray(equilibrium.flows.transpose(1, 0, 2)[chosen])
    paid *= np.ascontiguousarray(1.0 + equilibrium.tariffs.transpose(1, 0, 2)[chosen])
    spent = paid.sum(axis=1, keepdims=True)
    paid[rows, chosen] = np.maximum(paid[rows, chosen] - equilibrium.substituted[chosen], 0.0)
    paid /= np.where(spent > 0, spent, 1.0)
    change = paid - old
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log(paid / old)
        weight = change / ratio  # 0 where a source vanishes or appears
    # Any weights add up: shares that are nearly equal, or both zero, have their mean near themselves.
    np.copyto(weight, old, where=~(np.abs(ratio) > NEARLY))
    weights = weight.sum(axis=1, keepdims=True)
    whole = np.where(weights > 0, weights, 1.0)
    credited = _credited(change, equilibrium.capped[chosen])
    source = (weight * log_price[:, None, :] - credited / base.elasticity) / whole
    if (weights <= 0).any():
        # Nobody of old is left, or nobody buys: the rise of the price counts under those who sold.
        lost = np.maximum(-change, 0.0)
        lost /= np.maximum(lost.sum(axis=1, keepdims=True), 1e-300)
        source = np.where(weights > 0, source, lost * log_price[:, None, :])

    # What is made at home is made of inputs, which are bought from somebody: ln P = source + at_home x gamma x ln P.
    at_home = weight[rows, chosen] / whole[:, 0, :]
    inputs = base.input_shares[:, :, chosen].transpose(2, 0, 1)
    source[rows, chosen] -= at_home * np.einsum("akj,aj->ak", inputs, log_price)
    through = np.eye(final.shape[1]) - at_home[:, :, None] * inputs
    weight_of_sector = np.linalg.solve(through.transpose(0, 2, 1), final[:, :, None])[:, :, 0]
    return np.asarray(source * weight_of_sector[:, None, :])


def _credited(change: Array, capped: NDArray[np.bool_]) -> Array:
    """Return changes of shares, (A, N, S), that add up to zero also where a substitute takes up a part.

    What the substitute takes up is credited to the sources that lose share, in proportion to what they lose.
    """
    if not capped.any():
        return change
    gain = np.maximum(change, 0.0)
    loss = gain - change
    gains, losses = gain.sum(axis=1, keepdims=True), loss.sum(axis=1, keepdims=True)
    made_good = gains / np.where(losses > 0, losses, 1.0)
    return np.where(capped[:, None, :], gain - loss * made_good, change)


def _mean_of(log_ratio: Array) -> Array:
    """Return the logarithmic mean of 1 and exp(log_ratio)."""
    moved = log_ratio != 0
    return np.divide(np.expm1(log_ratio), log_ratio, out=np.ones_like(log_ratio), where=moved)


def _demand_over_output(flows: Array, output: Array) -> Array:
    """Return 1 + mu of equation (5) for each actor, (N,): 1 except under the proportional closure."""
    return np.asarray(flows.sum(axis=(1, 2)) / output.sum(axis=1))
