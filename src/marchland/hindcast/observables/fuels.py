"""Gas and oil used, made, stored, sold and passed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import MissingData, UnknownName
from marchland.hindcast.observables.amounts import Amounts
from marchland.levers.lever_object import FUELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.hindcast.episode import Observation
    from marchland.hindcast.reading import Reading

    Positions = NDArray[np.int64]


def hubs_of(base: Baseline, code: str, named: str) -> Positions:
    """Return the positions of hubs: those that are named, with ; between them, or all of an actor or bloc.

    Raises
    ------
    UnknownName
        where the world has no such hub or actor
    """
    table = base.world["places"].where(kind="hub")
    hubs = table["place"].tolist()
    if named:
        for hub in named.split(";"):
            if hub not in hubs:
                raise UnknownName("hub", hub, hubs)
        return np.array([hubs.index(hub) for hub in named.split(";")], dtype=np.int64)
    members = base.world.members(code)
    return np.flatnonzero(np.isin(table["actor"], members))


@dataclass(frozen=True, kw_only=True, eq=False)
class FuelAtHubs:
    """What is used, made or taken out of stores at some hubs.

    Parameters
    ----------
    what
        used, made or stored
    fuel
        gas or oil
    hubs
        positions
    """

    what: str
    fuel: str
    hubs: Positions

    def amounts(self, reading: Reading) -> Amounts:
        """Return the amounts in a draw."""
        flows = _flows(reading, self.fuel)
        at = FUELS.index(self.fuel)
        before, after = (float(flows[f"{self.what}_{when}"][at][self.hubs].sum()) for when in ("before", "after"))
        return Amounts(before=before, after=after)


@dataclass(frozen=True, kw_only=True, eq=False)
class FuelSold:
    """What sellers' hubs make and buyers' hubs use; as a share, of all that the buyers use.

    Parameters
    ----------
    fuel
        gas or oil
    sellers, buyers
        positions of hubs
    """

    fuel: str
    sellers: Positions
    buyers: Positions

    def amounts(self, reading: Reading) -> Amounts:
        """Return the amounts in a draw."""
        flows = _flows(reading, self.fuel)
        at, pairs = FUELS.index(self.fuel), np.ix_(self.sellers, self.buyers)
        before, after = (float(flows[f"sold_{when}"][at][pairs].sum()) for when in ("before", "after"))
        return Amounts(before=before, after=after, whole=float(flows["used_after"][at][self.buyers].sum()))


@dataclass(frozen=True, kw_only=True, eq=False)
class FuelPassed:
    """What enters some pipes; diverted is the part of what no longer does that its maker still makes.

    Parameters
    ----------
    fuel
        gas or oil
    pipes
        positions in the table `pipes`
    makers
        positions of the hubs where it is made
    """

    fuel: str
    pipes: Positions
    makers: Positions

    def amounts(self, reading: Reading) -> Amounts:
        """Return the amounts in a draw."""
        flows = _flows(reading, self.fuel)
        at = FUELS.index(self.fuel)
        before, after = (float(flows[f"passed_{when}"][self.pipes].sum()) for when in ("before", "after"))
        made = [float(flows[f"made_{when}"][at][self.makers].sum()) for when in ("before", "after")]
        # What is still made and no longer passes goes by other ways or is used at home.
        return Amounts(before=before, after=after, kept_before=made[0] - before, kept_after=made[1] - after)


def fuel_at_hubs(base: Baseline, seen: Observation) -> FuelAtHubs:
    """Return what is used, made or stored; see `hubs_of`."""
    return FuelAtHubs(
        what=seen.quantity.removeprefix("fuel_"),
        fuel=seen.commodity,
        hubs=_some(hubs_of(base, seen.actor, seen.object), seen.actor),
    )


def fuel_sold(base: Baseline, seen: Observation) -> FuelSold:
    """Return what is sold; nobody in particular = all hubs but those of the other side."""
    every = np.arange(len(base.world["places"].where(kind="hub")))
    named = {code: _some(hubs_of(base, code, ""), code) for code in (seen.actor, seen.partner) if code}
    sellers = named[seen.actor] if seen.actor else np.setdiff1d(every, named[seen.partner])
    buyers = named[seen.partner] if seen.partner else np.setdiff1d(every, sellers)
    return FuelSold(fuel=seen.commodity, sellers=sellers, buyers=buyers)


def fuel_passed(base: Baseline, seen: Observation) -> FuelPassed:
    """Return what enters pipes.

    Raises
    ------
    UnknownName
        where the world has no such pipe
    """
    pipes = base.world["pipes"].where(fuel=seen.commodity)["pipe"].tolist()
    for pipe in seen.object.split(";"):
        if pipe not in pipes:
            raise UnknownName(f"pipe of {seen.commodity}", pipe, pipes)
    every = base.world["pipes"]["pipe"].tolist()
    makers = hubs_of(base, seen.actor, "") if seen.actor else np.zeros(0, dtype=np.int64)
    return FuelPassed(
        fuel=seen.commodity,
        pipes=np.array([every.index(pipe) for pipe in seen.object.split(";")], dtype=np.int64),
        makers=makers,
    )


def _some(hubs: Positions, code: str) -> Positions:
    if not len(hubs):
        raise MissingData(f"{code} has no hub of gas or oil in this world; name an actor or bloc that has one")
    return hubs


def _flows(reading: Reading, fuel: str) -> dict[str, NDArray[np.float64]]:
    if fuel not in reading.fuels_touched or reading.fuels is None:
        raise MissingData(f"no lever of the episode touches {fuel}; add one to its scenario, or write quantity other")
    return reading.fuels.arrays()
