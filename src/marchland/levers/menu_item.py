"""A line of a menu: a lever that a sender has, or one that it has not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from marchland.levers.lever import Lever

Unit = Literal["MUSD", "persons", "bcm", "Mt"]


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """A lever that the sender has.

    Parameters
    ----------
    lever
        at full size, for a year
    low, best, high
        the flow it touches in a year, 5th, 50th and 95th percentile
    unit
        MUSD or persons; of energy bcm of gas or Mt of oil
    reason
        why the sender may
    sources
        codes in the `sources` table: of the right and of the flow
    note
        what a reader should know of the flow's figure, for instance its year; may be empty
    """

    lever: Lever
    low: float
    best: float
    high: float
    unit: Unit
    reason: str
    sources: tuple[str, ...]
    note: str = ""


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
