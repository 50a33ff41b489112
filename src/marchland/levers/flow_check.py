"""A lever on a flow that does not exist is refused before anything is solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.errors import MissingData, ScenarioError
from marchland.levers.energy_check import check_energy
from marchland.levers.product_flow import MOST_YEARS_OLD, product_flows
from marchland.levers.reach import ends_of, partner_sells, product_of, sectors_of
from marchland.levers.touched import TradeBetween, money_touched, workers_touched
from marchland.levers.ways import ways_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from marchland.levers.lever import Lever
    from marchland.world import World

MOST_NAMED = 8


def check_flow(world: World, lever: Lever) -> None:
    """Refuse a lever that touches nothing: no flow, no way or pipe, or one that is in the wanted state already.

    Parameters
    ----------
    world
        as of a year
    lever
        of any layer

    Raises
    ------
    UnknownName
        where the world has no such actor, sector, product, way, pipe or commodity
    ScenarioError
        where the sector or product cannot be touched, the flow is known to be zero, the way or pipe is shut or open
        already, or the actor does not control the pipe
    MissingData
        where the world has no figure of the flow
    """
    by_layer: dict[str, Callable[[World, Lever], object]] = {
        "trade": _check_trade,
        "remittances": _check_remittances,
        "freight": ways_of,
        "energy": check_energy,
    }
    by_layer[lever.rule.layer](world, lever)


def _check_remittances(world: World, lever: Lever) -> None:
    hosts, origins = world.members(lever.actor), world.members(lever.partner)
    if lever.what == "workers":
        found, table, lacking = workers_touched(world, hosts, origins), world["migrants"], " and the money they send"
    else:
        kind = "relocation" if lever.what == "relocation" else "labour"
        found, table, lacking = money_touched(world, hosts, origins, kind), world["remittances"].where(kind=kind), ""
    if found is None:
        known = sorted(set(table.among(host=hosts)["origin"].tolist()))
        have = f"{lever.direction} {_shortened(known)}" if known else "none"
        raise MissingData(f"no data on {_flow(lever)}{lacking} in {world.year}; the world has {have} for {lever.actor}")


def _check_trade(world: World, lever: Lever) -> None:
    sectors, product = sectors_of(world, lever), product_of(lever)
    exporters, importers = ends_of(world, lever)
    rows = world["trade"].among(exporter=exporters, importer=importers, sector=sectors)
    if product is not None:
        if not product_flows(world, product, exporters, importers):
            raise MissingData(f"no data on {_flow(lever)} in {_years(world)}; {_known_of(world, product)}")
        if not rows["best"].sum() > 0:
            raise MissingData(f"{_flow(lever)} is part of {sectors[0]}, of which there is no trade in {world.year}")
    elif not len(rows):
        raise MissingData(f"no data on {_flow(lever)} in {world.year}; {_known_between(world, lever)}")
    elif not rows["best"].sum() > 0:
        raise ScenarioError(
            f"{_flow(lever)} is zero in {world.year}: the lever would touch nothing; {_known_between(world, lever)}"
        )


def _flow(lever: Lever) -> str:
    return f"{lever.flow.replace('_', ' ')} {lever.direction} {lever.partner} for {lever.actor}"


def _years(world: World) -> str:
    year = world.year or world.package.base_year
    return f"{year - MOST_YEARS_OLD} to {year}"


def _known_of(world: World, product: str) -> str:
    """Say of which pairs the world has a figure of a product."""
    flows = sorted(product_flows(world, product, world.actors, world.actors), key=lambda flow: -flow.best)
    pairs = [f"{flow.exporter} to {flow.importer}" for flow in flows]
    return f"the world has {product.replace('_', ' ')} of {_shortened(pairs)}" if pairs else "the world has none"


def _known_between(world: World, lever: Lever) -> str:
    """Say which goods the world has between the two."""
    ends = (lever.partner, lever.actor) if partner_sells(lever) else (lever.actor, lever.partner)
    trade = TradeBetween.of(world, *ends)
    sectors = [sector for sector, _ in trade.by_sector()]
    return f"between the two the world has {_shortened(sectors) if sectors else 'no goods'}"


def _shortened(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
