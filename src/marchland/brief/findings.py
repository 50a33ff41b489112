"""What stands beside the answer, section by section, the sentence that says most first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.findings_of_change import change
from marchland.brief.model import Finding
from marchland.brief.words import absolute, begun, listed, lowered, percent, spoken, with_range
from marchland.brief.worth import SMALL, WORTH_SAYING, strong

if TYPE_CHECKING:
    from marchland.brief.model import Brief, BriefPair

AFTER = 3
"""Pairs that are named after the first, and levers that are named alone."""


def findings(brief: Brief) -> tuple[Finding, ...]:
    """Return the sentences on what is used, what it rests on, what would change it, what holds the sender back."""
    told = (
        ("levers", [*_alone(brief), *_next(brief)]),
        ("flows", [*_by_layer(brief), *_carried(brief)]),
        ("change", change(brief)),
        ("restraint", [*_own(brief), *_others(brief), *_barred(brief)]),
    )
    return tuple(Finding(about=about, words=begun(line)) for about, lines in told for line in lines)


def _next(brief: Brief) -> list[str]:
    """Say who comes after the first sender, or whom it can squeeze after the first target."""
    if brief.kind == "pair":
        return []
    pairs = strong(brief, AFTER + 1)
    rest = pairs if brief.kind == "region" else pairs[1:]
    if not rest:
        return []
    figures = brief.figures
    if brief.kind == "region":
        told = [
            f"{spoken(brief.names[p.sender])} on {spoken(brief.names[p.target])} {with_range(figures[p.leverage])}"
            for p in rest
        ]
        return [f"The strongest pairs are {listed(told)} of the target's GDP."]
    first, others = pairs[0], [(p.sender if brief.kind == "target" else p.target, p) for p in rest]
    told = [f"{spoken(brief.names[code])} {with_range(figures[p.leverage])}" for code, p in others]
    after = spoken(brief.names[first.sender if brief.kind == "target" else first.target])
    return [f"After {after} come{'s' if len(told) == 1 else ''} {listed(told)}."]


def _alone(brief: Brief) -> list[str]:
    """Say which lever of the strongest pair costs most alone; nothing where there is but one."""
    if brief.kind == "region" or not (pairs := strong(brief, 1)):
        return []
    (pair,), figures = pairs, brief.figures
    singles = sorted((o for o in pair.options if o.kind == "single"), key=lambda o: -figures[o.target_loss].best)
    worth = [o for o in singles[:AFTER] if figures[o.target_loss].best > SMALL]
    if len(worth) < 2:
        return []
    told = [f"{with_range(figures[o.target_loss])} if it {o.words}" for o in worth]
    target, sender = spoken(brief.names[pair.target]), spoken(brief.names[pair.sender])
    return [f"Of the levers of {sender}, each alone, {target} would lose most by these: {'; '.join(told)}."]


def _carried(brief: Brief) -> list[str]:
    """Say which partner and which sector carry most of the loss through trade, for the strongest pair."""
    lines = []
    for pair in strong(brief, 1):
        most = {}
        for by in ("partner", "sector"):
            parts = [part for part in pair.carried if part.by == by and part.code]
            if parts:
                most[by] = max(parts, key=lambda part: brief.figures[part.loss].best)
        if len(most) == 2 and all(brief.figures[part.loss].best > SMALL for part in most.values()):
            partner, sector = most["partner"], most["sector"]
            lines.append(
                f"What {spoken(brief.names[pair.target])} loses through trade comes most by {spoken(partner.words)} "
                f"({with_range(brief.figures[partner.loss])} of GDP) and in {lowered(sector.words)} "
                f"({with_range(brief.figures[sector.loss])})."
            )
    return lines


def _by_layer(brief: Brief) -> list[str]:
    """Say through what targets are exposed: the strongest pair by layer, of a region each layer's most exposed."""
    if brief.kind == "region":
        return _most_exposed(brief)
    lines = []
    for pair in strong(brief, 1):
        whole = brief.figures[pair.exposure]
        parts = sorted(pair.through.items(), key=lambda part: -part[1])
        told = [f"{percent(whole.best * share)} through {layer}" for layer, share in parts if share > 0]
        if told:
            lines.append(
                f"With all levers joined {spoken(brief.names[pair.target])} stands to lose {with_range(whole)} of "
                f"GDP to {spoken(brief.names[pair.sender])}: {listed(told)}.{_shut(brief)}"
            )
    return lines


def _shut(brief: Brief) -> str:
    """Say what the dearest closure of ways would cost, which is no part of the leverage; empty where none is known."""
    closures = () if brief.ways is None else brief.ways.closures[:1]
    for one in closures:
        loss = brief.figures[one.loss]
        if loss.best > SMALL:
            keeper = spoken(brief.names[one.gatekeeper])
            return f" Apart from that, {keeper} could cost it {with_range(loss)} by shutting its ways to its transit."
    return ""


def _most_exposed(brief: Brief) -> list[str]:
    lines = []
    for layer in dict.fromkeys(layer for pair in brief.pairs for layer in pair.through):
        exposed = [(brief.figures[p.exposure].best * p.through.get(layer, 0.0), p) for p in brief.pairs]
        seen: dict[str, str] = {}
        for value, pair in sorted(exposed, key=lambda vp: -vp[0]):
            if pair.target not in seen and value > SMALL and len(seen) < AFTER:
                names = spoken(brief.names[pair.target]), spoken(brief.names[pair.sender])
                seen[pair.target] = f"{names[0]} to {names[1]} ({percent(value)})"
        if seen:
            lines.append(f"Most exposed through {layer}, all levers joined: {listed(list(seen.values()))} of GDP.")
    return lines


def _own(brief: Brief) -> list[str]:
    """Say what the strongest pair's sender pays itself, and what it would pay for everything."""
    if brief.kind == "region":
        return []
    lines = []
    for pair in strong(brief, 1):
        if pair.chosen is None:
            continue
        own, sender = brief.figures[pair.options[pair.chosen].sender_loss], spoken(brief.names[pair.sender])
        pays = f"{sender} {'gains' if own.best < 0 else 'pays'} {absolute(own)} of its own GDP"
        lines.append(f"{pays}, where {percent(brief.budget)} is what a sender is taken to bear.")
    return lines


def _chosen(brief: Brief) -> list[tuple[BriefPair, str, str]]:
    """Return the pairs with leverage worth a sentence: the levers that count, and the figure of what others lose."""
    return [
        (pair, pair.options[pair.chosen].words, pair.options[pair.chosen].others_loss)
        for pair in brief.pairs
        if pair.chosen is not None and brief.figures[pair.leverage].best > SMALL
    ]


def _others(brief: Brief) -> list[str]:
    """Say which levers cost third parties most, and which give them most."""
    lines, chosen = [], sorted(_chosen(brief), key=lambda one: brief.figures[one[2]].best)
    for sign, verb in ((1, "lose"), (-1, "gain")):
        if not chosen:
            break
        pair, words, others = chosen[-1] if sign > 0 else chosen[0]
        figure = brief.figures[others]
        if sign * figure.best < WORTH_SAYING:
            continue
        why = "" if sign > 0 else ", because trade is diverted to them"
        most = "" if brief.kind == "pair" else " most"
        held = "by these levers" if brief.kind == "pair" else f"if {spoken(brief.names[pair.sender])} {words}"
        lines.append(f"Third parties together would {verb}{most} {held}: {absolute(figure)}{why}.")
    return lines


def _barred(brief: Brief) -> list[str]:
    """Say where the budget binds."""
    barred = [p for p in brief.pairs if p.options and not p.options[-1].affordable]
    if not barred or brief.kind == "pair":
        return []
    limit = percent(brief.budget)
    costs = f"all levers joined would cost the sender more than {limit} of its GDP"
    return [f"In {len(barred)} of {len(brief.pairs)} pairs {costs}, so that only a part of them counts as leverage."]
