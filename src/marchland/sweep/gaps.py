"""What is not known, or not in the models: said beside every result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.energy.refused import refused_supply
from marchland.levers.product_flow import product_flows
from marchland.levers.reach import ends_of, product_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.levers import Lever
    from marchland.world import World

MOST_NAMED = 8
WORTH_NAMING = 5e7
"""Re-exports below this, in USD a year, are not named."""


def gaps(base: Baseline, involved: set[str]) -> list[str]:
    """Return what is not known or not in the models, in words, for the actors and blocs concerned."""
    members = {m for code in involved for m in base.world.members(code)}
    lines = []
    if "energy" in base.world["sectors"]["layer"].tolist():
        alone = len(base.world["energy_flows"]) > 0
        lines.append(
            "gas, crude and oil products belong to the energy layer: levers on goods leave them out"
            + ("" if alone else ", and this world has no figures of who sells them to whom")
        )
    if base.tariffs is None:
        lines.append(
            "present customs duties are not in this world: revenue is counted only on duties that a lever adds"
        )
    lines += earlier_trade(base.world)
    return lines + _without_trade(base, members) + _passing(base, members)


def earlier_trade(world: World) -> list[str]:
    """Say where a world narrowed to a year holds the trade of an earlier one."""
    held = world.years("trade")
    if world.year is None or not held or held[-1] == world.year:
        return []
    if held[-1] > world.year:
        held_then = f"of {world.year} gas and oil alone are on record: trade is of {held[-1]}, GDP the first since then"
        return [f"{held_then}; rights and ways are of {world.day}"]
    return [
        f"trade is that of {held[-1]}, the last year up to {world.year} on record; rights and ways are of {world.day}"
    ]


def untouched(base: Baseline, levers: Iterable[Lever]) -> list[str]:
    """Return what levers touch and is in no sum of the result: corridors without a figure, supply that is refused."""
    lines = []
    for lever in levers:
        if lever.rule.layer == "freight":
            continue
        if lever.rule.layer != "remittances":
            lines += _without_product(base, lever) + _refused(base, lever)
            continue
        cells = np.ix_(base.positions(lever.actor), base.positions(lever.partner))
        if lever.what == "workers":
            workers, money = np.isnan(base.migrants.best[cells]), np.isnan(base.labour_money.best[cells])
            known, partly = ~(workers | money), workers ^ money
            what, besides = "workers", " or on the money they send"
        else:
            figures = base.relocation_money if lever.what == "relocation" else base.labour_money
            known = ~np.isnan(figures.best[cells])
            partly, what, besides = np.zeros_like(known), lever.what, ""
        if not known.any():
            lines.append(f"no data on {what} {_way(lever)}{besides}: this lever is not in the result")
        elif partly.any():
            hosts, origins = (np.array(base.actors)[c.ravel()] for c in cells)
            named = [f"{origins[o]} in {hosts[h]}" for h, o in np.argwhere(partly)]
            more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
            lines.append(f"no data on {what} of {', '.join(named[:MOST_NAMED])}{more}{besides}: left out of the result")
        lines += _without_size(base, lever, known)
    return list(dict.fromkeys(lines))


def _without_product(base: Baseline, lever: Lever) -> list[str]:
    """Say for how many pairs of a bloc's a product has a figure: the lever touches no others."""
    product = product_of(lever)
    if product is None:
        return []
    exporters, importers = ends_of(base.world, lever)
    pairs, known = len(exporters) * len(importers), len(product_flows(base.world, product, exporters, importers))
    if known == pairs:
        return []
    return [f"no data on {lever.flow.replace('_', ' ')} {_way(lever)} in {pairs - known} of {pairs} pairs: left out"]


def _refused(base: Baseline, lever: Lever) -> list[str]:
    """Name who buys no more of whose fuel: what is supplied does nothing there."""
    refusing, named = refused_supply(base, lever), f"{lever.actor}: {lever.words}"
    if not refusing:
        return []
    who = ", ".join(refusing[:MOST_NAMED]) + (
        f" and {len(refusing) - MOST_NAMED} more" if refusing[MOST_NAMED:] else ""
    )
    return [f"{named} does nothing for {who}: no more {lever.fuel} of {lever.actor} is bought there (states.csv)"]


def _way(lever: Lever) -> str:
    return f"{lever.direction} {lever.partner} for {lever.actor}"


def _without_size(base: Baseline, lever: Lever, known: NDArray[np.bool_]) -> list[str]:
    """Name hosts without a labour force and origins without a labour force or population: their part is not counted."""
    if lever.what != "workers":
        return []
    lines = []
    for side, code in enumerate((lever.actor, lever.partner)):
        needed = (base.labour_force,) if side == 0 else (base.labour_force, base.population)
        for position in base.positions(code)[known.any(axis=1 - side)].tolist():
            if any(np.isnan(figures.best[position]) for figures in needed):
                actor = base.actors[position]
                lines.append(f"no labour force or population of {actor}: its part of expulsions is not counted")
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
    return [f"no data on goods from {', '.join(pairs[:MOST_NAMED])}{more}: taken as no trade"]


def _passing(base: Baseline, members: set[str]) -> list[str]:
    """Name the goods that only pass, where two of origin, way and destination are concerned."""
    passing = base.reexports
    ways: dict[str, float] = {}
    for r, amount in enumerate(passing.amount.best):
        origin, via, destination = (base.actors[a[r]] for a in (passing.origin, passing.via, passing.destination))
        if {via, destination} <= members:
            way = f"pass through {via} to {destination}"
        elif {origin, via} <= members:
            way = f"pass from {origin} through {via}"
        elif {origin, destination} <= members:
            way = f"pass from {origin} through {via} to {destination}"
        else:
            continue
        ways[way] = ways.get(way, 0.0) + float(amount)
    return [
        f"goods worth {amount / 1e9:.2g} bn USD a year only {way}: they are counted from where they are made to where "
        "they are used"
        for way, amount in sorted(ways.items(), key=lambda item: -item[1])
        if amount >= WORTH_NAMING
    ]
