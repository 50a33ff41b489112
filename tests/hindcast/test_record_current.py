"""The record that ships is that of the episodes, the built-in world and the models as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from marchland.brief.render.record_markdown import record_markdown
from marchland.brief.track_record import SHIPPED, current_record, shipped_record
from marchland.hindcast import Episodes, Record, hindcast, load_episodes

ROOT = Path(__file__).parents[2]
CURE = (
    "marchland hindcast --out src/marchland/results/record.json --force (with --anew where models changed); "
    "marchland hindcast --out docs/track-record.md --force"
)
CHEAP = 3
"""Episodes that are computed anew."""


@pytest.fixture(scope="module")
def built_in() -> Episodes:
    return load_episodes()


@pytest.fixture(scope="module")
def record() -> Record:
    found = shipped_record()
    assert found is not None, f"{SHIPPED} is not there: {CURE}"
    return found


def test_the_record_is_of_these_episodes_and_this_world(built_in: Episodes, record: Record) -> None:
    assert current_record(built_in) == record, CURE
    assert [held.code for held in record.episodes] == [episode.code for episode in built_in.episodes]


def test_the_page_shows_the_record(record: Record) -> None:
    assert (ROOT / "docs" / "track-record.md").read_text(encoding="utf-8") == record_markdown(record), CURE


def test_figures_are_those_that_the_models_give_now(built_in: Episodes, record: Record) -> None:
    computed = {held.code for held in record.episodes if held.outcomes}
    energy = [e.code for e in built_in.episodes if e.code in computed and e.layer == "energy"][:1]
    small = [e.code for e in built_in.episodes if e.code in computed and e.partial][: CHEAP - len(energy)]
    few = tuple(e for e in built_in.episodes if e.code in {*energy, *small})
    now = hindcast(replace(built_in, episodes=few), draws=record.draws, seed=record.seed)
    shipped = {held.code: held for held in record.episodes}
    for held in now.episodes:
        for scored, then in zip(held.outcomes, shipped[held.code].outcomes, strict=True):
            for figure in ("best", "low", "median", "high", "crps"):
                found, kept = (getattr(each.score, figure) for each in (scored, then))
                assert found == pytest.approx(kept, rel=1e-6, abs=1e-9), f"{held.code} {scored.seen.code}: {CURE}"


def test_every_outcome_of_an_episode_is_scored_or_told(built_in: Episodes, record: Record) -> None:
    for episode, held in zip(built_in.episodes, record.episodes, strict=True):
        outcomes = [o.code for o in episode.observations if o.role == "outcome"]
        told = [*(s.seen.code for s in held.outcomes), *(u.seen.code for u in held.unscored)]
        assert sorted(outcomes) == sorted(told)
        assert held.outcomes or held.why


def test_a_miss_has_a_reason(record: Record) -> None:
    assert not [f"{s.seen.episode}, {s.seen.code}" for s in record.misses if not s.seen.reason]
