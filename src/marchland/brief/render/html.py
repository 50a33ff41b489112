"""The brief as one web page that needs no network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marchland.brief.render.bands import UNKNOWN, band, band_words, cell
from marchland.brief.render.carried import cuts, horizons
from marchland.brief.render.corridor_rows import GATE_HEADINGS, GATE_IS, gate_rows
from marchland.brief.render.embedded import ELEMENT, embedded
from marchland.brief.render.energy_drawn import DRAWING, drawn_supplies
from marchland.brief.render.exposures import layers
from marchland.brief.render.frontier import frontier_plot, step_lines
from marchland.brief.render.narrow import MEANING, narrow_rows
from marchland.brief.render.page import environment, page_text
from marchland.brief.render.phrases import (
    drivers_in_words,
    how_it_was_made,
    loss,
    loss_parts,
    not_known,
    spelled_out,
    territory,
    what_leverage_is,
    what_ranges_are,
)
from marchland.brief.render.pictures import closures, diversified, link_of, losses, moved, options, restraints
from marchland.brief.render.ranking import by_leverage
from marchland.brief.render.sections import SECTIONS, in_short, record_in_short
from marchland.brief.render.tables import leverage_row, reasons, title_of
from marchland.brief.render.way_map import way_map
from marchland.brief.render.world_map import world_map
from marchland.brief.words import begun, percent, with_range

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.brief.model import Brief, BriefPair
    from marchland.brief.render.carried import Cut
    from marchland.brief.render.narrow import NarrowRow
    from marchland.brief.render.pictures import Picture

DRIVEN = 3
"""Pairs of whose leverage it is told what the range comes from."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell of the matrix; words are what a reader sees who points at it; no figure where there are no data."""

    number: str
    band: int
    figure: str
    link: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """What the page says about one pair: its levers, why the sender may, what the range comes from."""

    pair: BriefPair
    link: str
    title: str
    number: str
    bracket: str
    options: Picture
    steps: tuple[str, ...]
    exposure: str
    why: tuple[str, ...]
    withheld: tuple[str, ...]
    drivers: str
    cuts: tuple[Cut, ...]
    narrow: tuple[NarrowRow, ...]


def render_html(brief: Brief, shapes: Mapping[str, Any] | None = None) -> str:
    """Return the brief as one self-contained page, light or dark as the reader's system is.

    Parameters
    ----------
    shapes
        outlines for the map, as the world's shapes.json holds them; None = the page has no map and says so
    """
    general, missing = not_known(brief)
    sections = [_section(brief, pair) for pair in by_leverage(brief)]
    grouped = [(target, [s for s in sections if s.pair.target == target]) for target in brief.targets]
    page = environment().get_template("brief.html.j2")
    return page.render(
        brief=brief,
        css="".join(page_text(name) for name in _styles(brief)),
        js=page_text("brief.js"),
        sections_are=SECTIONS,
        short=in_short(brief),
        record_first=record_in_short(brief),
        leverage_is=what_leverage_is(brief),
        ranges_are=what_ranges_are(brief),
        plot_of=frontier_plot(brief),
        matrix=[(t, [_cell(brief, s, t) for s in brief.senders]) for t in brief.targets],
        bands=band_words(),
        losses=losses(brief),
        heading_of_rows={"target": "Sender", "sender": "Target"}.get(brief.kind, "Sender on target"),
        restraints=restraints(brief),
        closures=closures(brief),
        diversified=diversified(brief),
        diversified_sender=next((brief.names[d.sender] for d in brief.diversified if d.kind != "link"), "the sender"),
        has_links=any(d.kind == "link" for d in brief.diversified),
        moved=moved(brief),
        layers=layers(brief),
        horizons=horizons(brief),
        carried=next((s for s in sections if s.cuts), None),
        driven=[(s.title, s.drivers) for s in sections[:DRIVEN] if s.drivers],
        map=None if shapes is None else world_map(brief, shapes),
        territories=[(begun(t.name), territory(t, brief.names)) for t in brief.territories],
        ways=None if brief.ways is None else way_map(brief.ways.map, shapes),
        supplies=() if brief.energy is None else drawn_supplies(brief, brief.energy.supplies),
        drawing=DRAWING,
        gates=() if brief.ways is None else gate_rows(brief.figures, brief.names, brief.ways.gates),
        gate_headings=GATE_HEADINGS,
        gate_is=GATE_IS,
        sections=sections,
        grouped=grouped,
        general=general,
        missing=missing,
        made=how_it_was_made(brief),
        estimated=sum(given.estimated for given in brief.inputs.values()),
        budget=percent(brief.budget),
        narrow_is=MEANING,
        element=ELEMENT,
        embedded=embedded(brief),
    )


def _styles(brief: Brief) -> list[str]:
    parts = (("ways.css", brief.ways), ("energy.css", brief.energy))
    return ["brief.css", *(name for name, part in parts if part is not None)]


def _cell(brief: Brief, sender: str, target: str) -> Cell | None:
    pair = brief.pair(sender, target)
    if pair is None:
        names = f"{brief.names[sender]} on {brief.names[target]}"
        unknown = Cell(number=UNKNOWN, band=0, figure="", link="", words=f"{names}: no data, which is not zero")
        return unknown if (sender, target) in brief.unknown else None
    figure = brief.figures[pair.leverage]
    row = leverage_row(brief, pair)
    lines = [f"{title_of(brief, pair)}: {loss(figure)} of its GDP", row.levers]
    if pair.chosen is not None:
        lines.append(f"own cost: {' '.join(row.sender_loss).strip()}")
    return Cell(
        number=cell(figure.best),
        band=band(figure.best),
        figure=figure.id,
        link=link_of(sender, target),
        words="\n".join([*lines, figure.id]),
    )


def _section(brief: Brief, pair: BriefPair) -> Section:
    figure = brief.figures[pair.leverage]
    number, bracket = loss_parts(figure)
    exposure = brief.figures[pair.exposure]
    return Section(
        pair=pair,
        link=link_of(pair.sender, pair.target),
        title=title_of(brief, pair),
        number=number,
        bracket=bracket,
        options=options(brief, pair),
        steps=step_lines(brief, pair),
        exposure=with_range(exposure),
        why=reasons(brief, pair),
        withheld=tuple(spelled_out(line, brief.names).replace("`", "") for line in pair.withheld),
        drivers=drivers_in_words(figure) if pair.chosen is not None else "",
        cuts=cuts(brief, pair),
        narrow=narrow_rows(brief, pair),
    )
