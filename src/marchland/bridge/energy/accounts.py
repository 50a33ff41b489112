"""Accounts of a fuel that close: who sold whom how much, so that every hub makes and buys what it sells and uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

SALES, ACCOUNT = 0.1, 0.04
"""Standard deviations, as logs, of a sale and of production and use, where nothing is said of them."""
OWN = 0.5
"""That of what a hub makes and uses itself, which nobody counts: it is what is left."""
LEAST = 1e-3
"""Nothing is surer than that."""
SMALL = 0.01
"""A sale that is a smaller share of what its buyer uses, and of what its seller sells, is left to the others."""
SMALLEST = 1e-6
"""Share of all use below which a sale is none."""
ROUNDS, HALVINGS = 200, 40
CLOSED = 1e-12
"""Largest gap of an account over all sales."""
STRIDE = 2.0
"""Largest change of the log of a figure in a round."""


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


@dataclass(frozen=True, kw_only=True, eq=False)
class Doubts:
    """How sure figures are, as standard deviations of their logs; `H` hubs.

    Parameters
    ----------
    sold
        (H, H) of sales
    production, consumption
        (H,)
    """

    sold: Array
    production: Array
    consumption: Array


def closed(sold: Array, paid: Array, production: Array, consumption: Array, doubts: Doubts | None = None) -> Accounts:
    """Return accounts nearest to figures that do not quite agree.

    What a hub sold beyond its production it had bought: it is booked to the sellers it bought from, each in its part.
    Then sales x, production p and use c are moved least from what was observed, each measured by its own variance, so
    that p is the sum of a hub's sales and c of its purchases. Where production or use is not known, sales alone say it.

    Parameters
    ----------
    sold, paid
        (H, H) by seller and buyer; nan = none, not known
    production, consumption
        (H,) nan = not known
    doubts
        whose variances; default: the same for all sales, and less for production and use

    References
    ----------
    Stone, Champernowne & Meade 1942, Review of Economic Studies 9(2).
    """
    if doubts is None:
        same = np.full(len(production), ACCOUNT)
        doubts = Doubts(sold=np.full(sold.shape, SALES), production=same, consumption=same)
    flows = np.nan_to_num(sold)
    np.fill_diagonal(flows, 0.0)
    book = _Book(
        amount=flows,
        bill=np.nan_to_num(paid) * flows,
        priced=np.where(np.isnan(paid), 0.0, flows),
        doubt=np.nan_to_num(doubts.sold) * flows,
    )
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
    spread = np.divide(book.doubt, book.amount, out=np.zeros_like(flows), where=book.amount > 0)
    doubts = Doubts(sold=spread, production=doubts.production, consumption=doubts.consumption)
    sales, moved = _nearest(traced, production, consumption, doubts)
    sales[sales < SMALLEST * max(used, 1e-30)] = 0.0
    moved += left
    return Accounts(sales=sales, price=price, moved=moved / max(used, 1e-30), resold=share / max(used, 1e-30))


@dataclass(kw_only=True, eq=False)
class _Book:
    """Who sold whom how much, what was paid for it, for how much of it that is known, and how far off it may be.

    (H, H) each.
    """

    amount: Array
    bill: Array
    priced: Array
    doubt: Array

    def pass_on(self, hub: int, of_sold: float, of_bought: float, amount: float) -> float:
        """Book an amount that a hub passes on to those it bought from, each in its part; return the amount.

        What was paid goes along with the fuel: the margin of who passes it on becomes the wedge of who made it.

        Parameters
        ----------
        of_sold, of_bought
            shares of what the hub sold and bought that this is
        """
        source, sold = self.amount[:, hub] / self.amount[:, hub].sum(), self.amount[hub].sum()
        for array in (self.bill, self.priced, self.doubt, self.amount):
            back = np.outer(source, array[hub] * amount / sold)
            array[hub] *= 1 - of_sold
            array[:, hub] *= 1 - of_bought
            np.add(array, back, out=array)
            np.fill_diagonal(array, 0.0)
        return amount


def _nearest(flows: Array, production: Array, consumption: Array, doubts: Doubts) -> tuple[Array, float]:
    """Return the sales and the sum of all that was moved."""
    given_made, given_used = ~np.isnan(production), ~np.isnan(consumption)
    by_made = np.where(given_made, production - flows.sum(axis=1), np.nan)
    by_used = np.where(given_used, consumption - flows.sum(axis=0), np.nan)
    both = np.maximum(np.where(given_made & given_used, 0.5 * (by_made + by_used), 0.0), 0.0)
    # A hub that makes something uses a little of it, or nothing could give way where its sales are too large.
    lone = np.maximum(np.where(given_made, by_made, 0.0), 0.0) * (given_made & ~given_used)
    able = np.where(given_made, production, 0.0) > 0
    first = flows + np.diag(np.where(able, both + lone, 0.0))
    spread = np.where(np.eye(len(flows), dtype=bool), OWN, doubts.sold)
    x = _balanced(
        first,
        spread,
        np.where(given_made & (first.sum(axis=1) > 0), np.nan_to_num(production), 0.0),
        np.where(given_used & (first.sum(axis=0) > 0), np.nan_to_num(consumption), 0.0),
        doubts,
    )
    moved = np.abs(x - first).sum()
    moved += np.abs(np.where(given_made & (x.sum(axis=1) > 0), x.sum(axis=1) - np.nan_to_num(production), 0.0)).sum()
    moved += np.abs(np.where(given_used & (x.sum(axis=0) > 0), x.sum(axis=0) - np.nan_to_num(consumption), 0.0)).sum()
    return x, float(moved)


def _balanced(first: Array, spread: Array, made: Array, used: Array, doubts: Doubts) -> Array:
    """Return x = x0 exp(k (l + m)) with row sums p exp(-kp l) and column sums c exp(-kc m), by Newton's method.

    With k the variance of a figure, in units and over the figure, this is Stone's estimate to first order, and no
    figure changes its sign. The multipliers l and m make the least of a convex function, whose gradient is the gaps.

    Parameters
    ----------
    first, spread
        (H, H) figures, and standard deviations of their logs
    made, used
        (H,) what rows and columns should add up to; 0 = is not known
    """
    hubs, total = len(made), max(float(first.sum()), 1e-30)
    known = np.concatenate([made > 0, used > 0])
    sums = np.concatenate([made, used])[known]
    unsure = np.concatenate([np.nan_to_num(doubts.production), np.nan_to_num(doubts.consumption)])[known]
    size = total / hubs
    k = np.maximum(spread, LEAST) ** 2 * np.maximum(first, 1e-12 * total) / size
    ks = np.maximum(unsure, LEAST) ** 2 * np.maximum(sums, 1e-12 * total) / size
    z = np.zeros(2 * hubs)

    def at(z: Array) -> tuple[Array, Array, float]:
        x = first * np.exp(np.minimum(k * (z[:hubs, None] + z[None, hubs:]), 60.0))
        s = sums * np.exp(np.minimum(-ks * z[known], 60.0))
        return x, s, float((x / k).sum() + (s / ks).sum())

    x, s, worth = at(z)
    for _ in range(ROUNDS):
        gap = np.concatenate([x.sum(axis=1), x.sum(axis=0)])[known] - s
        if float(np.abs(gap).max(initial=0.0)) < CLOSED * total:
            break
        bent = k * x
        across = np.zeros((2 * hubs, 2 * hubs))
        across[:hubs, hubs:], across[hubs:, :hubs] = bent, bent.T
        across[np.arange(2 * hubs), np.arange(2 * hubs)] = np.concatenate([bent.sum(axis=1), bent.sum(axis=0)])
        square = across[np.ix_(known, known)]
        square[np.arange(len(s)), np.arange(len(s))] += ks * s
        step = np.zeros(2 * hubs)
        step[known] = np.linalg.solve(square, -gap)
        longest = float(np.abs(k * (step[:hubs, None] + step[None, hubs:]) * (first > 0)).max())
        step *= min(1.0, STRIDE / max(longest, 1e-30))
        slope = float(gap @ step[known])
        for _ in range(HALVINGS):
            x, s, there = at(z + step)
            if there <= worth + 1e-4 * slope + 1e-12 * abs(worth):
                break
            step *= 0.5
            slope *= 0.5
        z, worth = z + step, there
    return x
