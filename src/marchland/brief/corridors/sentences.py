"""Corridors in plain words: one sentence, then what else a reader should know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.words import amount, begun, listed, percent, spoken, with_range

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.brief.corridors.model import CorridorBypass, Corridors
    from marchland.brief.figure import Figure
    from marchland.brief.ways import CorridorGate

NEXT = 3
"""How many further gatekeepers a sentence names."""
SMALL = 0.005
"""A share below this is told as none."""


def headline(corridors: Corridors, *, stranded: bool = False) -> tuple[str, str]:
    """Return title and first sentence.

    Parameters
    ----------
    stranded
        whether nothing of the target's trade has a way
    """
    if corridors.kind == "region":
        title = f"{corridors.world_title}: whose ways whose trade passes, {corridors.year}"
        strongest = max(corridors.gates, key=lambda g: corridors.figures[g.value].best, default=None)
        if strongest is None:
            return title, "Nobody's trade passes ways that another controls."
        return title, f"The largest share in one hand: {held(corridors.figures, corridors.names, strongest)}."
    target = corridors.targets[0]
    title = f"{corridors.names[target]}: whose ways its trade passes, {corridors.year}"
    gates = corridors.of(target)
    if stranded:
        return title, begun(
            f"none of {spoken(corridors.names[target])}'s trade has a way: all that it could take is shut."
        )
    if not gates:
        return title, begun(f"{spoken(corridors.names[target])}'s trade passes no way that another controls.")
    return title, begun(f"{held(corridors.figures, corridors.names, gates[0])}.")


def findings(corridors: Corridors) -> tuple[str, ...]:
    """Return further sentences: who comes next, what a detour costs, what opening ways would change."""
    lines = []
    if corridors.kind == "target":
        gates = corridors.of(corridors.targets[0])
        named = [
            f"{spoken(corridors.names[g.gatekeeper])} ({amount(corridors.figures[g.value])})"
            for g in gates[1 : 1 + NEXT]
            if corridors.figures[g.value].best >= SMALL
        ]
        if named:
            lines.append(f"Next come {listed(named)}. Shares overlap: one shipment may pass several.")
        if gates and gates[0].detour:
            lines.append(
                f"What has another way round {spoken(corridors.names[gates[0].gatekeeper])} would pay "
                f"{amount(corridors.figures[gates[0].detour])} more."
            )
    else:
        lines += [
            begun(f"{held(corridors.figures, corridors.names, corridors.of(target)[0])}.")
            for target in corridors.targets
            if corridors.of(target)
        ]
    lines += [_opened(corridors, bypass) for bypass in corridors.bypasses[:NEXT]]
    return tuple(lines)


def held(figures: Mapping[str, Figure], names: Mapping[str, str], gate: CorridorGate) -> str:
    """Return a gate in words: what share passes, and what has no other way."""
    target, keeper = spoken(names[gate.target]), spoken(names[gate.gatekeeper])
    captive = figures[gate.captive_value]
    rest = f"{amount(captive)} has no other way" if captive.best >= SMALL else "nearly all of it has another way"
    return (
        f"{with_range(figures[gate.value])} of {target}'s trade with others by value passes ways that {keeper} "
        f"controls; {rest}"
    )


def _opened(corridors: Corridors, bypass: CorridorBypass) -> str:
    figures = corridors.figures
    target = spoken(corridors.names[bypass.target])
    shifts = []
    for s in bypass.shifts[:2]:
        before, after = (percent(figures[i].best) for i in (s.before, s.after))
        shifts.append(f"{spoken(corridors.names[s.gatekeeper])} from {before} to {after}")
    moved = f", and would move the share of {listed(shifts)}" if shifts else ""
    saved = figures[bypass.saved]
    saves = (
        f"save {target} {amount(saved)} a year on carriage"
        if saved.best > 0
        else f"not make carriage cheaper for {target}"
    )
    return f"{bypass.name}, open, would {saves}{moved}."
