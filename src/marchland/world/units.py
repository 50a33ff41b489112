"""Units that people mix up, and by how much to multiply."""

from __future__ import annotations

_IN_BASE = {
    "USD": ("money", 1.0),
    "kUSD": ("money", 1e3),
    "thousand USD": ("money", 1e3),
    "MUSD": ("money", 1e6),
    "million USD": ("money", 1e6),
    "mn USD": ("money", 1e6),
    "BUSD": ("money", 1e9),
    "bn USD": ("money", 1e9),
    "billion USD": ("money", 1e9),
    "persons": ("people", 1.0),
    "people": ("people", 1.0),
    "thousand persons": ("people", 1e3),
    "thousand": ("people", 1e3),
    "million persons": ("people", 1e6),
    "million": ("people", 1e6),
    "share": ("share", 1.0),
    "1": ("share", 1.0),
    "%": ("share", 0.01),
    "percent": ("share", 0.01),
    # Gas at 15 C and 40 MJ/m3 (gross), oil at 7.33 barrels a tonne, as the Statistical Review of World Energy has them.
    "bcm": ("gas", 1.0),
    "mcm": ("gas", 1e-3),
    "million m3": ("gas", 1e-3),
    "bcf": ("gas", 0.0283168),
    "TWh": ("gas", 0.09),
    "GWh": ("gas", 9e-5),
    "PJ": ("gas", 0.025),
    "TJ": ("gas", 2.5e-5),
    "Mtoe": ("gas", 41.868 / 36),
    "Mt LNG": ("gas", 1.36),
    "bcm/yr": ("gas a year", 1.0),
    "mcm/d": ("gas a year", 0.365),
    "GWh/d": ("gas a year", 0.03285),
    "TWh/yr": ("gas a year", 0.09),
    "MTPA": ("gas a year", 1.36),
    "USD per 1000 m3": ("price of gas", 1.0),
    "USD/m3": ("price of gas", 1e3),
    "USD/MWh": ("price of gas", 11.1111),
    "USD/MMBtu": ("price of gas", 37.9127),
    "Mt": ("oil", 1.0),
    "kt": ("oil", 1e-3),
    "t": ("oil", 1e-6),
    "bbl": ("oil", 1e-6 / 7.33),
    "million bbl": ("oil", 1 / 7.33),
    "Mt/yr": ("oil a year", 1.0),
    "kt/yr": ("oil a year", 1e-3),
    "kb/d": ("oil a year", 0.365 / 7.33),
    "million b/d": ("oil a year", 365 / 7.33),
    "USD/t": ("price of oil", 1.0),
    "USD/bbl": ("price of oil", 7.33),
}


def conversion(given: str, wanted: str) -> float | None:
    """Return the factor that turns a figure in `given` into one in `wanted`, or None if there is none."""
    dimension, factor = _IN_BASE.get(given, ("", 0.0))
    target, base = _IN_BASE.get(wanted, ("?", 1.0))
    return factor / base if dimension == target else None
