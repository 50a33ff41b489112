"""Figures of traffic in words: three digits, each with its unit."""

from __future__ import annotations

from math import floor, isnan, log10

from marchland.world import schema


def figure(value: float) -> str:
    """Return a figure with three digits."""
    if value == 0 or isnan(value):
        return f"{value:g}"
    digits = max(2 - floor(log10(abs(value))), 0)
    scale = 10 ** (2 - floor(log10(abs(value))))
    return f"{round(value * scale) / scale:,.{digits}f}"


def interval(low: float, best: float, high: float, measure: str) -> str:
    """Return a median with its range and unit; shares in percent."""
    unit = schema().terms("traffic", "measure")[measure].unit
    scale, unit = (100.0, "%") if unit == "share" else (1.0, unit)
    ends = "" if isnan(low) else f" [{figure(low * scale)} to {figure(high * scale)}]"
    return f"{figure(best * scale)}{ends} {unit}"
