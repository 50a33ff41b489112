"""What opening ways would change, as figures: who controls less, who more, what carriage would save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.corridors.gates import CAPTIVE, SHARE, add_shares
from marchland.brief.corridors.model import CorridorBypass, CorridorShift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marchland.brief.corridors.store import Store
    from marchland.leverage.bypass import Bypass, Bypasses
    from marchland.leverage.gate import Gate
    from marchland.leverage.gatekeeping import Gatekeeping

WORTH_LISTING = 0.005
"""Largest change of a share of value below which a project is only named."""
MOST_SHIFTS = 4
SAVED = (
    "expected cost of carrying the target's trade of today, money and time, less that with the project open: sum over "
    "pairs of zones of tonnes x expected cost a tonne"
)
USED = "tonnes of the target whose routes pass the project / all its tonnes, with the project open"


def shifts_between(
    store: Store, before: Gatekeeping, after: Gatekeeping, targets: Sequence[str], at: str
) -> tuple[CorridorShift, ...]:
    """Return what changes for each gatekeeper of each target, the largest loss of hold first.

    Parameters
    ----------
    at
        ending of the ids of figures in the world with ways opened
    """
    found = []
    for target in targets:
        old, new = ({gate.gatekeeper: gate for gate in each.of(target)} for each in (before, after))
        own = [_shift(store, target, code, old.get(code), new.get(code), at) for code in {**old, **new}]
        found += sorted(own, key=lambda s: store.figures[s.after].best - store.figures[s.before].best)
    return tuple(found)


def bypasses_of(store: Store, found: Bypasses) -> tuple[CorridorBypass, ...]:
    """Return the projects that matter to a target, the largest saving first, and keep their figures."""
    return tuple(_bypass(store, each, number) for number, each in enumerate(_worthy(found), start=1))


def _worthy(found: Bypasses) -> list[Bypass]:
    def moved(bypass: Bypass) -> float:
        return max((max(abs(s.value), abs(s.captive)) for s in bypass.shifts), default=0.0)

    return [each for each in found.found if max(moved(each), each.used) >= WORTH_LISTING]


def _bypass(store: Store, bypass: Bypass, number: int) -> CorridorBypass:
    project, target = bypass.project, bypass.target
    said, code = store.said[target], f"{target}:{number}"
    shifts = sorted(bypass.shifts, key=lambda s: -max(abs(s.value), abs(s.captive)))[:MOST_SHIFTS]
    return CorridorBypass(
        target=target,
        name=project.name,
        links=project.links,
        statuses=project.statuses,
        since=project.since,
        saved=store.add(
            f"saved:{code}",
            f"what {said} would save a year on carriage with {project.name} open",
            "USD",
            SAVED,
            bypass.saved,
            links=project.links,
        ),
        used=store.add(
            f"used:{code}",
            f"share of {said}'s tonnes that would pass {project.name}",
            "share of tonnes",
            USED,
            bypass.used,
            links=project.links,
        ),
        shifts=tuple(_shift(store, target, s.gatekeeper, s.before, s.after, f"@{number}") for s in shifts),
    )


def _shift(store: Store, target: str, code: str, before: Gate | None, after: Gate | None, at: str) -> CorridorShift:
    ids = []
    for gate, ending in ((before, ""), (after, at)):
        pair = f"{code}>{target}{ending}"
        if gate is None:
            words = f"share by value of {store.said[target]}'s trade with others that passes {store.said[code]}'s ways"
            ids.append(
                tuple(
                    store.add(f"{kind}:{pair}", words, "share of value", formula, 0.0)
                    for kind, formula in (("value", SHARE), ("captive", CAPTIVE))
                )
            )
        elif f"value:{pair}" in store.figures:
            ids.append((f"value:{pair}", f"captive:{pair}"))
        else:
            ids.append(add_shares(store, gate, ending))
    (old, old_captive), (new, new_captive) = ids
    return CorridorShift(
        gatekeeper=code, target=target, before=old, after=new, captive_before=old_captive, captive_after=new_captive
    )
