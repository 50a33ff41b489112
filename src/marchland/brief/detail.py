"""What a brief says of a pair beyond its levers: what carries the trade loss, and what time changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.carriers import carriers
from marchland.brief.lever_words import levers_phrase
from marchland.brief.model import AtHorizon, Carried
from marchland.brief.words import days_in_words
from marchland.leverage import SENDER, TARGET
from marchland.levers import HORIZONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.brief.collected import Collected
    from marchland.leverage import Leverage, Option, Pair
    from marchland.levers import Horizon

PART_FORMULA = (
    "exact parts of the loss through trade: sales no longer made to the partner, purchases from it that are gone or "
    "dearer (inputs of goods made at home counted where they come from), duties; logarithmic means of before and after "
    "(Vartia 1976), scaled to the loss; over GDP of a year"
)


def carried(store: Collected, pair: Pair, result: Leverage, inputs: tuple[str, ...]) -> tuple[Carried, ...]:
    """Return what carries the target's trade loss by the chosen bundle; empty where it was not taken apart."""
    option = _chosen(pair)
    if option is None or option.parts is None:
        return ()
    world, said = result.world, store.said
    names = {
        **{a: world.name(a) for a in world.actors},
        **{b: world.name(b) for b in world.blocs},
        **dict(zip(world["sectors"]["sector"].tolist(), world["sectors"]["name"].tolist(), strict=True)),
    }
    found = carriers(
        option.parts,
        sender=(pair.sender, world.members(pair.sender)),
        target=(pair.target, world.members(pair.target)),
        names=names,
        gdp=pair.target_gdp,
    )
    parts = []
    for by, code, words, best, drawn in found:
        identifier = store.add(
            f"part:{pair.sender}>{pair.target}:{by}:{code or '*'}",
            f"part of the loss of {said[pair.target]} through trade that comes by {words}, if {said[pair.sender]} "
            f"{levers_phrase(option.bundle.levers, said)}",
            best / pair.target_gdp,
            drawn / pair.target_gdp_drawn if len(drawn) else drawn,
            "share of GDP",
            PART_FORMULA,
            inputs,
            layers=("trade",),
        )
        parts.append(Carried(by=by, code=code, words=words, loss=identifier))
    return tuple(parts)


def at_horizons(
    store: Collected, pair: Pair, at: Mapping[Horizon, Leverage], inputs: tuple[str, ...], formula: str
) -> tuple[AtHorizon, ...]:
    """Return the chosen bundle at each horizon, shortest first; empty where only one was computed."""
    option = _chosen(pair)
    if option is None or len(at) < 2:
        return ()
    said, rows = store.said, []
    for horizon in (h for h in HORIZONS if h in at):
        there = at[horizon].pair(pair.sender, pair.target)
        same = _chosen(there)
        if same is None:
            continue
        code = f"{pair.sender}>{pair.target}@{horizon}"
        words = (
            f"if {said[pair.sender]} {levers_phrase(same.bundle.levers, said)} for {days_in_words(at[horizon].days)}"
        )
        layers = tuple(dict.fromkeys(lever.rule.layer for lever in same.bundle.levers))
        figures = []
        for name, party, actor, gdp, drawn_gdp in (
            ("loss", TARGET, pair.target, there.target_gdp, there.target_gdp_drawn),
            ("own", SENDER, pair.sender, there.sender_gdp, there.sender_gdp_drawn),
        ):
            drawn = same.drawn[party].sum(0)
            figures.append(
                store.add(
                    f"{name}:{code}",
                    f"loss of {said[actor]} {words}, with a {horizon} to adjust",
                    float(same.best[party].sum()) / gdp,
                    drawn / drawn_gdp if len(drawn) else drawn,
                    "share of GDP",
                    formula,
                    inputs,
                    layers=layers,
                )
            )
        rows.append(AtHorizon(horizon=horizon, target_loss=figures[0], sender_loss=figures[1]))
    return tuple(rows)


def _chosen(pair: Pair) -> Option | None:
    return None if pair.chosen is None else pair.options[pair.chosen]
