"""What an actor can do: the lever, the scenario, the menu that control gives.

Scenario files are read by `marchland.levers.scenario_file`, which is apart because it loads pydantic.
"""

from marchland.levers.lever import Lever
from marchland.levers.menu import Menu, menu
from marchland.levers.menu_item import MenuItem, Withheld
from marchland.levers.pipes import pipes_held, pipes_of, shut_pipes
from marchland.levers.projects import Project, opened, projects
from marchland.levers.refusals import Refusal, refusals, refused
from marchland.levers.rules import ACTIONS, RULES
from marchland.levers.scenario import HORIZONS, Horizon, Scenario, check_horizon, horizon_of
from marchland.levers.ways import Hold, holds_of, shut, ways_of

__all__ = [
    "ACTIONS",
    "HORIZONS",
    "RULES",
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
    "pipes_held",
    "pipes_of",
    "projects",
    "refusals",
    "refused",
    "shut",
    "shut_pipes",
    "ways_of",
]
