"""What a reader is told of corridors, on the world of three actors with ways between them."""

from __future__ import annotations

import csv
import json
import re

import jsonschema
import pytest
from tests.brief.test_render_html import Page
from tests.freight_world import freight_world

from marchland.brief import brief_of, why
from marchland.brief.corridors import Corridors, corridors_of
from marchland.brief.render import read_html, render_html, render_json, render_markdown
from marchland.brief.render.corridors_html import corridors_html
from marchland.brief.render.corridors_json import (
    ELEMENT,
    corridors_json,
    corridors_schema,
    holds_corridors,
    read_corridors,
)
from marchland.brief.render.corridors_markdown import corridors_markdown
from marchland.errors import MarchlandError, MissingData, ScenarioError, UnknownName
from marchland.world import World, load_world

PLANNED = "rail_a2_c1"
CLOSED = "rail_a1_c1"


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return the world with the railway from AAA to CCC closed: goods between them pass BBB or nothing."""
    folder = freight_world(tmp_path_factory.mktemp("ways") / "ways")
    file = folder / "states.csv"
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    closed = {**rows[0], "object": CLOSED, "attribute": "status", "text": "closed", "from": "2010-01-01"}
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows([*rows, closed])
    return load_world(folder)


@pytest.fixture(scope="module")
def of_target(ways: World) -> Corridors:
    return corridors_of(ways, "AAA", opened=[CLOSED], bypasses=True, draws=4)


@pytest.fixture(scope="module")
def of_region(ways: World) -> Corridors:
    return corridors_of(ways, draws=0)


def test_who_has_the_only_way_has_all_of_the_trade_and_all_of_it_captive(of_target: Corridors) -> None:
    gate = of_target.of("AAA")[0]
    assert gate.gatekeeper == "BBB"
    assert of_target.figures[gate.value].best == pytest.approx(1.0)
    assert of_target.figures[gate.captive_value].best == pytest.approx(1.0)
    assert gate.detour == ""
    assert of_target.sentence.startswith("100 %")
    assert "Land of BBB controls" in of_target.sentence


def test_a_way_opened_takes_from_the_gatekeeper_what_was_captive(of_target: Corridors) -> None:
    (shift,) = [s for s in of_target.shifts if s.gatekeeper == "BBB"]
    figures = of_target.figures
    assert figures[shift.before].best == pytest.approx(1.0)
    assert figures[shift.after].best < 0.9
    assert figures[shift.captive_after].best < figures[shift.captive_before].best


def test_what_could_be_opened_is_each_way_alone(of_target: Corridors) -> None:
    assert {link for bypass in of_target.bypasses for link in bypass.links} == {PLANNED, CLOSED}
    assert all(of_target.figures[bypass.saved].best > 0 for bypass in of_target.bypasses)


def test_every_figure_that_is_pointed_to_is_there_with_its_unit(of_target: Corridors, of_region: Corridors) -> None:
    for corridors in (of_target, of_region):
        content = json.loads(corridors_json(corridors))
        jsonschema.validate(content, corridors_schema())
        ids = {
            value
            for part in (*content["gates"], *content["bypasses"], *content["shifts"])
            for value in part.values()
            if isinstance(value, str) and ":" in value
        }
        assert ids
        assert ids <= set(corridors.figures)
        assert {f.unit for f in corridors.figures.values()} <= {
            "share of value",
            "share of tonnes",
            "t",
            "USD",
            "USD/t",
        }
        assert all(f.formula and f.words for f in corridors.figures.values())


def test_a_share_has_a_range_around_it_where_there_are_draws(of_target: Corridors, of_region: Corridors) -> None:
    assert of_region.figures[of_region.gates[0].value].low is None
    figure = of_target.figures[of_target.of("AAA")[0].tonnes]
    assert figure.low is not None
    assert figure.high is not None
    assert 0 <= figure.low <= figure.high <= 1


def test_the_page_is_whole_and_holds_its_figures(of_target: Corridors, of_region: Corridors) -> None:
    for corridors in (of_target, of_region):
        text = corridors_html(corridors)
        page = Page(text)
        assert not [tag for tag in page.open if tag not in {"html", "body", "th", "p", "li", "tr", "td"}]
        assert not re.search(r'(?:src|href)="(?!https?://|#)', text)
        held = re.search(rf'<script type="application/json" id="{ELEMENT}">(.*?)</script>', text, re.DOTALL)
        assert held is not None
        assert json.loads(held[1])["world_fingerprint"] == corridors.world_fingerprint
        pointed = {given["data-figure"] for _, given in page.elements if "data-figure" in given}
        assert pointed <= set(corridors.figures)
        assert pointed


def test_markdown_has_the_sentence_and_a_row_for_each_gatekeeper(of_target: Corridors, of_region: Corridors) -> None:
    text = corridors_markdown(of_target)
    assert of_target.sentence.split(" [")[0] in text
    assert "`value:BBB>AAA`" in text
    assert "## What could be opened" in text
    assert "(100)" in corridors_markdown(of_region)


def test_what_cannot_be_answered_is_an_error_that_says_why(ways: World, small: World) -> None:
    with pytest.raises(MissingData, match="no links"):
        corridors_of(small, "AAA", draws=0)
    with pytest.raises(UnknownName):
        corridors_of(ways, "ZZZ")
    with pytest.raises(ScenarioError, match="open already"):
        corridors_of(ways, "AAA", opened=["road_a1_b1"], draws=0)


def test_the_brief_of_a_pair_draws_the_ways_before_and_after_its_lever(ways: World) -> None:
    brief = brief_of(ways, "AAA", by="BBB", draws=0)
    assert brief.ways is not None
    assert brief.ways.gates[0].gatekeeper == "BBB"
    assert brief.figures[brief.ways.gates[0].value].best == pytest.approx(1.0)
    assert "closed" in brief.ways.map.change
    flows = {way.link: (way.before, way.after) for way in brief.ways.map.ways}
    assert flows["road_a1_b1"][1] < flows["road_a1_b1"][0]
    page = render_html(brief)
    assert 'id="ways"' in page
    assert read_html(page) == brief
    assert "`value:BBB>AAA`" in render_markdown(brief)


def test_a_world_without_ways_has_a_brief_without_them(small: World) -> None:
    assert brief_of(small, "AAA", by="CCC", draws=0).ways is None


def test_a_figure_of_kept_corridors_opens_with_its_ways_and_sources(of_target: Corridors) -> None:
    for text in (corridors_json(of_target), corridors_json(of_target, indent=None), corridors_html(of_target)):
        assert holds_corridors(text)
        kept = read_corridors(text)
        assert kept == of_target
        opened = why(kept, "value:BBB>AAA")
        assert opened.figure == of_target.figures["value:BBB>AAA"]
        assert {"hours on Road", "USD a tonne on Road"} <= {given.words for given in opened.inputs}
        assert {given.unit for given in opened.inputs} == {"h", "USD/t"}
        assert [source.source for source in opened.sources] == ["made_up"]
        assert opened.draws == 4


def test_every_figure_rests_on_figures_that_are_there(of_target: Corridors) -> None:
    resting = {identifier for identifier, figure in of_target.figures.items() if figure.inputs}
    assert {"value:BBB>AAA", "tonnes:BBB>AAA", "captive:BBB>AAA", "way_tonnes:BBB>AAA:road_a1_b1"} <= resting
    assert {key for f in of_target.figures.values() for key in f.inputs} <= set(of_target.inputs)
    for bypass in of_target.bypasses:
        assert {of_target.figures[i].inputs for i in (bypass.saved, bypass.used)} != {()}


def test_corridors_that_were_cut_are_refused(of_target: Corridors) -> None:
    content = json.loads(corridors_json(of_target))
    del content["figures"]["value:BBB>AAA"]
    with pytest.raises(MarchlandError, match=r"first 'value:BBB>AAA'.*make it again with `marchland corridors"):
        read_corridors(json.dumps(content))
    del content["world"]
    with pytest.raises(MarchlandError, match="this is not the JSON of corridors; make it again with `marchland corr"):
        read_corridors(json.dumps(content))


def test_a_brief_is_not_taken_for_corridors(ways: World) -> None:
    brief = brief_of(ways, "AAA", by="BBB", draws=0)
    assert brief.ways is not None
    assert not holds_corridors(render_json(brief))
    assert not holds_corridors(render_html(brief))
    assert why(brief, brief.ways.gates[0].value).inputs
