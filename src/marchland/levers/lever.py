"""A lever: something that an actor with control can do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from marchland.errors import ScenarioError, suggestion
from marchland.levers.lever_object import FUELS, PIPE, WAY, LeverObject, parsed, written
from marchland.levers.rules import ACTIONS, OF_OBJECT, RULES, Action, ActionRule

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, kw_only=True)
class Lever:
    """(actor, action, object, size, days).

    Parameters
    ----------
    actor
        who does it: an actor or a bloc
    action
        embargo, tariff, expel, cut or reprice; close, slow or toll a way; close or toll a pipe; open, build and supply
        as answers
    object
        what it touches, seen from the actor: "goods from ARM", "goods to ARM", "tourists to GEO" (its own people),
        "workers from TJK", "transfers to TJK", "earnings to TJK" (what they are worth), "relocation to ARM"; or a
        way: "way upper_lars" for all that passes a link or a place, "way RUS" for all ways that an actor controls, "way
        upper_lars for ARM" for goods in transit from and to one partner only: what others than the actor send it or buy
        of it. Of energy "gas to ARM" and "oil from KAZ", by where it is bought and whatever it passes; "gas" for what
        is to be had at the actor's own hubs; and a pipe: "pipe gas_bluestream", "pipe hub_ukr" for all at a hub, "pipe
        RUS" for all that an actor controls, "pipe UKR for SVK" for those of them that may carry a partner's supply. A
        pipe knows no buyers: what is shut is shut to all who are supplied through it
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
        for ways: one class of the world's table `commodities`; for pipes gas or oil; None = all

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
        if self.action not in ACTIONS:
            raise ScenarioError(f"action {self.action!r} is not known; {suggestion(self.action, ACTIONS)}")
        touched = self.parsed
        if (self.action, touched.what, touched.direction) not in OF_OBJECT:
            objects = (pair for rule in RULES if rule.action == self.action for pair in rule.objects)
            can = " or ".join(form for what, direction in objects for form in written(what, direction, self.partner))
            raise ScenarioError(f"{self.action} cannot touch {self.object!r}; it can touch {can}")
        rule = self.rule
        if not 0 <= self.size <= rule.largest:
            raise ScenarioError(f"size {self.size:g} of {self.action} is outside 0 to {rule.largest:g}: {rule.size}")
        if self.days < 1:
            raise ScenarioError(f"days {self.days} must be 1 or more")
        for key, named in (("sector", self.sector), ("product", self.product)):
            if named is not None and self.what != "goods":
                raise ScenarioError(f"{self.action} {self.object} has no {key}s; leave out {key} {named!r}")
        if self.sector is not None and self.product is not None:
            raise ScenarioError(
                f"{self.action} {self.object} names sector {self.sector!r} and product {self.product!r}; leave out one"
            )
        if self.commodity is not None and not touched.thing:
            raise ScenarioError(f"{self.action} {self.object} has no commodities; leave out {self.commodity!r}")
        if self.is_pipe and self.commodity not in {None, *FUELS}:
            raise ScenarioError(
                f"{self.action} {self.object}: commodity {self.commodity!r} passes no pipe; write {' or '.join(FUELS)}"
            )
        if self.actor == self.partner:
            raise ScenarioError(f"{self.actor} cannot pull a lever on itself; name another partner in the object")

    @cached_property
    def parsed(self) -> LeverObject:
        """The parts of the object."""
        return parsed(self.object)

    @property
    def what(self) -> str:
        """What flows: goods, tourists, workers, transfers, earnings, relocation, gas or oil; way or pipe for these."""
        return self.parsed.what

    @property
    def is_way(self) -> bool:
        """Whether a way is touched, and no flow."""
        return self.what == WAY

    @property
    def is_pipe(self) -> bool:
        """Whether a pipe of gas or oil is touched, and no flow."""
        return self.what == PIPE

    @property
    def way(self) -> str:
        """The link, place or actor whose ways are touched; empty where none are."""
        return self.parsed.thing if self.is_way else ""

    @property
    def pipe(self) -> str:
        """The pipe, hub or actor whose pipes are touched; empty where none are."""
        return self.parsed.thing if self.is_pipe else ""

    @property
    def fuel(self) -> str:
        """Gas or oil, where one of them is touched; empty of pipes of both, and of everything else."""
        if self.is_pipe:
            return self.commodity or ""
        return self.what if self.what in FUELS else ""

    @property
    def direction(self) -> str:
        """Which way, seen from the actor: from or to; for where a way or pipe is touched, empty at the own hubs."""
        return self.parsed.direction

    @property
    def partner(self) -> str:
        """The actor or bloc at the other end; empty where there is none in particular."""
        return self.parsed.partner

    @property
    def concerned(self) -> tuple[str, ...]:
        """The partner, where there is one, and the actor."""
        return (self.partner, self.actor) if self.partner else (self.actor,)

    @property
    def rule(self) -> ActionRule:
        """What the action needs and how its size reads."""
        return OF_OBJECT[self.action, self.what, self.direction]

    @property
    def right(self) -> str:
        """The right over one's own territory that it takes; of ways and pipes see `marchland.levers.ways`, `pipes`."""
        return self.rule.right

    @property
    def flow(self) -> str:
        """What is touched, in a word: a product, a sector, a way, a pipe, or all that flows."""
        return self.product or self.sector or self.parsed.thing or self.what

    @property
    def is_narrow(self) -> bool:
        """Whether it touches a part only of what another lever touches: a sector, a product, one of several ways."""
        return self.sector is not None or self.product is not None or self.parsed.thing not in {"", self.actor}

    @property
    def words(self) -> str:
        """The lever in words: "embargo goods from ARM", "embargo wine from GEO", "close way upper_lars for ARM"."""
        if self.sector is not None or self.product is not None:
            return f"{self.action} {self.flow} {self.direction} {self.partner}"
        return f"{self.action} {self.object}" + (f" ({self.commodity})" if self.commodity else "")
