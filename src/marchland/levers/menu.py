"""What a sender's control really allows against a target, and why; and what it does not allow, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from marchland.errors import ScenarioError
from marchland.levers.energy_menu import energy_items
from marchland.levers.lever import Lever
from marchland.levers.menu_item import MenuItem, Withheld
from marchland.levers.passing import Approaches
from marchland.levers.reach import goods_sectors
from marchland.levers.rights import held_in_words, missing_right, right_in_words
from marchland.levers.rules import OF_OBJECT, Action
from marchland.levers.touched import Touched, TradeBetween, money_touched, workers_touched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marchland.levers.ways import Hold
    from marchland.world import World

CLOSE: Action = "close"
TARIFF_POINTS = 0.5
_ORDER: tuple[tuple[Action, str, str, float], ...] = (
    ("embargo", "goods", "from", 1.0),
    ("embargo", "goods", "to", 1.0),
    ("tariff", "goods", "from", TARIFF_POINTS),
    ("embargo", "tourists", "to", 1.0),
    ("expel", "workers", "from", 1.0),
    ("cut", "transfers", "to", 1.0),
    ("cut", "relocation", "to", 1.0),
)


@dataclass(frozen=True, kw_only=True)
class Menu:
    """All levers of a sender against a target.

    Parameters
    ----------
    items
        what control allows and a flow gives reason for; the lever on all goods is followed by its parts, sectors by
        size and each with its products
    withheld
        what it does not, with the reason
    """

    sender: str
    target: str
    items: tuple[MenuItem, ...]
    withheld: tuple[Withheld, ...]

    @property
    def whole(self) -> tuple[MenuItem, ...]:
        """The levers that are no part of another one: these add up, and bundles are made of them."""
        return tuple(item for item in self.items if not item.lever.is_narrow)

    @property
    def narrow(self) -> tuple[MenuItem, ...]:
        """The levers on a sector or a product."""
        return tuple(item for item in self.items if item.lever.is_narrow)


def menu(
    world: World,
    sender: str,
    target: str,
    *,
    days: int = 365,
    narrow: bool = True,
    ways: bool = True,
    energy: bool = True,
) -> Menu:
    """List what a sender can do to a target: no lever without a right, none without a flow.

    Parameters
    ----------
    world
        as of a day and a year; a world of all years is taken at its base year
    sender, target
        codes of actors or blocs
    days
        how long each lever would hold
    narrow
        whether the levers on single sectors, products, ways and pipes are listed too
    ways
        whether levers on ways are listed, in a world that has ways
    energy
        whether levers on gas and oil are listed, in a world that has pipes or says who sells them to whom

    Raises
    ------
    UnknownName
        where an actor is not in the world
    ScenarioError
        where the two overlap
    """
    view = world.at() if world.year is None else world
    if set(view.members(sender)) & set(view.members(target)):
        raise ScenarioError(f"sender and target overlap ({sender}, {target}); name two different actors")
    offers = _Offers(world=view, sender=sender, target=target, days=days)
    items: list[MenuItem] = []
    withheld: list[Withheld] = []
    trade: dict[str, TradeBetween] = {}
    lacking: set[str] = set()
    for action, what, direction, size in _ORDER:
        if what == "tourists" and what not in view["products"]["product"].tolist():
            continue
        name = f"{what} {direction} {target}"
        holders = missing_right(view, sender, OF_OBJECT[action, what, direction].right)
        if holders is not None:
            withheld.append(Withheld(action=action, object=name, reason=holders))
            continue
        if what in {"goods", "tourists"} and name not in trade:
            ends = (target, sender) if direction == "from" or what == "tourists" else (sender, target)
            trade[name] = TradeBetween.of(view, *ends)
        found = offers.touched(what, trade.get(name))
        if found is None:
            without = f"{name} and the money they send" if what == "workers" else name
            withheld.append(Withheld(action=action, object=name, reason=f"no data on {without}", unknown=True))
            continue
        items.append(offers.item(Lever(actor=sender, action=action, object=name, size=size, days=days), found))
        if narrow and what == "goods":
            items += offers.parts(items[-1].lever, trade[name])
            if direction not in lacking:
                lacking.add(direction)
                withheld += _without_figure(action, direction, target, trade[name])
    if ways and len(view["links"]):
        offered, refused = offers.ways(narrow=narrow)
        items += offered
        withheld += refused
    if energy and (len(view["pipes"]) or len(view["energy_flows"])):
        offered, refused = energy_items(view, sender, target, days=days, narrow=narrow)
        items += offered
        withheld += refused
    return Menu(sender=sender, target=target, items=tuple(items), withheld=tuple(withheld))


def _without_figure(action: str, direction: str, target: str, trade: TradeBetween) -> Iterable[Withheld]:
    """Say in one line each which sectors and which products have no figure between the two."""
    for what, names in (("sectors", trade.unknown_sectors()), ("products", trade.unknown_products())):
        if names:
            reason = f"no data {direction} {target} on: {', '.join(n.replace('_', ' ') for n in names)}"
            yield Withheld(action=action, object=f"{what} {direction} {target}", reason=reason, unknown=True)


@dataclass(frozen=True, kw_only=True)
class _Offers:
    """What a sender's rights over its own members give it against a target."""

    world: World
    sender: str
    target: str
    days: int

    def touched(self, what: str, trade: TradeBetween | None) -> Touched | None:
        """Return what a lever on all of a flow touches; None where the world has no figure."""
        if trade is not None:
            return trade.goods() if what == "goods" else trade.product(what)
        senders, targets = self.world.members(self.sender), self.world.members(self.target)
        if what == "workers":
            return workers_touched(self.world, senders, targets)
        return money_touched(self.world, senders, targets, "labour" if what == "transfers" else "relocation")

    def item(self, lever: Lever, found: Touched) -> MenuItem:
        """Return a lever with the flow it touches and the reason why the sender may."""
        reason, sources = right_in_words(self.world, self.sender, lever.right)
        return MenuItem(
            lever=lever,
            low=found.low,
            best=found.best,
            high=found.high,
            unit="persons" if lever.what == "workers" else "MUSD",
            reason=reason,
            sources=tuple(dict.fromkeys([*sources, *found.sources])),
            note=found.note,
        )

    def parts(self, whole: Lever, trade: TradeBetween) -> Iterator[MenuItem]:
        """Yield the levers on each sector by size, each followed by those on its products."""
        several = len(goods_sectors(self.world)) > 1
        for sector, found in trade.by_sector():
            if several:
                yield self.item(_part(whole, sector=sector), found)
            for product, of_product in trade.by_product(sector):
                yield self.item(_part(whole, product=product), of_product)

    def ways(self, *, narrow: bool) -> tuple[list[MenuItem], list[Withheld]]:
        """Return the levers on the sender's ways that the target's trade with others passes."""
        everything = f"way {self.sender} for {self.target}"
        approaches = Approaches.of(self.world, self.target)
        if approaches is None:
            reason = f"no data on where trade of {self.target} starts and ends"
            return [], [Withheld(action=CLOSE, object=everything, reason=reason, unknown=True)]
        passing = approaches.passing(self.sender)
        if passing is None:
            name = self.world.name(self.target)
            reason = f"no cheapest way between {name} and its other partners leads through what {self.sender} controls"
            return [], [Withheld(action=CLOSE, object=everything, reason=reason)]
        whole = Lever(actor=self.sender, action=CLOSE, object=everything, days=self.days)
        held = tuple(dict.fromkeys(hold for _, _, holds in passing.by_way for hold in holds))
        items = [_on_way(whole, passing.touched, held, self.world.name(self.sender))]
        if narrow:
            singles = ((replace(whole, object=f"way {way} for {self.target}"), t, h) for way, t, h in passing.by_way)
            items += [_on_way(lever, touched, holds, self.world.name(self.sender)) for lever, touched, holds in singles]
        return items, []


def _on_way(lever: Lever, touched: Touched, holds: tuple[Hold, ...], holder: str) -> MenuItem:
    sources = tuple(dict.fromkeys([s for hold in holds for s in hold.sources] + list(touched.sources)))
    return MenuItem(
        lever=lever,
        low=touched.low,
        best=touched.best,
        high=touched.high,
        unit="MUSD",
        reason=f"{holder} holds {held_in_words(holds)}",
        sources=sources,
        note=touched.note,
    )


def _part(whole: Lever, *, sector: str | None = None, product: str | None = None) -> Lever:
    return Lever(
        actor=whole.actor,
        action=whole.action,
        object=whole.object,
        size=whole.size,
        days=whole.days,
        sector=sector,
        product=product,
    )
