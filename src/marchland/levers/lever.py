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

Action = Literal["embargo", "tariff", "expel", "cut", "open"]
Direction = Literal["from", "to"]
_OBJECT = re.compile(r"^(?P<what>[a-z_]+) (?P<direction>from|to) (?P<partner>[A-Za-z0-9_]+)$")


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
OTHER_RIGHTS: Mapping[str, str] = MappingProxyType({"tourists": "travel"})
"""Flows that take another right than the action's own: one's own people are stopped by whoever lets them travel."""
FLOWS = tuple(sorted({what for rule in ACTIONS.values() for what, _ in rule.objects}))


@dataclass(frozen=True, kw_only=True)
class Lever:
    """(actor, action, object, size, days).

    Parameters
    ----------
    actor
        who does it: an actor or a bloc
    action
        embargo, tariff, expel or cut; open as an answer
    object
        what it touches, seen from the actor: "goods from ARM", "goods to ARM", "tourists to GEO" (its own people),
        "workers from TJK", "transfers to TJK", "relocation to ARM"
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

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise ScenarioError(f"action {self.action!r} is not known; {suggestion(self.action, list(ACTIONS))}")
        match = _OBJECT.match(self.object)
        if match is None:
            raise ScenarioError(f"object {self.object!r} is not understood; write for instance 'goods from ARM'")
        rule = ACTIONS[self.action]
        if (match["what"], match["direction"]) not in rule.objects:
            can = " or ".join(f"'{what} {way} {match['partner']}'" for what, way in rule.objects)
            raise ScenarioError(f"{self.action} cannot touch {self.object!r}; it can touch {can}")
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
        if self.actor == match["partner"]:
            raise ScenarioError(f"{self.actor} cannot pull a lever on itself; name another partner in the object")

    @property
    def what(self) -> str:
        """What flows: goods, tourists, workers, transfers or relocation."""
        return self.object.split()[0]

    @property
    def direction(self) -> str:
        """Which way, seen from the actor: from or to."""
        return self.object.split()[1]

    @property
    def partner(self) -> str:
        """The actor or bloc at the other end."""
        return self.object.split()[2]

    @property
    def rule(self) -> ActionRule:
        """What the action needs and how its size reads."""
        return ACTIONS[self.action]

    @property
    def right(self) -> str:
        """The right over one's own territory that it takes."""
        return OTHER_RIGHTS.get(self.what, self.rule.right)

    @property
    def flow(self) -> str:
        """What is touched, in a word: a product, a sector, or all that flows."""
        return self.product or self.sector or self.what

    @property
    def is_narrow(self) -> bool:
        """Whether it touches a sector or a product only, and so a part of what the lever on all goods touches."""
        return self.sector is not None or self.product is not None

    @property
    def words(self) -> str:
        """The lever in words: "embargo goods from ARM", "embargo food from ARM", "embargo wine from GEO"."""
        return f"{self.action} {self.flow} {self.direction} {self.partner}"
