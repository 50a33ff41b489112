"""The part of a brief that says who sells the target gas and oil."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from marchland.brief.cited import cited_sources
from marchland.brief.energy import energy_of
from marchland.brief.supply import BriefEnergy
from marchland.errors import CannotClear, MissingData, SolverError

if TYPE_CHECKING:
    from marchland.brief.model import Brief
    from marchland.leverage import Leverage

MOST_DRAWS = 16
"""Draws behind the figures of supply: each makes the markets anew at three horizons."""


def with_energy(brief: Brief, result: Leverage, *, jobs: int = 1) -> Brief:
    """Return a brief of a target or a pair with the target's supply of gas and oil; as it is where nothing is known.

    Of a pair the sender is the one who withholds, of a target the largest seller.

    Parameters
    ----------
    result
        leverage in the year of the brief
    jobs
        number of processes
    """
    world, target = result.world, result.targets[0]
    if brief.kind not in {"target", "pair"} or not len(world["energy_flows"]):
        return brief
    by, draws = brief.senders[0] if brief.kind == "pair" else None, min(brief.draws, MOST_DRAWS)
    try:
        found = energy_of(world, target, by=by, draws=draws, seed=brief.seed, jobs=jobs)
    except (MissingData, CannotClear, SolverError) as error:
        return replace(brief, gaps=(*brief.gaps, f"gas and oil: {error}"))
    used = [origin.seller for supply in found.supplies for origin in supply.origins]
    used += [holder.actor for supply in found.supplies for pipe in supply.pipes for holder in pipe.holders]
    used += [each.by for supply in found.supplies for cut in supply.cuts for each in cut.softened]
    used += [each.actor for supply in found.supplies for cut in supply.cuts for each in cut.others]
    gaps = list(found.gaps)
    if brief.draws > MOST_DRAWS:
        gaps.append(f"Ranges of who supplies what are of {MOST_DRAWS} draws.")
    cited = {source.source for source in (*brief.sources, *found.sources)}
    return replace(
        brief,
        names={code: found.names[code] for code in used} | brief.names,
        figures=brief.figures | found.figures,
        inputs=brief.inputs | found.inputs,
        sources=cited_sources(world, cited),
        energy=BriefEnergy(
            target=target,
            sentence=found.sentence,
            findings=found.findings,
            supplies=found.supplies,
            gaps=tuple(gaps),
        ),
    )
