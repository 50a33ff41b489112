"""A sender and a target as a brief has them, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class BriefOption:
    """Levers of a sender against a target, pulled together.

    Parameters
    ----------
    words
        the levers as a verb phrase, for instance "refused goods from Armenia"
    kind
        single, layer (all of one layer), joined (all), or combined (of parts that do not touch each other)
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
class FrontierStep:
    """A step of the frontier: no bundle that was tried costs the target more at as little cost to the sender.

    Parameters
    ----------
    words
        the levers as a verb phrase
    target_loss, sender_loss
        ids of figures: share of the target's GDP, share of the sender's GDP
    """

    words: str
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
    frontier
        the largest loss for each cost to the sender, the cheapest first; empty in a region's brief
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
    frontier: tuple[FrontierStep, ...] = ()
