"""A lever: something that an actor with control can do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from marchland.errors import ScenarioError, suggestion

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

Action = Literal["embargo", "tariff", "expel", "cut", "open", "close", "slow", "toll", "build"]
Direction = Literal["from", "to"]
WAY = "way"
_FLOW = re.compile(r"^(?P<what>[a-z_]+) (?P<direction>from|to) (?P<partner>[A-Za-z0-9_]+)$")
_WAY = re.compile(r"^(?P<what>way) (?P<way>[A-Za-z0-9_]+)(?: for (?P<partner>[A-Za-z0-9_]+))?$")


@dataclass(frozen=True, kw_only=True)
class ActionRule:
    """What an action needs and how its size reads.

    Parameters
    ----------
    objects
        flows that the action can touch: (what, direction), seen from the actor
    right
        the right over one's own territory that it takes; of tourists see `OTHER_RIGHTS`
    layer
        the layer that computes it
    largest
        largest size
    size
        what the size means
    """

    objects: tuple[tuple[str, Direction], ...]
    right: str
    layer: str
    largest: float
    size: str


ACTIONS: Mapping[str, ActionRule] = MappingProxyType(
    {
        "embargo": ActionRule(
            objects=(("goods", "from"), ("goods", "to"), ("tourists", "to")),
            right="border",
            layer="trade",
            largest=1.0,
            size="share of the varieties traded that is refused",
        ),
        "tariff": ActionRule(
            objects=(("goods", "from"),),
            right="tariff",
            layer="trade",
            largest=10.0,
            size="duty added to the present one, ad valorem (0.5 = 50 points)",
        ),
        "expel": ActionRule(
            objects=(("workers", "from"),),
            right="residence",
            layer="remittances",
            largest=1.0,
            size="share of the workers who have to leave",
        ),
        "cut": ActionRule(
            objects=(("transfers", "to"), ("relocation", "to")),
            right="payments",
            layer="remittances",
            largest=1.0,
            size="share of the money that is stopped",
        ),
        "open": ActionRule(
            objects=(("goods", "from"), ("goods", "to")),
            right="border",
            layer="trade",
            largest=0.9,
            size="share of the cost of trading that falls away",
        ),
    }
)
WAYS: Mapping[str, ActionRule] = MappingProxyType(
    {
        action: ActionRule(objects=((WAY, "to"),), right="passage", layer="freight", largest=largest, size=size)
        for action, largest, size in (
            ("close", 1.0, "share of what passes that is refused"),
            ("slow", 10_000.0, "hours added on each link"),
            ("toll", 100_000.0, "USD a tonne added on each link"),
            ("open", 1.0, "share of its capacity that is opened"),
            ("build", 1.0, "share of its planned capacity that is built"),
        )
    }
)
"""What can be done to a way: a link, all links at a place, or all that an actor controls."""
OTHER_RIGHTS: Mapping[str, str] = MappingProxyType({"tourists": "travel"})
"""Flows that take another right than the action's own: one's own people are stopped by whoever lets them travel."""
_WAY_ALONE = 2


@dataclass(frozen=True, kw_only=True)
class Lever:
    """(actor, action, object, size, days).

    Parameters
    ----------
    actor
        who does it: an actor or a bloc
    action
        embargo, tariff, expel or cut; close, slow or toll a way; open and build as answers
    object
        what it touches, seen from the actor: "goods from ARM", "goods to ARM", "tourists to GEO" (its own people),
        "workers from TJK", "transfers to TJK", "relocation to ARM"; or a way: "way upper_lars" for all that passes a
        link or a place, "way RUS" for all ways that an actor controls, "way upper_lars for ARM" for goods in transit
        from and to one partner only: what others than the actor send it or buy of it
    size
        as the action's rule says; for most a share between 0 and 1
    days
        how long it holds
    start
        first day; None = the day after the world's
    sector
        for goods: one sector; None = all goods that the trade layer owns, no services
    product
        for goods: one product of the world's table `products`, in place of a sector
    commodity
        for ways: one class of the world's table `commodities`; None = all

    Raises
    ------
    ScenarioError
        where action, object, size and days do not go together
    """

    actor: str
    action: Action
    object: str
    size: float = 1.0
    days: int = 365
    start: dt.date | None = None
    sector: str | None = None
    product: str | None = None
    commodity: str | None = None

    def __post_init__(self) -> None:
        known = [*ACTIONS, *(action for action in WAYS if action not in ACTIONS)]
        if self.action not in known:
            raise ScenarioError(f"action {self.action!r} is not known; {suggestion(self.action, known)}")
        match = _WAY.match(self.object) or _FLOW.match(self.object)
        if match is None:
            raise ScenarioError(
                f"object {self.object!r} is not understood; write for instance 'goods from ARM' or 'way upper_lars for "
                "ARM'"
            )
        if not self._can_touch(match):
            can = " or ".join(self._objects(match["partner"]))
            raise ScenarioError(f"{self.action} cannot touch {self.object!r}; it can touch {can}")
        rule = self.rule
        if not 0 <= self.size <= rule.largest:
            raise ScenarioError(f"size {self.size:g} of {self.action} is outside 0 to {rule.largest:g}: {rule.size}")
        if self.days < 1:
            raise ScenarioError(f"days {self.days} must be 1 or more")
        for key, named in (("sector", self.sector), ("product", self.product)):
            if named is not None and match["what"] != "goods":
                raise ScenarioError(f"{self.action} {self.object} has no {key}s; leave out {key} {named!r}")
        if self.sector is not None and self.product is not None:
            raise ScenarioError(
                f"{self.action} {self.object} names sector {self.sector!r} and product {self.product!r}; leave out one"
            )
        if self.commodity is not None and not self.is_way:
            raise ScenarioError(f"{self.action} {self.object} has no commodities; leave out {self.commodity!r}")
        if self.actor == match["partner"]:
            raise ScenarioError(f"{self.actor} cannot pull a lever on itself; name another partner in the object")

    def _can_touch(self, match: re.Match[str]) -> bool:
        if self.is_way:
            return self.action in WAYS
        return self.action in ACTIONS and (match["what"], match["direction"]) in ACTIONS[self.action].objects

    def _objects(self, partner: str | None) -> list[str]:
        flows = ACTIONS[self.action].objects if self.action in ACTIONS else ()
        ways = ["'way PLACE'", "'way LINK'", "'way ACTOR for PARTNER'"] if self.action in WAYS else []
        return [f"'{what} {direction} {partner or 'PARTNER'}'" for what, direction in flows] + ways

    @property
    def what(self) -> str:
        """What flows: goods, tourists, workers, transfers or relocation; way where a way is touched."""
        return self.object.split()[0]

    @property
    def is_way(self) -> bool:
        """Whether a way is touched, and no flow."""
        return self.what == WAY

    @property
    def way(self) -> str:
        """The link, place or actor whose ways are touched; empty where a flow is."""
        return self.object.split()[1] if self.is_way else ""

    @property
    def direction(self) -> str:
        """Which way, seen from the actor: from or to; for where a way is touched."""
        return "for" if self.is_way else self.object.split()[1]

    @property
    def partner(self) -> str:
        """The actor or bloc at the other end; empty where a way is touched for everybody."""
        words = self.object.split()
        return words[-1] if not self.is_way or len(words) > _WAY_ALONE else ""

    @property
    def concerned(self) -> tuple[str, ...]:
        """The partner, where there is one, and the actor."""
        return (self.partner, self.actor) if self.partner else (self.actor,)

    @property
    def rule(self) -> ActionRule:
        """What the action needs and how its size reads."""
        return (WAYS if self.is_way else ACTIONS)[self.action]

    @property
    def right(self) -> str:
        """The right over one's own territory that it takes; of a way see `marchland.levers.ways`."""
        return OTHER_RIGHTS.get(self.what, self.rule.right)

    @property
    def flow(self) -> str:
        """What is touched, in a word: a product, a sector, a way, or all that flows."""
        return self.product or self.sector or self.way or self.what

    @property
    def is_narrow(self) -> bool:
        """Whether it touches a part only of what another lever touches: a sector, a product, a single way of many."""
        return self.sector is not None or self.product is not None or (self.is_way and self.way != self.actor)

    @property
    def words(self) -> str:
        """The lever in words: "embargo goods from ARM", "embargo wine from GEO", "close way upper_lars for ARM"."""
        if self.is_way:
            part = f" ({self.commodity})" if self.commodity else ""
            return f"{self.action} {self.object}{part}"
        return f"{self.action} {self.flow} {self.direction} {self.partner}"
