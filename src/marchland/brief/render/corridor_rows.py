"""Corridors as rows of text, which every rendering prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.brief.render.phrases import day_in_words
from marchland.brief.words import amount, percent, quantity, span, with_range

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from marchland.brief.corridors.model import CorridorBypass, Corridors, CorridorShift
    from marchland.brief.figure import Figure
    from marchland.brief.ways import CorridorGate

LISTED = 0.005
"""A gatekeeper that less than this share of value and of tonnes passes is left out of tables; the JSON has it."""
GATE_HEADINGS = ("Gatekeeper", "Of the value", "Of the tonnes", "No other way", "Way round", "Ways used")
BYPASS_HEADINGS = ("Way, if it were open", "Today", "Saves a year", "Carries, of tonnes", "Share of value that passes")
SHIFT_HEADINGS = ("Gatekeeper", "Today", "With it open", "No other way, today", "With it open")
MATRIX_IS = (
    "Share of the target's trade with others, by value, that passes ways which the gatekeeper controls, in %; in round "
    "brackets the part that has no other way. Shares of a row overlap: a shipment may pass several."
)
GATE_IS = (
    "What a gatekeeper could stop: trade with it is left out. Territory, and rights over single ways such as a railway "
    "concession, are counted. The way round is what the rest would pay more, in USD a tonne, on empty ways."
)
BYPASS_IS = (
    "Each way that is shut, planned or being built is opened alone and the freight equilibrium is solved anew with the "
    "trade of today, at best values: no figure here has a range. A saving is money and time."
)


@dataclass(frozen=True, kw_only=True)
class GateRow:
    """A gatekeeper of a target in words; `ways` has (name, mode, rights, tonnes, value, ids of both figures)."""

    gate: CorridorGate
    name: str
    value: tuple[str, str]
    tonnes: tuple[str, str]
    captive: str
    detour: str
    ways: tuple[tuple[str, str, str, str, str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class BypassRow:
    """A project that could be opened, in words."""

    bypass: CorridorBypass
    name: str
    today: str
    saved: str
    used: str
    shifts: tuple[str, ...]


def gate_rows(
    figures: Mapping[str, Figure], names: Mapping[str, str], gates: Iterable[CorridorGate]
) -> tuple[GateRow, ...]:
    """Return the gatekeepers of a target that are worth a row."""
    rows = []
    for gate in gates:
        if max(figures[gate.value].best, figures[gate.tonnes].best) < LISTED:
            continue
        rows.append(
            GateRow(
                gate=gate,
                name=names[gate.gatekeeper],
                value=(amount(figures[gate.value]), span(figures[gate.value])),
                tonnes=(amount(figures[gate.tonnes]), span(figures[gate.tonnes])),
                captive=amount(figures[gate.captive_value]),
                detour=amount(figures[gate.detour]) if gate.detour else "none left",
                ways=tuple(
                    (
                        way.name,
                        way.mode,
                        ", ".join(way.rights),
                        amount(figures[way.tonnes]),
                        amount(figures[way.value]),
                        way.tonnes,
                        way.value,
                    )
                    for way in gate.ways
                ),
            )
        )
    return tuple(rows)


def bypass_rows(corridors: Corridors) -> tuple[BypassRow, ...]:
    """Return the projects that matter, the largest saving first."""
    figures = corridors.figures
    return tuple(
        BypassRow(
            bypass=each,
            name=each.name,
            today=f"{', '.join(each.statuses)} since {day_in_words(each.since)}"
            if each.since
            else ", ".join(each.statuses),
            saved=amount(figures[each.saved]),
            used=amount(figures[each.used]),
            shifts=tuple(_shifted(corridors, shift) for shift in each.shifts),
        )
        for each in corridors.bypasses
    )


def shift_rows(corridors: Corridors) -> tuple[tuple[str, ...], ...]:
    """Return what opening ways changes: gatekeeper, share before and after, captive share before and after."""
    figures = corridors.figures
    many = len(corridors.targets) > 1
    rows = []
    for s in corridors.shifts:
        if max(figures[s.before].best, figures[s.after].best) < LISTED:
            continue
        name = corridors.names[s.gatekeeper]
        rows.append(
            (
                f"{name}, of {corridors.names[s.target]}" if many else name,
                *(with_range(figures[i]) for i in (s.before, s.after)),
                *(amount(figures[i]) for i in (s.captive_before, s.captive_after)),
            )
        )
    return tuple(rows)


def matrix(corridors: Corridors) -> tuple[tuple[str, ...], dict[tuple[str, str], CorridorGate]]:
    """Return the gatekeepers that stand at anybody's gate, and the gate of each target and gatekeeper."""
    figures = corridors.figures
    found = {(gate.target, gate.gatekeeper): gate for gate in corridors.gates if figures[gate.value].best >= LISTED}
    return tuple(code for code in corridors.gatekeepers if any(code == k for _, k in found)), found


def cell(corridors: Corridors, gate: CorridorGate | None) -> str:
    """Return a cell of the matrix: "53 (12)"; the captive part stands in round brackets."""
    if gate is None:
        return ""
    value, captive = (corridors.figures[i].best for i in (gate.value, gate.captive_value))
    whole = percent(value).removesuffix(" %")
    return f"{whole} ({percent(captive).removesuffix(' %')})" if captive >= LISTED else whole


def how_corridors_were_made(corridors: Corridors) -> tuple[tuple[str, str], ...]:
    """Return label and value of everything that is needed to make corridors again."""
    return (
        ("World", f"{corridors.world_title} ({corridors.world}) as of {day_in_words(corridors.day)}"),
        ("Year of the figures", str(corridors.year)),
        ("Fingerprint of the world", corridors.world_fingerprint[:12]),
        ("Fingerprint of the code", corridors.code_fingerprint[:12]),
        ("Version", f"marchland {corridors.version}"),
        ("Draws", f"{corridors.draws}, seed {corridors.seed}"),
        ("Residual", f"{corridors.residual:.1e} (of the freight equilibrium)"),
    )


def ranges_in_words(corridors: Corridors) -> str:
    """Return one line on how to read a range."""
    if not corridors.draws:
        return "There are no draws, so that no number has a range."
    return (
        f"Ranges are the 5th to the 95th percentile of {corridors.draws} draws, in which congestion is held as it is "
        "at best values."
    )


def _shifted(corridors: Corridors, shift: CorridorShift) -> str:
    figures = corridors.figures
    before, after = (figures[i].best for i in (shift.before, shift.after))
    words = f"{corridors.names[shift.gatekeeper]} {percent(before)} to {percent(after)}"
    old, new = (figures[i].best for i in (shift.captive_before, shift.captive_after))
    if abs(new - old) >= LISTED:
        words += f" (no other way: {quantity(old, 'share')} to {quantity(new, 'share')})"
    return words
