from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.brief.factory import a_brief, figure, without_ranges

from marchland.brief.render import render_markdown, render_terminal
from marchland.brief.render.bands import EDGES, band, band_words, cell
from marchland.brief.render.phrases import absolute_points, day_in_words, loss, loss_parts, points, spelled_out
from marchland.brief.render.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from marchland.brief.model import Brief

KINDS = ("region", "target", "sender", "pair")


def printed(brief: Brief, width: int = 80) -> str:
    out = io.StringIO()
    render_terminal(brief, Console(file=out, width=width))
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(kind: str, width: int) -> None:
    lines = printed(a_brief(kind), width).splitlines()
    assert max(cell_len(line) for line in lines) <= width


def test_many_senders_still_fit_80_columns() -> None:
    brief = a_brief()
    senders = (*brief.senders, *(f"X{i:02}" for i in range(20)))
    wide = replace(brief, senders=senders, names=brief.names | {s: f"Realm {s}" for s in senders[3:]})
    lines = printed(wide).splitlines()
    assert max(cell_len(line) for line in lines) <= 80
    assert all(any(s in line for line in lines) for s in senders)


@pytest.mark.parametrize("kind", KINDS)
def test_the_sentence_comes_first_and_the_number_is_printed(kind: str) -> None:
    brief = a_brief(kind)
    text = " ".join(printed(brief).split())
    assert text.startswith(brief.title)
    assert text.index(brief.sentence) < text.index("Leverage:")
    for said in (brief.record, brief.world_fingerprint[:12], "Draws: 16", "Seed: 1", "2.0e-09", "31 December 2023"):
        assert said in text
    assert brief.world_fingerprint[:13] not in text


@pytest.mark.parametrize("render", [render_markdown, printed])
@pytest.mark.parametrize("kind", KINDS)
def test_sections_come_in_the_same_order_in_every_brief(render: Callable[[Brief], str], kind: str) -> None:
    lines = [line.removeprefix("## ") for line in render(a_brief(kind)).splitlines()]
    headings = [line for line in lines if line in SECTIONS.values()]
    assert headings == list(SECTIONS.values())


@pytest.mark.parametrize("render", [render_markdown, printed])
def test_what_a_diversification_takes_away_is_told(render: Callable[[Brief], str]) -> None:
    text = " ".join(render(a_brief("target")).split())
    assert re.search(r"[Cc]ape - Reef \(rail\) opened", text)
    assert "3 points less" in text


def test_at_most_eight_gaps_are_printed_and_the_rest_counted() -> None:
    lines = printed(a_brief()).split("What we do not know\n")[1].split("\n\n")[0].splitlines()
    assert lines[0].endswith("Fuels are left out")
    assert any("and 5 more" in line for line in lines)
    assert sum("no data on" in line.lower() for line in lines) == 7


def test_levers_are_told_singly_and_joined_with_what_is_withheld() -> None:
    text = printed(a_brief("pair"))
    for said in ("refused goods", "sent home workers", "beyond the budget", "withheld: tariff goods", "may refuse"):
        assert said in text


@pytest.mark.parametrize("kind", KINDS)
def test_markdown_tables_have_as_many_cells_in_every_row(kind: str) -> None:
    text = render_markdown(a_brief(kind))
    tables = [block for block in text.split("\n\n") if block.startswith("|")]
    assert tables
    for table in tables:
        rows = [re.split(r"(?<!\\)\|", row)[1:-1] for row in table.splitlines()]
        assert len({len(row) for row in rows}) == 1
        assert all(re.fullmatch(r" (:--|--:) ", mark) for mark in rows[1])


def test_markdown_shows_names_as_they_are() -> None:
    text = render_markdown(a_brief())
    assert "Bel & &lt;Sons>" in text
    assert "ledger \\| of" in text
    assert "<https://example.org/a?b=1&c=2>" in text


@pytest.mark.parametrize("kind", KINDS)
def test_every_id_in_markdown_is_a_figure_or_a_source(kind: str) -> None:
    brief = a_brief(kind)
    known = {*brief.figures, *(s.source for s in brief.sources)}
    assert set(re.findall(r"(?<!\\)`([^`\\]+)`", render_markdown(brief))) <= known


def test_a_negative_loss_is_a_gain() -> None:
    assert loss(figure("own", -0.0002)) == "gains 0.02 % [0.01 to 0.03]"
    assert loss_parts(figure("others", -3.4e8, unit="USD")) == ("gains 340 m USD", "[170 to 510]")
    assert loss(figure("own", -0.0002), many=True) == "gain 0.02 % [0.01 to 0.03]"
    assert "gains" in printed(a_brief())


def test_one_point_is_one_point_whatever_its_sign() -> None:
    one, many = figure("worth", 0.01), figure("worth", -0.025)
    assert absolute_points(one).startswith("1 point less [")
    assert points(replace(one, best=-0.01)).startswith("−1 point [")
    assert absolute_points(many).startswith("2.5 points more [")


def test_next_to_nothing_has_no_digits() -> None:
    assert loss_parts(figure("own", 4.2e-7)) == ("under 0.001 %", "")
    assert loss_parts(figure("own", 0.0)) == ("0 %", "")
    assert loss_parts(figure("others", -0.4, unit="USD")) == ("0 USD", "")


def test_no_data_is_a_question_mark() -> None:
    brief = replace(a_brief(), pairs=a_brief().pairs[1:], unknown=(("CAR", "ALB"),))
    row = next(line for line in printed(brief).splitlines() if line.startswith("ALB "))
    assert row.split()[1] == "?"
    assert "| **Albion** | ? |" in render_markdown(brief)


def test_without_draws_there_are_no_brackets() -> None:
    brief = replace(without_ranges(a_brief("pair")), sentence="Albion would lose 12 %.")
    assert "[" not in printed(brief)
    assert "no number has a range" in " ".join(printed(brief).split())


def test_a_deeper_band_never_holds_a_smaller_share() -> None:
    shares = [0.0, 0.00005, *EDGES, 0.3, 0.9]
    assert [band(s) for s in sorted(shares)] == sorted(band(s) for s in shares)
    assert band(shares[-1]) + 1 == len(band_words())
    assert [cell(s) for s in (0.0, 0.00004, 0.0004, 0.0123, 0.346)] == ["0", "<0.01", "0.04", "1.2", "35"]


def test_codes_become_names_and_days_become_words() -> None:
    assert spelled_out("ALB on ROW: GDP", a_brief().names) == "Albion on Rest of the world: GDP"
    assert day_in_words("2014-02-27") == "27 February 2014"
    assert day_in_words("1974") == "1974"


@pytest.mark.parametrize("render", [render_markdown, printed])
def test_a_pair_says_what_carries_its_loss_and_what_time_changes(render: Callable[[Brief], str]) -> None:
    text = " ".join(render(a_brief("pair")).split())
    assert "home market" in text
    assert "Ore" in text
    assert "quarter" in text
    assert "decade" in text
    assert "home market" not in render(a_brief("region"))


def test_single_sectors_and_products_are_said_to_be_parts_at_best_values() -> None:
    for kind in ("target", "pair"):
        brief = a_brief(kind)
        for text in (printed(brief), render_markdown(brief)):
            told = " ".join(text.split())
            assert "refused wine" in told
            assert "they do not add up" in told
            assert "At best values only" in told
    assert "ingle sectors and products" not in printed(a_brief("region"))
