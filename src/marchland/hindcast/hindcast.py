"""Were we right: every past episode computed from figures of before, and held against what happened."""

from __future__ import annotations

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

DRAWS, SEED = 100, 1


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
    progress
        told the episode at work, how many draws are done and how many there are

    Raises
    ------
    MarchlandError
        where there are fewer draws than one
    """
    if draws < 1:
        raise MarchlandError(f"draws {draws}: a range needs draws; give 1 or more")
    held = tuple(_held(episodes, episode, draws, seed, jobs, progress) for episode in episodes.episodes)
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
    )


def _held(
    episodes: Episodes,
    episode: Episode,
    draws: int,
    seed: int,
    jobs: int,
    progress: Callable[[str, int, int], None] | None,
) -> Held:
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
        )
        ready, unscored, best = _ready(base, scenario, outcomes)
        if not ready:
            why = "" if unscored else "no outcome of it is known"
            return replace(told, why=why or "no outcome of it is computed", unscored=tuple(unscored))
        rows, failed = _drawn(EpisodeTask(base=base, scenario=scenario, observables=ready), draws, seed, jobs, progress)
    except MarchlandError as error:
        why = f"it could not be computed: {error}"
        return replace(
            told, why=why, unscored=tuple(Unscored(seen=s, why="the episode was not computed") for s in outcomes)
        )
    if not len(rows):
        why = f"none of {draws} draws could be solved; the first: {failed[0]}"
        return replace(told, why=why, unscored=tuple(Unscored(seen=s, why="no draw was solved") for s in outcomes))
    scored = [Scored(seen=read.seen, score=score(read.seen, best[k], rows[:, k])) for k, read in enumerate(ready)]
    return replace(told, outcomes=tuple(scored), unscored=tuple(unscored), failed_draws=tuple(failed))


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
) -> tuple[tuple[Observable, ...], list[Unscored], list[float]]:
    """Return what can be read at best values, what cannot with the reason, and the figures at best values."""
    ready: list[Observable] = []
    unscored: list[Unscored] = []
    best: list[float] = []
    reading = None
    for seen in outcomes:
        if seen.quantity == "other":
            unscored.append(Unscored(seen=seen, why=seen.note or "no model computes it"))
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
    return tuple(ready), unscored, best


def _drawn(
    task: EpisodeTask,
    draws: int,
    seed: int,
    jobs: int,
    progress: Callable[[str, int, int], None] | None,
) -> tuple[NDArray[np.float64], list[str]]:
    """Return the figures of the draws that were solved, (draws, K), and why others were not."""
    rows: list[NDArray[np.float64]] = []
    failed: list[str] = []
    for done, found in enumerate(over_draws(task, drawn_points(task.base.factors, draws, seed), jobs=jobs), start=1):
        if isinstance(found, Failed):
            failed.append(f"draw {found.draw}: {found.reason}")
        else:
            rows.append(found)
        if progress is not None:
            progress(task.scenario.name, done, draws)
    return np.array(rows).reshape(len(rows), len(task.observables)), failed
