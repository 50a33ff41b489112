"""What an observation counts in one draw, without and with the levers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from marchland.errors import MissingData

if TYPE_CHECKING:
    from marchland.hindcast.reading import Reading


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """Amounts over the days of the levers: bcm, Mt or MUSD.

    Parameters
    ----------
    before, after
        what is counted, without the levers and with them
    whole
        of a share, the whole that it is part of, with the levers
    kept_before, kept_after
        of what is diverted, what takes its place
    """

    before: float
    after: float
    whole: float = float("nan")
    kept_before: float = float("nan")
    kept_after: float = float("nan")


class Counted(Protocol):
    """Counts one thing in any draw of an episode."""

    def amounts(self, reading: Reading) -> Amounts:
        """Return the amounts in a draw.

        Raises
        ------
        MissingData
            where no lever of the episode touches what is counted
        """
        ...


def measured(amounts: Amounts, measure: str, years: float) -> float:
    """Return a figure in natural units: an amount, or a rate a year where `years` is not 1; parts and changes as 1.

    Parameters
    ----------
    measure
        level, change, change_percent (as a part of 1), share or diverted
    years
        what an amount is divided by

    Raises
    ------
    MissingData
        where nothing is there that a change or part could be of
    """
    if measure == "level":
        return amounts.after / years
    if measure == "change":
        return (amounts.after - amounts.before) / years
    if measure == "share":
        if not amounts.whole > 0:
            raise MissingData("nothing of it is left that a share could be of")
        return amounts.after / amounts.whole
    if not amounts.before > 0:
        raise MissingData("without the levers there is nothing of it in this world")
    if measure == "change_percent":
        return amounts.after / amounts.before - 1
    lost = amounts.before - amounts.after
    if not lost > 0:
        raise MissingData("nothing of it is lost that could be diverted")
    return (amounts.kept_after - amounts.kept_before) / lost
