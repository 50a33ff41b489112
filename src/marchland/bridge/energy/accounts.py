"""Accounts of a fuel that close: who sold whom how much, so that every hub makes and buys what it sells and uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

FLOW_WEIGHT = 0.15
"""What the account of a hub gives way to its flows: variance of production and use over that of flows, as logs."""
SMALL = 0.01
"""A sale that is a smaller share of what its buyer uses, and of what its seller sells, is left to the others."""
SMALLEST = 1e-6
"""Share of all use below which a sale is none."""
ROUNDS = 2000
CLOSED = 1e-11


@dataclass(frozen=True, kw_only=True, eq=False)
class Accounts:
    """Sales by seller and buyer that close every account, `H` hubs.

    Parameters
    ----------
    sales
        (H, H) used at the buyer, made at the seller; what a hub makes and uses itself on the diagonal
    price
        (H, H) paid, money a unit; nan = not known
    moved
        sum of all changes that close the accounts, sales too small to be followed among them, over all use
    resold
        share of all use that hubs sold on which they had bought, and that is booked to where it was made
    """

    sales: Array
    price: Array
    moved: float
    resold: float


def closed(sold: Array, paid: Array, production: Array, consumption: Array) -> Accounts:
    """Return accounts nearest to figures that do not quite agree.

    What a hub sold beyond its production it had bought: it is booked to the sellers it bought from, each in its part.
    Then sales x, production p and use c are moved least from what was observed, in logs (relative entropy; flows with
    weight 0.15), so that p is the sum of a hub's sales and c of its purchases. Where production or use is not known,
    sales alone say it.

    Parameters
    ----------
    sold, paid
        (H, H) by seller and buyer; nan = none, not known
    production, consumption
        (H,) nan = not known

    References
    ----------
    Stone, Champernowne & Meade 1942, Review of Economic Studies 9(2); the multiplicative form is Deming & Stephan 1940.
    """
    flows = np.nan_to_num(sold)
    np.fill_diagonal(flows, 0.0)
    book = _Book(amount=flows, bill=np.nan_to_num(paid) * flows, priced=np.where(np.isnan(paid), 0.0, flows))
    share, made = 0.0, np.nan_to_num(production)
    for hub in np.flatnonzero((made == 0) & (np.nan_to_num(consumption) == 0)).tolist():
        # Who makes and uses nothing passes all on; what the two sides say of it is met half way.
        sold_, bought = book.amount[hub].sum(), book.amount[:, hub].sum()
        if sold_ > 0 and bought > 0:
            share += book.pass_on(hub, 1.0, 1.0, 0.5 * (sold_ + bought))
    for _ in range(len(made)):
        excess, bought = book.amount.sum(axis=1) - made, book.amount.sum(axis=0)
        able = (excess > 1e-9 * max(flows.sum(), 1e-30)) & (bought > 0)
        if not able.any():
            break
        hub = int(np.argmax(np.where(able, excess, -1.0)))
        passed = min(excess[hub], bought[hub])
        share += book.pass_on(hub, passed / book.amount[hub].sum(), passed / bought[hub], passed)
    traced, bill, priced = book.amount, book.bill, book.priced
    with np.errstate(invalid="ignore", divide="ignore"):
        price = np.where(priced > 1e-12, bill / priced, np.nan)
    buys, sells = np.where(np.isnan(consumption), traced.sum(axis=0), consumption), np.maximum(made, traced.sum(axis=1))
    small = (traced < SMALL * buys[None, :]) & (traced < SMALL * sells[:, None])
    left = float(traced[small].sum())
    traced = np.where(small, 0.0, traced)
    used = float(np.nansum(np.where(np.isnan(consumption), traced.sum(axis=0), consumption)))
    sales, moved = _nearest(traced, production, consumption)
    sales[sales < SMALLEST * max(used, 1e-30)] = 0.0
    moved += left
    return Accounts(sales=sales, price=price, moved=moved / max(used, 1e-30), resold=share / max(used, 1e-30))


@dataclass(kw_only=True, eq=False)
class _Book:
    """Who sold whom how much, what was paid for it, and for how much of it that is known; (H, H) each."""

    amount: Array
    bill: Array
    priced: Array

    def pass_on(self, hub: int, of_sold: float, of_bought: float, amount: float) -> float:
        """Book an amount that a hub passes on to those it bought from, each in its part; return the amount.

        What was paid goes along with the fuel: the margin of who passes it on becomes the wedge of who made it.

        Parameters
        ----------
        of_sold, of_bought
            shares of what the hub sold and bought that this is
        """
        source, sold = self.amount[:, hub] / self.amount[:, hub].sum(), self.amount[hub].sum()
        for array, scale in ((self.bill, amount / sold), (self.priced, amount / sold), (self.amount, amount / sold)):
            back = np.outer(source, array[hub] * scale)
            array[hub] *= 1 - of_sold
            array[:, hub] *= 1 - of_bought
            np.add(array, back, out=array)
            np.fill_diagonal(array, 0.0)
        return amount


def _nearest(flows: Array, production: Array, consumption: Array) -> tuple[Array, float]:
    """Return the sales and the sum of all that was moved."""
    given_made, given_used = ~np.isnan(production), ~np.isnan(consumption)
    by_made = np.where(given_made, production - flows.sum(axis=1), np.nan)
    by_used = np.where(given_used, consumption - flows.sum(axis=0), np.nan)
    both = np.maximum(np.where(given_made & given_used, 0.5 * (by_made + by_used), 0.0), 0.0)
    # A hub that makes something uses a little of it, or nothing could give way where its sales are too large.
    lone = np.maximum(np.where(given_made, by_made, 0.0), 0.0) * (given_made & ~given_used)
    able = np.where(given_made, production, 0.0) > 0
    own = np.where(able, both + lone, 0.0)
    first = flows + np.diag(own)
    x, row, col = first.copy(), np.ones(len(own)), np.ones(len(own))
    made, used = np.nan_to_num(production), np.nan_to_num(consumption)
    for _ in range(ROUNDS):
        before = row.copy(), col.copy()
        row = _scales(first @ col, made, given_made)
        col = _scales(row @ first, used, given_used)
        if max(float(np.abs(row - before[0]).max()), float(np.abs(col - before[1]).max())) < CLOSED:
            break
    x = row[:, None] * first * col
    moved = np.abs(x - first).sum()
    moved += np.abs(np.where(given_made & (x.sum(axis=1) > 0), x.sum(axis=1) - made, 0.0)).sum()
    moved += np.abs(np.where(given_used & (x.sum(axis=0) > 0), x.sum(axis=0) - used, 0.0)).sum()
    return x, float(moved)


def _scales(sums: Array, wanted: Array, known: NDArray[np.bool_]) -> Array:
    """Return r with r sums = wanted r**(-k): both give way, the account by the power k."""
    use = known & (sums > 0) & (wanted > 0)
    ratio = np.divide(wanted, sums, out=np.ones_like(sums), where=use)
    return np.where(use, ratio ** (1 / (1 + FLOW_WEIGHT)), 1.0)
