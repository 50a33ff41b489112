"""A number that can be opened, and what moves it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Driver:
    """What moves a figure: a named source of uncertainty and its share.

    Parameters
    ----------
    words
        the factor, for a reader
    share
        squared rank correlation with the figure over the draws, 0 to 1
    sign
        +1 where more of the factor means a larger figure, -1 where a smaller one
    """

    words: str
    share: float
    sign: int


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number that can be opened.

    Parameters
    ----------
    id
        name for `marchland why`
    words
        what it is
    low, best, high
        5th percentile, value at best values, 95th percentile; None where the brief has no draws. Of losses, with the
        model error where the track record knows one
    unit
        "share of GDP" (0.01 = 1 % of a year's GDP), "change of share of GDP" or "USD"
    formula
        how it is computed
    inputs
        keys of `Brief.inputs`
    drivers
        what the range of the parameters alone comes from, largest first
    parameters
        5th and 95th percentile of the draws alone, where `low` and `high` hold the model error; else None
    """

    id: str
    words: str
    low: float | None
    best: float
    high: float | None
    unit: str
    formula: str
    inputs: tuple[str, ...]
    drivers: tuple[Driver, ...]
    parameters: tuple[float, float] | None = None
