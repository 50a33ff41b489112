"""The brief as Markdown: the sections of every rendering, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.render.bands import UNKNOWN, cell
from marchland.brief.render.corridor_rows import gate_rows
from marchland.brief.render.corridors_markdown import gate_blocks
from marchland.brief.render.energy_markdown import supply_blocks
from marchland.brief.render.markdown_pair import carried_blocks, horizon_blocks, pair_blocks
from marchland.brief.render.marked import coded, costed, pipe_table, plain
from marchland.brief.render.phrases import (
    absolute_points,
    drivers_in_words,
    how_it_was_made,
    not_known,
    points,
    territory,
    what_leverage_is,
    what_ranges_are,
)
from marchland.brief.render.ranking import WORTH_A_ROW, by_leverage, strongest
from marchland.brief.render.sections import SECTIONS
from marchland.brief.render.tables import chosen_option, leverage_row, title_of
from marchland.brief.words import begun, with_range

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from marchland.brief.model import Brief

STRONGEST, MOVED, DRIVEN = 20, 12, 3


def render_markdown(brief: Brief) -> str:
    """Return the brief as Markdown with pipe tables; the id of a figure stands in backticks."""
    composed: Mapping[str, Callable[[Brief], list[str]]] = {
        "frontier": lambda one: [*_matrix(one), *_strongest(one)],
        "levers": _levers,
        "flows": _flows,
        "change": _change,
        "restraint": _restraint,
        "unknown": _unknown,
        "record": lambda one: [_listed([one.record])],
        "sources": _sources,
    }
    blocks = [f"# {plain(brief.title)}", f"**{plain(brief.sentence)}**"]
    blocks.append(f"{what_leverage_is(brief)} {what_ranges_are(brief)}")
    for about, heading in SECTIONS.items():
        said = [_listed(brief.told(about))] if brief.told(about) else []
        blocks += [f"## {heading}", *said, *composed[about](brief)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"- {plain(line)}" for line in lines)


def _levers(brief: Brief) -> list[str]:
    if brief.kind == "region":
        return []
    return [block for pair in strongest(brief, len(brief.pairs)) for block in pair_blocks(brief, pair)]


def _flows(brief: Brief) -> list[str]:
    """Return what carries the strongest pair's loss through trade, the ways, and gas and oil."""
    blocks = [block for pair in by_leverage(brief)[:1] for block in carried_blocks(brief, pair)]
    return [*blocks, *_ways(brief), *_energy(brief), *_territories(brief)]


def _change(brief: Brief) -> list[str]:
    figures = brief.figures
    rows = [
        [
            plain(begun(one.words)),
            plain(f"{brief.names[one.sender]} {one.against}"),
            *(plain(with_range(figures[i])) for i in (one.without, one.left)),
            plain(absolute_points(figures[one.worth])),
            coded(one.worth),
        ]
        for one in brief.diversified
    ]
    headings = ("Link, contract or answer", "Held against", "Without", "With", "Takes away", "Figure")
    table = [pipe_table(headings, rows, 2)] if rows else []
    at_horizons = [block for pair in strongest(brief, DRIVEN) for block in horizon_blocks(brief, pair)]
    return [*table, plain(brief.diversification), *at_horizons, *_moves(brief)]


def _restraint(brief: Brief) -> list[str]:
    """Return what the levers that count cost the sender and all others."""
    figures, rows = brief.figures, []
    for pair in strongest(brief, STRONGEST):
        option = chosen_option(pair)
        if option is not None:
            costs = [plain(with_range(figures[i])) for i in (option.sender_loss, option.others_loss)]
            rows.append([plain(title_of(brief, pair)), *costs, coded(option.sender_loss)])
    return [pipe_table(("Sender on target", "Sender loses", "Others together lose", "Figure"), rows)] if rows else []


def _unknown(brief: Brief) -> list[str]:
    lines = [line for part in not_known(brief) for line in part]
    driven = ((pair, drivers_in_words(brief.figures[pair.leverage])) for pair in strongest(brief, STRONGEST))
    lines += [
        f"The range of {title_of(brief, p)} comes from {told} (squared rank correlation)" for p, told in driven if told
    ]
    return [_listed(lines)] if lines else []


def _ways(brief: Brief) -> list[str]:
    if brief.ways is None:
        return []
    gates = gate_blocks(gate_rows(brief.figures, brief.names, brief.ways.gates))
    return ["### Ways", plain(brief.ways.sentence), *gates]


def _energy(brief: Brief) -> list[str]:
    if brief.energy is None:
        return []
    told = [plain(line) for line in (brief.energy.sentence, *brief.energy.findings)]
    blocks = [block for supply in brief.energy.supplies for block in supply_blocks(brief, supply, level=4)]
    return ["### Gas and oil", *told, *blocks, "\n".join(f"- {plain(line)}" for line in brief.energy.gaps)]


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
    heading = f"Leverage in % of the target's GDP, {brief.year}: targets down, senders across ({UNKNOWN} = no data)"
    return [heading, pipe_table(["", *(plain(brief.names[s]) for s in brief.senders)], rows)]


def _strongest(brief: Brief) -> list[str]:
    if len(brief.pairs) < 2:
        return []
    rows = []
    for pair in strongest(brief, STRONGEST):
        row = leverage_row(brief, pair)
        costs = (row.target_loss, row.sender_loss, row.others_loss)
        rows.append([plain(title_of(brief, pair)), plain(row.levers), *map(costed, costs), coded(pair.leverage)])
    headings = ("Sender on target", "Levers", "Target loses", "Sender loses", "Others together lose", "Figure")
    return [pipe_table(headings, rows, 2)]


def _moves(brief: Brief) -> list[str]:
    figures = brief.figures
    rows = [
        [
            plain(f"{brief.names[m.sender]} on {brief.names[m.target]}"),
            *(plain(with_range(figures[i])) for i in (m.before, m.after)),
            plain(points(figures[m.change])),
            coded(m.change),
        ]
        for m in brief.moves
        if abs(figures[m.change].best) >= WORTH_A_ROW
    ][:MOVED]
    headings = ("Sender on target", str(brief.earlier), str(brief.year), "Change", "Figure")
    return [pipe_table(headings, rows)] if rows else []


def _territories(brief: Brief) -> list[str]:
    lines = [f"{begun(t.name)}: {territory(t, brief.names)}" for t in brief.territories]
    return ["### Territories whose controller is not their sovereign", _listed(lines)] if lines else []


def _sources(brief: Brief) -> list[str]:
    lines = [
        f"- {plain(s.title)}, {plain(s.publisher)}, {s.year}, {plain(s.licence)}, <{s.url}> ({coded(s.source)})"
        if s.url
        else f"- {plain(s.title)}, {plain(s.publisher)}, {s.year}, {plain(s.licence)} ({coded(s.source)})"
        for s in brief.sources
    ]
    made = _listed([f"{label}: {value}" for label, value in how_it_was_made(brief)])
    return ["\n".join(lines), "### How this was made", made]
