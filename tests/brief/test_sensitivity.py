"""What a reader is told of the factors behind a leverage, on the world of three actors."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import jsonschema
import pytest
from tests.brief.test_render_html import Page
from tests.leverage.test_sensitivity import certain

from marchland.brief import why
from marchland.brief.kept import sensitivity_rendered
from marchland.brief.render.sensitivity_json import holds_sensitivity, read_sensitivity, sensitivity_schema
from marchland.brief.render.sensitivity_rows import LISTED, SOLID, bar_text, factor_rows, rest_lines
from marchland.brief.sensitivity import FactorRanking, sensitivity_of
from marchland.brief.sensitivity.sentences import findings, headline, share
from marchland.brief.words import with_range
from marchland.errors import MarchlandError
from marchland.leverage import leverage_of, sensitivity

if TYPE_CHECKING:
    from marchland.world import World


@pytest.fixture(scope="module")
def ranking(small: World) -> FactorRanking:
    return sensitivity_of(small, "CCC", "AAA", draws=32)


def with_share(ranking: FactorRanking, place: int, low: float, best: float, high: float) -> FactorRanking:
    """Return the ranking with other figures of the total share of the factor at a place."""
    figure = ranking.figures[ranking.ranked_factors[place].total]
    other = replace(figure, low=low, best=best, high=high)
    return replace(ranking, figures=ranking.figures | {figure.id: other})


def test_the_sentence_names_the_largest_share_first_and_the_leverage_that_the_pair_has(
    ranking: FactorRanking, small: World
) -> None:
    first = ranking.ranked_factors[0]
    told = f"comes most from {first.words}: {share(ranking.figures[first.total])} of the variance"
    assert ranking.sentence.startswith("The range of the leverage of Land of CCC on Land of AAA, ")
    assert told in ranking.sentence
    pair = leverage_of(small, ["CCC"], ["AAA"], draws=0).pair("CCC", "AAA")
    assert ranking.figures["leverage:CCC>AAA"].best == pytest.approx(pair.leverage[0], rel=1e-9)
    shares = [ranking.figures[each.total].best for each in ranking.ranked_factors]
    assert shares == sorted(shares, reverse=True)
    found = sensitivity(small, "CCC", "AAA", draws=32)
    assert shares == [each.total[1] for each in found.shares]


def test_shares_are_told_to_be_of_parameters_alone_and_how_wide_the_range_is_with_the_error(
    ranking: FactorRanking,
) -> None:
    narrow, wide = ranking.figures[ranking.leverage], ranking.figures[ranking.with_error]
    assert wide.parameters == (narrow.low, narrow.high)
    assert wide.best == narrow.best
    assert wide.low is not None
    assert wide.high is not None
    assert narrow.low is not None
    assert narrow.high is not None
    assert wide.high - wide.low > narrow.high - narrow.low
    told = [line for line in ranking.findings if "the models' own error is in none" in line]
    assert [line.endswith(f"the leverage is {with_range(wide)}.") for line in told] == [True]
    unknown = [line for line in findings(replace(ranking, with_error="")) if "own error" in line]
    assert [line.endswith("the models' own error is in none.") for line in unknown] == [True]


def test_who_comes_first_is_told_to_be_open_only_where_intervals_overlap(ranking: FactorRanking) -> None:
    apart = ranking
    for place in range(len(ranking.ranked_factors)):
        apart = with_share(apart, place, 0.01, 0.02, 0.03)
    clear, close = with_share(apart, 0, 0.5, 0.6, 0.7), with_share(apart, 0, 0.02, 0.6, 0.7)
    assert not [line for line in findings(clear) if "not certain" in line]
    assert [line for line in findings(close) if "not certain" in line]
    assert headline(clear)[1].endswith("60 % [50 to 70] of the variance.")


def test_a_share_below_nothing_is_nothing_to_a_reader(ranking: FactorRanking) -> None:
    figure = ranking.figures[ranking.ranked_factors[0].first]
    assert share(replace(figure, low=-0.2, best=-0.05, high=0.1)) == "0 % [0 to 10]"
    assert share(replace(figure, low=0.9, best=1.01, high=1.2)) == "100 % [90 to 100]"


def test_every_factor_has_a_row_or_is_named_with_the_reason(ranking: FactorRanking) -> None:
    rows = factor_rows(ranking)
    assert all(ranking.figures[row.ranked.total].best >= LISTED for row in rows)
    assert max(len(bar_text(row.bar)) for row in rows) == len(bar_text((0, 0, 1)))
    assert bar_text(rows[0].bar).startswith(SOLID)
    small = [each.words for each in ranking.ranked_factors if each not in [row.ranked for row in rows]]
    named = " ".join(rest_lines(ranking))
    assert all(words in named for words in (*small, *ranking.slight, *ranking.still))


def test_every_figure_opens_with_what_it_rests_on(ranking: FactorRanking, small: World) -> None:
    assert {figure.unit for figure in ranking.figures.values()} == {"share of GDP", "share of the variance"}
    assert all(figure.formula and figure.words and figure.inputs for figure in ranking.figures.values())
    opened = why(ranking, "total:elasticity.goods")
    assert [(given.table, given.best) for given in opened.inputs] == [("sectors", small["sectors"]["best"][0])]
    assert {source.source for source in why(ranking, "leverage:CCC>AAA").sources} >= {"made_up"}


def test_what_is_kept_is_read_back(ranking: FactorRanking) -> None:
    for form in ("json", "html"):
        text = sensitivity_rendered(ranking, form)
        assert holds_sensitivity(text)
        assert read_sensitivity(text) == ranking
    content = json.loads(sensitivity_rendered(ranking, "json"))
    jsonschema.validate(content, sensitivity_schema())
    del content["figures"]["total:elasticity.goods"]
    with pytest.raises(MarchlandError, match=r"first 'total:elasticity.goods'.*marchland sensitivity"):
        read_sensitivity(json.dumps(content))


def test_the_page_is_whole_and_has_a_bar_for_each_row(ranking: FactorRanking) -> None:
    text = sensitivity_rendered(ranking, "html")
    page = Page(text)
    assert not [tag for tag in page.open if tag not in {"html", "body", "th", "p", "li", "tr", "td"}]
    assert not re.search(r'(?:src|href)="(?!https?://|#)', text)
    assert {given["data-figure"] for _, given in page.elements if "data-figure" in given} <= set(ranking.figures)
    assert text.count('class="whisker"') == len(factor_rows(ranking))
    assert f"`total:{ranking.ranked_factors[0].factor}`" in sensitivity_rendered(ranking, "markdown")


def test_where_nothing_is_uncertain_that_is_what_is_said(small: World) -> None:
    found = sensitivity_of(certain(small, but=()), "CCC", "AAA", draws=16)
    assert re.search(r"is from no named factor: none moves [\d.]+ % of a year's GDP\.$", found.sentence)
    assert not factor_rows(found)
    for form in ("html", "markdown", "json"):
        assert found.sentence.split(":")[0] in sensitivity_rendered(found, form)
