"""A pair of a brief as Markdown: its levers, what carries the loss, the horizons, single sectors and products."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.carried import CUTS, parts_by
from marchland.brief.render.frontier import step_lines
from marchland.brief.render.marked import coded, costed, pipe_table, plain
from marchland.brief.render.narrow import HEADING, MEANING, narrow_rows
from marchland.brief.render.phrases import loss
from marchland.brief.render.tables import option_rows, reasons, title_of
from marchland.brief.words import with_range

if TYPE_CHECKING:
    from marchland.brief.model import Brief, BriefPair


def pair_blocks(brief: Brief, pair: BriefPair) -> list[str]:
    """Return a pair's levers, singly and joined, why the sender may, and what is withheld."""
    target, sender = (plain(brief.names[code]) for code in (pair.target, pair.sender))
    rows = []
    for row, option in zip(option_rows(brief, pair), pair.options, strict=True):
        words = f"**{plain(row.levers)}**" if row.chosen else plain(row.levers)
        costs = (row.target_loss, row.sender_loss, row.others_loss)
        rows.append([words, "yes" if row.affordable else "no", *map(costed, costs), coded(option.target_loss)])
    heading = f"### {plain(title_of(brief, pair))}: leverage {plain(loss(brief.figures[pair.leverage]))}"
    headings = ("Levers", "Within the budget", f"{target} loses", f"{sender} loses", "Others together lose", "Figure")
    table = [pipe_table(headings, rows, 2)] if rows else []
    why = [f"- {plain(line)}" for line in reasons(brief, pair)]
    withheld = [f"- withheld: {plain(line)}" for line in pair.withheld]
    reasoned = ["\n".join(why + withheld)] if why or withheld else []
    steps = [f"- {plain(line)}" for line in step_lines(brief, pair)]
    told = (
        ["The most that it can cost, for each own cost, among the bundles that were tried:", "\n".join(steps)]
        if steps
        else []
    )
    return [heading, *table, *told, *_narrow(brief, pair), *reasoned]


def carried_blocks(brief: Brief, pair: BriefPair) -> list[str]:
    """Return what carries the trade loss: one table by partner, one by sector."""
    blocks = []
    for by, heading in CUTS:
        rows = [
            [plain(part.words), plain(with_range(brief.figures[part.loss])), coded(part.loss)]
            for part in parts_by(pair, by)
        ]
        if rows:
            blocks.append(pipe_table((f"{heading}, the loss through trade", "Of its GDP", "Figure"), rows))
    return blocks


def horizon_blocks(brief: Brief, pair: BriefPair) -> list[str]:
    """Return the same levers at each horizon as a table."""
    rows = [
        [
            at.horizon,
            *(plain(with_range(brief.figures[i])) for i in (at.target_loss, at.sender_loss)),
            coded(at.target_loss),
        ]
        for at in pair.horizons
    ]
    target, sender = (plain(brief.names[code]) for code in (pair.target, pair.sender))
    headings = ("Time to adjust, same levers", f"{target} loses", f"{sender} loses", "Figure")
    return [pipe_table(headings, rows)] if rows else []


def _narrow(brief: Brief, pair: BriefPair) -> list[str]:
    """Return the levers on single sectors and products as a table, and what they are."""
    rows = [
        [
            plain(row.levers),
            plain(f"{row.flow} {row.flow_range}".strip()),
            plain(row.target_loss),
            plain(row.sender_loss),
            coded(row.lever.target_loss),
        ]
        for row in narrow_rows(brief, pair)
    ]
    target, sender = (plain(brief.names[code]) for code in (pair.target, pair.sender))
    headings = (HEADING, "Touches, a year", f"{target} loses", f"{sender} loses", "Figure")
    return [pipe_table(headings, rows), MEANING] if rows else []
