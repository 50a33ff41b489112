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
}


def conversion(given: str, wanted: str) -> float | None:
    """Return the factor that turns a figure in `given` into one in `wanted`, or None if there is none."""
    dimension, factor = _IN_BASE.get(given, ("", 0.0))
    target, base = _IN_BASE.get(wanted, ("?", 1.0))
    return factor / base if dimension == target else None
