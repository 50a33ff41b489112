"""What is told who writes the size of a lever with a unit: the number to write in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from marchland.errors import ScenarioError
from marchland.levers.lever_object import FUELS, PIPE, parsed
from marchland.levers.rules import OF_OBJECT
from marchland.world.units import conversion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.levers.rules import ActionRule

AMOUNT = re.compile(r"\s*([-+]?\d+(?:\.\d+)?)\s*(\S.*?)?\s*")
PRICED, SUPPLIED = {"gas": "USD per 1000 m3", "oil": "USD/t"}, {"gas": "bcm/yr", "oil": "Mt/yr"}


def size_fault(lever: Mapping[str, Any]) -> str:
    """Return what is wrong with a size that is no number, and what to write.

    Parameters
    ----------
    lever
        an entry of a scenario file, as it was written
    """
    size = lever["size"]
    wrong = f"{size!r} is no number"
    rule, fuel = _rule_and_fuel(lever)
    if rule is None:
        return f"{wrong}; write it without a unit"
    told = f"{wrong}; write one without a unit: {rule.size}"
    given = AMOUNT.fullmatch(str(size))
    if given is None:
        return told
    factor = _factor(given[2] or "", _unit(rule, fuel))
    return told if factor is None else f"{told}, here {float(given[1]) * factor:.4g}"


def _rule_and_fuel(lever: Mapping[str, Any]) -> tuple[ActionRule | None, str]:
    try:
        touched = parsed(str(lever.get("object", "")))
    except ScenarioError:
        return None, ""
    rule = OF_OBJECT.get((str(lever.get("action", "")), touched.what, touched.direction))
    fuel = lever.get("commodity") if touched.what == PIPE else touched.what
    return rule, str(fuel) if fuel in FUELS else ""


def _unit(rule: ActionRule, fuel: str) -> str:
    """Return the unit of a size; empty where it is not known, as of a toll on pipes of both fuels."""
    if not rule.amount:
        return "share" if rule.largest == 1 else ""
    return (SUPPLIED if rule.action == "supply" else PRICED).get(fuel, "")


def _factor(given: str, wanted: str) -> float | None:
    if not given or not wanted:
        return None
    # A size is a year's, which who writes TWh takes for granted.
    factor = conversion(given, wanted)
    return conversion(f"{given}/yr", wanted) if factor is None else factor
