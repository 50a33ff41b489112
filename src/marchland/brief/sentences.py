"""The answer in plain words: title and first sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.words import (
    absolute,
    amount,
    begun,
    days_in_words,
    listed,
    percent,
    span,
    spoken,
    with_range,
)

if TYPE_CHECKING:
    from marchland.brief.model import Brief, BriefPair

WORTH_A_WORD = 1e-9
"""A gain below this share of GDP is told as no cost."""


def headline(brief: Brief) -> tuple[str, str]:
    """Return title and first sentence of a brief, and what its ranges hold."""
    title, sentence = _headline(brief)
    if brief.model_error is None or not (brief.draws and brief.pairs):
        return title, sentence
    return title, f"{sentence} The ranges hold 90 %, model error included."


def _headline(brief: Brief) -> tuple[str, str]:
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
