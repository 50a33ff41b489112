"""The track record: every outcome of every episode, hits and misses alike."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic reads the annotations
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.hindcast.episode import Observation  # noqa: TC001 - pydantic reads the annotations
from marchland.hindcast.model_error import ModelError  # noqa: TC001 - pydantic reads the annotations
from marchland.hindcast.score import Score  # noqa: TC001 - pydantic reads the annotations
from marchland.hindcast.widened import Widened  # noqa: TC001 - pydantic reads the annotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CONFIDENCE = 0.9
"""Of the interval round a share of hits."""


@dataclass(frozen=True, kw_only=True)
class Scored:
    """An outcome and its score.

    Parameters
    ----------
    seen, score
        what was seen, and what the models say of it
    base
        what there is without the levers, at best values and in the unit of the observation; the whole where a part is
        measured; None where there is nothing
    widened
        the range with the model error; None where none could be fitted
    """

    seen: Observation
    score: Score
    base: float | None = None
    widened: Widened | None = None


@dataclass(frozen=True, kw_only=True)
class Unscored:
    """An outcome that no model computes, or could not be computed, and why."""

    seen: Observation
    why: str


@dataclass(frozen=True, kw_only=True)
class Held:
    """An episode held against the models.

    Parameters
    ----------
    code, name, sender, target, layer, start, end, year, partial, note, sources
        as of the episode
    test
        whether it began in 2015 or later
    sender_name, target_name
        printed names
    world, world_fingerprint, horizon, days
        printed name and fingerprint of the world, horizon, and days of the levers; empty and 0 where nothing was run
    shocks
        what was cut
    outcomes
        in the order of the table
    unscored
        outcomes without a score
    why
        why nothing was computed; empty where something was
    failed_draws
        draws without a solution, each with the reason
    fingerprint
        of what the scores follow from: levers, world, figures seen, draws and seed; empty where nothing was run
    """

    code: str
    name: str
    sender: str
    sender_name: str
    target: str
    target_name: str
    layer: str
    start: dt.date
    end: dt.date | None
    year: int
    partial: bool
    test: bool
    note: str
    sources: tuple[str, ...]
    world: str
    world_fingerprint: str
    horizon: str
    days: int
    shocks: tuple[Observation, ...]
    outcomes: tuple[Scored, ...]
    unscored: tuple[Unscored, ...]
    why: str
    failed_draws: tuple[str, ...]
    fingerprint: str = ""

    @property
    def cited(self) -> tuple[str, ...]:
        """Codes of the sources of the episode and of what was seen, each once."""
        outcomes = (*(one.seen for one in self.outcomes), *(one.seen for one in self.unscored))
        told = (code for seen in (*self.shocks, *outcomes) for code in seen.sources)
        return tuple(dict.fromkeys((*self.sources, *told)))


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many of how many, with the exact interval of the share (Clopper & Pearson 1934), 90 %.

    Parameters
    ----------
    hits, of
        counts
    low, high
        ends of the interval, as shares; 0 and 1 where nothing was counted
    """

    hits: int
    of: int
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Scores of a group of outcomes put together.

    Parameters
    ----------
    episodes, outcomes
        how many
    inside, within_two, sign
        how many hold
    crps
        mean of each outcome's score over the size of what was seen; None where there is none
    widened, crps_widened
        how many lie in the range with the model error, and the mean score with it, of the outcomes that have one; None
        where none has
    """

    episodes: int
    outcomes: int
    inside: Count
    within_two: Count
    sign: Count
    crps: float | None
    widened: Count | None = None
    crps_widened: float | None = None


@dataclass(frozen=True, kw_only=True)
class Record:
    """The track record.

    Parameters
    ----------
    title
        of the episodes
    episodes
        in order
    all, train, test
        totals: of all, of those that began before 2015, of the later ones
    draws, seed
        of every episode
    fingerprint
        of the episodes folder
    sources
        title and address by code, of what is cited
    error
        the model error that outcomes of before 2015 show; None where there are too few
    """

    title: str
    episodes: tuple[Held, ...]
    all: Totals
    train: Totals
    test: Totals
    draws: int
    seed: int
    fingerprint: str
    sources: dict[str, tuple[str, str]]
    error: ModelError | None = None

    @property
    def misses(self) -> tuple[Scored, ...]:
        """Outcomes outside the range of the draws alone, in order."""
        return tuple(scored for held in self.episodes for scored in held.outcomes if not scored.score.inside)


def totals(episodes: Sequence[Held]) -> Totals:
    """Put the scores of episodes together."""
    scored = [outcome for held in episodes for outcome in held.outcomes]
    wide = [(s.widened, s.seen) for s in scored if s.widened is not None]
    return Totals(
        episodes=sum(bool(held.outcomes) for held in episodes),
        outcomes=len(scored),
        inside=count(s.score.inside for s in scored),
        within_two=count(s.score.within_two for s in scored),
        sign=count(s.score.sign for s in scored),
        crps=_mean((s.score.crps, s.seen) for s in scored),
        widened=count(one.inside for one, _ in wide) if wide else None,
        crps_widened=_mean((one.crps, seen) for one, seen in wide),
    )


def _mean(scores: Iterable[tuple[float, Observation]]) -> float | None:
    """Return the mean of scores over the size of what was seen; None where there is none."""
    parts = [crps / abs(seen.best) for crps, seen in scores if seen.best]
    return sum(parts) / len(parts) if parts else None


def count(held: Iterable[bool | None]) -> Count:
    """Count what holds, what cannot be said left out, with the exact interval of the share."""
    from scipy.stats import binomtest

    told = [one for one in held if one is not None]
    if not told:
        return Count(hits=0, of=0, low=0.0, high=1.0)
    interval = binomtest(sum(told), len(told)).proportion_ci(CONFIDENCE, method="exact")
    return Count(hits=sum(told), of=len(told), low=float(interval.low), high=float(interval.high))
