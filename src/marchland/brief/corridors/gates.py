"""The gates of targets as figures: shares, captive parts, detours, and the ways used."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from marchland.brief.ways import CorridorGate, CorridorWay
from marchland.levers import holds_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from marchland.brief.corridors.store import Store
    from marchland.leverage.gate import Gate
    from marchland.leverage.gatekeeping import Gatekeeping
    from marchland.levers import Hold

SHARE = (
    "value of the target's trade with all but the gatekeeper whose routes pass a way that the gatekeeper controls / "
    "value of all of it that is carried; routes as the freight equilibrium chooses them"
)
CAPTIVE = "part of it for which no open way is left once all ways of the gatekeeper are shut"
DETOUR = (
    "cost of the cheapest way without the gatekeeper's ways less that of the cheapest way, all ways empty; mean over "
    "the tonnes that pass and have another way"
)
WAY = "sum over the routes of the target's trade with all but the gatekeeper that pass the way, both directions"


def gates_of(store: Store, found: Gatekeeping, targets: Sequence[str]) -> tuple[CorridorGate, ...]:
    """Return the gates of targets and keep their figures and sources."""
    links = {row["link"]: row for row in found.world["links"].rows()}
    held = {code: holds_of(found.world, code) for code in dict.fromkeys(gate.gatekeeper for gate in found.gates)}
    return tuple(_gate(store, gate, links, held[gate.gatekeeper]) for target in targets for gate in found.of(target))


def add_shares(store: Store, gate: Gate, at: str = "") -> tuple[str, str]:
    """Keep the shares of value that pass a gate and that have no other way; return the ids of both.

    Parameters
    ----------
    at
        ending of the ids, of a world with ways opened
    """
    code, words = _about(store, gate)
    links = _links(gate)
    return (
        store.add(
            f"value:{code}{at}",
            f"share by value of {words}",
            "share of value",
            SHARE,
            gate.value.best,
            gate.value,
            links=links,
        ),
        store.add(
            f"captive:{code}{at}",
            f"share by value of {words} and has no other way",
            "share of value",
            CAPTIVE,
            gate.captive_value,
            links=links,
        ),
    )


def _links(gate: Gate) -> tuple[str, ...]:
    return tuple(used.link for used in gate.ways)


def _about(store: Store, gate: Gate) -> tuple[str, str]:
    words = (
        f"{store.said[gate.target]}'s trade with others that passes ways which {store.said[gate.gatekeeper]} controls"
    )
    return f"{gate.gatekeeper}>{gate.target}", words


def _gate(
    store: Store, gate: Gate, links: Mapping[str, Mapping[str, Any]], held: Mapping[str, Sequence[Hold]]
) -> CorridorGate:
    code, words = _about(store, gate)
    value, captive = add_shares(store, gate)
    detour = ""
    if math.isfinite(gate.detour):
        detour = store.add(
            f"detour:{code}",
            f"what the rest of {words} would pay more without them",
            "USD/t",
            DETOUR,
            gate.detour,
            links=_links(gate),
        )
    return CorridorGate(
        gatekeeper=gate.gatekeeper,
        target=gate.target,
        value=value,
        tonnes=store.add(
            f"tonnes:{code}",
            f"share by tonnes of {words}",
            "share of tonnes",
            SHARE.replace("value of", "tonnes of"),
            gate.tonnes.best,
            gate.tonnes,
            links=_links(gate),
        ),
        captive_value=captive,
        captive_tonnes=store.add(
            f"captive_tonnes:{code}",
            f"share by tonnes of {words} and has no other way",
            "share of tonnes",
            CAPTIVE,
            gate.captive_tonnes,
            links=_links(gate),
        ),
        detour=detour,
        ways=tuple(_way(store, gate, links[used.link], held[used.link], used.tonnes, used.value) for used in gate.ways),
    )


def _way(
    store: Store, gate: Gate, row: Mapping[str, Any], holds: Sequence[Hold], tonnes: float, value: float
) -> CorridorWay:
    code, link = f"{gate.gatekeeper}>{gate.target}:{row['link']}", row["link"]
    store.cited |= set(str(row["source"]).split(";"))
    for hold in holds:
        store.cited |= set(hold.sources)
    words = f"of {store.said[gate.target]}'s trade that pass {row['name'] or link}"
    return CorridorWay(
        link=link,
        name=row["name"] or link,
        mode=row["mode"],
        rights=tuple(dict.fromkeys(hold.right for hold in holds)),
        tonnes=store.add(f"way_tonnes:{code}", f"tonnes a year {words}", "t", WAY, tonnes, links=(link,)),
        value=store.add(f"way_value:{code}", f"USD a year {words}", "USD", WAY, value, links=(link,)),
    )
