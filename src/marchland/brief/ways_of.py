"""The part of a brief that says whose ways the target's trade passes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from marchland.bridge.freight.base import freight_base
from marchland.bridge.freight.coupling import freight_effect
from marchland.brief.cited import cited_sources
from marchland.brief.closures import closures_of
from marchland.brief.corridors.compose import gaps_of
from marchland.brief.corridors.gates import gates_of
from marchland.brief.corridors.mapped import way_map_of
from marchland.brief.corridors.sentences import held
from marchland.brief.corridors.store import Store
from marchland.brief.lever_words import lever_phrase
from marchland.brief.ways import BriefWays
from marchland.brief.words import begun, spoken
from marchland.errors import MissingData, SolverError
from marchland.leverage import TARGET
from marchland.leverage.gatekeeping import gatekeeping
from marchland.levers import menu

if TYPE_CHECKING:
    from marchland.brief.model import Brief
    from marchland.brief.ways import WayMap
    from marchland.leverage import Leverage, Pair
    from marchland.leverage.gatekeeping import Gatekeeping
    from marchland.levers import Lever
    from marchland.world import World

MOST_DRAWS = 16
"""Draws behind the shares of ways: each deals all of the target's trade out over its routes anew."""


def with_ways(brief: Brief, result: Leverage) -> Brief:
    """Return a brief of a target or a pair with the ways of the target; as it is where the world has none.

    Parameters
    ----------
    result
        leverage in the year of the brief
    """
    world, target = result.world, result.targets[0]
    if brief.kind not in {"target", "pair"} or not len(world["links"]):
        return brief
    try:
        found = gatekeeping(
            world, [target], horizon=result.horizon, draws=min(brief.draws, MOST_DRAWS), seed=brief.seed
        )
    except MissingData as error:
        return replace(brief, gaps=(*brief.gaps, f"ways: {error}"))
    store = Store(world)
    gates = gates_of(store, found, [target])
    names = store.names
    sentence = begun(f"{held(store.figures, names, gates[0])}.") if gates else "It passes no way that another controls."
    cited = store.cited | {source.source for source in brief.sources}
    pair = result.pairs[0] if brief.kind == "pair" and result.pairs else None
    gaps = list(gaps_of(found, [target], store, None))
    if brief.draws > MOST_DRAWS:
        gaps.append(f"Ranges of shares that pass a gatekeeper are of {MOST_DRAWS} draws.")
    try:
        drawn = _map(found, target, tuple(gate.gatekeeper for gate in gates), pair, store)
    except SolverError as error:
        gaps.append(f"The map after the lever could not be computed: {error}.")
        drawn = _map(found, target, tuple(gate.gatekeeper for gate in gates), None, store)
    closures = closures_of(store, brief, result.horizon, gates)
    ways = BriefWays(target=target, sentence=sentence, gates=gates, map=drawn, gaps=tuple(gaps), closures=closures)
    return replace(
        brief,
        names={gate.gatekeeper: world.name(gate.gatekeeper) for gate in gates} | brief.names,
        figures=brief.figures | store.figures,
        inputs=brief.inputs | store.inputs,
        sources=cited_sources(world, cited),
        ways=ways,
    )


def way_lever(world: World, pair: Pair) -> Lever | None:
    """Return the lever on ways that a pair's map shows.

    Of the bundle that counts, else the one that costs most; where no bundle has one, all ways that the sender controls.
    """
    options = [pair.options[pair.chosen]] if pair.chosen is not None else []
    singles = [option for option in (*pair.options, *pair.narrow) if len(option.bundle.levers) == 1]
    options += sorted(singles, key=lambda option: -float(option.best[TARGET].sum()))
    solved = (lever for option in options for lever in option.bundle.levers if lever.is_way)
    offered = menu(world, pair.sender, pair.target, narrow=False, energy=False).items
    return next(solved, None) or next((item.lever for item in offered if item.lever.is_way), None)


def _map(found: Gatekeeping, target: str, gatekeepers: tuple[str, ...], pair: Pair | None, store: Store) -> WayMap:
    base, said = found.base, store.said
    links = freight_base(base).network.ways.links
    lever = None if pair is None else way_lever(found.world, pair)
    effect = None if lever is None else freight_effect(base, [lever])
    if lever is None or effect is None:
        return way_map_of(
            found.world,
            links,
            freight_base(base).passing(base.positions(target).tolist())[0],
            target=target,
            gatekeepers=gatekeepers,
            words=f"{said[target]}'s trade",
        )
    return way_map_of(
        found.world,
        links,
        effect.before,
        target=target,
        gatekeepers=gatekeepers,
        words="all trade that the lever touches",
        after=effect.after,
        change=f"{spoken(store.names[lever.actor])} has {lever_phrase(lever, said)}",
    )
