"""From gatekeeping, and from what opening ways would change, to corridors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from marchland.brief.cited import cited_sources
from marchland.brief.corridors.gates import gates_of
from marchland.brief.corridors.model import Corridors
from marchland.brief.corridors.sentences import findings, headline
from marchland.brief.corridors.shifts import bypasses_of, shifts_between
from marchland.brief.corridors.store import Store
from marchland.brief.words import begun, percent
from marchland.engine import code_fingerprint
from marchland.sweep.gaps import earlier_trade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marchland.leverage.bypass import Bypasses
    from marchland.leverage.gatekeeping import Gatekeeping

WORTH_SAYING = 5e-4
"""A share of tonnes that are not carried below which nothing is said."""


def compose(
    kind: str,
    targets: Sequence[str],
    before: Gatekeeping,
    version: str,
    *,
    draws: int,
    seed: int,
    after: Gatekeeping | None = None,
    opened: Sequence[str] = (),
    bypasses: Bypasses | None = None,
) -> Corridors:
    """Put corridors together.

    Parameters
    ----------
    kind
        region or target
    before
        gatekeeping in the world as it is
    version
        of marchland
    draws, seed
        that `before` was computed with
    after, opened
        gatekeeping with some ways open, and these in words; None = nothing is opened
    bypasses
        what each project would change; None = not asked for
    """
    world = before.world
    store = Store(world)
    gates = gates_of(store, before, targets)
    shifts = () if after is None else shifts_between(store, before, after, targets, "@open")
    found = () if bypasses is None else bypasses_of(store, bypasses)
    hold = {
        code: sum(store.figures[g.value].best for g in gates if g.gatekeeper == code)
        for g in gates
        for code in (g.gatekeeper,)
    }
    corridors = Corridors(
        kind=kind,
        title="",
        sentence="",
        findings=(),
        targets=tuple(targets),
        gatekeepers=tuple(sorted(hold, key=lambda code: (-hold[code], code))),
        names=store.names,
        world=world.package.name,
        world_title=world.package.title,
        world_fingerprint=world.fingerprint,
        code_fingerprint=code_fingerprint(),
        version=version,
        day=str(world.day),
        year=world.year or world.package.base_year,
        draws=draws,
        seed=seed,
        residual=before.residual,
        figures=store.figures,
        inputs=store.inputs,
        gates=gates,
        bypasses=found,
        without_effect=_nothing(bypasses),
        opened=tuple(opened),
        shifts=shifts,
        sources=cited_sources(world, store.cited),
        gaps=gaps_of(before, targets, store, bypasses),
    )
    stranded = all(before.unserved[target] >= 1 - WORTH_SAYING for target in targets)
    title, sentence = headline(corridors, stranded=stranded)
    return replace(corridors, title=title, sentence=sentence, findings=findings(corridors))


def _nothing(bypasses: Bypasses | None) -> tuple[str, ...]:
    if bypasses is None:
        return ()
    return tuple(dict.fromkeys(project.name for project, _ in bypasses.without_effect))


def gaps_of(before: Gatekeeping, targets: Sequence[str], store: Store, bypasses: Bypasses | None) -> tuple[str, ...]:
    """Say what is not known of gates."""
    lines = [
        (
            "a share is what could be stopped if all of a gatekeeper's ways were shut at once to the target's goods; "
            "what that would cost either of them is in `marchland brief`"
        ),
        "gas, crude oil and oil products are left out: they belong to the energy layer",
    ]
    if before.left_out >= WORTH_SAYING:
        lines.append(
            f"{percent(before.left_out)} of all tonnes are not put on the network: small flows, and actors "
            "without a zone"
        )
    lines += earlier_trade(before.world)
    lines += [
        f"{percent(before.unserved[target])} of the tonnes of {store.said[target]} have no way as it is"
        for target in targets
        if before.unserved[target] >= WORTH_SAYING
    ]
    lines += [f"{project.name} could not be computed: {why}" for project, why in (bypasses.failed if bypasses else ())]
    return tuple(begun(f"{line}.") for line in lines)
