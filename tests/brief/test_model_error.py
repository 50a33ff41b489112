"""Ranges of losses hold the model error where the track record knows one, and say so."""

from __future__ import annotations

import io
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np
import pytest
from rich.console import Console
from tests.brief.factory import a_brief, without_ranges
from tests.hindcast.synthetic import episodes_off_by

from marchland.brief import brief_of
from marchland.brief.compose import compose
from marchland.brief.explain import why
from marchland.brief.figures import figure_of
from marchland.brief.render import read_json, render_html, render_json, render_markdown
from marchland.brief.render.explanation import show_explanation
from marchland.brief.render.phrases import what_ranges_are
from marchland.brief.render.record_json import read_record, record_json
from marchland.brief.render.record_markdown import record_markdown
from marchland.brief.render.record_terminal import show_record
from marchland.brief.sentences import headline
from marchland.brief.track_record import record_sentence
from marchland.hindcast import ModelError, Record
from marchland.hindcast.record import totals
from marchland.hindcast.widened import with_model_error
from marchland.leverage import leverage_of

if TYPE_CHECKING:
    from marchland.world import World

ERROR = ModelError(additive=0.2, relative=0.2, freedom=5, typical=1.0, outcomes=18, episodes=5)
DRAWS = np.linspace(0.01, 0.03, 64)


def console(width: int = 100) -> Console:
    return Console(file=io.StringIO(), width=width, force_terminal=False)


def printed(to: Console) -> str:
    assert isinstance(to.file, io.StringIO)
    return to.file.getvalue()


@pytest.fixture(scope="module")
def record() -> Record:
    early = episodes_off_by(0.2, 0.2, episodes=4, each=5, seed=1)
    later = episodes_off_by(0.2, 0.2, episodes=3, each=5, seed=2, test=True)
    held, error = with_model_error([*early, *later])
    return Record(
        title="made by hand",
        episodes=held,
        all=totals(held),
        train=totals(held[:4]),
        test=totals(held[4:]),
        draws=41,
        seed=1,
        fingerprint="f" * 64,
        sources={},
        error=error,
    )


def test_a_figure_keeps_its_best_value_and_the_range_of_the_draws_alone() -> None:
    alone = figure_of("f", "f", 0.02, DRAWS, "share of GDP", "")
    wide = figure_of("f", "f", 0.02, DRAWS, "share of GDP", "", error=ERROR)
    assert wide.best == alone.best
    assert wide.parameters == (alone.low, alone.high)
    assert (wide.low, wide.high) == ERROR.range_of(DRAWS)
    assert alone.parameters is None
    assert figure_of("f", "f", 0.02, DRAWS[:0], "share of GDP", "", error=ERROR).parameters is None


def test_all_losses_of_a_brief_are_wider_and_no_best_value_moves(world: World) -> None:
    found = leverage_of(world.at(year=2023), ["RUS"], ["ARM"], draws=4)
    alone, wide = (compose("pair", found, None, "0", error=error) for error in (None, ERROR))
    assert alone.model_error is None
    assert wide.model_error == ERROR
    assert list(alone.figures) == list(wide.figures)
    for name, figure in wide.figures.items():
        before = alone.figures[name]
        assert figure.best == before.best
        if figure.low is not None and figure.high is not None and before.low is not None and before.high is not None:
            assert figure.low <= before.low <= before.high <= figure.high
            assert figure.drivers == before.drivers
    leverage = wide.figures["leverage:RUS>ARM"]
    assert (leverage.low, leverage.high) != leverage.parameters
    assert wide.sentence.endswith("The ranges hold 90 %, model error included.")
    assert read_json(render_json(wide)) == wide


def test_a_brief_says_what_its_ranges_hold_and_what_they_do_not() -> None:
    alone, wide = a_brief("pair"), replace(a_brief("pair"), model_error=ERROR)
    assert what_ranges_are(alone).endswith("the models' own error is not in them.")
    assert "spread is 28 % of a loss: what 18 outcomes of 5 uses of levers before 2015 show" in what_ranges_are(wide)
    assert headline(wide)[1] == f"{headline(alone)[1]} The ranges hold 90 %, model error included."
    assert "model error" not in headline(replace(without_ranges(wide), draws=0))[1]
    for text in (render_markdown(wide), render_html(wide, None)):
        assert "model error" in text


def test_an_opened_figure_shows_its_range_with_and_without(world: World) -> None:
    found = leverage_of(world.at(year=2023), ["RUS"], ["ARM"], draws=4)
    to = console()
    show_explanation(why(compose("pair", found, None, "0", error=ERROR), "leverage:RUS>ARM"), to)
    assert "5th to 95th percentile of 4 draws with the model error; [" in printed(to)
    assert "] without it" in printed(to)


def test_a_brief_takes_the_error_of_the_record_that_ships(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("marchland.brief.brief_of"), "shipped_error", lambda: ERROR)
    made = brief_of(small, "AAA", by="CCC", draws=2)
    assert made.model_error == ERROR
    assert made.figures["leverage:CCC>AAA"].parameters is not None


def test_the_record_tells_both_ranges(record: Record) -> None:
    assert read_record(record_json(record)) == record
    assert record.test.widened is not None
    said = record_sentence(record)
    assert f"with the model error {record.test.widened.hits} of 15" in said
    markdown = record_markdown(record)
    wide, narrow = console(200), console(80)
    show_record(record, wide)
    show_record(record, narrow)
    for text in (markdown, printed(wide)):
        assert "Fitted to 20 outcomes of 4 episodes before 2015" in " ".join(text.split())
        assert "With model error" in text
    assert "…" not in printed(narrow)
    for held in record.episodes:
        for scored in held.outcomes:
            assert scored.widened is not None
            assert scored.widened.inside or not scored.score.inside
