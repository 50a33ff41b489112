from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest
from tests.brief.factory import a_brief, without_ranges

from marchland.brief.render import brief_schema, read_html, read_json, render_html, render_json
from marchland.brief.render.embedded import PLAIN
from marchland.errors import MarchlandError

KINDS = ("region", "target", "sender", "pair")


@pytest.mark.parametrize("kind", KINDS)
def test_json_comes_back_as_the_same_brief(kind: str) -> None:
    brief = a_brief(kind)
    assert read_json(render_json(brief)) == brief
    assert read_json(render_json(without_ranges(brief), indent=None)) == without_ranges(brief)


def test_json_fits_its_schema() -> None:
    jsonschema.validate(json.loads(render_json(a_brief())), brief_schema())


@pytest.mark.parametrize(
    "text", ["", "not json", "[]", "{}", '{"kind": 3}', json.dumps({"kind": "region", "figures": {"a": {}}})]
)
def test_json_from_elsewhere_is_one_screen_of_reasons(text: str) -> None:
    with pytest.raises(MarchlandError, match="not the JSON of a brief") as caught:
        read_json(text)
    assert len(str(caught.value).splitlines()) <= 12


def test_a_figure_that_was_cut_out_is_missed() -> None:
    told = json.loads(render_json(a_brief()))
    del told["figures"]["leverage:CAR>ALB"]
    with pytest.raises(MarchlandError, match="leverage:CAR>ALB"):
        read_json(json.dumps(told))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_comes_back_as_the_same_brief(kind: str) -> None:
    brief = a_brief(kind)
    assert read_html(render_html(brief, None)) == brief


def test_a_long_brief_is_packed_and_comes_back() -> None:
    brief = replace(a_brief(), gaps=tuple(f"no data on goods from {i} to </script>" for i in range(12_000)))
    assert len(render_json(brief, indent=None)) > PLAIN
    page = render_html(brief, None)
    assert page == render_html(brief, None)
    assert read_html(page) == brief
    damaged = page.replace('{"brief_gzip_base64": "H4sI', '{"brief_gzip_base64": "H4sJ')
    with pytest.raises(MarchlandError, match="damaged"):
        read_html(damaged)


def test_a_page_without_a_brief_says_so() -> None:
    with pytest.raises(MarchlandError, match="holds no brief"):
        read_html("<!doctype html><title>Something else</title>")
