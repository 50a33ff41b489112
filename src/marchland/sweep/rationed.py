"""Which hubs go without gas or oil while levers hold: named beside every result, with the quantity."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from marchland.bridge import central
from marchland.bridge.energy.effect import energy_effect
from marchland.world.check_energy import PRICE, QUANTITY

if TYPE_CHECKING:
    from marchland.bridge import Baseline
    from marchland.levers import Scenario

SMALLEST = 1e-3
"""Share of what a hub uses below which what it goes without is not named."""


def rationed(base: Baseline, scenario: Scenario) -> list[dict[str, Any]]:
    """Return what users still want at the rationing price and cannot have, as plain values, the most first.

    Parameters
    ----------
    base
        of a scenario that was solved at best values

    Returns
    -------
    list
        of `fuel`, `hub`, `name`, `quantity` a year beyond what is missing without levers, mean over the days on which
        levers hold, its `unit`, and `price`, the rationing price, with its unit, `price_unit`
    """
    phases, middle = scenario.phases(), central(base.factors)
    held = sum(last - first for first, last, _ in phases)
    names = {row["place"]: row["name"] for row in base.world["places"].where(kind="hub").rows()}
    lost: dict[tuple[str, str], float] = defaultdict(float)
    prices: dict[tuple[str, str], float] = {}
    for first, last, levers in phases:
        effect = energy_effect(base, levers, middle)
        for fuel in () if effect is None else effect.fuels:
            missing = fuel.rationed
            for at in (missing > SMALLEST * fuel.before.demand).nonzero()[0].tolist():
                key = (fuel.fuel, fuel.market.figures.hubs[at])
                lost[key] += float(missing[at]) * (last - first) / held
                prices[key] = float(fuel.after.price[at])
    return [
        {
            "fuel": fuel,
            "hub": hub,
            "name": names[hub],
            "quantity": quantity,
            "unit": QUANTITY[fuel],
            "price": prices[fuel, hub],
            "price_unit": PRICE[fuel],
        }
        for (fuel, hub), quantity in sorted(lost.items(), key=lambda item: (item[0][0], -item[1]))
    ]
