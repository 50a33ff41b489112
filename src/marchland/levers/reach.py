"""What a lever touches: whose flows, and of which sectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.errors import ScenarioError, UnknownName, suggestion
from marchland.levers.lever_object import FUELS

if TYPE_CHECKING:
    from marchland.levers.lever import Lever
    from marchland.world import Table, World

LAYER, ENERGY = "trade", "energy"
GOODS, SERVICES = "goods", "services"


def goods_sectors(world: World) -> tuple[str, ...]:
    """Return the sectors that "goods" stands for: traded, of kind goods, owned by the trade layer; never services."""
    table = world["sectors"].where(kind=GOODS, layer=LAYER, traded=True)
    return tuple(table["sector"].tolist())


def sectors_of(world: World, lever: Lever) -> tuple[str, ...]:
    """Return the sectors of the trade layer that a lever on goods or tourists touches.

    Raises
    ------
    UnknownName
        where the world has no such sector or product
    ScenarioError
        where a sector or product is not one that a lever on goods can touch: owned by another layer, made and used at
        home only, or a service
    """
    if lever.what == "tourists":
        return (_sector_of_product(world, lever, lever.what, SERVICES),)
    if lever.product is not None:
        return (_sector_of_product(world, lever, lever.product, GOODS),)
    if lever.sector is not None:
        return (_named_sector(world, lever, lever.sector),)
    return goods_sectors(world)


def product_of(lever: Lever) -> str | None:
    """Return the product that a lever touches, None where it touches whole sectors."""
    return lever.what if lever.what == "tourists" else lever.product


def ends_of(world: World, lever: Lever) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return exporters and importers of the flows that a lever of the trade layer touches.

    Tourists who travel to a partner buy there: the partner exports.

    Raises
    ------
    UnknownName
        where actor or partner is not in the world
    """
    actors, partners = world.members(lever.actor), world.members(lever.partner)
    return (partners, actors) if partner_sells(lever) else (actors, partners)


def partner_sells(lever: Lever) -> bool:
    """Tell whether the lever's partner is the exporter of what it touches."""
    return lever.direction == "from" or lever.what == "tourists"


def _named_sector(world: World, lever: Lever, sector: str) -> str:
    table = world["sectors"]
    found = table.where(sector=sector)
    if not len(found):
        if sector in world["products"]["product"].tolist():
            raise ScenarioError(f"{sector} is a product and no sector; write product: {sector}")
        raise UnknownName("sector", sector, table["sector"].tolist())
    one_of = ", ".join(goods_sectors(world))
    layer = str(found["layer"][0])
    if layer == ENERGY:
        raise ScenarioError(f"{sector} is owned by the energy layer: {_instead(lever, found)}; or name one of {one_of}")
    if layer != LAYER:
        raise ScenarioError(f"{sector} is owned by the {layer} layer, which is not solved yet; name one of {one_of}")
    if not found["traded"][0]:
        raise ScenarioError(f"{sector} is made and used at home only: no lever touches it; name one of {one_of}")
    if found["kind"][0] != GOODS:
        raise ScenarioError(f"{sector} is a service and no goods: no lever touches all of it; name one of {one_of}")
    return sector


def _instead(lever: Lever, sector: Table) -> str:
    """Say which lever of the energy layer does what one on goods was asked to do."""
    action = "embargo" if lever.direction == "from" else "cut"
    words = f"{sector['sector'][0]} {sector['name'][0]}".lower().replace("_", " ").split()
    fuels = [fuel for fuel in FUELS if fuel in words] or FUELS
    levers = " or ".join(f"'{fuel} {lever.direction} {lever.partner}'" for fuel in fuels)
    return f"write action {action} and object {levers}, without a sector"


def _sector_of_product(world: World, lever: Lever, product: str, kind: str) -> str:
    table = world["products"]
    found = table.where(product=product)
    if not len(found):
        raise UnknownName("product", product, table["product"].tolist())
    sector = str(found["sector"][0])
    owner = world["sectors"].where(sector=sector)
    if owner["layer"][0] == ENERGY:
        raise ScenarioError(f"{product} is part of {sector}, owned by the energy layer: {_instead(lever, owner)}")
    if owner["layer"][0] != LAYER or not owner["traded"][0]:
        raise ScenarioError(f"{product} is part of {sector}, which no lever of the trade layer touches")
    if owner["kind"][0] != kind:
        goods = sorted(table.among(sector=goods_sectors(world))["product"].tolist())
        raise ScenarioError(
            f"{product} is part of {sector}, which is no goods: it has an object of its own, '{product} to ...'; "
            f"{suggestion(product, goods)}"
        )
    return sector
