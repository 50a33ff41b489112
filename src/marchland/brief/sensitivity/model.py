"""The factors behind the leverage of a pair as plain values: one result, from which every rendering is made."""

from __future__ import annotations

from dataclasses import dataclass

# The JSON schema is made from the annotations.
from marchland.brief.figure import Figure  # noqa: TC001
from marchland.brief.model import BriefSource  # noqa: TC001
from marchland.engine import Input  # noqa: TC001

VARIANCE = "share of the variance"
"""Unit of a factor's share."""


@dataclass(frozen=True, kw_only=True)
class RankedFactor:
    """What one factor has to do with the range of a leverage.

    Parameters
    ----------
    factor
        code, for instance `trade.actor.ARM`
    words
        what it is, for a reader
    meaning
        what the parameter says, where it is one
    layers
        the layers whose figures it can move
    total, first
        ids: share of the variance that the factor has a part in, and that it explains alone
    at_low, at_high
        ids: leverage with the factor at its 5th and 95th percentile and all else at best values
    """

    factor: str
    words: str
    meaning: str
    layers: tuple[str, ...]
    total: str
    first: str
    at_low: str
    at_high: str


@dataclass(frozen=True, kw_only=True)
class FactorRanking:
    """Which named factors drive the leverage of a pair, said once; every rendering reads from here.

    Parameters
    ----------
    ranked_factors
        of the sample, largest share first
    sentence
        the answer in plain words
    findings
        further sentences
    levers
        the bundle, chosen at best values, as a verb phrase
    budget
        own loss that the sender is taken to bear, share of its GDP
    leverage, with_error
        ids of its figures: with the range of the sample, which the shares are of, and with the model error in the range
        as a brief has it; empty where no track record knows that error
    slight, still
        factors left out in words: those that alone move next to nothing, and those that move nothing
    least, left_out, cells
        what "next to nothing" is; shares of the whole variance that the factors left out, and the noise of single
        cells, add to that of the sample
    draws, blocks, seed
        draws behind the leverage's range; blocks of the sample that were solved; what makes it
    failed
        why blocks are missing
    evaluations
        number of times that a part of the model was solved
    residual
        largest certificate of any solution
    figures, inputs
        every number, by id; the figures of the world that they rest on, by key
    gaps
        what is not known or not in the figures
    """

    ranked_factors: tuple[RankedFactor, ...]
    title: str
    sentence: str
    findings: tuple[str, ...]
    sender: str
    target: str
    names: dict[str, str]
    levers: str
    budget: float
    horizon: str
    days: int
    leverage: str
    slight: tuple[str, ...]
    still: tuple[str, ...]
    least: float
    left_out: float
    cells: float
    world: str
    world_title: str
    world_fingerprint: str
    code_fingerprint: str
    version: str
    day: str
    year: int
    draws: int
    blocks: int
    seed: int
    failed: tuple[str, ...]
    evaluations: int
    residual: float
    figures: dict[str, Figure]
    inputs: dict[str, Input]
    sources: tuple[BriefSource, ...]
    gaps: tuple[str, ...]
    with_error: str = ""
