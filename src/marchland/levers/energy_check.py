"""A lever on gas or oil that touches nothing is refused before anything is solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.errors import MissingData, ScenarioError
from marchland.levers.carrying import hubs_of, sales
from marchland.levers.pipes import pipes_of

if TYPE_CHECKING:
    from marchland.levers.lever import Lever
    from marchland.world import World

MOST_NAMED = 8


def check_energy(world: World, lever: Lever) -> None:
    """Refuse a lever of the energy layer that touches nothing, or a pipe that its actor does not control.

    Who buys a fuel from others may refuse that of a seller from whom it bought nothing: it does not step in where
    others stop buying.

    Parameters
    ----------
    world
        as of a day and a year
    lever
        of the energy layer

    Raises
    ------
    UnknownName
        where the world has no such pipe, hub or actor
    ScenarioError
        where a pipe cannot be touched (see `pipes_of`), who supplies or is supplied has no hub, or the flow is zero
    MissingData
        where the world has no figure of who sells the fuel to whom up to its year, or none of this flow
    """
    if lever.is_pipe:
        pipes_of(world, lever)
        return
    fuel, named = lever.fuel, f"{lever.words}, actor {lever.actor}"
    if not len(world["energy_flows"].where(fuel=fuel)):
        raise MissingData(
            f"{named}: this world has no figure of who sells {fuel} to whom in {world.year} or before; start from a "
            "later year, or add rows to energy_flows.csv"
        )
    for code in lever.concerned:
        if not hubs_of(world, code):
            raise ScenarioError(f"{named}: {code} has no hub; add one to places.csv (kind hub) and join it by a pipe")
    if lever.action != "supply":
        _check_sold(world, lever)


def _check_sold(world: World, lever: Lever) -> None:
    fuel, ends = lever.fuel, (lever.actor, lever.partner)
    seller, buyer = ends if lever.direction == "to" else ends[::-1]
    rows = world["energy_flows"].where(fuel=fuel)
    rows = rows.among(seller=hubs_of(world, seller), buyer=hubs_of(world, buyer))
    if rows["best"].sum() > 0:
        return
    from_ = sales(world, fuel, buyers=hubs_of(world, buyer))
    if lever.action == "embargo" and from_ and sales(world, fuel, sellers=hubs_of(world, seller)):
        return
    places = dict(zip(world["places"]["place"].tolist(), world["places"]["actor"].tolist(), strict=True))
    sellers = list(dict.fromkeys(places[sale.seller] or sale.seller for sale in from_))
    have = f"{buyer} buys {fuel} from {', '.join(sellers[:MOST_NAMED])}" if sellers else f"{buyer} buys no {fuel}"
    told = f"{fuel} from {seller} to {buyer}"
    if len(rows):
        raise ScenarioError(f"{told} is zero in {world.year}: the lever would touch nothing; in this world {have}")
    raise MissingData(
        f"no data on {told} in {world.year}; in this world {have}: name one of them, or add a row to energy_flows.csv"
        if sellers
        else f"no data on {told} in {world.year}; in this world {have}: add a row to energy_flows.csv"
    )
