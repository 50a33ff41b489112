"""What an actor can do: the lever, the scenario, the menu that control gives.

Scenario files are read by `marchland.levers.scenario_file`, which is apart because it loads pydantic.
"""

from marchland.levers.lever import ACTIONS, WAYS, Lever
from marchland.levers.menu import Menu, MenuItem, Withheld, menu
from marchland.levers.projects import Project, opened, projects
from marchland.levers.refusals import Refusal, refusals, refused
from marchland.levers.scenario import HORIZONS, Horizon, Scenario, check_horizon, horizon_of
from marchland.levers.ways import Hold, holds_of, shut, ways_of

__all__ = [
    "ACTIONS",
    "HORIZONS",
    "WAYS",
    "Hold",
    "Horizon",
    "Lever",
    "Menu",
    "MenuItem",
    "Project",
    "Refusal",
    "Scenario",
    "Withheld",
    "check_horizon",
    "holds_of",
    "horizon_of",
    "menu",
    "opened",
    "projects",
    "refusals",
    "refused",
    "shut",
    "ways_of",
]
