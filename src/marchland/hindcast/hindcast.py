"""Were we right: every past episode computed from figures of before, and held against what happened."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import baseline, central
from marchland.bridge import draws as drawn_points
from marchland.errors import MarchlandError, MissingData
from marchland.hindcast.observables import observable
from marchland.hindcast.reading import read_episode
from marchland.hindcast.record import Held, Record, Scored, Unscored, totals
from marchland.hindcast.score import score
from marchland.hindcast.widened import with_model_error
from marchland.hindcast.worlds import world_of
from marchland.levers import horizon_of
from marchland.sweep.executor import Failed, over_draws

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from marchland.bridge import Baseline, Draw
    from marchland.hindcast.episode import Episode, Episodes, Observation
    from marchland.hindcast.observables import Observable
    from marchland.levers import Scenario
    from marchland.world import World

DRAWS, SEED = 100, 1
FORM = 2
"""Of what is kept of an episode: scores of an earlier form are computed anew."""


@dataclass(frozen=True, kw_only=True, eq=False)
class EpisodeTask:
    """One episode on one baseline, ready for any draw.

    Parameters
    ----------
    base
        of its world
    scenario
        what was done
    observables
        `K` of them
    """

    base: Baseline
    scenario: Scenario
    observables: tuple[Observable, ...]

    def __call__(self, draw: Draw) -> NDArray[np.float64]:
        """Return the figures in a draw, (K,)."""
        reading = read_episode(self.base, self.scenario, draw)
        return np.array([read(reading) for read in self.observables], dtype=np.float64)


def hindcast(
    episodes: Episodes,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    jobs: int = 1,
    kept: Record | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Record:
    """Compute every episode on its world as of before it, and hold what was seen against it.

    An episode that cannot be computed is told with the reason, and the others go on.

    Parameters
    ----------
    episodes
        from `load_episodes`
    draws
        number of draws of each episode, 1 or more
    seed
        the same seed gives the same draws
    jobs
        number of processes; the figures do not depend on it
    kept
        an earlier record: episodes whose levers, world and figures are still the same are taken from it, and only
        those; it does not notice a change of the models
    progress
        told the episode at work, how many draws are done and how many there are

    Raises
    ------
    MarchlandError
        where there are fewer draws than one
    """
    if draws < 1:
        raise MarchlandError(f"draws {draws}: a range needs draws; give 1 or more")
    before = {} if kept is None else {one.code: one for one in kept.episodes if one.fingerprint}
    run = _Run(draws=draws, seed=seed, jobs=jobs, progress=progress)
    held = tuple(_held(episodes, episode, before.get(episode.code), run) for episode in episodes.episodes)
    held, error = with_model_error(held)
    cited = {code for one in episodes.episodes for code in one.cited}
    return Record(
        title=episodes.title,
        episodes=held,
        all=totals(held),
        train=totals([one for one in held if not one.test]),
        test=totals([one for one in held if one.test]),
        draws=draws,
        seed=seed,
        fingerprint=episodes.fingerprint,
        sources={
            row["source"]: (row["title"], row["url"]) for row in episodes.sources.rows() if row["source"] in cited
        },
        error=error,
    )


@dataclass(frozen=True, kw_only=True)
class _Run:
    """How episodes are run: see `hindcast`."""

    draws: int
    seed: int
    jobs: int
    progress: Callable[[str, int, int], None] | None

    def fingerprint(self, scenario: Scenario, world: World, outcomes: list[Observation]) -> str:
        """Return what tells whether scores are still those of an episode."""
        levers = (scenario.levers, scenario.answers, scenario.horizon, scenario.year)
        told = repr((FORM, levers, world.fingerprint, [seen.figure for seen in outcomes], self.draws, self.seed))
        return hashlib.sha256(told.encode()).hexdigest()


def _held(episodes: Episodes, episode: Episode, before: Held | None, run: _Run) -> Held:
    """Return an episode held against the models, or told why it could not be."""
    told = _told(episode)
    outcomes = [seen for seen in episode.observations if seen.role == "outcome"]
    scenario = episode.scenario
    if scenario is None:
        return replace(told, why=episode.note, unscored=tuple(Unscored(seen=s, why=s.note) for s in outcomes))
    try:
        world = world_of(episodes, episode)
        names = {code: world.name(code) for code in (episode.sender, episode.target)}
        scenario.check(world)
        horizon = scenario.horizon or horizon_of(scenario.days)
        base = baseline(scenario.view(world), horizon)
        told = replace(
            told,
            sender_name=names[episode.sender],
            target_name=names[episode.target],
            world=world.package.title,
            world_fingerprint=world.fingerprint,
            horizon=horizon,
            days=scenario.days,
            fingerprint=run.fingerprint(scenario, world, outcomes),
        )
        if before is not None and before.fingerprint == told.fingerprint:
            return _again(told, before, outcomes)
        ready, unscored, best, bases = _ready(base, scenario, outcomes)
        if not ready:
            why = "" if unscored else "no outcome of it is known"
            return replace(told, why=why or "no outcome of it is computed", unscored=tuple(unscored))
        rows, failed = _drawn(EpisodeTask(base=base, scenario=scenario, observables=ready), run)
    except MarchlandError as error:
        why = f"it could not be computed: {error}"
        return replace(
            told, why=why, unscored=tuple(Unscored(seen=s, why="the episode was not computed") for s in outcomes)
        )
    if not len(rows):
        why = f"none of {run.draws} draws could be solved; the first: {failed[0]}"
        return replace(told, why=why, unscored=tuple(Unscored(seen=s, why="no draw was solved") for s in outcomes))
    scored = [
        Scored(seen=read.seen, score=score(read.seen, best[k], rows[:, k]), base=bases[k])
        for k, read in enumerate(ready)
    ]
    return replace(told, outcomes=tuple(scored), unscored=tuple(unscored), failed_draws=tuple(failed))


def _again(told: Held, before: Held, outcomes: list[Observation]) -> Held:
    """Return an episode with the scores that it has already, and its words as they are now."""
    scores = {one.seen.code: one for one in before.outcomes}
    reasons = {one.seen.code: one.why for one in before.unscored}
    rest = [seen for seen in outcomes if seen.code not in scores]
    return replace(
        told,
        outcomes=tuple(replace(scores[seen.code], seen=seen) for seen in outcomes if seen.code in scores),
        unscored=tuple(Unscored(seen=seen, why=_untold(seen) or reasons[seen.code]) for seen in rest),
        why=before.why,
        failed_draws=before.failed_draws,
    )


def _untold(seen: Observation) -> str:
    """Return why no model computes an observation; empty where one does."""
    return (seen.note or "no model computes it") if seen.quantity == "other" else ""


def _told(episode: Episode) -> Held:
    """Return what the folder says of an episode, nothing computed."""
    return Held(
        code=episode.code,
        name=episode.name,
        sender=episode.sender,
        sender_name=episode.sender,
        target=episode.target,
        target_name=episode.target,
        layer=episode.layer,
        start=episode.start,
        end=episode.end,
        year=episode.year,
        partial=episode.partial,
        test=episode.test,
        note=episode.note,
        sources=episode.sources,
        world="",
        world_fingerprint="",
        horizon="",
        days=0,
        shocks=tuple(seen for seen in episode.observations if seen.role == "shock"),
        outcomes=(),
        unscored=(),
        why="",
        failed_draws=(),
    )


def _ready(
    base: Baseline, scenario: Scenario, outcomes: list[Observation]
) -> tuple[tuple[Observable, ...], list[Unscored], list[float], list[float | None]]:
    """Return what can be read, what cannot and why, the figures at best values, and what they are changes of."""
    ready: list[Observable] = []
    unscored: list[Unscored] = []
    best: list[float] = []
    bases: list[float | None] = []
    reading = None
    for seen in outcomes:
        if why := _untold(seen):
            unscored.append(Unscored(seen=seen, why=why))
            continue
        if reading is None:
            reading = read_episode(base, scenario, central(base.factors))
        try:
            read = observable(base, seen)
            figure = read(reading)
        except MissingData as error:
            unscored.append(Unscored(seen=seen, why=str(error)))
            continue
        ready.append(read)
        best.append(figure)
        bases.append(read.base(reading))
    return tuple(ready), unscored, best, bases


def _drawn(task: EpisodeTask, run: _Run) -> tuple[NDArray[np.float64], list[str]]:
    """Return the figures of the draws that were solved, (draws, K), and why others were not."""
    rows: list[NDArray[np.float64]] = []
    failed: list[str] = []
    points = drawn_points(task.base.factors, run.draws, run.seed)
    for done, found in enumerate(over_draws(task, points, jobs=run.jobs), start=1):
        if isinstance(found, Failed):
            failed.append(f"draw {found.draw}: {found.reason}")
        else:
            rows.append(found)
        if run.progress is not None:
            run.progress(task.scenario.name, done, run.draws)
    return np.array(rows).reshape(len(rows), len(task.observables)), failed
