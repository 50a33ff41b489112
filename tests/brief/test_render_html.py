from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from tests.brief.factory import SHAPES, a_brief, without_ranges

from marchland.brief.render import render_html
from marchland.brief.render.axis import axis_of
from marchland.brief.render.carried import cuts, parts_by
from marchland.brief.render.exposures import layers
from marchland.brief.render.frontier import frontier_plot
from marchland.brief.render.pictures import losses, options, restraints
from marchland.brief.render.sections import SECTIONS, record_in_short

if TYPE_CHECKING:
    from marchland.brief.model import Brief

KINDS = ("region", "target", "sender", "pair")
VOID = {"meta", "br", "hr", "img", "input", "link"}
OPTIONAL = {"th", "p", "li", "tr", "td"}  # HTML lets these end unsaid


class Page(HTMLParser):
    """Elements with their attributes, and whether every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.sections: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.elements.append((tag, given))
        if tag == "section":
            self.sections.append(given["id"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1] != tag and self.open[-1] in OPTIONAL:
            self.open.pop()
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def values(self, key: str) -> list[str]:
        return [given[key] for _, given in self.elements if key in given]


def page_of(brief: Brief) -> Page:
    return Page(render_html(brief, SHAPES))


@pytest.mark.parametrize("kind", KINDS)
def test_every_element_is_closed_and_every_reference_leads_somewhere(kind: str) -> None:
    page = page_of(a_brief(kind))
    assert page.open == []
    names = page.values("id")
    assert len(names) == len(set(names))
    inside = [href[1:] for href in page.values("href") if href.startswith("#")]
    hatched = [found for fill in page.values("fill") for found in re.findall(r"url\(#(.+)\)", fill)]
    assert inside
    assert hatched
    assert set(inside) | set(hatched) <= set(names)


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_sources_lead_outside(kind: str) -> None:
    brief = a_brief(kind)
    text = render_html(brief, SHAPES)
    page = Page(text)
    outside = {href for href in page.values("href") if not href.startswith("#")}
    assert outside == {source.url for source in brief.sources}
    assert page.values("src") == []
    assert not [tag for tag, _ in page.elements if tag in {"img", "link", "iframe", "object", "base", "form"}]
    styles = "".join(re.findall(r"<style>(.*?)</style>", text, re.DOTALL))
    assert "url(" not in styles
    assert "@import" not in styles


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_on_the_page_is_a_figure_of_the_brief(kind: str) -> None:
    brief = a_brief(kind)
    shown = set(page_of(brief).values("data-figure"))
    assert shown <= set(brief.figures)
    for pair in brief.pairs:
        wanted = {pair.exposure, *(i for o in pair.options for i in (o.target_loss, o.sender_loss, o.others_loss))}
        assert wanted <= shown


@pytest.mark.parametrize("kind", KINDS)
def test_the_sentence_comes_first_and_then_the_sections_in_the_same_order_in_every_brief(kind: str) -> None:
    text = render_html(a_brief(kind), SHAPES)
    assert text.index('class="answer"') < text.index('id="frontier"')
    assert Page(text).sections == list(SECTIONS)


def test_each_section_opens_with_its_first_sentence_beside_the_picture_and_does_not_say_it_twice() -> None:
    text = render_html(a_brief(), SHAPES).split("application/json")[0]
    assert text.count("Refusing goods costs most.") == 1
    assert text.index("Refusing goods costs most.") < text.index('id="levers"')
    assert text.index("After Carpathia comes") > text.index('id="levers"')


def test_the_frontier_rises_and_ends_at_the_dearest_step() -> None:
    plot = frontier_plot(a_brief("pair"))
    assert plot is not None
    points = [tuple(map(float, point.split(","))) for point in plot.line.split()]
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    assert [y for _, y in points] == sorted((y for _, y in points), reverse=True)
    assert points[-1][0] == 100.0
    assert [spot.counts for spot in plot.spots].count(True) == 1


def test_a_spot_stands_in_its_cross_and_levers_within_the_budget_left_of_it() -> None:
    for kind in KINDS:
        plot = frontier_plot(a_brief(kind))
        assert plot is not None
        for spot in plot.spots:
            assert spot.left <= spot.x <= spot.right
            assert spot.low <= spot.y <= spot.high
            assert spot.x <= plot.budget or not spot.counts


def test_labels_of_the_frontier_do_not_cover_each_other() -> None:
    plot = frontier_plot(a_brief("region"))
    assert plot is not None
    assert next(spot.label for spot in plot.spots) == "CAR on ALB"
    labelled = [spot for spot in plot.spots if spot.label]
    assert len({(spot.x, spot.y) for spot in labelled}) == len(labelled)


def test_what_a_diversification_is_worth_is_drawn_without_and_with_it() -> None:
    brief = a_brief("target")
    page = page_of(brief)
    shown = set(page.values("data-figure"))
    for one in brief.diversified:
        assert {one.without, one.left, one.worth} <= shown
    assert "Cape - Reef (rail) opened" in render_html(brief, SHAPES)
    assert "Cape - Reef" not in render_html(a_brief("region"), SHAPES)


def test_names_are_shown_and_never_become_markup() -> None:
    text = render_html(a_brief(), SHAPES)
    assert "Bel &amp; &lt;Sons&gt;" in text
    assert "<Sons>" not in text
    assert text.count("</script>") == 2


def test_a_territory_is_hatched_and_named_with_sovereign_and_controller() -> None:
    text = render_html(a_brief(), SHAPES)
    assert "recognised as part of Albion, controlled by Carpathia since 27 February 2014" in text
    assert 'class="hatch" fill="url(#hatch0)" d="M1 1l2 0 0 2z"' in text
    assert "controlled by Carpathia since 1974 (no outline at hand: not drawn)" in text


def test_without_shapes_the_page_says_that_there_is_no_map() -> None:
    text = render_html(a_brief(), None)
    assert "there is no map" in text
    assert "<path" not in text
    assert "recognised as part of Albion, controlled by Carpathia" in text


def test_a_brief_without_draws_and_without_an_earlier_year_is_a_page() -> None:
    brief = replace(without_ranges(a_brief()), moves=(), earlier=None, inputs=a_brief().inputs)
    page = Page(render_html(brief, SHAPES))
    assert "What has changed it" not in render_html(brief, SHAPES)
    assert page.open == []


def test_a_pair_without_a_bundle_says_so() -> None:
    assert "No bundle of its levers within 0.1 % of its own GDP costs Albion anything" in render_html(a_brief(), None)


def test_no_data_is_not_zero_and_not_an_overlap() -> None:
    brief = a_brief()
    text = render_html(replace(brief, pairs=brief.pairs[1:], unknown=(("CAR", "ALB"),)), SHAPES)
    assert '<td class="unknown" title="Carpathia on Albion: no data, which is not zero">?</td>' in text
    assert 'class="unknown"' not in render_html(brief, SHAPES)


def test_a_larger_share_stands_further_to_the_right() -> None:
    axis = axis_of([-0.0003, 0.001, 0.35])
    places = [axis.at(v) for v in (-0.0003, -0.0001, 0.0, 0.00001, 0.001, 0.2, 0.35)]
    assert places == sorted(set(places))
    assert all(0 <= place <= 100 for place, _ in axis.ticks)
    assert "0" in [label for _, label in axis.ticks]


def test_the_dot_stands_in_its_range_and_the_layers_add_up() -> None:
    brief = a_brief()
    for picture in (losses(brief), restraints(brief), *(options(brief, pair) for pair in brief.pairs)):
        for row in picture.rows:
            assert all(m.left <= m.dot <= m.right for m in row.marks if m is not None)
    for bar in layers(a_brief()).rows:
        assert [name for name, _, _ in bar.bars] == ["trade", "energy", "remittances"]
        starts, widths = [start for _, start, _ in bar.bars], [wide for _, _, wide in bar.bars]
        whole = sum(widths)
        assert [w / whole for w in widths] == pytest.approx([0.4, 0.1, 0.5], abs=1e-3)
        assert starts == pytest.approx([0.0, widths[0], widths[0] + widths[1]], abs=0.02)
        assert bar.left <= whole + 0.02 <= bar.right + 0.04


def test_what_carries_a_loss_and_the_horizons_are_drawn_with_their_figures() -> None:
    brief = a_brief("target")
    shown = page_of(brief).values("data-figure")
    for pair in brief.pairs:
        assert {part.loss for part in pair.carried} <= set(shown)
        assert {at.target_loss for at in pair.horizons} <= set(shown)
    assert "Less and more time to adjust" in render_html(brief, SHAPES)
    assert "Less and more time to adjust" not in render_html(a_brief("region"), SHAPES)


def test_marks_of_a_cut_stand_in_the_order_of_their_losses_on_one_axis() -> None:
    brief = a_brief("pair")
    both = cuts(brief, brief.pairs[0])
    assert [cut.heading for cut in both] == ["By partner", "By sector"]
    assert both[0].picture.axes == both[1].picture.axes
    for cut, by in zip(both, ("partner", "sector"), strict=True):
        losses = [brief.figures[part.loss].best for part in parts_by(brief.pairs[0], by)]
        dots = [row.marks[0].dot for row in cut.picture.rows if row.marks[0]]
        assert sorted(range(len(dots)), key=lambda i: dots[i]) == sorted(range(len(losses)), key=lambda i: losses[i])


def test_single_sectors_and_products_stand_with_their_pair_and_not_in_a_regions_brief() -> None:
    brief = a_brief("target")
    page = page_of(brief)
    for pair in brief.pairs:
        ids = {i for one in pair.narrow for i in (one.flow, one.target_loss, one.sender_loss)}
        assert ids <= set(page.values("data-figure"))
    assert "Single sectors, products and pipes" in render_html(brief, SHAPES)
    assert "Single sectors, products and pipes" not in render_html(a_brief("region"), SHAPES)


def test_the_record_in_short_is_of_the_ranges_that_the_page_gives() -> None:
    alone = "The method was right in sign in 4 of 5, and 1 of 5 lay in its 90 % range: 5 outcomes."
    error = "With the model error that episodes before 2015 show, 4 of 5 lay in it (90 % interval 34 to 99 %)."
    tested, every = "Of the 2 since 2015: sign 1 of 2.", "Every episode: `marchland hindcast`."
    brief = replace(a_brief(), record=f"{alone} {error} {tested} {every}")
    assert record_in_short(brief) == f"{alone} {error}"
    assert record_in_short(replace(brief, record=f"{alone} {tested} {every}")) == alone
