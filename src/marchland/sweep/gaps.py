"""What is not known, or not in the models: said beside every result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marchland.bridge import Baseline
    from marchland.levers import Lever

MOST_NAMED = 8
WORTH_NAMING = 5e7
"""Re-exports below this, in USD a year, are not named."""


def gaps(base: Baseline, involved: set[str]) -> list[str]:
    """Return what is not known or not in the models, in words, for the actors and blocs concerned."""
    members = {m for code in involved for m in base.world.members(code)}
    lines = []
    if "energy" in base.world["sectors"]["layer"].tolist():
        lines.append("gas, crude and oil products belong to the energy layer, which this version does not have")
    if base.tariffs is None:
        lines.append(
            "present customs duties are not in this world: revenue is counted only on duties that a lever adds"
        )
    return lines + _without_trade(base, members) + _passing(base, members)


def untouched(base: Baseline, levers: Sequence[Lever]) -> list[str]:
    """Return the levers for which the world has no figure: they change nothing in the result, and nothing is known."""
    lines = []
    for lever in levers:
        if lever.rule.layer != "remittances":
            continue
        figures = {"workers": base.migrants, "transfers": base.labour_money, "relocation": base.relocation_money}
        cells = np.ix_(base.positions(lever.actor), base.positions(lever.partner))
        if np.isnan(figures[lever.what].best[cells]).all():
            lines.append(f"no data on {lever.object} for {lever.actor}: this lever is not in the result")
        elif lever.what == "workers" and np.isnan(base.labour_money.best[cells]).all():
            lines.append(f"no data on the money that {lever.object} send from {lever.actor}: its loss is not counted")
    return lines


def _without_trade(base: Baseline, members: set[str]) -> list[str]:
    nothing = np.asarray(np.isnan(base.trade.best[:, :, base.traded]).all(axis=2))
    pairs = [
        f"{exporter} to {importer}"
        for i, exporter in enumerate(base.actors)
        for j, importer in enumerate(base.actors)
        if i != j and nothing[i, j] and {exporter, importer} <= members
    ]
    if not pairs:
        return []
    more = f" and {len(pairs) - MOST_NAMED} more" if len(pairs) > MOST_NAMED else ""
    return [f"no data on goods from {', '.join(pairs[:MOST_NAMED])}{more}: left out, not zero"]


def _passing(base: Baseline, members: set[str]) -> list[str]:
    passing = base.reexports
    ways: dict[tuple[str, str], float] = {}
    for r, amount in enumerate(passing.amount.best):
        via, destination = base.actors[passing.via[r]], base.actors[passing.destination[r]]
        if {via, destination} <= members:
            ways[via, destination] = ways.get((via, destination), 0.0) + float(amount)
    return [
        f"goods worth {amount / 1e9:.2g} bn USD a year that only pass through {via} to {destination} are counted to "
        f"where they are made: a lever on {via} does not touch them"
        for (via, destination), amount in sorted(ways.items(), key=lambda item: -item[1])
        if amount >= WORTH_NAMING
    ]
