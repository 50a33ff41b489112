from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.bridge import baseline, central
from marchland.errors import MarchlandError, MissingData
from marchland.hindcast import hindcast, load_episodes, observe, read_episode, world_of
from marchland.sweep import run

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.engine import Outcome
    from marchland.hindcast import Episode, Episodes, Held, Observation, Reading, Record, Scored


def episode_of(episodes: Episodes, code: str) -> Episode:
    return next(e for e in episodes.episodes if e.code == code)


def held_of(record: Record, code: str) -> Held:
    return next(h for h in record.episodes if h.code == code)


def scored_of(record: Record, code: str, observation: str) -> Scored:
    return next(s for s in held_of(record, code).outcomes if s.seen.code == observation)


def observation_of(episode: Episode, code: str) -> Observation:
    return next(o for o in episode.observations if o.code == code)


def reading_of(episodes: Episodes, code: str) -> Reading:
    episode = episode_of(episodes, code)
    assert episode.scenario is not None
    base = baseline(episode.scenario.view(world_of(episodes, episode)), "year")
    return read_episode(base, episode.scenario, central(base.factors))


def outcome_of(episodes: Episodes, code: str) -> Outcome:
    episode = episode_of(episodes, code)
    assert episode.scenario is not None
    return run(world_of(episodes, episode), episode.scenario, draws=0, horizon="year")


def test_trade_is_what_an_outcome_of_the_same_scenario_holds(episodes: Episodes) -> None:
    outcome, episode = outcome_of(episodes, "ban"), episode_of(episodes, "ban")
    at = {"statistic": "best", "exporter": "AAA", "importer": "BBB", "sector": "goods"}
    seen = observation_of(episode, "others")
    reading = reading_of(episodes, "ban")
    used = float(outcome.dataset["goods_after"].sel(at)) / 1e6
    passing = sum(way["usd"] for way in outcome.about["gone_round"] if way["via"] == "BBB") / 1e6
    assert observe(reading, seen) == pytest.approx(used + passing, rel=1e-6)
    assert passing > 0
    change = observe(reading, replace(seen, measure="change"))
    before = float(outcome.dataset["goods_before"].sel(at)) / 1e6
    assert change == pytest.approx(observe(reading, seen) - before, rel=1e-6)


def test_what_is_embargoed_is_not_sold_and_part_of_it_goes_to_others(episodes: Episodes) -> None:
    reading, seen = reading_of(episodes, "ban"), observation_of(episode_of(episodes, "ban"), "sold")
    assert observe(reading, seen) == pytest.approx(-100)
    diverted = replace(seen, measure="diverted", unit="share")
    assert 0 < observe(reading, diverted) < 1
    # What went to C is gone, so that the change of all exports is what was not diverted.
    every = replace(seen, partner="", measure="change", unit="MUSD")
    lost = observe(reading, replace(every, partner="CCC"))
    assert observe(reading, every) == pytest.approx(lost * (1 - observe(reading, diverted)))


def test_a_share_is_part_of_what_is_sold_abroad(episodes: Episodes) -> None:
    reading, seen = reading_of(episodes, "ban"), observation_of(episode_of(episodes, "ban"), "others")
    part = replace(seen, measure="share", unit="share")
    assert observe(reading, part) == pytest.approx(1.0)  # nobody else is left
    at_home = replace(seen, partner="AAA", measure="change", unit="MUSD")
    assert observe(reading, at_home) != 0


def test_gas_is_what_an_outcome_of_the_same_scenario_holds(episodes: Episodes) -> None:
    outcome, episode = outcome_of(episodes, "cut"), episode_of(episodes, "cut")
    reading = reading_of(episodes, "cut")
    used = {
        when: float(outcome.dataset[f"fuel_used_{when}"].sel(statistic="best", hub="hub_a").sum())
        for when in ("before", "after")
    }
    change = observe(reading, observation_of(episode, "used"))
    assert change == pytest.approx(100 * (used["after"] / used["before"] - 1), rel=1e-4)
    passed = float(outcome.dataset["fuel_passed_after"].sel(statistic="best", pipe="gas_ba"))
    assert observe(reading, observation_of(episode, "passed")) == pytest.approx(passed * 1000 / 31, abs=1e-3)
    assert observe(reading, observation_of(episode, "bought")) == pytest.approx(0, abs=1e-4)


def test_gas_of_others_adds_up_with_that_of_one(episodes: Episodes) -> None:
    reading, seen = reading_of(episodes, "cut"), observation_of(episode_of(episodes, "cut"), "bought")
    every = replace(seen, actor="", measure="change", unit="bcm")
    by_c = replace(seen, measure="change", unit="bcm")
    by_b = replace(seen, actor="BBB", measure="change", unit="bcm")
    assert observe(reading, every) == pytest.approx(observe(reading, by_c) + observe(reading, by_b), abs=1e-9)


def test_nothing_passes_a_closed_road_and_draws_keep_to_it(episodes: Episodes, record: Record) -> None:
    reading, seen = reading_of(episodes, "road"), observation_of(episode_of(episodes, "road"), "passed")
    assert observe(reading, seen) == pytest.approx(-100)
    score = scored_of(record, "road", "passed").score
    assert [score.low, score.high] == pytest.approx([-100, -100])
    other = replace(seen, object="rail_a1_c1", measure="change", unit="kt")
    assert observe(reading, other) > 0
    part = replace(seen, object="rail_a1_c1", against="road_a1_b1", measure="share", unit="%")
    assert observe(reading, part) == pytest.approx(100)


def test_what_a_draw_carries_is_near_to_what_is_carried_at_best_values(episodes: Episodes, record: Record) -> None:
    folder = episode_of(episodes, "road")
    seen = replace(observation_of(folder, "passed"), object="rail_a1_c1", measure="level", unit="kt/yr")
    changed = replace(episodes, episodes=(replace(folder, observations=(seen,)),))
    score = hindcast(changed, draws=12, seed=5).episodes[0].outcomes[0].score
    assert score.low < score.best < score.high
    assert score.median == pytest.approx(score.best, rel=0.5)
    assert record.seed == 3


def test_half_of_the_money_is_half_of_the_money_but_for_what_leaks(episodes: Episodes) -> None:
    reading, episode = reading_of(episodes, "money"), episode_of(episodes, "money")
    change = observe(reading, observation_of(episode, "sent"))
    assert -50 * 8 / (8 + 6) <= change < -5  # labour income alone, and some of it finds another way
    lost = observe(reading, observation_of(episode, "lost"))
    outcome = outcome_of(episodes, "money")
    assert lost == pytest.approx(outcome.loss("AAA")[0] / 1e6, rel=1e-6)
    part = replace(observation_of(episode, "lost"), measure="share", unit="%")
    assert observe(reading, part) == pytest.approx(100 * lost / 1000, rel=1e-3)


@pytest.mark.parametrize(
    ("code", "changes", "match"),
    [
        ("sold", {"quantity": "freight", "object": "road_a1_b1"}, "no links|not known"),
        ("sold", {"quantity": "fuel_used", "commodity": "gas", "object": ""}, "row 3 .*no hub of gas"),
        ("sold", {"quantity": "remittances"}, "row 3 .*no lever of the episode touches workers"),
        ("sold", {"actor": "AAAA"}, "row 3 .*did you mean AAA"),
        ("sold", {"object": "good"}, "row 3 .*did you mean goods"),
        ("sold", {"quantity": "loss", "measure": "level", "unit": "MUSD", "object": "trad"}, "did you mean trade"),
        ("sold", {"actor": "BBB", "partner": "CCC", "measure": "diverted", "unit": "share"}, "could be diverted"),
    ],
)
def test_what_no_outcome_has_is_told_with_row_and_cure(
    episodes: Episodes, code: str, changes: dict[str, str], match: str
) -> None:
    seen = replace(observation_of(episode_of(episodes, "ban"), code), **changes)  # type: ignore[arg-type]
    with pytest.raises(MissingData, match=match):
        observe(reading_of(episodes, "ban"), seen)


def test_pipes_and_hubs_that_are_not_there_are_told(episodes: Episodes) -> None:
    reading, episode = reading_of(episodes, "cut"), episode_of(episodes, "cut")
    for code, changes in (("passed", {"object": "gas_bb"}), ("used", {"actor": "", "object": "hub_d"})):
        with pytest.raises(MissingData, match="not known; did you mean"):
            observe(reading, replace(observation_of(episode, code), **changes))  # type: ignore[arg-type]
    with pytest.raises(MissingData, match="no lever of the episode touches oil"):
        observe(reading, replace(observation_of(episode, "used"), commodity="oil"))


def test_every_outcome_is_scored_or_told(episodes: Episodes, record: Record) -> None:
    for episode, held in zip(episodes.episodes, record.episodes, strict=True):
        outcomes = [o.code for o in episode.observations if o.role == "outcome"]
        assert sorted(outcomes) == sorted(
            [*(s.seen.code for s in held.outcomes), *(u.seen.code for u in held.unscored)]
        )
        assert held.outcomes or held.why
    assert held_of(record, "told").why == "no figure of it is known"
    assert [u.why for u in held_of(record, "ban").unscored] == ["prices are not computed"]
    assert not any(s.seen.role == "shock" for held in record.episodes for s in held.outcomes)
    assert [s.code for s in held_of(record, "ban").shocks] == ["shock"]


def test_totals_count_every_outcome_once(record: Record) -> None:
    assert record.all.outcomes == record.train.outcomes + record.test.outcomes == 10
    assert record.train.outcomes == 2  # wine, of 2006
    for total in (record.all, record.train, record.test):
        for count in (total.inside, total.sign, total.within_two):
            assert 0 <= count.low <= count.hits / max(count.of, 1) <= count.high <= 1
    assert held_of(record, "wine").partial
    assert not held_of(record, "ban").partial


def test_the_figures_do_not_depend_on_the_number_of_processes(episodes: Episodes) -> None:
    few = replace(episodes, episodes=tuple(e for e in episodes.episodes if e.code == "wine"))
    assert hindcast(few, draws=2, jobs=2) == hindcast(few, draws=2, jobs=1)


def test_an_episode_that_cannot_be_computed_is_told_and_the_others_go_on(written: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(written, tmp_path / "episodes")
    (folder / "worlds" / "fuelled" / "trade.csv").unlink()
    lever = (folder / "scenarios" / "road.yaml").read_text(encoding="utf-8").replace("road_a1_b1", "road_a1_b9")
    (folder / "scenarios" / "road.yaml").write_text(lever, encoding="utf-8")
    record = hindcast(load_episodes(folder), draws=2)
    cut, road = held_of(record, "cut"), held_of(record, "road")
    assert "could not be computed" in cut.why
    assert "trade.csv" in cut.why
    assert "road_a1_b1" in road.why
    assert [len(h.outcomes) for h in (cut, road)] == [0, 0]
    assert len(cut.unscored) == 3
    assert len(held_of(record, "ban").outcomes) == 2


def test_a_row_that_cannot_be_computed_leaves_the_others_of_its_episode(episodes: Episodes) -> None:
    ban = episode_of(episodes, "ban")
    strange = replace(observation_of(ban, "sold"), object="god", code="strange")
    few = replace(episodes, episodes=(replace(ban, observations=(*ban.observations, strange)),))
    held = hindcast(few, draws=2).episodes[0]
    assert [u.seen.code for u in held.unscored] == ["price", "strange"]
    assert "observations.csv row 3" in held.unscored[1].why
    assert len(held.outcomes) == 2


def test_what_is_still_the_same_is_taken_from_an_earlier_record(episodes: Episodes, record: Record) -> None:
    done: list[str] = []
    ban = episode_of(episodes, "ban")
    others = tuple(e for e in episodes.episodes if e.code != "ban")

    def again(*rows: Observation) -> Record:
        changed = replace(episodes, episodes=(replace(ban, observations=rows), *others))
        done.clear()
        return hindcast(changed, draws=6, seed=3, kept=record, progress=lambda name, *_: done.append(name))

    words = tuple(replace(seen, name="in other words", row=seen.row + 1) for seen in ban.observations)
    found = again(*words)
    assert not done
    assert found.all == record.all
    assert {s.seen.name for s in found.episodes[0].outcomes} == {"in other words"}
    figures = tuple(replace(seen, best=seen.best * 1.01) for seen in ban.observations)
    assert again(*figures).episodes[0].outcomes[0].seen.best == pytest.approx(-98 * 1.01)
    assert set(done) == {"ban"}
    done.clear()
    hindcast(replace(episodes, episodes=(ban,)), draws=2, kept=record, progress=lambda name, *_: done.append(name))
    assert done


def test_no_draws_are_refused(episodes: Episodes) -> None:
    with pytest.raises(MarchlandError, match="give 1 or more"):
        hindcast(episodes, draws=0)


def test_draws_differ(record: Record) -> None:
    score = scored_of(record, "ban", "others").score
    assert score.low < score.high
    assert np.isfinite(score.crps)
