"""The brief as plain values: one result object, from which every rendering is made."""

from __future__ import annotations

from dataclasses import dataclass

# The JSON schema is made from the annotations.
from marchland.brief.figure import Driver, Figure
from marchland.brief.supply import BriefEnergy  # noqa: TC001
from marchland.brief.territories import MapTerritory
from marchland.brief.ways import BriefWays  # noqa: TC001
from marchland.engine import Input  # noqa: TC001

__all__ = [
    "AtHorizon",
    "Brief",
    "BriefOption",
    "BriefPair",
    "BriefSource",
    "Carried",
    "Driver",
    "Figure",
    "MapTerritory",
    "Move",
    "NarrowLever",
]


@dataclass(frozen=True, kw_only=True)
class BriefOption:
    """Levers of a sender against a target, pulled together.

    Parameters
    ----------
    words
        the levers as a verb phrase, for instance "refused goods from Armenia"
    kind
        single, layer or joined
    size
        share of each lever's full size
    target_loss, sender_loss, others_loss
        ids of figures: share of the target's GDP, share of the sender's GDP, USD
    affordable
        whether the sender, at best values, loses no more than the budget
    why
        why the sender may: one line a lever
    """

    words: str
    kind: str
    size: float
    target_loss: str
    sender_loss: str
    others_loss: str
    affordable: bool
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A part of what the trade levers of a bundle cost the target; the parts of one `by` add up to the whole.

    Parameters
    ----------
    by
        partner or sector: how the loss is cut up
    code
        of the actor or sector; the target itself is its home market; empty = everything not listed
    words
        the part for a reader, for instance "Russia", "food", "the home market", "all others"
    loss
        id of a figure: share of the target's GDP, negative where this part is a gain
    """

    by: str
    code: str
    words: str
    loss: str


@dataclass(frozen=True, kw_only=True)
class AtHorizon:
    """The same levers for the same days, with less or more time for everybody to adjust.

    Parameters
    ----------
    horizon
        quarter (sensitivity), year, or decade (vulnerability)
    target_loss, sender_loss
        ids of figures: share of the target's GDP, of the sender's GDP
    """

    horizon: str
    target_loss: str
    sender_loss: str


@dataclass(frozen=True, kw_only=True)
class NarrowLever:
    """A lever on one sector, product, way or pipe: a part of one on all of them, alone at full size and best values.

    Parameters
    ----------
    by
        sector, product, way or pipe: what it is narrowed to
    code
        of the sector, product, way or pipe, as a scenario names it
    action
        embargo, tariff or close
    words
        the lever as a verb phrase, for instance "refused wine from Georgia"
    flow
        id of a figure: the flow that it touches, USD, bcm of gas or Mt of oil a year
    target_loss, sender_loss
        ids of figures: share of the target's GDP, of the sender's GDP; without a range
    """

    by: str
    code: str
    action: str
    words: str
    flow: str
    target_loss: str
    sender_loss: str


@dataclass(frozen=True, kw_only=True)
class BriefPair:
    """A sender and a target.

    Parameters
    ----------
    leverage
        id of the figure: the target's loss by the chosen bundle, share of its GDP
    chosen
        position in `options`; None where no bundle is within the budget or none hurts
    exposure
        id of the figure: the target's loss by all levers joined at full size, whatever they cost the sender
    through
        parts of the exposure that come through trade, energy and remittances, which add up to 1; below 0 where the
        target gains; empty where there is no exposure
    withheld
        levers that the sender does not have, each with the reason
    carried
        which partners and which sectors carry the target's trade loss by the chosen bundle; empty in a region's brief
    horizons
        the chosen bundle at each horizon, shortest first; empty in a region's brief
    narrow
        the levers on single sectors and products that cost the target most, largest first; empty in a region's brief
    """

    sender: str
    target: str
    leverage: str
    chosen: int | None
    exposure: str
    through: dict[str, float]
    options: tuple[BriefOption, ...]
    withheld: tuple[str, ...]
    carried: tuple[Carried, ...] = ()
    horizons: tuple[AtHorizon, ...] = ()
    narrow: tuple[NarrowLever, ...] = ()


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
        further sentences: what moved, who diversified, who is exposed through what, what it costs the senders
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
    """

    kind: str
    title: str
    sentence: str
    findings: tuple[str, ...]
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

    def figure(self, identifier: str) -> Figure:
        """Return a figure by id; KeyError where there is none."""
        return self.figures[identifier]

    def pair(self, sender: str, target: str) -> BriefPair | None:
        """Return a pair, None where the two overlap."""
        for pair in self.pairs:
            if (pair.sender, pair.target) == (sender, target):
                return pair
        return None
