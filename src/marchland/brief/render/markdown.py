"""The brief as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.bands import UNKNOWN, cell
from marchland.brief.render.carried import CUTS, parts_by
from marchland.brief.render.corridor_rows import gate_rows
from marchland.brief.render.corridors_markdown import gate_blocks
from marchland.brief.render.energy_markdown import supply_blocks
from marchland.brief.render.marked import pipe_table, plain
from marchland.brief.render.narrow import HEADING, MEANING, narrow_rows
from marchland.brief.render.phrases import (
    how_it_was_made,
    loss,
    not_known,
    points,
    territory,
    what_leverage_is,
    what_ranges_are,
)
from marchland.brief.render.ranking import WORTH_A_ROW, strongest
from marchland.brief.render.tables import leverage_row, option_rows, reasons, title_of
from marchland.brief.words import begun, percent, with_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marchland.brief.model import Brief, BriefPair

STRONGEST, MOVED = 20, 12


def render_markdown(brief: Brief) -> str:
    """Return the brief as Markdown with pipe tables; the id of a figure stands in backticks."""
    blocks = [
        f"# {plain(brief.title)}",
        f"**{plain(brief.sentence)}**",
        f"{what_leverage_is(brief)} {what_ranges_are(brief)}",
        *_matrix(brief),
        *_strongest(brief),
        *(_pairs(brief) if brief.kind != "region" else []),
        *_ways(brief),
        *_energy(brief),
        *_moves(brief),
        *_section("Findings", brief.findings),
        *_drivers(brief),
        *_territories(brief),
        *_section("What is not known", [line for part in not_known(brief) for line in part]),
        *_sources(brief),
        *_section("Track record", [brief.record]),
        *_section("How this was made", [f"{label}: {value}" for label, value in how_it_was_made(brief)]),
    ]
    return "\n\n".join(blocks) + "\n"


def _ways(brief: Brief) -> list[str]:
    if brief.ways is None:
        return []
    gates = gate_blocks(gate_rows(brief.figures, brief.names, brief.ways.gates))
    return ["## Ways", plain(brief.ways.sentence), *gates]


def _energy(brief: Brief) -> list[str]:
    if brief.energy is None:
        return []
    told = [plain(line) for line in (brief.energy.sentence, *brief.energy.findings)]
    blocks = [block for supply in brief.energy.supplies for block in supply_blocks(brief, supply, level=3)]
    return ["## Gas and oil", *told, *blocks, "\n".join(f"- {plain(line)}" for line in brief.energy.gaps)]


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [f"## {title}", "\n".join(f"- {plain(line)}" for line in lines)] if lines else []


def _code(identifier: str) -> str:
    return f"`{identifier}`"


def _cost(parts: tuple[str, str]) -> str:
    return plain(" ".join(part for part in parts if part))


def _cell(brief: Brief, sender: str, target: str) -> str:
    pair = brief.pair(sender, target)
    if pair is None:
        return UNKNOWN if (sender, target) in brief.unknown else ""
    return plain(cell(brief.figures[pair.leverage].best))


def _matrix(brief: Brief) -> list[str]:
    if brief.kind != "region":
        return []
    rows = []
    for target in brief.targets:
        cells = [_cell(brief, sender, target) for sender in brief.senders]
        rows.append([f"**{plain(brief.names[target])}**", *cells])
    heading = f"## Leverage in % of the target's GDP, {brief.year}: targets down, senders across ({UNKNOWN} = no data)"
    return [heading, pipe_table(["", *(plain(brief.names[s]) for s in brief.senders)], rows)]


def _strongest(brief: Brief) -> list[str]:
    if len(brief.pairs) < 2:
        return []
    rows = []
    for pair in strongest(brief, STRONGEST):
        row = leverage_row(brief, pair)
        costs = (row.target_loss, row.sender_loss, row.others_loss)
        rows.append([plain(title_of(brief, pair)), plain(row.levers), *map(_cost, costs), _code(pair.leverage)])
    headings = ("Sender on target", "Levers", "Target loses", "Sender loses", "Others together lose", "Figure")
    return ["## The strongest pairs", pipe_table(headings, rows, 2)]


def _pairs(brief: Brief) -> list[str]:
    return [block for pair in strongest(brief, len(brief.pairs)) for block in _pair(brief, pair)]


def _pair(brief: Brief, pair: BriefPair) -> list[str]:
    target, sender = (plain(brief.names[code]) for code in (pair.target, pair.sender))
    rows = []
    for row, option in zip(option_rows(brief, pair), pair.options, strict=True):
        words = f"**{plain(row.levers)}**" if row.chosen else plain(row.levers)
        costs = (row.target_loss, row.sender_loss, row.others_loss)
        rows.append([words, "yes" if row.affordable else "no", *map(_cost, costs), _code(option.target_loss)])
    heading = f"## {plain(title_of(brief, pair))}: leverage {plain(loss(brief.figures[pair.leverage]))}"
    headings = ("Levers", "Within the budget", f"{target} loses", f"{sender} loses", "Others together lose", "Figure")
    table = [pipe_table(headings, rows, 2)] if rows else []
    why = [f"- {sender} {plain(line)}" for line in reasons(pair)]
    withheld = [f"- withheld: {plain(line)}" for line in pair.withheld]
    reasoned = ["\n".join(why + withheld)] if why or withheld else []
    return [heading, *table, *_carried(brief, pair), *_horizons(brief, pair), *_narrow(brief, pair), *reasoned]


def _carried(brief: Brief, pair: BriefPair) -> list[str]:
    """Return what carries the trade loss: one table by partner, one by sector."""
    blocks = []
    for by, heading in CUTS:
        rows = [
            [plain(part.words), plain(with_range(brief.figures[part.loss])), _code(part.loss)]
            for part in parts_by(pair, by)
        ]
        if rows:
            blocks.append(pipe_table((f"{heading}, the loss through trade", "Of its GDP", "Figure"), rows))
    return blocks


def _horizons(brief: Brief, pair: BriefPair) -> list[str]:
    """Return the same levers at each horizon as a table."""
    rows = [
        [
            at.horizon,
            *(plain(with_range(brief.figures[i])) for i in (at.target_loss, at.sender_loss)),
            _code(at.target_loss),
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
            _code(row.lever.target_loss),
        ]
        for row in narrow_rows(brief, pair)
    ]
    target, sender = (plain(brief.names[code]) for code in (pair.target, pair.sender))
    headings = (HEADING, "Touches, a year", f"{target} loses", f"{sender} loses", "Figure")
    return [pipe_table(headings, rows), MEANING] if rows else []


def _moves(brief: Brief) -> list[str]:
    figures = brief.figures
    rows = [
        [
            plain(f"{brief.names[m.sender]} on {brief.names[m.target]}"),
            *(plain(with_range(figures[i])) for i in (m.before, m.after)),
            plain(points(figures[m.change])),
            _code(m.change),
        ]
        for m in brief.moves
        if abs(figures[m.change].best) >= WORTH_A_ROW
    ][:MOVED]
    headings = ("Sender on target", str(brief.earlier), str(brief.year), "Change", "Figure")
    return [f"## What moved between {brief.earlier} and {brief.year}", pipe_table(headings, rows)] if rows else []


def _drivers(brief: Brief) -> list[str]:
    lines = []
    for pair in strongest(brief, STRONGEST):
        drivers = brief.figures[pair.leverage].drivers
        if drivers:
            told = ", ".join(f"{d.words} ({percent(d.share)})" for d in drivers)
            lines.append(f"{title_of(brief, pair)}: {told}")
    return _section("What the ranges come from (squared rank correlation over the draws)", lines)


def _territories(brief: Brief) -> list[str]:
    lines = [f"{begun(t.name)}: {territory(t, brief.names)}" for t in brief.territories]
    return _section("Territories whose controller is not their sovereign", lines)


def _sources(brief: Brief) -> list[str]:
    lines = [
        f"- {plain(s.title)}, {plain(s.publisher)}, {s.year}, {plain(s.licence)}, <{s.url}> ({_code(s.source)})"
        if s.url
        else f"- {plain(s.title)}, {plain(s.publisher)}, {s.year}, {plain(s.licence)} ({_code(s.source)})"
        for s in brief.sources
    ]
    return ["## Sources", "\n".join(lines)] if lines else []
