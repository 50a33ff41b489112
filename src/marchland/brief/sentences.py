"""The answer in plain words: one sentence, then what else a reader should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.words import (
    absolute,
    amount,
    begun,
    days_in_words,
    listed,
    lowered,
    percent,
    span,
    spoken,
    with_range,
)

if TYPE_CHECKING:
    from marchland.brief.model import Brief, BriefPair, Figure, Move

WORTH_A_WORD = 1e-9
"""A gain below this share of GDP is told as no cost."""
SMALL = 0.0005
"""Leverage below this share of GDP is not worth a sentence."""
WORTH_SAYING = 1e6
"""Third parties' loss below this, in USD, is not worth a sentence."""


def headline(brief: Brief) -> tuple[str, str]:
    """Return title and first sentence of a brief."""
    names = brief.names
    if not brief.pairs:
        asked = listed([f"{spoken(names[s])} on {spoken(names[t])}" for s, t in brief.unknown[:3]])
        more = f" and {len(brief.unknown) - 3} more pairs" if len(brief.unknown) > 3 else ""
        return "No data", f"The world holds no figure on anything that a lever would touch: {asked}{more}."
    if brief.kind == "region":
        return f"{brief.world_title}: who can squeeze whom, {brief.year}", _region(brief)
    if brief.kind == "target":
        target = brief.targets[0]
        return f"{names[target]}: who can squeeze it, {brief.year}", _largest(brief)
    if brief.kind == "sender":
        return f"{names[brief.senders[0]]}: whom it can squeeze, {brief.year}", _largest(brief)
    pair = brief.pairs[0]
    return f"{names[pair.sender]} on {names[pair.target]}, {brief.year}", said(brief, pair)


def said(brief: Brief, pair: BriefPair) -> str:
    """Return one pair as a sentence: "If Russia ... for a year, Armenia would lose ..., Russia ..."."""
    sender, target = spoken(brief.names[pair.sender]), spoken(brief.names[pair.target])
    note = f" ({brief.horizon_note})" if brief.horizon_note else ""
    if pair.chosen is None:
        exposure = brief.figures[pair.exposure]
        if not pair.options or exposure.best <= 0:
            return begun(f"{sender} has no lever on {target} that would cost it anything{note}.")
        own = brief.figures[pair.options[-1].sender_loss]
        return begun(
            f"{sender} has no lever on {target} within {percent(brief.budget)} of its own GDP: all of them joined "
            f"would cost {target} {with_range(exposure)} of a year's GDP and {sender} {with_range(own)}{note}."
        )
    option = pair.options[pair.chosen]
    loss, own = brief.figures[option.target_loss], brief.figures[option.sender_loss]
    cost = f"{sender} {with_range(own)}" if own.best > -WORTH_A_WORD else f"while {sender} would gain {absolute(own)}"
    lost = f"{amount(loss)} of a year's GDP {span(loss)}".rstrip()
    return f"If {sender} {option.words} for {days_in_words(brief.days)}, {target} would lose {lost}, {cost}{note}."


def _strongest(brief: Brief) -> dict[str, BriefPair]:
    """Return for each target the pair with the largest leverage."""
    best: dict[str, BriefPair] = {}
    for pair in brief.pairs:
        held = best.get(pair.target)
        if held is None or brief.figures[pair.leverage].best > brief.figures[held.leverage].best:
            best[pair.target] = pair
    return best


def _region(brief: Brief) -> str:
    names, strongest = {code: spoken(name) for code, name in brief.names.items()}, _strongest(brief)
    counts: dict[str, int] = {}
    for pair in strongest.values():
        counts[pair.sender] = counts.get(pair.sender, 0) + 1
    leader = max(counts, key=lambda s: counts[s])
    others = [t for t in strongest if t != leader]
    led = [t for t in others if strongest[t].sender == leader]
    most = sorted(led, key=lambda t: -brief.figures[strongest[t].leverage].best)[:3]
    examples = listed([f"{names[t]} {with_range(brief.figures[strongest[t].leverage])} of a year's GDP" for t in most])
    return (
        f"In {brief.year} {names[leader]} had the largest leverage on {len(led)} of {len(others)} others in the "
        f"region: at an own cost of at most {percent(brief.budget)} of its GDP it could cost {examples}."
    )


def _largest(brief: Brief) -> str:
    """Say the pair with the largest leverage."""
    return said(brief, max(brief.pairs, key=lambda p: brief.figures[p.leverage].best))


def findings(brief: Brief) -> tuple[str, ...]:
    """Return further sentences: exposure by layer, what moved, who diversified, what it costs senders and others."""
    lines = [*_more_pairs(brief), *_carried(brief), *_in_time(brief), *_by_layer(brief), *_moved(brief), *_costs(brief)]
    return tuple(line for line in lines if line)


def _more_pairs(brief: Brief) -> list[str]:
    if brief.kind == "pair":
        return []
    pairs = sorted(brief.pairs, key=lambda p: -brief.figures[p.leverage].best)
    pairs = [p for p in pairs if brief.figures[p.leverage].best > SMALL]
    return [said(brief, p) for p in (pairs[:3] if brief.kind == "region" else pairs[1:4])]


def _strong(brief: Brief) -> list[BriefPair]:
    """Return the pairs with leverage worth a sentence, strongest first; at most three."""
    pairs = sorted(brief.pairs, key=lambda p: -brief.figures[p.leverage].best)
    return [p for p in pairs if brief.figures[p.leverage].best > SMALL][:3]


def _carried(brief: Brief) -> list[str]:
    """Say which partner and which sector carry most of the loss through trade."""
    lines = []
    for pair in _strong(brief):
        most = {}
        for by in ("partner", "sector"):
            parts = [part for part in pair.carried if part.by == by and part.code]
            if parts:
                most[by] = max(parts, key=lambda part: brief.figures[part.loss].best)
        if len(most) == 2 and all(brief.figures[part.loss].best > SMALL for part in most.values()):
            partner, sector = most["partner"], most["sector"]
            lines.append(
                f"By the levers of {spoken(brief.names[pair.sender])} the loss of {spoken(brief.names[pair.target])} "
                f"through trade comes most by {spoken(partner.words)} ({with_range(brief.figures[partner.loss])} of "
                f"GDP) and in {lowered(sector.words)} ({with_range(brief.figures[sector.loss])})."
            )
    return lines


def _in_time(brief: Brief) -> list[str]:
    """Say what the same levers do with less and with more time to adjust."""
    lines = []
    for pair in _strong(brief):
        if len(pair.horizons) > 1:
            told = [
                f"{with_range(brief.figures[at.target_loss])} with a {at.horizon} to adjust" for at in pair.horizons
            ]
            lines.append(
                f"The same levers of {spoken(brief.names[pair.sender])} for {days_in_words(brief.days)} would cost "
                f"{spoken(brief.names[pair.target])} {listed(told)}."
            )
    return lines


def _by_layer(brief: Brief) -> list[str]:
    lines = []
    for layer in dict.fromkeys(layer for pair in brief.pairs for layer in pair.through):
        exposed = [(brief.figures[p.exposure].best * p.through.get(layer, 0.0), p) for p in brief.pairs]
        seen: dict[str, str] = {}
        for value, pair in sorted(exposed, key=lambda vp: -vp[0]):
            if pair.target not in seen and value > SMALL and len(seen) < 3:
                whole = with_range(brief.figures[pair.exposure])
                seen[pair.target] = (
                    f"{spoken(brief.names[pair.target])} to {spoken(brief.names[pair.sender])} "
                    f"({percent(value)}, of {whole} through all layers)"
                )
        if seen:
            lines.append(
                f"Most exposed through {layer}, all levers joined and whatever they cost the sender, in shares of a "
                f"year's GDP: {listed(list(seen.values()))}."
            )
    return lines


def _moved(brief: Brief) -> list[str]:
    """Say whose leverage rose and fell most, where the range of the change leaves no doubt about its sign."""
    if brief.earlier is None or not brief.moves:
        return []
    lines = []
    for sign, verb in ((1, "rose"), (-1, "fell")):
        sure = [m for m in brief.moves if sign * brief.figures[m.change].best > SMALL and _has_sign(brief, m, sign)]
        if sure:
            told = [
                f"{spoken(brief.names[m.sender])} on {spoken(brief.names[m.target])} "
                f"from {with_range(brief.figures[m.before])} to {with_range(brief.figures[m.after])}"
                for m in sure[:3]
            ]
            lines.append(f"Between {brief.earlier} and {brief.year} leverage {verb} most: {listed(told)}.")
    return [*lines, *_diversified(brief)]


def _has_sign(brief: Brief, move: Move, sign: int) -> bool:
    change = brief.figures[move.change]
    return change.low is None or change.high is None or min(sign * change.low, sign * change.high) > 0


def _diversified(brief: Brief) -> list[str]:
    """Say whose largest single exposure shrank: diversification is a smaller worst case."""
    if brief.kind in {"sender", "pair"}:
        return []
    before: dict[str, Figure] = {}
    after: dict[str, Figure] = {}
    for move in brief.moves:
        for worst, figure in ((before, brief.figures[move.before]), (after, brief.figures[move.after])):
            if move.target not in worst or figure.best > worst[move.target].best:
                worst[move.target] = figure
    shrunk = sorted(
        (t for t in after if before[t].best - after[t].best > SMALL), key=lambda t: after[t].best - before[t].best
    )
    if not shrunk:
        return []
    told = [f"{spoken(brief.names[t])} ({with_range(before[t])} to {with_range(after[t])})" for t in shrunk[:4]]
    return [f"Diversified, in that the largest leverage of anybody on them fell: {listed(told)}."]


def _costs(brief: Brief) -> list[str]:
    """Say what it costs third parties, and where the budget binds."""
    lines = []
    chosen = [
        (pair, pair.options[pair.chosen])
        for pair in brief.pairs
        if pair.chosen is not None and brief.figures[pair.leverage].best > SMALL
    ]
    for sign, verb in ((1, "lose"), (-1, "gain")):
        ranked = sorted(chosen, key=lambda po: brief.figures[po[1].others_loss].best)
        if not ranked:
            return []
        pair, option = ranked[-1] if sign > 0 else ranked[0]
        if sign * brief.figures[option.others_loss].best < WORTH_SAYING:
            continue
        figure = brief.figures[option.others_loss]
        why = "" if sign > 0 else ", because trade is diverted to them"
        lines.append(
            f"Third parties together would {verb} most if {spoken(brief.names[pair.sender])} {option.words}: "
            f"{absolute(figure)}{why}."
        )
    barred = [p for p in brief.pairs if p.options and not p.options[-1].affordable]
    if barred and brief.kind != "pair":
        lines.append(
            f"In {len(barred)} of {len(brief.pairs)} pairs all levers joined at full size would cost the sender more "
            f"than {percent(brief.budget)} of its GDP, so that only a part of them counts as leverage."
        )
    return lines
