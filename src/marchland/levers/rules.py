"""What can be done to what: every action with its objects, the right that it takes and how its size reads."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from marchland.levers.lever_object import FUELS, PIPE, WAY

if TYPE_CHECKING:
    from collections.abc import Mapping

Action = Literal["embargo", "tariff", "expel", "cut", "reprice", "open", "close", "slow", "toll", "build", "supply"]
_Objects = tuple[tuple[str, str], ...]
PASSAGE = "passage"
"""Stands for the rights over a way or a pipe; see `marchland.levers.ways` and `marchland.levers.pipes`."""


@dataclass(frozen=True, kw_only=True)
class ActionRule:
    """What an action on some objects needs and how its size reads.

    Parameters
    ----------
    objects
        what the action can touch: (what, direction), seen from the actor
    right
        the right over one's own territory that it takes
    layer
        the layer that computes it
    largest
        largest size
    size
        what the size means
    amount
        whether the size is an amount with a unit: a scenario file has to say it, and no part of it is taken
    """

    action: Action
    objects: _Objects
    right: str
    layer: str
    largest: float
    size: str
    amount: bool = False


FLOWS: tuple[ActionRule, ...] = (
    ActionRule(
        action="embargo",
        objects=(("goods", "from"), ("goods", "to")),
        right="border",
        layer="trade",
        largest=1.0,
        size="share of the varieties traded that is refused",
    ),
    ActionRule(
        # One's own people are stopped by whoever lets them travel.
        action="embargo",
        objects=(("tourists", "to"),),
        right="travel",
        layer="trade",
        largest=1.0,
        size="share of the varieties traded that is refused",
    ),
    ActionRule(
        action="tariff",
        objects=(("goods", "from"),),
        right="tariff",
        layer="trade",
        largest=10.0,
        size="duty added to the present one, ad valorem (0.5 = 50 points)",
    ),
    ActionRule(
        action="expel",
        objects=(("workers", "from"),),
        right="residence",
        layer="remittances",
        largest=1.0,
        size="share of the workers who have to leave",
    ),
    ActionRule(
        action="cut",
        objects=(("transfers", "to"), ("relocation", "to")),
        right="payments",
        layer="remittances",
        largest=1.0,
        size="share of the money that is stopped",
    ),
    ActionRule(
        # The host's money is worth less at home: no other way of sending it makes that good.
        action="cut",
        objects=(("earnings", "to"),),
        right="payments",
        layer="remittances",
        largest=1.0,
        size="share of their worth that workers' earnings lose",
    ),
    ActionRule(
        action="open",
        objects=(("goods", "from"), ("goods", "to")),
        right="border",
        layer="trade",
        largest=0.9,
        size="share of the cost of trading that falls away",
    ),
)
_ON_WAYS: tuple[tuple[Action, float, str], ...] = (
    ("close", 1.0, "share of what passes that is refused"),
    ("slow", 10_000.0, "hours added on each link"),
    ("toll", 100_000.0, "USD a tonne added on each link"),
    ("open", 1.0, "share of its capacity that is opened"),
    ("build", 1.0, "share of its planned capacity that is built"),
)
WAYS: tuple[ActionRule, ...] = tuple(
    ActionRule(action=action, objects=((WAY, "for"),), right=PASSAGE, layer="freight", largest=largest, size=size)
    for action, largest, size in _ON_WAYS
)
"""What can be done to a way: a link, all links at a place, or all that an actor controls."""
_SOLD: _Objects = tuple((fuel, "to") for fuel in FUELS)
_BOUGHT: _Objects = tuple((fuel, "from") for fuel in FUELS)
_OWN: _Objects = tuple((fuel, "") for fuel in FUELS)
_PIPES: _Objects = ((PIPE, "for"),)
_ON_ENERGY: tuple[tuple[Action, _Objects, str, float, str], ...] = (
    ("cut", _SOLD, "border", 1.0, "share of what it sells the partner that is withheld"),
    ("reprice", _SOLD, "border", 10_000.0, "price asked, USD per 1000 m3 of gas or USD a tonne of oil"),
    ("embargo", _BOUGHT, "border", 1.0, "share of what it buys of the partner that is refused"),
    ("supply", (*_SOLD, *_OWN), "border", 1_000.0, "more to be had at its hubs, bcm of gas or Mt of oil a year"),
    ("close", _PIPES, PASSAGE, 1.0, "share of the pipe's capacity that is shut"),
    ("toll", _PIPES, PASSAGE, 10_000.0, "USD per 1000 m3 of gas or USD a tonne of oil added on each pipe"),
    ("open", _PIPES, PASSAGE, 1.0, "share of the pipe's capacity that is opened"),
    ("build", _PIPES, PASSAGE, 1.0, "share of the pipe's planned capacity that is built"),
)
ENERGY: tuple[ActionRule, ...] = tuple(
    ActionRule(
        action=action, objects=objects, right=right, layer="energy", largest=largest, size=size, amount=largest > 1
    )
    for action, objects, right, largest, size in _ON_ENERGY
)
"""What can be done to gas and oil: to what is sold and bought, whatever it passes, and to the pipes that it passes."""
RULES: tuple[ActionRule, ...] = (*FLOWS, *WAYS, *ENERGY)
OF_OBJECT: Mapping[tuple[str, str, str], ActionRule] = MappingProxyType(
    {(rule.action, what, direction): rule for rule in RULES for what, direction in rule.objects}
)
"""The rule by action, what is touched and direction."""
ACTIONS: tuple[str, ...] = tuple(dict.fromkeys(rule.action for rule in RULES))
