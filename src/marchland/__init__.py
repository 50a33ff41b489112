"""Who can squeeze whom, through what, how hard, at what cost to themselves, and what would change that.

The public names are loaded when they are first used, so that importing marchland costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marchland.brief import Brief, brief_of, compare, why
    from marchland.brief.corridors import Corridors, corridors_of
    from marchland.brief.energy import Energy, energy_of
    from marchland.brief.sensitivity import FactorRanking, sensitivity_of
    from marchland.engine import Outcome
    from marchland.errors import MarchlandError
    from marchland.leverage import Leverage, leverage_of
    from marchland.levers import Lever, Scenario, menu
    from marchland.levers.scenario_file import read_scenario
    from marchland.sweep import Swept, run
    from marchland.world import World, check_world, load_world, new_world

__version__ = "0.1.0"

_ROOMS = {
    "Brief": "brief",
    "brief_of": "brief",
    "Outcome": "engine",
    "Corridors": "brief.corridors",
    "Energy": "brief.energy",
    "FactorRanking": "brief.sensitivity",
    "compare": "brief",
    "corridors_of": "brief.corridors",
    "energy_of": "brief.energy",
    "sensitivity_of": "brief.sensitivity",
    "Swept": "sweep",
    "run": "sweep",
    "why": "brief",
    "MarchlandError": "errors",
    "Leverage": "leverage",
    "leverage_of": "leverage",
    "Lever": "levers",
    "Scenario": "levers",
    "menu": "levers",
    "read_scenario": "levers.scenario_file",
    "World": "world",
    "check_world": "world",
    "load_world": "world",
    "new_world": "world",
}

__all__ = [
    "Brief",
    "Corridors",
    "Energy",
    "FactorRanking",
    "Lever",
    "Leverage",
    "MarchlandError",
    "Outcome",
    "Scenario",
    "Swept",
    "World",
    "brief_of",
    "check_world",
    "compare",
    "corridors_of",
    "energy_of",
    "leverage_of",
    "load_world",
    "menu",
    "new_world",
    "read_scenario",
    "run",
    "sensitivity_of",
    "why",
]


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module 'marchland' has no attribute {name!r}")
    return getattr(import_module(f"marchland.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
