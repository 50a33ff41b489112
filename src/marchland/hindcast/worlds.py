"""The world that an episode is computed on: the built-in one, a folder, or a small one made of few figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.hindcast.partial import partial_world
from marchland.hindcast.read import WORLDS
from marchland.world import load_world

if TYPE_CHECKING:
    from marchland.hindcast.episode import Episode, Episodes
    from marchland.world import World


def world_of(episodes: Episodes, episode: Episode) -> World:
    """Return the world of an episode, read or made once.

    Raises
    ------
    WorldError
        where its folder has faults
    EpisodesError
        where the figures that it is made of contradict each other
    """
    code, year = episode.world, episode.year
    if code and not (episodes.root / WORLDS / code).is_dir():
        return episodes.kept(f"{code} {year}", lambda: _made(episodes, code, year))
    return episodes.kept(code, lambda: load_world(episodes.root / WORLDS / code if code else None))


def _made(episodes: Episodes, code: str, year: int) -> World:
    return partial_world(
        episodes.figures,
        code,
        year=year,
        sources=episodes.sources,
        method=episodes.kept("", load_world),
        root=episodes.root,
    )
