"""What an actor could stop of a target's trade with others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """5th percentile, best value and 95th percentile; low and high are nan without draws."""

    low: float
    best: float
    high: float


@dataclass(frozen=True, kw_only=True)
class WayUsed:
    """A way that a gatekeeper controls: what of the target's trade passes it, tonnes and USD a year at best values."""

    link: str
    tonnes: float
    value: float


@dataclass(frozen=True, kw_only=True)
class Gate:
    """What an actor could stop of a target's trade with all others; trade between the two is left out.

    Parameters
    ----------
    gatekeeper, target
        codes of actors or blocs
    tonnes, value
        share of the target's carried trade with others that passes ways which the gatekeeper controls
    captive_tonnes, captive_value
        share of it that has no way at all without them, at best values
    detour
        USD a tonne that the rest of what passes would pay more on the cheapest way around, ways being empty; nan where
        nothing is left
    ways
        the ways that most of it passes, largest first
    """

    gatekeeper: str
    target: str
    tonnes: Estimate
    value: Estimate
    captive_tonnes: float
    captive_value: float
    detour: float
    ways: tuple[WayUsed, ...]
