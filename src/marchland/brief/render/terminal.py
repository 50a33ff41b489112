"""The brief on a terminal, readable from 80 columns on: the answer on the first screen, then section by section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.carried import CUTS, carried_in_words, horizons_in_words, parts_by
from marchland.brief.render.frontier import step_lines
from marchland.brief.render.phrases import (
    absolute_points,
    drivers_in_words,
    how_it_was_made,
    loss,
    not_known,
    points,
    what_leverage_is,
    what_ranges_are,
)
from marchland.brief.render.printed import show_heading, show_item, show_line
from marchland.brief.render.ranking import WORTH_A_ROW, by_leverage, strongest
from marchland.brief.render.sections import SECTIONS
from marchland.brief.render.tables import chosen_option, other_of, reasons, title_of
from marchland.brief.render.terminal_flows import show_flows
from marchland.brief.render.terminal_tables import show_matrix, show_narrow, show_options, show_strongest
from marchland.brief.words import percent, spoken, with_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from marchland.brief.model import Brief, BriefPair

STRONGEST, MOVED, GAPS, DRIVEN = 10, 6, 8, 3


def render_terminal(brief: Brief, console: Console) -> None:
    """Print a brief: the sentence and then `SECTIONS`, in their order."""
    show_line(console, brief.title, "bold")
    show_line(console)
    show_line(console, brief.sentence, "bold")
    show_line(console)
    show_line(console, f"{what_leverage_is(brief)} {what_ranges_are(brief)}", "dim")
    show_heading(console, SECTIONS["frontier"])
    _frontier(brief, console)
    show_heading(console, SECTIONS["levers"])
    _items(console, brief.told("levers"))
    _levers(brief, console)
    show_heading(console, SECTIONS["flows"])
    _items(console, brief.told("flows"))
    for by, heading in CUTS:
        if first := next((pair for pair in by_leverage(brief) if parts_by(pair, by)), None):
            told = carried_in_words(brief, parts_by(first, by))
            show_item(console, f"{heading.lower()}, the loss through trade by {title_of(brief, first)}: {told}")
    show_flows(brief, console)
    show_heading(console, SECTIONS["change"])
    _change(brief, console)
    show_heading(console, SECTIONS["restraint"])
    _items(console, brief.told("restraint"))
    _restraint(brief, console)
    show_heading(console, SECTIONS["unknown"])
    _unknown(brief, console)
    show_heading(console, SECTIONS["record"])
    show_item(console, brief.record)
    show_heading(console, SECTIONS["sources"])
    _sources(brief, console)


def _items(console: Console, lines: Sequence[str]) -> None:
    for line in lines:
        show_item(console, line)


def _frontier(brief: Brief, console: Console) -> None:
    """Print the matrix of a region; else the steps of the strongest pair's frontier."""
    if brief.kind == "region":
        show_matrix(brief, console)
        return
    if len(brief.pairs) > 1:
        show_strongest(brief, strongest(brief, len(brief.pairs)), console)
    first = by_leverage(brief)[:1]
    lines = step_lines(brief, first[0]) if first else ()
    if lines:
        sender, target = (spoken(brief.names[code]) for code in (first[0].sender, first[0].target))
        show_line(console, f"The most that {sender} can cost {target}, among the bundles that were tried:")
    _items(console, lines)


def _levers(brief: Brief, console: Console) -> None:
    """Print the levers of a pair; of many pairs those of the strongest, the others being in the file."""
    if brief.kind == "region":
        listed_pairs = strongest(brief, STRONGEST)
        show_strongest(brief, listed_pairs, console)
        _rest(brief, console, listed_pairs)
        return
    first = by_leverage(brief)[:1]
    for pair in first:
        _pair(brief, pair, console)
    if len(brief.pairs) > 1:
        show_line(console)
        show_line(console, "The levers of the other pairs are in the HTML, Markdown and JSON of this brief.", "dim")
    for pair in (p for p in brief.pairs if p not in first and p.chosen is None):
        show_item(console, f"{title_of(brief, pair)}: no lever within {percent(brief.budget)} of its GDP", "dim")


def _rest(brief: Brief, console: Console, shown: Sequence[BriefPair]) -> None:
    others = [p for p in by_leverage(brief) if p not in shown]
    if others:
        most = brief.figures[others[0].leverage].best
        show_line(console, f"{len(others)} other pairs: {percent(most)} at most.", "dim")


def _pair(brief: Brief, pair: BriefPair, console: Console) -> None:
    show_line(console)
    show_line(console, f"{title_of(brief, pair)}: leverage {loss(brief.figures[pair.leverage])}", "bold")
    show_options(brief, pair, console)
    show_narrow(brief, pair, console)
    _items(console, reasons(brief, pair))
    for line in pair.withheld:
        show_item(console, f"withheld: {line}", "dim")


def _change(brief: Brief, console: Console) -> None:
    figures = brief.figures
    for one in brief.diversified:
        held = f"{brief.names[one.sender]}'s {'closure of its ways' if one.kind == 'link' else 'leverage'}"
        before, after = (with_range(figures[i]) for i in (one.without, one.left))
        show_item(console, f"{one.words}: {held} {before} -> {after}, {absolute_points(figures[one.worth])}")
    if brief.kind in {"target", "pair"} and brief.ways and not any(d.kind == "link" for d in brief.diversified):
        show_item(console, "--diversification opens each way that is shut or planned, one at a time", "dim")
    for pair in (p for p in strongest(brief, DRIVEN) if p.horizons):
        show_item(console, f"{title_of(brief, pair)}, with less or more time: {horizons_in_words(brief, pair)}")
    moves = [m for m in brief.moves if abs(figures[m.change].best) >= WORTH_A_ROW][:MOVED]
    for move in moves:
        before, after = (with_range(figures[i]) for i in (move.before, move.after))
        pair_words = f"{brief.names[move.sender]} on {brief.names[move.target]}"
        years = f"{brief.earlier} to {brief.year}"
        show_item(console, f"{pair_words}, {years}: {before} -> {after}, {points(figures[move.change])}")
    _items(console, brief.told("change") if brief.kind == "region" else ())


def _restraint(brief: Brief, console: Console) -> None:
    for pair in strongest(brief, MOVED) if brief.kind != "pair" else ():
        option = chosen_option(pair)
        if option is not None:
            own, others = loss(brief.figures[option.sender_loss]), loss(brief.figures[option.others_loss], many=True)
            show_item(console, f"{other_of(brief, pair)}: itself {own}, all others together {others}")


def _unknown(brief: Brief, console: Console) -> None:
    general, missing = not_known(brief)
    shown = (*general, *missing)[:GAPS]
    _items(console, shown)
    left = len(general) + len(missing) - len(shown)
    if left:
        show_item(console, f"and {left} more, all in the HTML, Markdown and JSON of this brief")
    for pair in strongest(brief, 1):
        if told := drivers_in_words(brief.figures[pair.leverage]):
            show_item(console, f"the range of {title_of(brief, pair)} comes from: {told}")


def _sources(brief: Brief, console: Console) -> None:
    estimated = sum(given.estimated for given in brief.inputs.values())
    show_line(
        console,
        f"{len(brief.sources)} sources stand behind {len(brief.inputs)} figures of the world, {estimated} of them "
        "estimated. They are listed in the HTML, Markdown and JSON.",
    )
    if brief.sources:
        show_line(console, f"  One source:  marchland world show --source {brief.sources[0].source}")
    if brief.pairs:
        first = by_leverage(brief)[0].leverage
        show_line(console, f"  One number:  marchland why FILE '{first}'")
    for label, value in how_it_was_made(brief):
        show_line(console, f"  {label}: {value}")
