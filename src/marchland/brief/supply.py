"""What a target uses of gas and oil, by whom it is sold and what a cut would mean, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What a target uses of one seller, the target itself among them.

    Parameters
    ----------
    seller
        code of an actor; of a hub that is no country's where that is who sells
    quantity, share
        ids of figures: bcm or Mt a year; share of what the target uses
    price
        id of a figure: what is paid a unit; empty where it is the target's own
    """

    seller: str
    quantity: str
    share: str
    price: str


@dataclass(frozen=True, kw_only=True)
class PipeHolder:
    """Who can touch a pipe, by which rights: territory, operation, ownership, security, veto."""

    actor: str
    rights: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SupplyPipe:
    """A pipe that a target's supply passes; `quantity` is the id of a figure: bcm or Mt a year that enter it."""

    pipe: str
    name: str
    mode: str
    quantity: str
    holders: tuple[PipeHolder, ...]


@dataclass(frozen=True, kw_only=True)
class Softening:
    """What takes the place of a part of what is withheld.

    Parameters
    ----------
    kind
        seller (another one sells more, the target itself makes more), storage, savings (less is used), or unrefined
        (less is refined for sale abroad)
    by
        code of the seller; of the target for the other kinds
    quantity
        id of a figure: bcm or Mt while the cut lasts
    """

    kind: str
    by: str
    quantity: str


@dataclass(frozen=True, kw_only=True)
class PipeShift:
    """A pipe through which more of the target's supply comes under a cut; both are ids of figures, a year's rate."""

    pipe: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class OtherLoss:
    """What a third party loses, gains being below zero; `loss` is the id of a figure."""

    actor: str
    loss: str


@dataclass(frozen=True, kw_only=True)
class JudgedEnds:
    """What a target loses at both ends of a judgement: in words what is judged, and the id of a figure."""

    judged: str
    loss: str


@dataclass(frozen=True, kw_only=True)
class SupplyAnswer:
    """A contract or a pipe that softens a cut: in words, and the id of what the target still loses, at best values."""

    words: str
    loss: str


@dataclass(frozen=True, kw_only=True)
class AnswerLeftOut:
    """A contract or a pipe that was tried and of which it is not known what it softens: in words, and why not."""

    words: str
    why: str


@dataclass(frozen=True, kw_only=True)
class SupplyCut:
    """What it means that the largest seller withholds all that it sells a target.

    Parameters
    ----------
    sender, days
        who, and for how long
    missing
        id of a figure: bcm or Mt that it no longer delivers while the cut lasts
    loss, loss_share
        ids of figures: what the target loses, USD and share of a year's GDP
    own, own_share
        the same of the sender
    rest
        id of a figure: what all others lose together, USD
    others
        third parties with the largest losses or gains
    softened
        what takes the place of what is missing, the largest first
    ways
        pipes through which more comes, the largest rise first
    ends
        what the target loses with one judgement alone at the ends of its range; empty for a region
    answers
        contracts and pipes that would take most of the loss away, one at a time, the best first; of the longest cut
    left_out
        those that could not be solved, and why
    """

    sender: str
    days: int
    missing: str
    loss: str
    loss_share: str
    own: str
    own_share: str
    rest: str
    others: tuple[OtherLoss, ...]
    softened: tuple[Softening, ...]
    ways: tuple[PipeShift, ...]
    ends: tuple[JudgedEnds, ...] = ()
    answers: tuple[SupplyAnswer, ...] = ()
    left_out: tuple[AnswerLeftOut, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FuelSupply:
    """One fuel of one target.

    Parameters
    ----------
    year
        of the flows
    used
        id of a figure: bcm or Mt a year
    stored
        id of a figure: what lies in store at the start of the heating year; empty where the world knows of no store
    refined
        id of a figure: what of it is refined for sale abroad; empty where it is none, or not known
    origins
        the largest first
    pipes
        those that at least 1 % of what is used passes, the largest first; empty for a region
    cuts
        of the largest seller abroad, by days; empty where nobody abroad sells
    """

    target: str
    fuel: str
    year: int
    used: str
    stored: str
    refined: str = ""
    origins: tuple[Origin, ...]
    pipes: tuple[SupplyPipe, ...]
    cuts: tuple[SupplyCut, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all its figures."""
        found = [self.used, self.stored, self.refined, *(pipe.quantity for pipe in self.pipes)]
        found += [i for origin in self.origins for i in (origin.quantity, origin.share, origin.price)]
        for cut in self.cuts:
            found += [cut.missing, cut.loss, cut.loss_share, cut.own, cut.own_share, cut.rest]
            found += [*(other.loss for other in cut.others), *(each.quantity for each in cut.softened)]
            found += [*(each.loss for each in cut.ends), *(each.loss for each in cut.answers)]
            found += [i for way in cut.ways for i in (way.before, way.after)]
        return tuple(i for i in found if i)


@dataclass(frozen=True, kw_only=True)
class BriefEnergy:
    """Who sells the target gas and oil, and what it would mean if one withheld it.

    Parameters
    ----------
    target
        code
    sentence
        the answer in plain words
    findings
        further sentences
    supplies
        gas before oil
    gaps
        what is not known
    """

    target: str
    sentence: str
    findings: tuple[str, ...]
    supplies: tuple[FuelSupply, ...]
    gaps: tuple[str, ...]
