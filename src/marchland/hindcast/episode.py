"""A past use of a lever, and what was seen of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from marchland.levers import Scenario
    from marchland.world import Table, World

Role = Literal["shock", "outcome"]
Measure = Literal["level", "change", "change_percent", "share", "diverted"]
TEST_FROM = dt.date(2015, 1, 1)
"""Parameters may be fitted to episodes that begin before this day; later ones are the test."""
DOUBT = 0.1
"""A figure that comes without a range is read as good to this part of it, either way."""


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One figure that was seen.

    Parameters
    ----------
    episode, code, name
        codes of the episode and, within it, of the observation; printed name
    role
        shock: what was cut; outcome: what came of it
    quantity, actor, partner, object, against, commodity, measure
        what is counted, as in the table `observations`; empty = anybody or anything
    unit
        of low, best and high
    low, best, high
        5th, 50th and 95th percentile
    start, end
        first and last day seen; None = not told
    estimated
        whether it was reckoned from published figures
    reason
        why the models miss it, where they do
    note
        what a reader should know
    sources
        codes in the folder's `sources`
    row
        line of `observations.csv`
    """

    episode: str
    code: str
    name: str
    role: Role
    quantity: str
    actor: str = ""
    partner: str = ""
    object: str = ""
    against: str = ""
    commodity: str = ""
    measure: Measure
    unit: str
    low: float
    best: float
    high: float
    start: dt.date | None = None
    end: dt.date | None = None
    estimated: bool = False
    reason: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    row: int = 0

    @property
    def figure(self) -> tuple[str | float, ...]:
        """What its score follows from: all but words."""
        what = (self.quantity, self.actor, self.partner, self.object, self.against, self.commodity, self.measure)
        return (self.code, *what, self.unit, self.low, self.best, self.high)

    @property
    def where(self) -> str:
        """The place in the folder, for errors."""
        return f"observations.csv row {self.row} ({self.episode}, {self.code})"


@dataclass(frozen=True, kw_only=True)
class Episode:
    """A past use of a lever.

    Parameters
    ----------
    code, name
        code in `episodes`; printed name
    sender, target
        codes of actors or blocs of the world
    layer
        trade, freight, energy or remittances
    start, end
        first and last day of the shock; end is None where it is not known or not over
    scenario
        what was done, starting from the year before; None = nothing that a model computes
    world
        folder in `worlds/` or rows of `figures.csv`; empty = the built-in world
    year
        the year of the world
    partial
        whether the world holds little more than the flows that were exposed
    note
        what a reader should know
    sources
        codes in the folder's `sources`
    observations
        what was seen, shock and outcomes
    row
        line of `episodes.csv`
    """

    code: str
    name: str
    sender: str
    target: str
    layer: str
    start: dt.date
    end: dt.date | None
    scenario: Scenario | None
    world: str
    year: int
    partial: bool
    note: str
    sources: tuple[str, ...]
    observations: tuple[Observation, ...]
    row: int

    @property
    def cited(self) -> frozenset[str]:
        """Codes of the sources of the episode and of what was seen."""
        return frozenset(
            code for sources in (self.sources, *(o.sources for o in self.observations)) for code in sources
        )

    @property
    def test(self) -> bool:
        """Whether it began in 2015 or later: no parameter is fitted to it."""
        return self.start >= TEST_FROM


@dataclass(frozen=True, kw_only=True, eq=False)
class Episodes:
    """A folder of episodes that passed every check.

    Parameters
    ----------
    root
        the folder
    title
        printed name of the folder
    episodes
        in the order of the table
    sources
        the table `sources`
    figures
        the table `figures`, which small worlds are made of; without rows where there is none
    fingerprint
        SHA-256 over tables, scenarios and worlds; two folders with the same one hold the same episodes
    """

    root: Path
    title: str
    episodes: tuple[Episode, ...]
    sources: Table
    figures: Table
    fingerprint: str
    _worlds: dict[str, World] = field(default_factory=dict, init=False, repr=False)

    def kept(self, code: str, make: Callable[[], World]) -> World:
        """Return the world of that code, read or made once."""
        if code not in self._worlds:
            self._worlds[code] = make()
        return self._worlds[code]
