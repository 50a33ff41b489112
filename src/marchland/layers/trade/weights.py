"""Trade weights: what equations (3) and (5) need of costs and tariffs, computed once a shock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Weights:
    """Trade weights in the layout of the kernel.

    Parameters
    ----------
    paid
        (S, N, N) pi (cost_hat (1 + tau') / (1 + tau))^-theta [sector, exporter, importer]; 0 under an embargo
    tariffs
        (S, N, N) new levels
    dutiable
        whether there are any
    sales
        (S, N, N) paid / (1 + tau') [sector, importer, exporter]
    duty
        (S, N, N) paid tau' / (1 + tau') [sector, exporter, importer]; (1, 1, 1) where nothing is dutiable
    open
        (S, N, N) where paid > 0
    total
        (S, N) paid, summed over exporters: 1 in the base
    at_home
        (S,) sectors without foreign trade
    closed
        of weights that are those of the base but for a few cells: sectors, exporters and importers of the cells that
        fell to 0, (M,) each; None = of others
    """

    paid: Array
    tariffs: Array
    dutiable: bool
    sales: Array
    duty: Array
    open: NDArray[np.bool_]
    total: Array
    at_home: NDArray[np.bool_]
    closed: tuple[NDArray[np.int64], ...] | None = None


def weights_of(paid: Array, tariffs: Array) -> Weights:
    """Complete trade weights.

    Parameters
    ----------
    paid, tariffs
        (S, N, N), see `Weights`
    """
    dutiable = bool(tariffs.any())
    per_sale = paid / (1.0 + tariffs) if dutiable else paid
    possible = paid > 0
    foreign = np.count_nonzero(possible, axis=(1, 2)) > np.count_nonzero(possible.diagonal(axis1=1, axis2=2), axis=1)
    return Weights(
        paid=paid,
        tariffs=tariffs,
        dutiable=dutiable,
        sales=np.ascontiguousarray(per_sale.transpose(0, 2, 1)),
        duty=per_sale * tariffs if dutiable else np.zeros((1, 1, 1)),
        open=possible,
        total=paid.sum(axis=1),
        at_home=~foreign,
    )


def changed(weights: Weights, cells: tuple[NDArray[np.int64], ...], factor: Array) -> Weights:
    """Return weights with a few cells multiplied, at unchanged tariffs; the same as `weights_of`, but for less work.

    Parameters
    ----------
    weights
        before
    cells
        indices of sectors, exporters and importers, (M,) each
    factor
        (M,) what to multiply by
    """
    s, n, i = cells
    new = weights.paid[cells] * factor
    paid = weights.paid.copy()
    paid[cells] = new
    sales, duty, possible = weights.sales.copy(), weights.duty, weights.open
    if weights.dutiable:
        rate = weights.tariffs[cells]
        duty = duty.copy()
        sales[s, i, n] = new / (1.0 + rate)
        duty[cells] = new / (1.0 + rate) * rate
    else:
        sales[s, i, n] = new
    shut = (new == 0.0) & possible[cells]
    closed = (s[shut], n[shut], i[shut])
    if shut.any():
        possible = possible.copy()
        possible[closed] = False
    total = weights.total.copy()
    total[s, i] = paid[s, :, i].sum(axis=1)
    return Weights(
        paid=paid, tariffs=weights.tariffs, dutiable=weights.dutiable, sales=sales, duty=duty, open=possible,
        total=total, at_home=weights.at_home,
        closed=closed,
    )  # fmt: skip


def without(weights: Weights, cut: NDArray[np.bool_]) -> Weights:
    """Return weights without the foreign trade of the actors in `cut`, (N,)."""
    crossing = (cut[:, None] | cut[None, :]) & ~np.eye(len(cut), dtype=bool)
    return weights_of(np.where(crossing[None], 0.0, weights.paid), weights.tariffs)
