"""What an actor can do: the lever, the scenario, the menu that control gives.

Scenario files are read by `marchland.levers.scenario_file`, which is apart because it loads pydantic.
"""

from marchland.levers.lever import ACTIONS, Lever
from marchland.levers.menu import Menu, MenuItem, Withheld, menu
from marchland.levers.scenario import HORIZONS, Horizon, Scenario, check_horizon, horizon_of

__all__ = [
    "ACTIONS",
    "HORIZONS",
    "Horizon",
    "Lever",
    "Menu",
    "MenuItem",
    "Scenario",
    "Withheld",
    "check_horizon",
    "horizon_of",
    "menu",
]
