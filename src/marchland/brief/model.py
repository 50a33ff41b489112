"""The brief as plain values: one result object, from which every rendering is made."""

from __future__ import annotations

from dataclasses import dataclass

# The JSON schema is made from the annotations.
from marchland.brief.figure import Driver, Figure
from marchland.brief.pair import AtHorizon, BriefOption, BriefPair, Carried, FrontierStep, NarrowLever
from marchland.brief.supply import BriefEnergy  # noqa: TC001
from marchland.brief.territories import MapTerritory
from marchland.brief.ways import BriefWays  # noqa: TC001
from marchland.engine import Input  # noqa: TC001
from marchland.hindcast import ModelError  # noqa: TC001

__all__ = [
    "AtHorizon",
    "Brief",
    "BriefOption",
    "BriefPair",
    "BriefSource",
    "Carried",
    "Diversified",
    "Driver",
    "Figure",
    "Finding",
    "FrontierStep",
    "MapTerritory",
    "Move",
    "NarrowLever",
]


@dataclass(frozen=True, kw_only=True)
class Move:
    """How leverage moved between two years.

    Parameters
    ----------
    before, after, change
        ids of figures: leverage in the earlier and in the later year, and the difference, draw by draw
    """

    sender: str
    target: str
    before: str
    after: str
    change: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A sentence beside the answer, and the section that it opens or belongs to: levers, flows, change or restraint."""

    about: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Diversified:
    """What a link, a contract or an answer takes away from what levers cost a target.

    Parameters
    ----------
    kind
        link (a way that is shut or planned), contract (with another seller), pipe, or answer (a partner trades at less
        cost)
    words
        as a clause, for instance "Akhurik - Kars (rail), opened,"
    sender
        whose levers it is held against
    against
        those levers as a verb phrase
    without, left, worth
        ids of figures: what the levers cost the target without it, with it, and the difference, shares of GDP
    """

    kind: str
    words: str
    sender: str
    against: str
    without: str
    left: str
    worth: str


@dataclass(frozen=True, kw_only=True)
class BriefSource:
    """Where figures come from."""

    source: str
    title: str
    publisher: str
    url: str
    year: int
    licence: str


@dataclass(frozen=True, kw_only=True)
class Brief:
    """Who can squeeze whom, said once; every rendering reads from here.

    Parameters
    ----------
    kind
        region, target, sender or pair
    sentence
        the answer in plain words
    findings
        further sentences by section, the one that says most first: what is used, what it rests on, what would change
        it, what holds the sender back
    targets, senders
        codes, most exposed and most powerful first
    year, earlier
        year of the figures, and the year they are compared with; None = none
    budget
        own loss that a sender is taken to bear, share of its GDP
    figures
        every number, by id
    pairs
        one for each sender and target of whom anything is known
    unknown
        (sender, target) for whom the world has no figure that any lever touches: no data, which is not zero
    moves
        largest change first
    gaps
        what is not known, not in the models, or could not be computed
    record
        how often the method was right before
    territories
        where sovereign and controller differ on the day
    ways
        whose ways the target's trade passes; None in a brief of a region or a sender, and in a world without ways
    energy
        who sells the target gas and oil; None in a brief of a region or a sender, and where the world does not say
    diversified
        what links, contracts and answers are worth to the target, the largest first; empty where it was not asked for
    diversification
        what was tried and takes nothing away worth listing, and what could not be solved; empty where nothing was asked
    model_error
        what the ranges of losses hold beside the draws; None where they are those of the draws alone
    """

    kind: str
    title: str
    sentence: str
    findings: tuple[Finding, ...]
    targets: tuple[str, ...]
    senders: tuple[str, ...]
    names: dict[str, str]
    members: dict[str, tuple[str, ...]]
    world: str
    world_title: str
    world_fingerprint: str
    code_fingerprint: str
    version: str
    day: str
    year: int
    earlier: int | None
    horizon: str
    horizon_note: str
    days: int
    budget: float
    draws: int
    failed: tuple[str, ...]
    seed: int
    residual: float
    figures: dict[str, Figure]
    pairs: tuple[BriefPair, ...]
    moves: tuple[Move, ...]
    inputs: dict[str, Input]
    sources: tuple[BriefSource, ...]
    gaps: tuple[str, ...]
    record: str
    territories: tuple[MapTerritory, ...]
    unknown: tuple[tuple[str, str], ...] = ()
    ways: BriefWays | None = None
    energy: BriefEnergy | None = None
    diversified: tuple[Diversified, ...] = ()
    diversification: str = ""
    model_error: ModelError | None = None

    def told(self, about: str) -> tuple[str, ...]:
        """Return the sentences of a section: levers, flows, change or restraint."""
        return tuple(finding.words for finding in self.findings if finding.about == about)

    def figure(self, identifier: str) -> Figure:
        """Return a figure by id; KeyError where there is none."""
        return self.figures[identifier]

    def pair(self, sender: str, target: str) -> BriefPair | None:
        """Return a pair, None where the two overlap."""
        for pair in self.pairs:
            if (pair.sender, pair.target) == (sender, target):
                return pair
        return None
