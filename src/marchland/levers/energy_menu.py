"""What a sender can do to a target's gas and oil: as its seller, as its buyer, and over the pipes that supply it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.levers.carrying import Sales, carriers, hubs_of, sales, total
from marchland.levers.lever import Lever
from marchland.levers.lever_object import FUELS
from marchland.levers.menu_item import MenuItem, Unit, Withheld
from marchland.levers.pipes import pipes_held, shut_pipes
from marchland.levers.rights import held_in_words, missing_right, right_in_words
from marchland.levers.rules import OF_OBJECT, Action
from marchland.world.check_energy import PRICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from marchland.levers.ways import Hold
    from marchland.world import World

UNITS: Mapping[str, Unit] = {"gas": "bcm", "oil": "Mt"}
MOST_PIPES = 8
BY_PIPE = "may pass there, on ways open that day and not much dearer than the cheapest"
_Found = tuple[list[MenuItem], list[Withheld]]


def energy_items(
    world: World, sender: str, target: str, *, days: int, narrow: bool
) -> tuple[list[MenuItem], list[Withheld]]:
    """Return the levers on gas and oil that a sender has against a target, and those that it has not.

    Parameters
    ----------
    world
        as of a day and a year
    sender, target
        codes of actors or blocs that do not overlap
    days
        how long each lever would hold
    narrow
        whether single pipes are listed too
    """
    if not len(world["energy_flows"]):
        reason = f"no data on who sells gas and oil to whom in {world.year} or before"
        return [], [Withheld(action="cut", object=f"gas or oil to {target}", reason=reason, unknown=True)]
    offers = _Energy(world=world, sender=sender, target=target, days=days)
    items: list[MenuItem] = []
    withheld: list[Withheld] = []
    for found in (offers.sold(), offers.bought(), offers.pipes(narrow=narrow)):
        items += found[0]
        withheld += found[1]
    return items, withheld


@dataclass(frozen=True, kw_only=True)
class _Energy:
    world: World
    sender: str
    target: str
    days: int

    def sold(self) -> _Found:
        """Return what the sender can do as the seller: cut what the target buys, and ask another price for it."""
        found, withheld = self._flows("cut", "to")
        items = []
        for fuel, own in found.items():
            items.append(self._on_flow("cut", f"{fuel} to {self.target}", fuel, own))
            asked = self._dearer(fuel, own)
            if isinstance(asked, Withheld):
                withheld.append(asked)
            else:
                price, note = asked
                cut = items[-1]
                lever = replace(cut.lever, action="reprice", size=price)
                items.append(replace(cut, lever=lever, note=note))
        return items, withheld

    def bought(self) -> _Found:
        """Return what the sender can do as the buyer: refuse what the target sells."""
        found, withheld = self._flows("embargo", "from")
        items = [self._on_flow("embargo", f"{fuel} from {self.target}", fuel, own) for fuel, own in found.items()]
        return items, withheld

    def pipes(self, *, narrow: bool) -> _Found:
        """Return what the sender can shut of the pipes that may carry the target's supply."""
        held, closed = pipes_held(self.world, self.sender), shut_pipes(self.world)
        items = []
        for fuel in FUELS:
            may = carriers(self.world, self.target, fuel, closed)
            own = {pipe: carried for pipe, carried in may.items() if pipe in held}
            if not own:
                continue
            every = dict.fromkeys(sale for carried in own.values() for sale in carried.sales)
            everything = f"pipe {self.sender} for {self.target}"
            lever = Lever(actor=self.sender, action="close", object=everything, days=self.days, commodity=fuel)
            items.append(self._on_pipes(lever, fuel, every, [hold for pipe in own for hold in held[pipe]]))
            if narrow:
                by_size = sorted(own, key=lambda pipe: (-total(own[pipe].sales).best, own[pipe].dearer, pipe))
                items += [
                    self._on_pipes(
                        replace(lever, object=f"pipe {pipe} for {self.target}", commodity=None),
                        fuel,
                        own[pipe].sales,
                        held[pipe],
                    )
                    for pipe in by_size[:MOST_PIPES]
                ]
        if items:
            return items, []
        name = self.world.name(self.target)
        reason = f"no pipe that may carry supply of {name} is held by {self.sender}"
        return [], [Withheld(action="close", object=f"pipe {self.sender} for {self.target}", reason=reason)]

    def _flows(self, action: Action, direction: str) -> tuple[dict[str, tuple[Sales, ...]], list[Withheld]]:
        """Return what one sells to the other by fuel, and why nothing can be done to what is not there."""
        both = f"gas or oil {direction} {self.target}"
        holders = missing_right(self.world, self.sender, OF_OBJECT[action, FUELS[0], direction].right)
        if holders is not None:
            return {}, [Withheld(action=action, object=both, reason=holders)]
        ends = (self.sender, self.target) if direction == "to" else (self.target, self.sender)
        sellers, buyers = (hubs_of(self.world, code) for code in ends)
        found = {fuel: sales(self.world, fuel, sellers=sellers, buyers=buyers) for fuel in FUELS}
        lacking = [fuel for fuel, own in found.items() if not own]
        named = both if len(lacking) == len(FUELS) else f"{lacking[0]} {direction} {self.target}" if lacking else ""
        withheld = [Withheld(action=action, object=named, reason=f"no data on {named}", unknown=True)] if named else []
        return {fuel: own for fuel, own in found.items() if own}, withheld

    def _on_flow(self, action: Action, thing: str, fuel: str, own: tuple[Sales, ...]) -> MenuItem:
        lever = Lever(actor=self.sender, action=action, object=thing, days=self.days)
        touched = total(own)
        reason, sources = right_in_words(self.world, self.sender, lever.right)
        return MenuItem(
            lever=lever,
            low=touched.low,
            best=touched.best,
            high=touched.high,
            unit=UNITS[fuel],
            reason=reason,
            sources=tuple(dict.fromkeys([*sources, *touched.sources])),
        )

    def _dearer(self, fuel: str, own: tuple[Sales, ...]) -> tuple[float, str] | Withheld:
        """Return the price that the seller's best paying buyer pays, and a note; or why none can be asked.

        It is above what any hub of the target pays: nobody's price is lowered.
        """
        thing, unit = f"{fuel} to {self.target}", PRICE[fuel]
        paid = [sale.price for sale in own if not np.isnan(sale.price)]
        if not paid:
            reason = f"no data on the price of {thing}"
            return Withheld(action="reprice", object=thing, reason=reason, unknown=True)
        buyers = set(hubs_of(self.world, self.target))
        others = [
            sale
            for sale in sales(self.world, fuel, sellers=hubs_of(self.world, self.sender))
            if sale.buyer not in buyers and sale.price > max(paid)
        ]
        if not others:
            reason = f"no other buyer of {self.sender} is known to pay more than {max(paid):.4g} {unit}"
            return Withheld(action="reprice", object=thing, reason=reason)
        present = f"{max(paid):.4g}" if min(paid) == max(paid) else f"{min(paid):.4g} to {max(paid):.4g}"
        dearest = max(others, key=lambda sale: sale.price)
        names = dict(zip(self.world["places"]["place"].tolist(), self.world["places"]["name"].tolist(), strict=True))
        note = f"asks {dearest.price:.4g} {unit} as {names[dearest.buyer]} pays, in place of {present}"
        return dearest.price, note

    def _on_pipes(self, lever: Lever, fuel: str, carried: Iterable[Sales], holds: Iterable[Hold]) -> MenuItem:
        touched, held = total(carried), tuple(dict.fromkeys(holds))
        return MenuItem(
            lever=lever,
            low=touched.low,
            best=touched.best,
            high=touched.high,
            unit=UNITS[fuel],
            reason=f"{self.world.name(self.sender)} holds {held_in_words(held)}",
            sources=tuple(dict.fromkeys([*(s for hold in held for s in hold.sources), *touched.sources])),
            note=BY_PIPE,
        )
