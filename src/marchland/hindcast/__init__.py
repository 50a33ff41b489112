"""Were we right: past uses of levers, computed from figures of before and held against what happened."""

from marchland.hindcast.episode import Episode, Episodes, Observation
from marchland.hindcast.hindcast import EpisodeTask, hindcast
from marchland.hindcast.model_error import ModelError
from marchland.hindcast.observables import Observable, observable, observe
from marchland.hindcast.partial import partial_world
from marchland.hindcast.read import load_episodes
from marchland.hindcast.reading import Reading, read_episode
from marchland.hindcast.record import Count, Held, Record, Scored, Totals, Unscored
from marchland.hindcast.score import Score, score
from marchland.hindcast.widened import Widened
from marchland.hindcast.worlds import world_of

__all__ = [
    "Count",
    "Episode",
    "EpisodeTask",
    "Episodes",
    "Held",
    "ModelError",
    "Observable",
    "Observation",
    "Reading",
    "Record",
    "Score",
    "Scored",
    "Totals",
    "Unscored",
    "Widened",
    "hindcast",
    "load_episodes",
    "observable",
    "observe",
    "partial_world",
    "read_episode",
    "score",
    "world_of",
]
