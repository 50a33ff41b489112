"""What a sender's control really allows against a target, and why; and what it does not allow, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from marchland.errors import ScenarioError
from marchland.levers.lever import ACTIONS, Action, Lever
from marchland.world import schema

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.world import Table, World

TARIFF_POINTS = 0.5
_ORDER: tuple[tuple[Action, str, str, float], ...] = (
    ("embargo", "goods", "from", 1.0),
    ("embargo", "goods", "to", 1.0),
    ("tariff", "goods", "from", TARIFF_POINTS),
    ("expel", "workers", "from", 1.0),
    ("cut", "transfers", "to", 1.0),
    ("cut", "relocation", "to", 1.0),
)


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """A lever that the sender has.

    Parameters
    ----------
    lever
        at full size, for a year
    low, best, high
        the flow it touches, 5th, 50th and 95th percentile; USD a year in millions, or persons
    unit
        MUSD or persons
    reason
        why the sender may
    sources
        codes in the `sources` table: of the right and of the flow
    """

    lever: Lever
    low: float
    best: float
    high: float
    unit: Literal["MUSD", "persons"]
    reason: str
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """A lever that the sender does not have, and why.

    Parameters
    ----------
    unknown
        True where the right is there and no figure is: no data, which is not zero
    """

    action: str
    object: str
    reason: str
    unknown: bool = False


@dataclass(frozen=True, kw_only=True)
class Menu:
    """All levers of a sender against a target.

    Parameters
    ----------
    items
        what control allows and a flow gives reason for
    withheld
        what it does not, with the reason
    """

    sender: str
    target: str
    items: tuple[MenuItem, ...]
    withheld: tuple[Withheld, ...]


def menu(world: World, sender: str, target: str, *, days: int = 365) -> Menu:
    """List what a sender can do to a target: no lever without a right, none without a flow.

    Parameters
    ----------
    world
        as of a day and a year; a world of all years is taken at its base year
    sender, target
        codes of actors or blocs
    days
        how long each lever would hold

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
    items: list[MenuItem] = []
    withheld: list[Withheld] = []
    for action, what, direction, size in _ORDER:
        name = f"{what} {direction} {target}"
        holders = _missing_right(view, sender, ACTIONS[action].right)
        if holders is not None:
            withheld.append(Withheld(action=action, object=name, reason=holders))
            continue
        touched = _flow(view, sender, target, what, direction)
        if touched is None:
            lacking = f"{what} {direction} {target}" + (" and the money they send" if what == "workers" else "")
            withheld.append(Withheld(action=action, object=name, reason=f"no data on {lacking}", unknown=True))
            continue
        low, best, high, sources = touched
        lever = Lever(actor=sender, action=action, object=name, size=size, days=days)
        reason, right_sources = _reason(view, sender, ACTIONS[action].right)
        items.append(
            MenuItem(
                lever=lever,
                low=low,
                best=best,
                high=high,
                unit="persons" if what == "workers" else "MUSD",
                reason=reason,
                sources=tuple(dict.fromkeys([*right_sources, *sources])),
            )
        )
    return Menu(sender=sender, target=target, items=tuple(items), withheld=tuple(withheld))


def _missing_right(world: World, sender: str, right: str) -> str | None:
    """Return why the sender may not, or None where it may over all its members."""
    controls = world["controls"].where(right=right)
    for member in world.members(sender):
        holders = sorted(set(controls.where(object=member)["actor"].tolist()))
        if sender in holders:
            continue
        if holders:
            return f"the right `{right}` over {member} is held by {', '.join(holders)}"
        return f"no control gives {sender} the right `{right}` over {member}"
    return None


def _reason(world: World, sender: str, right: str) -> tuple[str, tuple[str, ...]]:
    rows = world["controls"].where(actor=sender, right=right)
    rows = rows.take(np.isin(rows["object"], world.members(sender)))
    words = schema().terms("controls", "right")[right].description.replace("the object", world.name(sender))
    first, last = str(rows["from"].min()), str(rows["from"].max())
    since = f"since {first}" if first == last else f"over its members since {first} to {last}"
    return f"{words} ({since})", rows.cited()


def _flow(
    world: World, sender: str, target: str, what: str, direction: str
) -> tuple[float, float, float, tuple[str, ...]] | None:
    """Return low, best, high and sources of what the lever touches; None where the world has no figure."""
    senders, targets = world.members(sender), world.members(target)
    if what == "goods":
        owned = world["sectors"].where(layer="trade", traded=True)["sector"].tolist()
        trade = world["trade"]
        exporters, importers = (targets, senders) if direction == "from" else (senders, targets)
        table = trade.take(
            np.isin(trade["exporter"], exporters)
            & np.isin(trade["importer"], importers)
            & np.isin(trade["sector"], owned)
        )
    else:
        table = world["migrants" if what == "workers" else "remittances"]
        table = table.take(np.isin(table["host"], senders) & np.isin(table["origin"], targets))
        if what == "workers":
            table = table.take(_with_money(world, table))
        else:
            table = table.where(kind="labour" if what == "transfers" else "relocation")
    if not len(table) or not table["best"].sum() > 0:
        return None
    return float(table["low"].sum()), float(table["best"].sum()), float(table["high"].sum()), table.cited()


def _with_money(world: World, workers: Table) -> NDArray[np.bool_]:
    """Tell of which workers the money they send home is known: without it nobody knows what sending them home costs."""
    money = world["remittances"].where(kind="labour")
    known = set(zip(money["host"].tolist(), money["origin"].tolist(), strict=True))
    pairs = zip(workers["host"].tolist(), workers["origin"].tolist(), strict=True)
    return np.array([pair in known for pair in pairs], dtype=bool)
