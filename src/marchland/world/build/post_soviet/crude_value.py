"""Crude oil of which BACI states the tonnes but, by its unit value, only a part of the money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

# A pair is doubted below this share of the exporter's median; below the smaller one the tonnes are taken as wrong.
_TOO_CHEAP, _TONNES_WRONG = 0.7, 1 / 3
_SMALLEST = 100.0


def median_value(value: Matrix, tonnes: Matrix) -> float:
    """Return the unit value at which half of the tonnes have been sold, USD a tonne; 0 where nothing is sold.

    Parameters
    ----------
    value
        (N,) MUSD
    tonnes
        (N,)
    """
    sold = (value > 0) & (tonnes > 0)
    if not sold.any():
        return 0.0
    unit = value[sold] * 1e6 / tonnes[sold]
    order = np.argsort(unit)
    below = np.cumsum(tonnes[sold][order])
    return float(unit[order][np.searchsorted(below, below[-1] / 2)])


def crude_among_goods(value: Matrix, tonnes: Matrix, room: Matrix, exporters: list[int]) -> Matrix:
    """Return the money for crude oil that stands among the goods of a pair.

    Where the unit value of a pair is below 0.7 of its exporter's median of the year, its crude oil is worth its tonnes
    at that median, but no more than the pair's total leaves. Only exporters of the region are looked at, and flows
    from 100 MUSD: elsewhere tonnes are often wrong and no answer hangs on it.

    Parameters
    ----------
    value
        (N, N) MUSD of crude oil, exporters in rows
    tonnes
        (N, N) tonnes of crude oil
    room
        (N, N) MUSD of the total that no coal, crude, gas or other raw material of BACI's takes; not below 0
    exporters
        rows to look at

    Returns
    -------
    (N, N) MUSD, 0 where the record stands
    """
    missing = np.zeros_like(value)
    for row in exporters:
        median = median_value(value[row], tonnes[row])
        at_median = tonnes[row] * median / 1e6
        cheap = (value[row] < _TOO_CHEAP * at_median) & (value[row] > _TONNES_WRONG * at_median)
        doubted = cheap & (value[row] > _SMALLEST)
        missing[row] = np.where(doubted, np.minimum(at_median - value[row], room[row]), 0.0)
    return missing
