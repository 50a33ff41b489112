"""What it costs a target that its largest gatekeepers shut their ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.ways import Closure
from marchland.leverage import dependence

if TYPE_CHECKING:
    from marchland.brief.corridors.store import Store
    from marchland.brief.model import Brief
    from marchland.brief.ways import CorridorGate
    from marchland.levers import Horizon

MOST, MOST_DRAWS = 4, 16
"""Gatekeepers whose closure is solved, and draws of it."""
CLOSURE = (
    "loss by freight and trade, solved together, where the gatekeeper refuses all its ways to goods in transit to and "
    "from the target for a year, its own trade with the target going on; over GDP of a year"
)


def closures_of(store: Store, brief: Brief, horizon: Horizon, gates: tuple[CorridorGate, ...]) -> tuple[Closure, ...]:
    """Return what closures by the largest gatekeepers cost, of a pair that of the sender among them.

    Parameters
    ----------
    store
        takes the figures
    gates
        of the target, the largest share of value first
    """
    asked = list(dict.fromkeys(gate.gatekeeper for gate in gates))
    first = [code for code in asked if code in brief.senders] if brief.kind == "pair" else []
    keepers = list(dict.fromkeys([*first, *asked]))[:MOST]
    if not keepers:
        return ()
    ways = {gate.gatekeeper: [way.link for way in gate.ways] for gate in gates}
    found = dependence(
        store.world,
        gates[0].target,
        keepers,
        horizon=horizon,
        draws=min(brief.draws, MOST_DRAWS),
        seed=brief.seed,
    )
    told = []
    for one in sorted(found, key=lambda each: -each.share.best):
        code = f"{one.gatekeeper}>{one.target}"
        held = f"if {store.said[one.gatekeeper]} shut its ways to {store.said[one.target]}'s transit for a year"
        loss, own = (
            store.add(
                f"{kind}:{code}:ways",
                f"{whose} {held}",
                "share of GDP",
                CLOSURE,
                estimate.best,
                estimate,
                links=ways[one.gatekeeper],
            )
            for kind, whose, estimate in (
                ("loss", f"loss of {store.said[one.target]}", one.share),
                ("own", f"own loss of {store.said[one.gatekeeper]}", one.own),
            )
        )
        told.append(Closure(gatekeeper=one.gatekeeper, loss=loss, own=own))
    return tuple(told)
