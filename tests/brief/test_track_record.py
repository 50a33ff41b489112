from __future__ import annotations

import io
import json
from dataclasses import replace

import jsonschema
import pytest
from rich.console import Console
from tests.episodes_folder import episodes_folder

from marchland.brief.render.record_json import read_record, record_json, record_schema
from marchland.brief.render.record_markdown import record_markdown
from marchland.brief.render.record_rows import NARROW, drawn, miss_lines, unscored_lines
from marchland.brief.render.record_terminal import show_record
from marchland.brief.track_record import NO_RECORD, record_sentence
from marchland.errors import MarchlandError
from marchland.hindcast import Record, Scored, hindcast, load_episodes
from marchland.hindcast.record import totals


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    episodes = load_episodes(episodes_folder(tmp_path_factory.mktemp("record") / "episodes"))
    few = tuple(e for e in episodes.episodes if e.code in {"ban", "wine", "told"})
    return hindcast(replace(episodes, episodes=few), draws=4)


def printed(record: Record, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=False)
    show_record(record, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def with_score(record: Record, low: float, median: float, high: float) -> Scored:
    scored = record.episodes[0].outcomes[0]
    return replace(scored, score=replace(scored.score, low=low, median=median, high=high))


def test_every_rendering_says_every_outcome_miss_and_gap(record: Record) -> None:
    markdown, terminal = record_markdown(record), " ".join(printed(record, 300).split())
    for held in record.episodes:
        for scored in held.outcomes:
            assert scored.seen.name in markdown
            assert scored.seen.name in terminal
    for line in (*miss_lines(record), *unscored_lines(record)):
        assert line in terminal
        assert line.replace("[", "\\[").replace("]", "\\]").split("*")[0] in markdown
    assert "no figure of it is known" in markdown
    assert "prices are not computed" in markdown
    assert "small world of the exposed flows" in markdown


def test_a_narrow_terminal_keeps_what_is_drawn(record: Record) -> None:
    text = printed(record, 80)
    assert "…" not in text
    assert drawn(record.episodes[0].outcomes[0], NARROW) in text


def test_json_is_read_back_as_it_was_and_fits_its_schema(record: Record) -> None:
    text = record_json(record)
    assert read_record(text) == record
    jsonschema.validate(json.loads(text), record_schema())
    cut = json.loads(text)
    cut["sources"] = {}
    with pytest.raises(MarchlandError, match="cites 1 sources that it does not hold"):
        read_record(json.dumps(cut))


def test_a_sentence_counts_what_was_right(record: Record) -> None:
    said = record_sentence(record)
    assert f"right in sign in {record.all.sign.hits} of {record.all.sign.of}" in said
    assert f"{record.all.outcomes} outcomes of {record.all.episodes} past episodes" in said
    assert f"Of the {record.test.outcomes} since 2015" in said
    none = replace(record, all=totals([]))
    assert record_sentence(none) == NO_RECORD


def test_a_drawn_range_holds_zero_the_model_and_what_was_seen(record: Record) -> None:
    one = with_score(record, -50.0, -40.0, -30.0)
    seen = replace(one.seen, low=-100.0, best=-98.0, high=-90.0)
    line = drawn(replace(one, seen=seen), 11)
    assert line == "##...=O=..|"
    met = drawn(replace(one, seen=replace(seen, low=-60.0, high=-45.0)), 13)
    assert met == "##@@O==.....|"
    nothing = replace(one, seen=replace(seen, low=0.0, best=0.0, high=0.0))
    flat = replace(nothing.score, low=0.0, median=0.0, high=0.0)
    assert drawn(replace(nothing, score=flat)) == "@"
